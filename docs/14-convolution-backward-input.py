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
dZ = np.where(Z > 0, dA, 0)  # chapter 12

# %% the-first-way-where-does-an-error-go
kh, kw = K.shape
dX = np.zeros_like(X)
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

# %% the-convolution-as-a-matrix
# A row of J for each output: the kernel where its window lies.
J = np.zeros((*dZ.shape, *X.shape))
for i, j in np.ndindex(dZ.shape):
    J[i, j, i:i + kh, j:j + kw] = K
J = J.reshape(dZ.size, X.size)
through_J = (J.T @ dZ.ravel()).reshape(X.shape)
print(f"through_J =\n{through_J}")

# %% the-whole-backward-pass-in-one-function
def backward(X, K, A, W, f, p, y):
    ds = p - y  # chapter 08
    dW, dc, df = np.outer(ds, f), ds, W.T @ ds  # 09
    dP = df.reshape(2, 2)  # 10
    cells = sliding_window_view(A, (2, 2))[::2, ::2].reshape(2, 2, 4)
    (i, j), best = np.indices(dP.shape), cells.argmax(axis=-1)
    dA = np.zeros_like(A)
    np.add.at(dA, (2 * i + best // 2, 2 * j + best % 2), dP)  # 11
    dZ = np.where(A > 0, dA, 0)  # 12: A > 0 where Z > 0
    windows = sliding_window_view(X, dZ.shape)
    dK, db = np.einsum("mnij,ij->mn", windows, dZ), dZ.sum()  # 13
    dX = np.zeros_like(X)
    for m, n in np.ndindex(K.shape):  # 14: one weight at a time
        dX[m:m + len(dZ), n:n + len(dZ[0])] += K[m, n] * dZ
    return dX, dK, db, dW, dc

# %% the-whole-backward-pass-in-one-function
dX, dK, db, dW, dc = backward(X, K, A, W, f, p, y)
print(f"dX =\n{dX}")
print(f"dK =\n{dK}")
print(f"db = {db:.4f}")
print(f"dW =\n{dW}")
print(f"dc = {dc}")
