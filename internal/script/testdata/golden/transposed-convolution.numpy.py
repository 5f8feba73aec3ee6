# In NumPy, 1.20 or newer: "down by a convolution, up by a transposed one"
#
# Computes every activation and every gradient, prints them by their names in
# the book, and says how far they are from the book's values. activations/0 is
# the input, activations/1 what layer 0 makes of it, gradients/1 the gradient
# of the loss there.
import json

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

np.set_printoptions(precision=4, suppress=True)

# The network's numbers. Maps are [channel, row, column], kernels
# [output channel, input channel, row, column], weights [output, input].
X = np.array([
    [[0.5, 1, 0, 2], [1.5, 0, 1, 0.5], [0, 2, 1, 1.5], [1, 0.5, 0, 1]],
], dtype=float)
K1 = np.array([[[[0.5, 0.25], [-0.25, 0.75]]]], dtype=float)
b1 = np.array([-0.3], dtype=float)
K2 = np.array([
    [[[0.8, 0.4, 0.2], [0.6, 0.9, -0.1], [0.3, -0.2, 0.5]]],
], dtype=float)
b2 = np.array([0.1], dtype=float)
y = np.array([
    [[0.5, 1, 0, 2], [1.5, 0, 1, 0.5], [0, 2, 1, 1.5], [1, 0.5, 0, 1]],
], dtype=float)
eta = 0.05  # the learning rate


# ---- Forward

# windowsN[c, i, j, m, n] is what the window of layer N at (i, j) sees at its
# place (m, n) of channel c. Nothing is copied, and no kernel is rotated.

# Layer 0, convolution
windows0 = sliding_window_view(X, (2, 2), axis=(1, 2))[:, ::2, ::2]
Z1 = np.einsum("cijmn,ocmn->oij", windows0, K1) + b1[:, None, None]

# Layer 1, ReLU
A = np.maximum(Z1, 0)

# Layer 2, transposed convolution
full2 = np.zeros((1, 6, 6))  # with what is cropped later
for m, n in np.ndindex(3, 3):  # what (m, n) of each stamp falls on
    seen = np.s_[:, m:m + 3:2, n:n + 3:2]
    full2[seen] += np.einsum("cij,co->oij", A, K2[:, :, m, n])
Z2 = full2[:, 1:5, 1:5] + b2[:, None, None]

# The loss
L = ((Z2 - y) ** 2).sum()


# ---- Backward: dZ is the gradient of the loss with respect to Z

# The loss
dZ2 = 2 * (Z2 - y)

# Layer 2, transposed convolution
dfull2 = np.zeros_like(full2)
dfull2[:, 1:5, 1:5] = dZ2
# What each cell's stamp fell on: from here it is a convolution's way forward.
windows2 = sliding_window_view(dfull2, (3, 3), axis=(1, 2))[:, ::2, ::2]
dA = np.einsum("oijmn,comn->cij", windows2, K2)
dK2 = np.einsum("oijmn,cij->comn", windows2, A)
db2 = dZ2.sum(axis=(1, 2))

# Layer 1, ReLU
dZ1 = np.where(Z1 > 0, dA, 0)

# Layer 0, convolution
dK1 = np.einsum("cijmn,oij->ocmn", windows0, dZ1)
db1 = dZ1.sum(axis=(1, 2))
dX = np.zeros_like(X)
for m, n in np.ndindex(2, 2):  # what lies at (m, n) in each window
    seen = np.s_[:, m:m + 3:2, n:n + 3:2]
    dX[seen] += np.einsum("oc,oij->cij", K1[:, :, m, n], dZ1)

# One step of gradient descent
K1_new = K1 - eta * dK1
b1_new = b1 - eta * db1
K2_new = K2 - eta * dK2
b2_new = b2 - eta * db2


# ---- Compare

# Everything, by its place in the book.
results = [
    ("activations/0", "X", X),
    ("activations/1", "Z1", Z1),
    ("activations/2", "A", A),
    ("activations/3", "Z2", Z2),
    ("loss", "L", L),
    ("gradients/3", "dL/dZ2", dZ2),
    ("parameters/2/kernel", "dL/dK2", dK2),
    ("parameters/2/bias", "dL/db2", db2),
    ("gradients/2", "dL/dA", dA),
    ("gradients/1", "dL/dZ1", dZ1),
    ("parameters/0/kernel", "dL/dK1", dK1),
    ("parameters/0/bias", "dL/db1", db1),
    ("gradients/0", "dL/dX", dX),
    ("parameters/0/kernel/updated", "K1 after the step", K1_new),
    ("parameters/0/bias/updated", "b1 after the step", b1_new),
    ("parameters/2/kernel/updated", "K2 after the step", K2_new),
    ("parameters/2/bias/updated", "b2 after the step", b2_new),
]

# The book's values, with all of their digits.
book = json.loads("""{
"activations/0": [[[0.5, 1, 0, 2], [1.5, 0, 1, 0.5], [0, 2, 1, 1.5], [1, 0.5, 0, 1]]],
"activations/1": [[[-0.175, 0.325], [0.325, 1.325]]],
"activations/2": [[[0, 0.325], [0.325, 1.325]]],
"activations/3": [[[0.1, 0.29500000000000004, 0.39250000000000007, 0.0675], [0.23, 1.3225000000000002, 0.5650000000000001, 0.5275], [0.39250000000000007, 0.8624999999999999, 1.2925, -0.0325], [0.035, 0.6599999999999999, -0.165, 0.7625]]],
"loss": 13.020056250000001,
"gradients/3": [[[-0.8, -1.41, 0.7850000000000001, -3.865], [-2.54, 2.6450000000000005, -0.8699999999999999, 0.05499999999999994], [0.7850000000000001, -2.2750000000000004, 0.585, -3.065], [-1.93, 0.31999999999999984, -0.33, -0.4750000000000001]]],
"parameters/2/kernel": [[[[3.5046250000000003, -1.9782499999999996, 0.9325000000000001], [-3.4726250000000003, 1.2853750000000002, -6.056625], [1.283625, -1.3472499999999998, -0.5075000000000002]]]],
"parameters/2/bias": [-12.385],
"gradients/2": [[[1.2515, 1.242], [0.9930000000000002, 1.1715000000000002]]],
"gradients/1": [[[0, 1.242], [0.9930000000000002, 1.1715000000000002]]],
"parameters/0/kernel": [[[[1.1715000000000002, 6.2272500000000015], [2.2350000000000003, 2.2890000000000006]]]],
"parameters/0/bias": [3.4065000000000003],
"gradients/0": [[[0, 0, 0.621, 0.3105], [0, 0, -0.3105, 0.9315], [0.4965000000000001, 0.24825000000000005, 0.5857500000000001, 0.29287500000000005], [-0.24825000000000005, 0.7447500000000001, -0.29287500000000005, 0.8786250000000002]]],
"parameters/0/kernel/updated": [[[[0.44142499999999996, -0.0613625000000001], [-0.36175, 0.63555]]]],
"parameters/0/bias/updated": [-0.470325],
"parameters/2/kernel/updated": [[[[0.62476875, 0.4989125, 0.153375], [0.77363125, 0.83573125, 0.20283125000000005], [0.23581874999999997, -0.13263750000000002, 0.525375]]]],
"parameters/2/bias/updated": [0.7192500000000001]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
