# Chapter 06 in NumPy: the fully connected layer.
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
W = np.array([
    [-0.3, 0.4, 0.3, -0.2],
    [-0.1, 0.5, 0.4, 0.1],
    [0.5, 0.6, 0.1, -0.6],
])
c = np.array([0.1, -0.2, 0.3])

# The features, as in chapters 02 to 05.
Z = np.einsum("ijmn,mn->ij", sliding_window_view(X, K.shape), K) + b
A = np.maximum(Z, 0)
P = sliding_window_view(A, (2, 2))[::2, ::2].max(axis=(2, 3))
f = P.ravel()

# %% the-same-in-loops
s = W @ f + c
print(f"s = {s}")

# %% a-feature-that-is-0
other = W.copy()
other[:, f == 0] = 1000
same = other @ f + c
print(f"same = {same}")

# %% what-goes-wrong
weights, two = np.array([[0.5, -1], [2, 0.25]]), np.array([2, 1])
right, wrong = weights @ two, weights.T @ two
print(f"right = {right}")
print(f"wrong = {wrong}")
