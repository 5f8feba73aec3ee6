# Chapter 11 in NumPy: max pooling, backward.
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

# %% the-winners
def winners(A, size, stride):
    windows = sliding_window_view(A, (size, size))[::stride, ::stride]
    cells = windows.reshape(*windows.shape[:2], size * size)
    best = cells.argmax(axis=-1)  # the first one, where cells are equal
    i, j = np.indices(best.shape)
    return stride * i + best // size, stride * j + best % size

# %% the-same-in-loops
def backward(A, dP, size, stride):
    dA = np.zeros(A.shape)  # zeros_like(A) is integer if A is
    # dA[winners] += dP would add only once where a cell wins twice.
    np.add.at(dA, winners(A, size, stride), dP)
    return dA

dA = backward(A, dP, size=2, stride=2)
print(f"dA =\n{dA}")

# The untidy example of this page: the 9 wins two windows.
untidy = np.array(
    [[2, 9, 4, 1], [7, 3, 5, 0], [1, 6, 2, 8], [4, 7, 3, 5]], float)
delta = np.array([[0.5, -1], [2, 0.25]])
d_untidy = backward(untidy, delta, size=3, stride=1)
print(f"d_untidy =\n{d_untidy}")
