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

# %% the-same-in-loops
P, winners = maxpool(A, size=2, stride=2)
print(f"P =\n{P}")
print(f"winners =\n{winners}")

# %% the-well-known-example
tidy = np.arange(1, 17).reshape(4, 4)
P_tidy, _ = maxpool(tidy, size=3, stride=1)
print(f"P_tidy =\n{P_tidy}")

# %% an-untidy-example
untidy = np.array([
    [2, 9, 4, 1],
    [7, 3, 5, 0],
    [1, 6, 2, 8],
    [4, 7, 3, 5],
])
P_untidy, places = maxpool(untidy, size=3, stride=1)
print(f"P_untidy =\n{P_untidy}")
print(f"places =\n{places}")

# %% how-many-windows-fit
odd = np.array([
    [1, 0, 2, 1, 3],
    [4, 2, 0, 1, 5],
    [0, 3, 1, 2, 0],
    [2, 1, 6, 0, 4],
    [3, 5, 2, 7, 9],
])
P_odd, _ = maxpool(odd, size=2, stride=2)
print(f"P_odd =\n{P_odd}")
