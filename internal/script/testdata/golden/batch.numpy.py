# In NumPy, 1.20 or newer: "a batch of three: the gradient of a weight is a sum over the examples, and the loss divides by three once"
#
# Computes every activation and every gradient, prints them by their names in
# the book, and says how far they are from the book's values. activations/0 is
# the input, activations/1 what layer 0 makes of it, gradients/1 the gradient
# of the loss there.
import json

import numpy as np

np.set_printoptions(precision=4, suppress=True)

# The network's numbers. Maps are [example, channel, row, column], vectors
# [example, element], kernels [output channel, input channel, row, column],
# weights [output, input].
x = np.array([[1, 0.5], [-0.5, 2], [0.25, -1]], dtype=float)
W1 = np.array([[0.5, -0.25], [0.75, 0.5]], dtype=float)
c1 = np.array([0.1, -0.2], dtype=float)
W2 = np.array([[0.4, -0.6], [-0.3, 0.2]], dtype=float)
c2 = np.array([0, 0.1], dtype=float)
y = np.array([[1, 0], [0, 1], [0, 1]], dtype=float)
eta = 0.5  # the learning rate


# ---- Forward

# Layer 0, fully connected
z = x @ W1.T + c1

# Layer 1, ReLU
a = np.maximum(z, 0)

# Layer 2, fully connected
s = a @ W2.T + c2

# Layer 3, softmax
shifted = s - s.max(axis=1, keepdims=True)  # so that no power overflows
p = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)

# The loss
logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))  # ln p
L = -(y * logs).sum() / 3


# ---- Backward: dZ is the gradient of the loss with respect to Z

# The loss
dp = np.divide(-y, p, out=np.zeros_like(p), where=y != 0) / 3

# Layer 3, softmax, together with the loss
ds = (p - y) / 3

# Layer 2, fully connected
dW2 = ds.T @ a  # a sum over the examples
dc2 = ds.sum(axis=0)
da = ds @ W2

# Layer 1, ReLU
dz = np.where(z > 0, da, 0)

# Layer 0, fully connected
dW1 = dz.T @ x  # a sum over the examples
dc1 = dz.sum(axis=0)
dx = dz @ W1

# One step of gradient descent
W1_new = W1 - eta * dW1
c1_new = c1 - eta * dc1
W2_new = W2 - eta * dW2
c2_new = c2 - eta * dc2


# ---- Compare

# Everything, by its place in the book.
results = [
    ("activations/0", "x", x),
    ("activations/1", "z", z),
    ("activations/2", "a", a),
    ("activations/3", "s", s),
    ("activations/4", "p", p),
    ("loss", "L", L),
    ("gradients/4", "dL/dp", dp),
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
"activations/0": [[1, 0.5], [-0.5, 2], [0.25, -1]],
"activations/1": [[0.475, 0.8], [-0.65, 0.425], [0.475, -0.5125]],
"activations/2": [[0.475, 0.8], [0, 0.425], [0.475, 0]],
"activations/3": [[-0.29, 0.11750000000000005], [-0.255, 0.185], [0.19, -0.04249999999999998]],
"activations/4": [[0.3995117254730337, 0.6004882745269664], [0.39174096925348556, 0.6082590307465144], [0.5578645727207344, 0.4421354272792656]],
"loss": 0.7436018871476462,
"gradients/4": [[-0.8343518151780321, 0], [0, -0.5480121403610471], [0, -0.7539168154529954]],
"gradients/3": [[-0.20016275817565546, 0.20016275817565546], [0.13058032308449516, -0.13058032308449516], [0.18595485757357813, -0.18595485757357813]],
"parameters/2/weights": [[-0.006748752785986731, -0.10463356922961393], [0.006748752785986731, 0.10463356922961393]],
"parameters/2/bias": [0.11637242248241783, -0.11637242248241783],
"gradients/2": [[-0.14011393072295883, 0.16013020654052437], [0.09140622615914662, -0.10446425846759613], [0.1301684003015047, -0.1487638860588625]],
"gradients/1": [[-0.14011393072295883, 0.16013020654052437], [0, -0.10446425846759613], [0.1301684003015047, 0]],
"parameters/0/weights": [[-0.10757183064758266, -0.2002253656629841], [0.21236233577432245, -0.1288634136649301]],
"parameters/0/bias": [-0.00994553042145413, 0.05566594807292824],
"gradients/0": [[0.05004068954391387, 0.11509358595100189], [-0.0783481938506971, -0.052232129233798066], [0.06508420015075235, -0.032542100075376175]],
"parameters/0/weights/updated": [[0.5537859153237913, -0.14988731716850795], [0.6438188321128387, 0.564431706832465]],
"parameters/0/bias/updated": [0.10497276521072707, -0.22783297403646413],
"parameters/2/weights/updated": [[0.4033743763929934, -0.547683215385193], [-0.30337437639299336, 0.14768321538519305]],
"parameters/2/bias/updated": [-0.058186211241208916, 0.1581862112412089]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
