# In NumPy, 1.20 or newer: "dilation: four weights look at a window of nine"
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
        [0.5, 2, 1, 3, 0],
        [1, 0, 1.5, 2, 0.5],
        [2.5, 1, 3, 0.5, 1],
        [0, 3, 0.5, 1.5, 2],
        [1.5, 0, 2, 1, 2.5],
    ],
], dtype=float)
K = np.array([[[[0.5, -0.3], [-0.4, 0.6]]]], dtype=float)
b = np.array([0.2], dtype=float)
W = np.array([
    [0.2, -0.1, 0.4, 0.3, -0.2, 0.1, 0.5, -0.3, 0.2],
    [-0.3, 0.4, 0.1, -0.2, 0.5, 0.2, -0.1, 0.3, -0.4],
], dtype=float)
c = np.array([0.1, -0.2], dtype=float)
y = np.array([0, 1], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# windowsN[c, i, j, m, n] is what the window of layer N at (i, j) sees at its
# place (m, n) of channel c. Nothing is copied, and no kernel is rotated.

# Layer 0, convolution
windows0 = sliding_window_view(X, (3, 3), axis=(1, 2))
windows0 = windows0[..., ::2, ::2]  # only what the weights lie on
Z = np.einsum("cijmn,ocmn->oij", windows0, K) + b[:, None, None]

# Layer 1, ELU
A = np.where(Z > 0, Z, 1 * np.expm1(np.minimum(Z, 0)))

# Layer 2, flatten
f = A.ravel()

# Layer 3, fully connected
s = W @ f + c

# Layer 4, softmax
shifted = s - s.max()  # so that no power overflows
p = np.exp(shifted) / np.exp(shifted).sum()

# The loss
L = -y @ (shifted - np.log(np.exp(shifted).sum()))  # -sum of y ln p


# ---- Backward: dZ is the gradient of the loss with respect to Z

# The loss
dp = np.divide(-y, p, out=np.zeros_like(p), where=y != 0)

# Layer 4, softmax, together with the loss
ds = p - y

# Layer 3, fully connected
dW = np.outer(ds, f)
dc = ds
df = W.T @ ds

# Layer 2, flatten
dA = df.reshape(A.shape)

# Layer 1, ELU
dZ = np.where(Z > 0, dA, 1 * np.exp(np.minimum(Z, 0)) * dA)

# Layer 0, convolution
dK = np.einsum("cijmn,oij->ocmn", windows0, dZ)
db = dZ.sum(axis=(1, 2))
dX = np.zeros_like(X)
for m, n in np.ndindex(2, 2):  # what lies at (m, n) in each window
    seen = np.s_[:, 2 * m:2 * m + 3, 2 * n:2 * n + 3]
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
    ("activations/3", "f", f),
    ("activations/4", "s", s),
    ("activations/5", "p", p),
    ("loss", "L", L),
    ("gradients/5", "dL/dp", dp),
    ("gradients/4", "dL/ds", ds),
    ("parameters/3/weights", "dL/dW", dW),
    ("parameters/3/bias", "dL/dc", dc),
    ("gradients/3", "dL/df", df),
    ("gradients/2", "dL/dA", dA),
    ("gradients/1", "dL/dZ", dZ),
    ("parameters/0/kernel", "dL/dK", dK),
    ("parameters/0/bias", "dL/db", db),
    ("gradients/0", "dL/dX", dX),
    ("parameters/0/kernel/updated", "K after the step", K_new),
    ("parameters/0/bias/updated", "b after the step", b_new),
    ("parameters/3/weights/updated", "W after the step", W_new),
    ("parameters/3/bias/updated", "c after the step", c_new),
]

# The book's values, with all of their digits.
book = json.loads("""{
"activations/0": [[[0.5, 2, 1, 3, 0], [1, 0, 1.5, 2, 0.5], [2.5, 1, 3, 0.5, 1], [0, 3, 0.5, 1.5, 2], [1.5, 0, 2, 1, 2.5]]],
"activations/1": [[[0.9499999999999997, 0.20000000000000007, 0.09999999999999981], [0.55, -0.7000000000000004, 1.7999999999999998], [1.15, 1.15, 2.1]]],
"activations/2": [[[0.9499999999999997, 0.20000000000000007, 0.09999999999999981], [0.55, -0.5034146962085907, 1.7999999999999998], [1.15, 1.15, 2.1]]],
"activations/3": [0.9499999999999997, 0.20000000000000007, 0.09999999999999981, 0.55, -0.5034146962085907, 1.7999999999999998, 1.15, 1.15, 2.1],
"activations/4": [1.4056829392417183, -1.0067073481042954],
"activations/5": [0.9177672583306895, 0.08223274166931047],
"loss": 2.498201739082322,
"gradients/5": [0, -12.16060634365549],
"gradients/4": [0.9177672583306895, -0.9177672583306895],
"parameters/3/weights": [[0.8718788954141548, 0.18355345166613796, 0.09177672583306878, 0.5047719920818793, -0.46201752554273523, 1.6519810649952409, 1.0554323470802929, 1.0554323470802929, 1.927311242494448], [-0.8718788954141548, -0.18355345166613796, -0.09177672583306878, -0.5047719920818793, 0.46201752554273523, -1.6519810649952409, -1.0554323470802929, -1.0554323470802929, -1.927311242494448]],
"parameters/3/bias": [0.9177672583306895, -0.9177672583306895],
"gradients/3": [0.45888362916534475, -0.45888362916534475, 0.27533017749920685, 0.45888362916534475, -0.6424370808314827, -0.09177672583306895, 0.5506603549984137, -0.5506603549984137, 0.5506603549984137],
"gradients/2": [[[0.45888362916534475, -0.45888362916534475, 0.27533017749920685], [0.45888362916534475, -0.6424370808314827, -0.09177672583306895], [0.5506603549984137, -0.5506603549984137, 0.5506603549984137]]],
"gradients/1": [[[0.45888362916534475, -0.45888362916534475, 0.27533017749920685], [0.45888362916534475, -0.319024812951568, -0.09177672583306895], [0.5506603549984137, -0.5506603549984137, 0.5506603549984137]]],
"parameters/0/kernel": [[[[2.386194871659793, 1.0139314390921053], [2.438664416968847, 2.9172016363961983]]]],
"parameters/0/bias": [0.8740726228783284],
"gradients/0": [[[0.22944181458267238, -0.22944181458267238, 0, 0.13766508874960343, -0.08259905324976205], [0.22944181458267238, -0.159512406475784, -0.1835534516661379, 0.0957074438854704, 0.027533017749920684], [0.09177672583306895, -0.09177672583306895, 0.27533017749920685, -0.11013207099968275, 0], [-0.1835534516661379, 0.1276099251806272, 0.31204086783243445, -0.1914148877709408, -0.05506603549984137], [-0.2202641419993655, 0.2202641419993655, 0.1101320709996827, -0.3303962129990482, 0.3303962129990482]]],
"parameters/0/kernel/updated": [[[[0.2613805128340207, -0.40139314390921055], [-0.6438664416968848, 0.30827983636038014]]]],
"parameters/0/bias/updated": [0.11259273771216716],
"parameters/3/weights/updated": [[0.11281211045858452, -0.1183553451666138, 0.39082232741669315, 0.24952280079181205, -0.15379824744572648, -0.0651981064995241, 0.3944567652919707, -0.4055432347080293, 0.0072688757505551815], [-0.2128121104585845, 0.4183553451666138, 0.10917767258330688, -0.14952280079181207, 0.4537982474457265, 0.3651981064995241, 0.005543234708029282, 0.4055432347080293, -0.2072688757505552]],
"parameters/3/bias/updated": [0.008223274166931055, -0.10822327416693106]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
