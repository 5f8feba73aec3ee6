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
Z = np.einsum("ijmn,mn->ij", sliding_window_view(X, K.shape), K) + b
A = np.maximum(Z, 0)
P = sliding_window_view(A, (2, 2))[::2, ::2].max(axis=(2, 3))
f = P.ravel()
s = W @ f + c
p = np.exp(s - s.max())
p /= p.sum()
dP = (W.T @ (p - y)).reshape(P.shape)  # chapters 08 to 10

# The gradient goes to each window's winner, as in chapter 11.
cells = sliding_window_view(A, (2, 2))[::2, ::2].reshape(2, 2, 4)
(i, j), best = np.indices(P.shape), cells.argmax(axis=-1)
dA = np.zeros_like(A)
np.add.at(dA, (2 * i + best // 2, 2 * j + best % 2), dP)

# %% all-cells
gate = (Z > 0).astype(int)
print(f"gate =\n{gate}")

# %% the-same-in-loops
dZ = np.where(Z > 0, dA, 0)
print(f"dZ =\n{dZ}")

# %% can-you-see-the-gate-in-a
from_A = (A > 0).astype(int)
print(f"from_A =\n{from_A}")
