# Chapter 13 in NumPy: the convolution, backward to the kernel.
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
dZ = np.where(Z > 0, dA, 0)  # chapter 12

# %% the-same-in-loops
# windows[m, n] is what lies under dZ when it is shifted by (m, n).
windows = sliding_window_view(X, dZ.shape)
# The letters name the axes, windows[m, n, i, j] and dZ[i, j], and i and
# j, which are missing after the arrow, are summed over.
dK = np.einsum("mnij,ij->mn", windows, dZ)
db = dZ.sum()
print(f"dK =\n{dK}")
print(f"db = {db:.4f}")

# %% nothing-is-rotated
rotated = dK[::-1, ::-1]
print(f"rotated =\n{rotated}")
