#!/usr/bin/python3
"""The loss and its gradient by NumPy and by PyTorch, for comparison.

    peers.py THREADS SAMPLESxFEATURESxCLASSES...

Prints a line for each library that is installed and each shape: its name, the threads, the shape and 10^9 useful operations
a second, of 4 * samples * features * classes. The best of five medians, as with the JVM's forks.
"""

import os
import sys
import time

threads = sys.argv[1]
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = threads


def numpy_function(samples, features, classes):
    import numpy

    random = numpy.random.default_rng(1)
    x = random.random((samples, features), dtype=numpy.float32)
    w = (random.random((features, classes), dtype=numpy.float32) - 0.5) * numpy.float32(1e-3)
    y = random.integers(0, classes, samples)
    rows = numpy.arange(samples)
    reg = numpy.float32(1e-3)

    def loss_and_gradient():
        scores = x.dot(w)
        margins = numpy.maximum(0, scores - scores[rows, y][:, None] + 1)
        margins[rows, y] = 0
        loss = margins.sum() / samples + 0.5 * reg * (w * w).sum()
        g = (margins > 0).astype(numpy.float32)
        g[rows, y] = -g.sum(axis=1)
        return loss, x.T.dot(g) / numpy.float32(samples) + reg * w

    return loss_and_gradient


def torch_function(samples, features, classes):
    import torch

    torch.set_num_threads(int(threads))
    torch.manual_seed(1)
    x = torch.rand(samples, features)
    w = ((torch.rand(features, classes) - 0.5) * 1e-3).requires_grad_()
    y = torch.randint(classes, (samples,))

    def loss_and_gradient():
        w.grad = None
        loss = classes * torch.nn.functional.multi_margin_loss(x @ w, y) + 0.5e-3 * (w * w).sum()
        loss.backward()
        return loss, w.grad

    return loss_and_gradient


def median_seconds(call):
    times = []
    end = time.perf_counter() + 0.5
    while len(times) < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 2]


for name, function in (("NumPy", numpy_function), ("PyTorch", torch_function)):
    for shape in sys.argv[2:]:
        sizes = [int(size) for size in shape.split("x")]
        try:
            call = function(*sizes)
        except ImportError:
            break
        call()
        best = min(median_seconds(call) for _ in range(5))
        operations = 4e-9 * sizes[0] * sizes[1] * sizes[2]
        print(name, threads, shape, round(operations / best, 2), sep="\t", flush=True)
