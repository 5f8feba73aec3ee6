# In NumPy, 1.20 or newer: "weight decay: the step also pulls every weight towards 0"
#
# Computes every activation and every gradient, prints them by their names in
# the book, and says how far they are from the book's values. activations/0 is
# the input, activations/1 what layer 0 makes of it, gradients/1 the gradient
# of the loss there.
import json
from math import erfc

import numpy as np

np.set_printoptions(precision=4, suppress=True)

# The share of the normal distribution that lies below z
share_below = np.vectorize(lambda z: erfc(-z / 2**0.5) / 2)

# The network's numbers. Maps are [channel, row, column], kernels
# [output channel, input channel, row, column], weights [output, input].
x = np.array([1.2, -0.6, 0.3], dtype=float)
W1 = np.array([[0.5, -0.4, 0.9], [-0.7, 0.3, 0.2]], dtype=float)
c1 = np.array([0.1, -0.1], dtype=float)
W2 = np.array([[0.6, -0.8]], dtype=float)
c2 = np.array([0.2], dtype=float)
y = np.array([0.5], dtype=float)
eta = 0.5  # the learning rate
decay = 0.02  # the weight decay


# ---- Forward

# Layer 0, fully connected
z = W1 @ x + c1

# Layer 1, GELU
a = z * share_below(z)

# Layer 2, fully connected
s = W2 @ a + c2

# The loss
L = ((s - y) ** 2).sum() / 2


# ---- Backward: dZ is the gradient of the loss with respect to Z

# The loss
ds = s - y

# Layer 2, fully connected
dW2 = np.outer(ds, a)
dc2 = ds
da = W2.T @ ds

# Layer 1, GELU
dz = da * (share_below(z) + z * np.exp(-z**2 / 2) / np.sqrt(2 * np.pi))

# Layer 0, fully connected
dW1 = np.outer(dz, x)
dc1 = dz
dx = W1.T @ dz

# One step of gradient descent
W1_new = W1 - eta * (dW1 + decay * W1)
c1_new = c1 - eta * (dc1 + decay * c1)
W2_new = W2 - eta * (dW2 + decay * W2)
c2_new = c2 - eta * (dc2 + decay * c2)


# ---- Compare

# Everything, by its place in the book.
results = [
    ("activations/0", "x", x),
    ("activations/1", "z", z),
    ("activations/2", "a", a),
    ("activations/3", "s", s),
    ("loss", "L", L),
    ("gradients/3", "dL/ds", ds),
    ("parameters/2/weights", "dL/dW2", dW2),
    ("parameters/2/bias", "dL/dc2", dc2),
    ("gradients/2", "dL/da", da),
    ("gradients/1", "dL/dz", dz),
    ("parameters/0/weights", "dL/dW1", dW1),
    ("parameters/0/bias", "dL/dc1", dc1),
    ("gradients/0", "dL/dx", dx),
    ("parameters/0/weights/updated", "W1 after the step", W1_new),
    ("parameters/0/bias/updated", "c1 after the step", c1_new),
    ("parameters/2/weights/updated", "W2 after the step", W2_new),
    ("parameters/2/bias/updated", "c2 after the step", c2_new),
]

# The book's values, with all of their digits.
book = json.loads("""{
"activations/0": [1.2, -0.6, 0.3],
"activations/1": [1.21, -1.06],
"activations/2": [1.0731012698027875, -0.1532466376437442],
"activations/3": [0.9664580719966678],
"loss": 0.10879156646542425,
"gradients/3": [0.4664580719966678],
"parameters/2/weights": [[0.5005567493693843, -0.07148313113527288]],
"parameters/2/bias": [0.4664580719966678],
"gradients/2": [0.27987484319800066, -0.37316645759733424],
"gradients/1": [0.31318312353184335, 0.03602754624011429],
"parameters/0/weights": [[0.375819748238212, -0.187909874119106, 0.093954937059553], [0.04323305548813715, -0.021616527744068574, 0.010808263872034287]],
"parameters/0/bias": [0.31318312353184335, 0.03602754624011429],
"gradients/0": [0.13137227939784168, -0.11446498554070306, 0.2890703204266819],
"parameters/0/weights/updated": [[0.307090125880894, -0.30204506294044703, 0.8440225314702235], [-0.7146165277440686, 0.30780826387203425, 0.19259586806398288]],
"parameters/0/bias/updated": [-0.05759156176592167, -0.11701377312005715],
"parameters/2/weights/updated": [[0.3437216253153078, -0.7562584344323636]],
"parameters/2/bias/updated": [-0.03522903599833388]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
