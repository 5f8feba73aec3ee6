# Chapter 12 in NumPy: ReLU, backward.
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
size, stride = 2, 2  # of the pooling windows
Z = np.einsum("ijmn,mn->ij", sliding_window_view(X, K.shape), K) + b
A = np.maximum(Z, 0)
pools = sliding_window_view(A, (size, size))[::stride, ::stride]
P = pools.max(axis=(2, 3))
f = P.ravel()
s = W @ f + c
p = np.exp(s - s.max())
p /= p.sum()
dP = (W.T @ (p - y)).reshape(P.shape)  # chapters 08 to 10

# The gradient goes to each window's winner, as in chapter 11.
best = pools.reshape(*P.shape, size * size).argmax(axis=-1)
i, j = np.indices(P.shape)
dA = np.zeros(A.shape)
winners = stride * i + best // size, stride * j + best % size
np.add.at(dA, winners, dP)

# %% all-cells
gate = (Z > 0).astype(int)
print(f"gate =\n{gate}")

# %% the-same-in-loops
dZ = np.where(Z > 0, dA, 0)
print(f"dZ =\n{dZ}")

# %% can-you-see-the-gate-in-a
from_A = (A > 0).astype(int)
print(f"from_A =\n{from_A}")
