# Chapter 18 in NumPy: a layer is the list of its links.
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

# The links of the convolution in the book's worked example. Outputs,
# inputs and weights are numbered row by row, and link l joins output
# to[l] with input at[l] through weight by[l].
x, k = X.ravel(), K.ravel()
numbers = np.arange(X.size).reshape(X.shape)
windows = sliding_window_view(numbers, K.shape).reshape(-1, K.size)
to, by = np.indices(windows.shape).reshape(2, -1)
at, slope = windows.ravel(), k[by]

# %% forward-is-one-loop
# bincount adds up its second argument, sorted by the first.
z = b + np.bincount(to, slope * x[at])
print(f"z = {z}")

# %% backward-is-the-same-loop-read-the-other-way
delta = np.where(z > 0, 1.0, 0.0)  # any gradient at the output will do
dx = np.bincount(at, delta[to] * slope, x.size)
print(f"dx = {dx}")

# %% the-gradient-of-a-parameter-once-more-the-same-loop
dk, db = np.bincount(by, delta[to] * x[at]), delta.sum()
print(f"dk = {dk}")
print(f"db = {db}")
