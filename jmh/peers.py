#!/usr/bin/python3
"""The loss and its gradient by NumPy and by PyTorch, for comparison.

    peers.py THREADS SAMPLESxFEATURESxCLASSES...
    peers.py --check NumPy|PyTorch

The second compares a library's loss and gradient with plain loops. The first prints a line for each library that is installed and each shape: its name, the threads, the shape and 10^9 useful operations
a second, of 4 * samples * features * classes. The best of five medians, as with the JVM's forks.
"""

import os
import sys
import time

threads = "1" if sys.argv[1] == "--check" else sys.argv[1]
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

    return loss_and_gradient, (x, w, y)


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

    return loss_and_gradient, (x, w, y)


def median_seconds(call):
    times = []
    end = time.perf_counter() + 0.5
    while len(times) < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 2]


def agrees(call, x, w, y):
    x, w, y = x.tolist(), w.tolist(), y.tolist()
    samples, features, classes = len(x), len(w), len(w[0])
    loss = sum(0.5e-3 * v * v for row in w for v in row)
    gradient = [[1e-3 * v for v in row] for row in w]
    for xi, yi in zip(x, y):
        scores = [sum(xi[k] * w[k][j] for k in range(features)) for j in range(classes)]
        for j in range(classes):
            margin = scores[j] - scores[yi] + 1
            if j != yi and margin > 0:
                loss += margin / samples
                for k in range(features):
                    gradient[k][j] += xi[k] / samples
                    gradient[k][yi] -= xi[k] / samples
    actual, dw = call()
    # all terms are below 1, and a float of 32 bits rounds each of them and their sums
    bound = 2.0**-24 * (samples + features + classes) * classes
    differences = [abs(dw.tolist()[k][j] - gradient[k][j]) for k in range(features) for j in range(classes)]
    return abs(float(actual) - loss) <= bound and max(differences) <= bound


functions = {"NumPy": numpy_function, "PyTorch": torch_function}
if sys.argv[1] == "--check":
    try:
        function, problem = functions[sys.argv[2]](30, 20, 6)
        print("agrees" if agrees(function, *problem) else "differs")
    except ImportError:
        print("not installed")
    sys.exit()

for name, function in functions.items():
    for shape in sys.argv[2:]:
        sizes = [int(size) for size in shape.split("x")]
        try:
            call, _ = function(*sizes)
        except ImportError:
            break
        call()
        best = min(median_seconds(call) for _ in range(5))
        operations = 4e-9 * sizes[0] * sizes[1] * sizes[2]
        print(name, threads, shape, round(operations / best, 2), sep="\t", flush=True)
