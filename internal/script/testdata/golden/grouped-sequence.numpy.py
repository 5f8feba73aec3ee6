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

# The network's numbers. Sequences are [channel, place], kernels
# [output channel, input channel, place], weights [output, input].
X = np.array([[1, 2, 3, 4], [5, 6, 7, 8]], dtype=float)
K = np.array([[[1, 2]], [[3, 4]]], dtype=float)
b = np.array([0.5, 1], dtype=float)
y = np.array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# windowsN[c, i, m] is what the window of layer N at i sees at its place m of
# channel c. Nothing is copied, and no kernel is rotated.

# Layer 0, convolution along one axis
pad0 = (0, 0), (0, 1)  # channels, places
padded0 = np.pad(X, pad0)
windows0 = sliding_window_view(padded0, 2, axis=1)
# 2 groups: grouped0[g, c, i, m] is what group g sees in its channel c.
grouped0 = windows0.reshape(2, 1, *windows0.shape[1:])
K_grouped = K.reshape(2, 1, *K.shape[1:])
Z = np.einsum("gcim,gocm->goi", grouped0, K_grouped)
Z = Z.reshape(2, 4) + b[:, None]

# Layer 1, average pooling along one axis
pad1 = (0, 0), (1, 1)  # channels, places
padded1 = np.pad(Z, pad1)
windows1 = sliding_window_view(padded1, 2, axis=1)
# Only numbers of Z count in the divisor, no padding.
there1 = np.pad(np.ones_like(Z), pad1)
area1 = sliding_window_view(there1, 2, axis=1).sum(axis=-1)
P = windows1.sum(axis=-1) / area1

# Layer 2, flatten
f = P.ravel()

# The loss
L = ((f - y) ** 2).mean()


# ---- Backward: dZ is the gradient of the loss with respect to Z

# The loss
df = 2 * (f - y) / y.size

# Layer 2, flatten
dP = df.reshape(P.shape)

# Layer 1, average pooling along one axis
share = dP / area1
dpadded1 = np.zeros_like(padded1)
for m in range(2):  # what lies at m in each window
    dpadded1[:, m:m + 5] += share
dZ = dpadded1[:, 1:5]  # without the padding

# Layer 0, convolution along one axis
dZ_grouped = dZ.reshape(2, 1, -1)
dK = np.einsum("gcim,goi->gocm", grouped0, dZ_grouped)
dK = dK.reshape(K.shape)
db = dZ.sum(axis=1)
def back0(m):  # what the weights at m send to each channel
    terms = np.einsum("goc,goi->gci", K_grouped[..., m], dZ_grouped)
    return terms.reshape(2, -1)
dpadded0 = np.zeros_like(padded0)
for m in range(2):  # what lies at m in each window
    dpadded0[:, m:m + 4] += back0(m)
dX = dpadded0[:, 0:4]  # without the padding

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
"activations/0": [[1, 2, 3, 4], [5, 6, 7, 8]],
"activations/1": [[5.5, 8.5, 11.5, 4.5], [40, 47, 54, 25]],
"activations/2": [[5.5, 7, 10, 8, 4.5], [40, 43.5, 50.5, 39.5, 25]],
"activations/3": [5.5, 7, 10, 8, 4.5, 40, 43.5, 50.5, 39.5, 25],
"loss": 556.025,
"gradients/3": [0.9, 1, 1.4000000000000001, 0.8, -0.1, 6.800000000000001, 7.300000000000001, 8.5, 6.1000000000000005, 3],
"gradients/2": [[0.9, 1, 1.4000000000000001, 0.8, -0.1], [6.800000000000001, 7.300000000000001, 8.5, 6.1000000000000005, 3]],
"gradients/1": [[1.4, 1.2000000000000002, 1.1, 0.30000000000000004], [10.450000000000001, 7.9, 7.300000000000001, 6.050000000000001]],
"parameters/0/kernel": [[[8.3, 10.8]], [[199.15, 176.4]]],
"parameters/0/bias": [4, 31.700000000000003],
"gradients/0": [[1.4, 4, 3.5000000000000004, 2.5], [31.35, 65.5, 53.5, 47.35000000000001]],
"parameters/0/kernel/updated": [[[0.16999999999999993, 0.9199999999999999]], [[-16.915000000000003, -13.64]]],
"parameters/0/bias/updated": [0.09999999999999998, -2.1700000000000004]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
