# Chapter 03 in NumPy: ReLU.
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

# Convolution, as in chapter 02.
Z = np.einsum("ijmn,mn->ij", sliding_window_view(X, K.shape), K) + b

# %% the-same-in-loops
A = np.maximum(Z, 0)
print(f"A =\n{A}")

# %% the-gates
gate = (Z > 0).astype(int)
print(f"gate =\n{gate}")

# %% why-not-leave-it-out
w1, w2 = np.array([1, -1]), np.array([1, 1])

def network(x, relu):
    hidden = np.outer(x, w1)  # a row for each input
    return (np.maximum(hidden, 0) if relu else hidden) @ w2

# %% why-not-leave-it-out
x = np.array([-2, -1, 0, 1, 2])
with_relu, without_relu = network(x, True), network(x, False)
print(f"with_relu = {with_relu}")
print(f"without_relu = {without_relu}")
