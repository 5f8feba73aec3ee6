# In NumPy, 1.20 or newer: "the worked example"
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
    [
        [2, 1, 2, 3, 0],
        [3, 2, 2, 3, 2],
        [2, 3, 2, 0, 3],
        [1, 2, 1, 1, 2],
        [0, 1, 1, 3, 1],
    ],
], dtype=float)
K = np.array([[[[-2, -0.5], [1, 2]]]], dtype=float)
b = np.array([-0.5], dtype=float)
W = np.array([
    [-0.3, 0.4, 0.3, -0.2],
    [-0.1, 0.5, 0.4, 0.1],
    [0.5, 0.6, 0.1, -0.6],
], dtype=float)
c = np.array([0.1, -0.2, 0.3], dtype=float)
y = np.array([0, 0, 1], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# windowsN[c, i, j, m, n] is what the window of layer N at (i, j) sees at its
# place (m, n) of channel c. Nothing is copied, and no kernel is rotated.

# Layer 0, convolution
windows0 = sliding_window_view(X, (2, 2), axis=(1, 2))
Z = np.einsum("cijmn,ocmn->oij", windows0, K) + b[:, None, None]

# Layer 1, ReLU
A = np.maximum(Z, 0)

# Layer 2, max pooling
windows2 = sliding_window_view(A, (2, 2), axis=(1, 2))[:, ::2, ::2]
P = windows2.max(axis=(3, 4))

# Layer 3, flatten
f = P.ravel()

# Layer 4, fully connected
s = W @ f + c

# Layer 5, softmax
shifted = s - s.max()  # so that no power overflows
p = np.exp(shifted) / np.exp(shifted).sum()

# The loss
L = -y @ (shifted - np.log(np.exp(shifted).sum()))  # -sum of y ln p


# ---- Backward: dZ is the gradient of the loss with respect to Z

# The loss
dp = np.divide(-y, p, out=np.zeros_like(p), where=y != 0)

# Layer 5, softmax, together with the loss
ds = p - y

# Layer 4, fully connected
dW = np.outer(ds, f)
dc = ds
df = W.T @ ds

# Layer 3, flatten
dP = df.reshape(P.shape)

# Layer 2, max pooling
# To the winner of each window: the first of its largest, row by row.
best = windows2.reshape(*P.shape, -1).argmax(axis=-1)
channel, row, column = np.indices(P.shape)
row = 2 * row + best // 2
column = 2 * column + best % 2
dA = np.zeros_like(A)
np.add.at(dA, (channel, row, column), dP)  # winners can be shared

# Layer 1, ReLU
dZ = np.where(Z > 0, dA, 0)

# Layer 0, convolution
dK = np.einsum("cijmn,oij->ocmn", windows0, dZ)
db = dZ.sum(axis=(1, 2))
dX = np.zeros_like(X)
for m, n in np.ndindex(2, 2):  # what lies at (m, n) in each window
    seen = np.s_[:, m:m + 4, n:n + 4]
    dX[seen] += np.einsum("oc,oij->cij", K[:, :, m, n], dZ)

# One step of gradient descent
K_new = K - eta * dK
b_new = b - eta * db
W_new = W - eta * dW
c_new = c - eta * dc


# ---- Compare

# Everything, by its place in the book.
results = [
    ("activations/0", "X", X),
    ("activations/1", "Z", Z),
    ("activations/2", "A", A),
    ("activations/3", "P", P),
    ("activations/4", "f", f),
    ("activations/5", "s", s),
    ("activations/6", "p", p),
    ("loss", "L", L),
    ("gradients/6", "dL/dp", dp),
    ("gradients/5", "dL/ds", ds),
    ("parameters/4/weights", "dL/dW", dW),
    ("parameters/4/bias", "dL/dc", dc),
    ("gradients/4", "dL/df", df),
    ("gradients/3", "dL/dP", dP),
    ("gradients/2", "dL/dA", dA),
    ("gradients/1", "dL/dZ", dZ),
    ("parameters/0/kernel", "dL/dK", dK),
    ("parameters/0/bias", "dL/db", db),
    ("gradients/0", "dL/dX", dX),
    ("parameters/0/kernel/updated", "K after the step", K_new),
    ("parameters/0/bias/updated", "b after the step", b_new),
    ("parameters/4/weights/updated", "W after the step", W_new),
    ("parameters/4/bias/updated", "c after the step", c_new),
]

# The book's values, with all of their digits.
book = json.loads("""{
"activations/0": [[[2, 1, 2, 3, 0], [3, 2, 2, 3, 2], [2, 3, 2, 0, 3], [1, 2, 1, 1, 2], [0, 1, 1, 3, 1]]],
"activations/1": [[[2, 2.5, 2, 0.5], [0.5, 1.5, -4, -1.5], [-1, -3.5, -1.5, 3], [-1.5, -2, 4, 1.5]]],
"activations/2": [[[2, 2.5, 2, 0.5], [0.5, 1.5, 0, 0], [0, 0, 0, 3], [0, 0, 4, 1.5]]],
"activations/3": [[[2.5, 2], [0, 4]]],
"activations/4": [2.5, 2, 0, 4],
"activations/5": [-0.65, 0.95, 0.35000000000000026],
"activations/6": [0.11532277240106366, 0.5711974309736064, 0.31347979662532977],
"loss": 1.160020365562103,
"gradients/6": [0, 0, -3.189998241561951],
"gradients/5": [0.11532277240106366, 0.5711974309736064, -0.6865202033746701],
"parameters/4/weights": [[0.28830693100265914, 0.23064554480212732, 0, 0.46129108960425463], [1.427993577434016, 1.1423948619472128, 0, 2.2847897238944257], [-1.7163005084366754, -1.3730404067493402, 0, -2.7460808134986805]],
"parameters/4/bias": [0.11532277240106366, 0.5711974309736064, -0.6865202033746701],
"gradients/4": [-0.4349766765050148, -0.08018429757757334, 0.19442378377229463, 0.44596731064194994],
"gradients/3": [[[-0.4349766765050148, -0.08018429757757334], [0.19442378377229463, 0.44596731064194994]]],
"gradients/2": [[[0, -0.4349766765050148, -0.08018429757757334, 0], [0, 0, 0, 0], [0.19442378377229463, 0, 0, 0], [0, 0, 0.44596731064194994, 0]]],
"gradients/1": [[[0, -0.4349766765050148, -0.08018429757757334, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0.44596731064194994, 0]]],
"parameters/0/kernel": [[[[-0.14937796101821155, -0.6645389351007998], [-0.5843546375232265, 0.22739568618310013]]]],
"parameters/0/bias": [-0.06919366344063826],
"gradients/0": [[[0, 0.8699533530100296, 0.3778569334076541, 0.04009214878878667, 0], [0, -0.4349766765050148, -0.9501376505876029, -0.16036859515514668, 0], [0, 0, 0, 0, 0], [0, 0, -0.8919346212838999, -0.22298365532097497, 0], [0, 0, 0.44596731064194994, 0.8919346212838999, 0]]],
"parameters/0/kernel/updated": [[[[-1.985062203898179, -0.43354610648992004], [1.0584354637523226, 1.97726043138169]]]],
"parameters/0/bias/updated": [-0.4930806336559362],
"parameters/4/weights/updated": [[-0.3288306931002659, 0.3769354455197873, 0.3, -0.24612910896042547], [-0.2427993577434016, 0.3857605138052787, 0.4, -0.1284789723894426], [0.6716300508436676, 0.737304040674934, 0.1, -0.3253919186501319]],
"parameters/4/bias/updated": [0.08846772275989365, -0.25711974309736063, 0.368652020337467]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
