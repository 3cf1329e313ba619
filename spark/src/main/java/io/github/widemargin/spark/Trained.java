package io.github.widemargin.spark;

import java.util.List;

/** Weights of the features as they were trained on, features × classes, a bias, or null, and how they came about. */
record Trained(float[] w, float[] bias, List<Round> rounds, boolean converged) {}
