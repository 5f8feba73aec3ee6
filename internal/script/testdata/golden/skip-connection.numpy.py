# In NumPy, 1.20 or newer: "a residual block: the image goes through a convolution and past it, and the two are added"
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
X = np.array([[[0.2, 0.9, 0.4], [0.8, 0.1, 0.7], [0.3, 0.6, 0.5]]], dtype=float)
K = np.array([
    [[[0.5, -0.2, 0.1], [0.3, -0.4, 0.6], [-0.1, 0.2, -0.3]]],
], dtype=float)
b = np.array([-0.1], dtype=float)
W = np.array([
    [0.3, -0.2, 0.5, 0.1, -0.4, 0.2, -0.3, 0.4, -0.1],
    [-0.5, 0.3, -0.2, 0.4, 0.6, -0.1, 0.2, -0.3, 0.1],
], dtype=float)
c = np.array([0.1, -0.2], dtype=float)
y = np.array([0, 1], dtype=float)
eta = 0.5  # the learning rate


# ---- Forward

# windowsN[c, i, j, m, n] is what the window of layer N at (i, j) sees at its
# place (m, n) of channel c. Nothing is copied, and no kernel is rotated.

# Layer 0, convolution
pad0 = (0, 0), (1, 1), (1, 1)  # channels, rows, columns
padded0 = np.pad(X, pad0)
windows0 = sliding_window_view(padded0, (3, 3), axis=(1, 2))
Z = np.einsum("cijmn,ocmn->oij", windows0, K) + b[:, None, None]

# Layer 1, ReLU
A1 = np.maximum(Z, 0)

# Layer 2, add
A2 = A1 + X

# Layer 3, flatten
f = A2.ravel()

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
dA2 = df.reshape(A2.shape)

# Layer 2, add
dA1 = dA2

# Layer 1, ReLU
dZ = np.where(Z > 0, dA1, 0)

# Layer 0, convolution
dK = np.einsum("cijmn,oij->ocmn", windows0, dZ)
db = dZ.sum(axis=(1, 2))
dpadded0 = np.zeros_like(padded0)
for m, n in np.ndindex(3, 3):  # what lies at (m, n) in each window
    seen = np.s_[:, m:m + 3, n:n + 3]
    dpadded0[seen] += np.einsum("oc,oij->cij", K[:, :, m, n], dZ)
dX = dpadded0[:, 1:4, 1:4]  # without the padding
dX = dX + dA2  # layer 2 has added X, so its gradient comes back, too

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
    ("activations/2", "A1", A1),
    ("activations/3", "A2", A2),
    ("activations/4", "f", f),
    ("activations/5", "s", s),
    ("activations/6", "p", p),
    ("loss", "L", L),
    ("gradients/6", "dL/dp", dp),
    ("gradients/5", "dL/ds", ds),
    ("parameters/4/weights", "dL/dW", dW),
    ("parameters/4/bias", "dL/dc", dc),
    ("gradients/4", "dL/df", df),
    ("gradients/3", "dL/dA2", dA2),
    ("gradients/2", "dL/dA1", dA1),
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
"activations/0": [[[0.2, 0.9, 0.4], [0.8, 0.1, 0.7], [0.3, 0.6, 0.5]]],
"activations/1": [[[0.4900000000000001, -0.43000000000000005, 0.13999999999999996], [-0.43000000000000005, 0.41999999999999993, 0.06000000000000005], [-0.010000000000000037, 0.5000000000000001, -0.21000000000000002]]],
"activations/2": [[[0.4900000000000001, 0, 0.13999999999999996], [0, 0.41999999999999993, 0.06000000000000005], [0, 0.5000000000000001, 0]]],
"activations/3": [[[0.6900000000000002, 0.9, 0.54], [0.8, 0.5199999999999999, 0.76], [0.3, 1.1, 0.5]]],
"activations/4": [0.6900000000000002, 0.9, 0.54, 0.8, 0.5199999999999999, 0.76, 0.3, 1.1, 0.5],
"activations/5": [0.7210000000000001, -0.0470000000000001],
"activations/6": [0.6830880948621851, 0.31691190513781486],
"loss": 1.1491314455001644,
"gradients/6": [0, -3.1554510379316043],
"gradients/5": [0.6830880948621851, -0.6830880948621851],
"parameters/4/weights": [[0.47133078545490786, 0.6147792853759666, 0.36886757122558, 0.5464704758897482, 0.35520580932833623, 0.5191469520952607, 0.20492642845865552, 0.7513969043484037, 0.34154404743109257], [-0.47133078545490786, -0.6147792853759666, -0.36886757122558, -0.5464704758897482, -0.35520580932833623, -0.5191469520952607, -0.20492642845865552, -0.7513969043484037, -0.34154404743109257]],
"parameters/4/bias": [0.6830880948621851, -0.6830880948621851],
"gradients/4": [0.5464704758897481, -0.34154404743109257, 0.47816166640352964, -0.20492642845865555, -0.6830880948621851, 0.20492642845865555, -0.34154404743109257, 0.47816166640352964, -0.13661761897243704],
"gradients/3": [[[0.5464704758897481, -0.34154404743109257, 0.47816166640352964], [-0.20492642845865555, -0.6830880948621851, 0.20492642845865555], [-0.34154404743109257, 0.47816166640352964, -0.13661761897243704]]],
"gradients/2": [[[0.5464704758897481, -0.34154404743109257, 0.47816166640352964], [-0.20492642845865555, -0.6830880948621851, 0.20492642845865555], [-0.34154404743109257, 0.47816166640352964, -0.13661761897243704]]],
"gradients/1": [[[0.5464704758897481, 0, 0.47816166640352964], [0, -0.6830880948621851, 0.20492642845865555], [0, 0.47816166640352964, 0]]],
"parameters/0/kernel": [[[[0.4303454997631767, -0.4849925473521514, 0.06147792853759665], [0.04781616664035296, 0.6625954520163195, 0.2527425950990085], [-0.03415440474310924, 0.464499904506286, -0.28689699984211775]]]],
"parameters/0/bias": [1.0246321422932776],
"gradients/0": [[[-0.013661761897243774, 0.36886757122558, 0.17760290466416817], [-0.06147792853759665, -0.6557645710676977, -0.1434484999210588], [-0.12978673802381518, 0.12978673802381518, 0.39619109502006733]]],
"parameters/0/kernel/updated": [[[[0.28482725011841165, 0.042496273676075697, 0.06926103573120168], [0.2760919166798235, -0.7312977260081598, 0.4736287024504957], [-0.08292279762844539, -0.03224995225314298, -0.1565515000789411]]]],
"parameters/0/bias/updated": [-0.6123160711466388],
"parameters/4/weights/updated": [[0.06433460727254606, -0.5073896426879834, 0.31556621438721, -0.17323523794487408, -0.5776029046641682, -0.05957347604763036, -0.40246321422932774, 0.024301547825798187, -0.2707720237155463], [-0.2643346072725461, 0.6073896426879832, -0.015566214387210009, 0.673235237944874, 0.7776029046641681, 0.15957347604763036, 0.30246321422932776, 0.07569845217420185, 0.2707720237155463]],
"parameters/4/bias/updated": [-0.24154404743109256, 0.14154404743109256]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
