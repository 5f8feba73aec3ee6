# Chapter 02 in NumPy: convolution.
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

# %% the-same-in-loops
# windows[i, j] is the window that begins at (i, j), as a view.
windows = sliding_window_view(X, K.shape)
# einsum's letters name the axes, windows[i, j, m, n] and K[m, n]. A
# letter that is missing after the arrow, here m and n, is summed over.
Z = np.einsum("ijmn,mn->ij", windows, K) + b
print(f"Z =\n{Z}")

# %% correlation-or-convolution
turned = K[::-1, ::-1]
flipped = np.einsum("ijmn,mn->ij", windows, turned) + b
print(f"turned =\n{turned}")
print(f"flipped =\n{flipped}")

# %% which-windows-see-a-cell
kh, kw = K.shape
count = np.zeros(X.shape, dtype=int)
for i, j in np.ndindex(Z.shape):
    count[i:i + kh, j:j + kw] += 1
print(f"count =\n{count}")
