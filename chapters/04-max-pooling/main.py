# Chapter 04 in NumPy: max pooling.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

np.set_printoptions(precision=4, suppress=True)

X = np.array([
    [2, 1, 2, 3, 0],
    [3, 2, 2, 3, 2],
    [2, 3, 2, 0, 3],
    [1, 2, 1, 1, 2],
    [0, 1, 1, 3, 1],
], dtype=float)
K = np.array([[-2, -0.5], [1, 2]])
b = -0.5

# Convolution and ReLU, as in chapters 02 and 03.
Z = np.einsum("ijmn,mn->ij", sliding_window_view(X, K.shape), K) + b
A = np.maximum(Z, 0)

# %% the-same-in-loops
def maxpool(A, size, stride):
    windows = sliding_window_view(A, (size, size))[::stride, ::stride]
    cells = windows.reshape(*windows.shape[:2], size * size)
    best = cells.argmax(axis=-1)  # the first one, where cells are equal
    i, j = np.indices(best.shape)
    winners = stride * i + best // size, stride * j + best % size
    return A[winners], np.stack(winners, axis=-1)

P, winners = maxpool(A, size=2, stride=2)
print(f"P =\n{P}")
print(f"winners =\n{winners}")
