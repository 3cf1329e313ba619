/** A multiclass linear support vector machine as an estimator of Spark ML, with a certificate of its optimum. */
package io.github.widemargin.spark;
