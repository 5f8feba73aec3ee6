# Chapter 21 in NumPy: a batch.
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

# The image and its mirror image, which belongs to the next class. From
# here on axis 0 counts the examples.
X = np.stack([X, X[:, ::-1]])
y = np.stack([y, np.roll(y, 1)])
size, stride = 2, 2  # of the pooling windows

# Forward, example by example, up to the features.
windows = sliding_window_view(X, K.shape, axis=(1, 2))
Z = np.einsum("kijmn,mn->kij", windows, K) + b
A = np.maximum(Z, 0)
pools = sliding_window_view(A, (size, size), axis=(1, 2))
P = pools[:, ::stride, ::stride].max(axis=(3, 4))
F = P.reshape(len(X), -1)

# %% the-same-in-loops
S = F @ W.T + c
print(f"F =\n{F}")
print(f"S =\n{S}")
p = np.exp(S - S.max(axis=1, keepdims=True))
p /= p.sum(axis=1, keepdims=True)
delta = (p - y) / len(p)
print(f"delta =\n{delta}")

dW = delta.T @ F
dc = delta.sum(axis=0)
dF = delta @ W
print(f"dW =\n{dW}")
print(f"dc = {dc}")
print(f"dF =\n{dF}")

# %% batch-normalization-examples-that-meet
x = np.array([1.0, 3.0, 3.0, 9.0])
gamma, beta = 1.5, 1.0
mean, sigma = x.mean(), x.std()
x_hat = (x - mean) / sigma
a = gamma * x_hat + beta
print(f"x_hat = {x_hat}")
print(f"a = {a}")

# %% three-paths
da = np.array([2.0, -1.0, 4.0, 3.0])
dgamma, dbeta = np.sum(da * x_hat), np.sum(da)
dx = gamma / sigma * (da - dbeta / len(x) - x_hat * dgamma / len(x))
print(f"dgamma = {dgamma}")
print(f"dbeta = {dbeta}")
print(f"dx = {dx}")
