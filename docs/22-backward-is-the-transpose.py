# Chapter 22 in NumPy: backward is the transpose.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

np.set_printoptions(precision=4, suppress=True)

# A small convolution, its input and what arrives at its output.
kernel = np.array([[-2, -0.5], [1, 2]])
x = np.array([1.0, 2.0, 0.0, 3.0, 1.0, 2.0, 0.0, 1.0, 1.0])
delta = np.array([1.0, 0.0, -1.0, 2.0])


def conv(x):
    windows = sliding_window_view(x.reshape(3, 3), kernel.shape)
    return np.einsum("ijmn,mn->ij", windows, kernel).ravel()


# %% a-convolution-is-a-matrix
M = np.column_stack([conv(e) for e in np.eye(9)])
print(f"M =\n{M}")
z = M @ x
print(f"z = {z}")
dx = M.T @ delta
print(f"dx = {dx}")

# %% the-same-in-loops
forward = delta @ conv(x)
backward = dx @ x
print(f"forward = {forward}")
print(f"backward = {backward}")
