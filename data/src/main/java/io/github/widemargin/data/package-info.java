/** Reads samples and labels from files. */
package io.github.widemargin.data;
