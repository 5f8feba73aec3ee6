# Chapter 14 in NumPy: the convolution, backward to its input.
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

# %% the-first-way-where-does-an-error-go
kh, kw = K.shape
dX = np.zeros(X.shape)
for i, j in np.ndindex(dZ.shape):
    dX[i:i + kh, j:j + kw] += dZ[i, j] * K  # a stamp
print(f"dX =\n{dX}")

# %% all-cells
rotated = K[::-1, ::-1]
print(f"rotated =\n{rotated}")

# %% all-cells
padded = np.pad(dZ, ((kh - 1, kh - 1), (kw - 1, kw - 1)))
print(f"padded =\n{padded}")

# %% all-cells
patches = sliding_window_view(padded, K.shape)
gathered = np.einsum("uvmn,mn->uv", patches, rotated)
print(f"gathered =\n{gathered}")

# %% the-whole-backward-pass-in-one-function
def backward(X, K, A, W, f, p, y, size, stride):
    ds = p - y  # chapter 08
    dW, dc, df = np.outer(ds, f), ds, W.T @ ds  # 09
    pools = sliding_window_view(A, (size, size))[::stride, ::stride]
    down, across = pools.shape[:2]
    dP = df.reshape(down, across)  # 10
    best = pools.reshape(down, across, size * size).argmax(axis=-1)
    i, j = np.indices(dP.shape)
    winners = stride * i + best // size, stride * j + best % size
    dA = np.zeros(A.shape)
    np.add.at(dA, winners, dP)  # 11
    dZ = np.where(A > 0, dA, 0)  # 12: A > 0 where Z > 0
    windows = sliding_window_view(X, dZ.shape)
    dK, db = np.einsum("mnij,ij->mn", windows, dZ), dZ.sum()  # 13
    dX = np.zeros(X.shape)
    for i, j in np.ndindex(dZ.shape):  # 14: a stamp for each cell
        dX[i:i + len(K), j:j + len(K[0])] += dZ[i, j] * K
    return dX, dK, db, dW, dc

# %% the-whole-backward-pass-in-one-function
dX, dK, db, dW, dc = backward(X, K, A, W, f, p, y, size, stride)
print(f"dX =\n{dX}")
print(f"dK =\n{dK}")
print(f"db = {db:.4f}")
print(f"dW =\n{dW}")
print(f"dc = {dc}")
