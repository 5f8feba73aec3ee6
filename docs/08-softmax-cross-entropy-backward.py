# Chapter 08 in NumPy: softmax and cross entropy, backward.
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
y = np.array([0, 0, 1])

# Forward, as in chapters 02 to 07.
Z = np.einsum("ijmn,mn->ij", sliding_window_view(X, K.shape), K) + b
A = np.maximum(Z, 0)
P = sliding_window_view(A, (2, 2))[::2, ::2].max(axis=(2, 3))
f = P.ravel()
s = W @ f + c
p = np.exp(s - s.max())
p /= p.sum()

# %% the-same-in-loops
ds = p - y
total = ds.sum().round(12) + 0  # no 1e-17, and -0 + 0 is 0
print(f"ds = {ds}")
print(f"total = {total:.4f}")

# %% long-route-second-step-softmax
jacobian = np.diag(p) - np.outer(p, p)
row_sums = jacobian.sum(axis=1).round(12) + 0
column_sums = jacobian.sum(axis=0).round(12) + 0
print(f"jacobian =\n{jacobian}")
print(f"row_sums = {row_sums}")
print(f"column_sums = {column_sums}")

# %% where-the-two-routes-meet
dp = -y / p
long = jacobian.T @ dp
print(f"dp = {dp}")
print(f"long = {long}")
