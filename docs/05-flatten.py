# Chapter 05 in NumPy: flatten.
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

# Convolution, ReLU and max pooling, as in chapters 02 to 04.
Z = np.einsum("ijmn,mn->ij", sliding_window_view(X, K.shape), K) + b
A = np.maximum(Z, 0)
P = sliding_window_view(A, (2, 2))[::2, ::2].max(axis=(2, 3))

# %% the-same-in-loops
f = P.ravel()
print(f"f = {f}")

# %% the-same-in-loops
rows = np.concatenate(P)
print(f"rows = {rows}")

# %% several-channels-three-orders
channels = np.array([[[1, 2], [3, 4]], [[10, 20], [30, 40]]])
CHW = channels.ravel()
HWC = channels.transpose(1, 2, 0).ravel()
CWH = channels.transpose(0, 2, 1).ravel()
print(f"CHW = {CHW}")
print(f"HWC = {HWC}")
print(f"CWH = {CWH}")

# %% what-goes-wrong
columns = P.ravel(order="F")
print(f"columns = {columns}")
