# Chapter 01 in NumPy: the whole network, forward.
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

# %% a-fork-paths-add
x, w, bias = np.array([1.5, 1.0]), 2.0, -1.0
z = w * x + bias
dw = np.sum(2 * z * x)
print(f"dw = {dw}")

# %% the-whole-forward-pass-in-loops
def forward(X, K, b, W, c, y):
    windows = sliding_window_view(X, K.shape)
    Z = np.einsum("ijmn,mn->ij", windows, K) + b
    A = np.maximum(Z, 0)
    P = sliding_window_view(A, (2, 2))[::2, ::2].max(axis=(2, 3))
    f = P.ravel()
    s = W @ f + c
    ln_p = s - s.max() - np.log(np.sum(np.exp(s - s.max())))
    return Z, A, P, f, s, np.exp(ln_p), -np.sum(y * ln_p)

Z, A, P, f, s, p, L = forward(X, K, b, W, c, y)
print(f"Z =\n{Z}")
print(f"A =\n{A}")
print(f"P =\n{P}")
print(f"f = {f}")
print(f"s = {s}")
print(f"p = {p}")
print(f"L = {L:.4f}")

step = 0.0001
changes = np.zeros(K.shape)
for m, n in np.ndindex(K.shape):
    raised = K.astype(float)  # a copy
    raised[m, n] += step
    changes[m, n] = (forward(X, raised, b, W, c, y)[-1] - L) / step
print(f"changes =\n{changes}")
