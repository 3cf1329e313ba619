/** Multiclass linear support vector machines: the objective, the trainer, the model. */
package io.github.widemargin;
