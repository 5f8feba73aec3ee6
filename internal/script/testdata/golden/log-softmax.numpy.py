# In NumPy, 1.20 or newer: "log-softmax and negative log-likelihood: cross entropy in two steps, with a class as target"
#
# Computes every activation and every gradient, prints them by their names in
# the book, and says how far they are from the book's values. activations/0 is
# the input, activations/1 what layer 0 makes of it, gradients/1 the gradient
# of the loss there.
import json

import numpy as np

np.set_printoptions(precision=4, suppress=True)

# The network's numbers. Maps are [channel, row, column], kernels
# [output channel, input channel, row, column], weights [output, input].
x = np.array([0.8, -0.4, 0.5], dtype=float)
W = np.array([
    [0.5, -0.2, 0.3],
    [-0.4, 0.6, 0.1],
    [0.2, 0.7, -0.5],
], dtype=float)
c = np.array([0.1, 0, -0.2], dtype=float)
y = np.array([0, 0, 1], dtype=float)
eta = 0.5  # the learning rate


# ---- Forward

# Layer 0, fully connected
s = W @ x + c

# Layer 1, log-softmax
shifted = s - s.max()  # so that no power overflows
a = shifted - np.log(np.exp(shifted).sum())

# The loss
L = -(y * a).sum()


# ---- Backward: dZ is the gradient of the loss with respect to Z

# The loss
da = -y

# Layer 1, log-softmax
ds = da - np.exp(a) * da.sum()

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
"activations/1": [0.73, -0.51, -0.57],
"activations/2": [-0.4459132797881278, -1.6859132797881278, -1.7459132797881276],
"loss": 1.7459132797881276,
"gradients/2": [0, 0, -1],
"gradients/1": [0.6402392913412844, 0.1852751466186496, -0.8255144379599341],
"parameters/0/weights": [[0.5121914330730276, -0.2560957165365138, 0.3201196456706422], [0.14822011729491968, -0.07411005864745984, 0.0926375733093248], [-0.6604115503679473, 0.33020577518397365, -0.41275721897996703]],
"parameters/0/bias": [0.6402392913412844, 0.1852751466186496, -0.8255144379599341],
"gradients/0": [0.08090669943119555, -0.594742876869021, 0.6233565210442173],
"parameters/0/weights/updated": [[0.2439042834634862, -0.07195214173174311, 0.13994017716467888], [-0.47411005864745986, 0.6370550293237299, 0.053681213345337604], [0.5302057751839737, 0.5348971124080131, -0.29362139051001646]],
"parameters/0/bias/updated": [-0.2201196456706422, -0.0926375733093248, 0.21275721897996702]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
