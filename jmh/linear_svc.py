#!/usr/bin/python3
"""Seconds in which scikit-learn's LinearSVC, LIBLINEAR's code on arrays in memory, trains on a LIBSVM text; Crammer and Singer's hinge, no bias.

    linear_svc.py RUNS C FILE

Prints the median. Arrays are dense where more than 0.3 of the elements are not zero.
"""

import statistics
import sys
import time
import warnings

from sklearn.datasets import load_svmlight_file
from sklearn.exceptions import ConvergenceWarning
from sklearn.svm import LinearSVC

warnings.simplefilter("ignore", ConvergenceWarning)  # of a count of steps that this solver does not set
x, y = load_svmlight_file(sys.argv[3])
if x.nnz > 0.3 * x.shape[0] * x.shape[1]:
    x = x.toarray()
seconds = []
for run in range(int(sys.argv[1])):
    svc = LinearSVC(multi_class="crammer_singer", C=float(sys.argv[2]), fit_intercept=False, tol=0.1, random_state=run)
    start = time.perf_counter()
    svc.fit(x, y)
    seconds.append(time.perf_counter() - start)
print(statistics.median(seconds))
