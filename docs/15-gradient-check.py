# Chapter 15 in NumPy: the gradient check.
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

# %% a-wrong-gradient-is-caught
windows = sliding_window_view(X, dA.shape)
ungated = np.einsum("mnij,ij->mn", windows, dA)
print(f"ungated =\n{ungated}")

# %% the-loss-in-loops
def scores(X, K, b, W, c):
    Z = np.einsum("ijmn,mn->ij", sliding_window_view(X, K.shape), K) + b
    A = np.maximum(Z, 0)
    pools = sliding_window_view(A, (size, size))[::stride, ::stride]
    return W @ pools.max(axis=(2, 3)).ravel() + c

def loss(X, K, b, W, c):
    s = scores(X, K, b, W, c)
    ln_p = s - s.max() - np.log(np.sum(np.exp(s - s.max())))
    return -np.sum(y * ln_p)

L = loss(X, K, b, W, c)
print(f"L = {L:.4f}")

# %% the-loss-in-loops
def central(theta, h=1e-5):
    d = np.zeros(theta.shape)
    for at in np.ndindex(theta.shape):
        kept = theta[at]
        theta[at] = kept + h
        up = loss(X, K, b, W, c)
        theta[at] = kept - h
        down = loss(X, K, b, W, c)
        theta[at] = kept
        d[at] = (up - down) / (2 * h)
    return d

# Arrays of floats, because a small step in place is lost on integers.
X, K, b, W, c = (np.array(theta, float) for theta in (X, K, b, W, c))
dX, dK, db, dW, dc = (central(theta) for theta in (X, K, b, W, c))
print(f"dX =\n{dX}")
print(f"dK =\n{dK}")
print(f"db = {db:.4f}")
print(f"dW =\n{dW}")
print(f"dc = {dc}")
