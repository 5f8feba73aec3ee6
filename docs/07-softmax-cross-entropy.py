# Chapter 07 in NumPy: softmax and cross entropy.
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

# The scores, as in chapters 02 to 06.
Z = np.einsum("ijmn,mn->ij", sliding_window_view(X, K.shape), K) + b
A = np.maximum(Z, 0)
P = sliding_window_view(A, (2, 2))[::2, ::2].max(axis=(2, 3))
f = P.ravel()
s = W @ f + c

# %% all-probabilities
p = np.exp(s) / np.exp(s).sum()
total = p.sum()
print(f"p = {p}")
print(f"total = {total:.4f}")

# %% the-same-in-loops
def softmax(s):
    e = np.exp(s - s.max())
    return e / e.sum()

p = softmax(s)
print(f"p = {p}")

# %% why-the-largest-score-is-subtracted
# Without the subtraction: np.exp(1000) is inf, and inf / inf is nan.
large = np.array([1000, 1001, 1002])
shifted = softmax(large)
print(f"shifted = {shifted}")

# %% cross-entropy
L = -np.sum(y * np.log(p))
print(f"L = {L:.4f}")

# %% log-softmax
def log_softmax(s):
    shifted = s - s.max()
    return shifted - np.log(np.sum(np.exp(shifted)))

stable = -np.sum(y * log_softmax(s))
print(f"stable = {stable:.4f}")
