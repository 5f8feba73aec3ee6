# In NumPy, 1.20 or newer: this network
#
# Computes every activation and every gradient, prints them by their names in
# the book, and says how far they are from the book's values. activations/0 is
# the input, activations/1 what layer 0 makes of it, gradients/1 the gradient
# of the loss there.
import json

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

np.set_printoptions(precision=4, suppress=True)

# The network's numbers. Sequences are [example, channel, place], kernels
# [output channel, input channel, place], weights [output, input].
X = np.array([
    [[1, 2, 3, 4], [5, 6, 7, 8]],
    [[0.5, 0.625, -0.625, -0.5], [-1, 0.25, -0.875, -1]],
    [[1, 0.75, -0.375, 0], [0.5, 0.75, 0.375, -0.625]],
    [[1, 0.25, -0.375, 0.125], [0.125, 1, -1, -0.625]],
], dtype=float)
K = np.array([[[1, 2]], [[3, 4]]], dtype=float)
b = np.array([0.5, 1], dtype=float)
y = np.array([
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    [0, -1, -0.5, 0.625, -0.375, 0.25, 0, -0.25, 0.625, -0.75],
    [-1, 0.5, -0.625, 0.75, -1, 0.375, -0.5, -0.125, -0.25, 0.625],
    [0.625, -0.75, 0.75, 0.125, 1, 0.5, 0.75, 0, 0.375, -0.875],
], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# windowsN[b, c, i, m] is what the window of layer N at i sees at its place m of
# channel c. Nothing is copied, and no kernel is rotated.

# Layer 0, convolution along one axis
pad0 = (0, 0), (0, 0), (0, 1)  # examples, channels, places
padded0 = np.pad(X, pad0)
windows0 = sliding_window_view(padded0, 2, axis=2)
# 2 groups: grouped0[b, g, c, i, m] is what group g sees in its channel c.
grouped0 = windows0.reshape(-1, 2, 1, *windows0.shape[2:])
K_grouped = K.reshape(2, 1, *K.shape[1:])
Z = np.einsum("bgcim,gocm->bgoi", grouped0, K_grouped)
Z = Z.reshape(-1, 2, 4) + b[:, None]

# Layer 1, average pooling along one axis
pad1 = (0, 0), (0, 0), (1, 1)  # examples, channels, places
padded1 = np.pad(Z, pad1)
windows1 = sliding_window_view(padded1, 2, axis=2)
# Only numbers of Z count in the divisor, no padding.
there1 = np.pad(np.ones_like(Z), pad1)
area1 = sliding_window_view(there1, 2, axis=2).sum(axis=-1)
P = windows1.sum(axis=-1) / area1

# Layer 2, flatten
f = P.reshape(len(P), -1)

# The loss
L = ((f - y) ** 2).sum() / y[0].size / 4


# ---- Backward: dZ is the gradient of the loss with respect to Z

# The loss
df = 2 * (f - y) / y[0].size / 4

# Layer 2, flatten
dP = df.reshape(P.shape)

# Layer 1, average pooling along one axis
share = dP / area1
dpadded1 = np.zeros_like(padded1)
for m in range(2):  # what lies at m in each window
    dpadded1[:, :, m:m + 5] += share
dZ = dpadded1[:, :, 1:5]  # without the padding

# Layer 0, convolution along one axis
dZ_grouped = dZ.reshape(4, 2, 1, -1)
dK = np.einsum("bgcim,bgoi->gocm", grouped0, dZ_grouped)
dK = dK.reshape(K.shape)
db = dZ.sum(axis=(0, 2))
def back0(m):  # what the weights at m send to each channel
    terms = np.einsum("goc,bgoi->bgci", K_grouped[..., m], dZ_grouped)
    return terms.reshape(4, 2, -1)
dpadded0 = np.zeros_like(padded0)
for m in range(2):  # what lies at m in each window
    dpadded0[:, :, m:m + 4] += back0(m)
dX = dpadded0[:, :, 0:4]  # without the padding

# One step of gradient descent
K_new = K - eta * dK
b_new = b - eta * db


# ---- Compare

# Everything, by its place in the book.
results = [
    ("activations/0", "X", X),
    ("activations/1", "Z", Z),
    ("activations/2", "P", P),
    ("activations/3", "f", f),
    ("loss", "L", L),
    ("gradients/3", "dL/df", df),
    ("gradients/2", "dL/dP", dP),
    ("gradients/1", "dL/dZ", dZ),
    ("parameters/0/kernel", "dL/dK", dK),
    ("parameters/0/bias", "dL/db", db),
    ("gradients/0", "dL/dX", dX),
    ("parameters/0/kernel/updated", "K after the step", K_new),
    ("parameters/0/bias/updated", "b after the step", b_new),
]

# The book's values, with all of their digits.
book = json.loads("""{
"activations/0": [[[1, 2, 3, 4], [5, 6, 7, 8]], [[0.5, 0.625, -0.625, -0.5], [-1, 0.25, -0.875, -1]], [[1, 0.75, -0.375, 0], [0.5, 0.75, 0.375, -0.625]], [[1, 0.25, -0.375, 0.125], [0.125, 1, -1, -0.625]]],
"activations/1": [[[5.5, 8.5, 11.5, 4.5], [40, 47, 54, 25]], [[2.25, -0.125, -1.125, 0], [-1, -1.75, -5.625, -2]], [[3, 0.5, 0.125, 0.5], [5.5, 4.75, -0.375, -0.875]], [[2, 0, 0.375, 0.625], [5.375, 0, -4.5, -0.875]]],
"activations/2": [[[5.5, 7, 10, 8, 4.5], [40, 43.5, 50.5, 39.5, 25]], [[2.25, 1.0625, -0.625, -0.5625, 0], [-1, -1.375, -3.6875, -3.8125, -2]], [[3, 1.75, 0.3125, 0.3125, 0.5], [5.5, 5.125, 2.1875, -0.625, -0.875]], [[2, 1, 0.1875, 0.5, 0.625], [5.375, 2.6875, -2.25, -2.6875, -0.875]]],
"activations/3": [[5.5, 7, 10, 8, 4.5, 40, 43.5, 50.5, 39.5, 25], [2.25, 1.0625, -0.625, -0.5625, 0, -1, -1.375, -3.6875, -3.8125, -2], [3, 1.75, 0.3125, 0.3125, 0.5, 5.5, 5.125, 2.1875, -0.625, -0.875], [2, 1, 0.1875, 0.5, 0.625, 5.375, 2.6875, -2.25, -2.6875, -0.875]],
"loss": 143.5423828125,
"gradients/3": [[0.225, 0.25, 0.35000000000000003, 0.2, -0.025, 1.7000000000000002, 1.8250000000000002, 2.125, 1.5250000000000001, 0.75], [0.1125, 0.10312500000000001, -0.00625, -0.059375000000000004, 0.018750000000000003, -0.0625, -0.06875, -0.171875, -0.22187500000000002, -0.0625], [0.2, 0.0625, 0.046875, -0.021875000000000002, 0.07500000000000001, 0.25625000000000003, 0.28125, 0.115625, -0.018750000000000003, -0.07500000000000001], [0.06875, 0.08750000000000001, -0.028125, 0.018750000000000003, -0.018750000000000003, 0.24375000000000002, 0.096875, -0.1125, -0.153125, 0]],
"gradients/2": [[[0.225, 0.25, 0.35000000000000003, 0.2, -0.025], [1.7000000000000002, 1.8250000000000002, 2.125, 1.5250000000000001, 0.75]], [[0.1125, 0.10312500000000001, -0.00625, -0.059375000000000004, 0.018750000000000003], [-0.0625, -0.06875, -0.171875, -0.22187500000000002, -0.0625]], [[0.2, 0.0625, 0.046875, -0.021875000000000002, 0.07500000000000001], [0.25625000000000003, 0.28125, 0.115625, -0.018750000000000003, -0.07500000000000001]], [[0.06875, 0.08750000000000001, -0.028125, 0.018750000000000003, -0.018750000000000003], [0.24375000000000002, 0.096875, -0.1125, -0.153125, 0]]],
"gradients/1": [[[0.35, 0.30000000000000004, 0.275, 0.07500000000000001], [2.6125000000000003, 1.975, 1.8250000000000002, 1.5125000000000002]], [[0.1640625, 0.0484375, -0.0328125, -0.0109375], [-0.096875, -0.1203125, -0.19687500000000002, -0.17343750000000002]], [[0.23125, 0.0546875, 0.012499999999999999, 0.06406250000000001], [0.39687500000000003, 0.1984375, 0.0484375, -0.084375]], [[0.11250000000000002, 0.029687500000000006, -0.004687499999999999, -0.009375000000000001], [0.29218750000000004, -0.0078125, -0.1328125, -0.0765625]]],
"parameters/0/kernel": [[[2.6013671875, 2.9580078125000004]], [[50.827539062499994, 45.102734375]]],
"parameters/0/bias": [1.659375, 7.971875000000001],
"gradients/0": [[[0.35, 1, 0.8750000000000001, 0.625], [7.8375, 16.375, 13.375, 11.837500000000002]], [[0.1640625, 0.3765625, 0.0640625, -0.0765625], [-0.290625, -0.7484375000000001, -1.0718750000000001, -1.3078125000000003]], [[0.23125, 0.5171875, 0.121875, 0.0890625], [1.190625, 2.1828125, 0.9390624999999999, -0.05937500000000004]], [[0.11250000000000002, 0.25468750000000007, 0.054687500000000014, -0.01875], [0.8765625000000001, 1.1453125000000002, -0.4296875, -0.7609375]]],
"parameters/0/kernel/updated": [[[0.7398632812499999, 1.70419921875]], [[-2.08275390625, -0.5102734374999995]]],
"parameters/0/bias/updated": [0.3340625, 0.20281249999999984]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
