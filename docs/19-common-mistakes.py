# Chapter 19 in NumPy: how a mistake is found.
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

# %% how-a-mistake-is-found
rules = {
    "the right one": lambda z, delta: np.where(z > 0, delta, 0),
    "gate-forgotten": lambda z, delta: delta,
    "gate-on-gradient": lambda z, delta: np.maximum(delta, 0),
    "gate-both": lambda z, delta: np.maximum(delta, 0) * (z > 0),
    "gate-as-value": lambda z, delta: delta * np.maximum(z, 0),
}

# %% how-a-mistake-is-found
answer = np.round(dA, 4)  # what somebody hands in
print(f"answer =\n{answer}")

# %% how-a-mistake-is-found
# How many numbers of the answer each rule gives.
agree = np.array([np.sum(np.abs(rule(Z, dA) - answer) < 0.0000501)
                  for rule in rules.values()])
print(f"agree = {agree}")
