# In NumPy, 1.20 or newer: "three questions with yes or no: a sigmoid and binary cross entropy for each"
#
# Computes every activation and every gradient, prints them by their names in
# the book, and says how far they are from the book's values. activations/0 is
# the input, activations/1 what layer 0 makes of it, gradients/1 the gradient
# of the loss there.
import json

import numpy as np

np.set_printoptions(precision=4, suppress=True)
np.seterr(over="ignore")  # e^1000 is inf, and 1 / (1 + inf) is 0

# The network's numbers. Maps are [channel, row, column], kernels
# [output channel, input channel, row, column], weights [output, input].
x = np.array([0.8, -0.4, 0.5], dtype=float)
W = np.array([
    [1.5, -0.5, 0.4],
    [-0.6, 0.9, 1.2],
    [0.3, 0.7, -0.8],
], dtype=float)
c = np.array([0.1, -0.3, 0.2], dtype=float)
y = np.array([1, 0, 1], dtype=float)
eta = 0.5  # the learning rate


# ---- Forward

# Layer 0, fully connected
s = W @ x + c

# Layer 1, sigmoid
a = 1 / (1 + np.exp(-s))

# The loss
# -ln a is ln(1 + e^-s), and -ln(1 - a) is ln(1 + e^s).
terms = y * np.logaddexp(0, -s) + (1 - y) * np.logaddexp(0, s)
L = terms.sum()


# ---- Backward: dZ is the gradient of the loss with respect to Z

# The loss
# From the scores, too, since 1 / a is 1 + e^-s and 1 / (1 - a) is 1 + e^s.
yes = np.multiply(-y, 1 + np.exp(-s), out=np.zeros_like(y), where=y != 0)
no = np.multiply(1 - y, 1 + np.exp(s), out=np.zeros_like(y), where=y != 1)
da = yes + no

# Layer 1, sigmoid, together with the loss
ds = (a - y)

# Layer 0, fully connected
dW = np.outer(ds, x)
dc = ds
dx = W.T @ ds

# One step of gradient descent
W_new = W - eta * dW
c_new = c - eta * dc


# ---- Compare

# Everything, by its place in the book.
results = [
    ("activations/0", "x", x),
    ("activations/1", "s", s),
    ("activations/2", "a", a),
    ("loss", "L", L),
    ("gradients/2", "dL/da", da),
    ("gradients/1", "dL/ds", ds),
    ("parameters/0/weights", "dL/dW", dW),
    ("parameters/0/bias", "dL/dc", dc),
    ("gradients/0", "dL/dx", dx),
    ("parameters/0/weights/updated", "W after the step", W_new),
    ("parameters/0/bias/updated", "c after the step", c_new),
]

# The book's values, with all of their digits.
book = json.loads("""{
"activations/0": [0.8, -0.4, 0.5],
"activations/1": [1.7000000000000002, -0.54, -0.24],
"activations/2": [0.8455347349164652, 0.3681875822638983, 0.44028635073280703],
"loss": 1.4472787322835852,
"gradients/2": [-1.1826835240527347, 1.5827482523739898, -2.2712491503214047],
"gradients/1": [-0.1544652650835347, 0.3681875822638983, -0.5597136492671929],
"parameters/0/weights": [[-0.12357221206682777, 0.06178610603341388, -0.07723263254176735], [0.29455006581111864, -0.14727503290555932, 0.18409379113194915], [-0.44777091941375435, 0.22388545970687718, -0.27985682463359646]],
"parameters/0/bias": [-0.1544652650835347, 0.3681875822638983, -0.5597136492671929],
"gradients/0": [-0.6205245417637989, 0.016801902092240806, 0.8278099120970184],
"parameters/0/weights/updated": [[1.561786106033414, -0.530893053016707, 0.4386163162708837], [-0.7472750329055593, 0.9736375164527797, 1.1079531044340254], [0.5238854597068772, 0.5880572701465614, -0.6600715876832018]],
"parameters/0/bias/updated": [0.17723263254176735, -0.48409379113194917, 0.47985682463359647]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
