# In PyTorch, 1.12 or newer: "a batch of three: the gradient of a weight is a sum over the examples, and the loss divides by three once"
#
# Computes every activation and every gradient, prints them by their names in
# the book, and says how far they are from the book's values. activations/0 is
# the input, activations/1 what layer 0 makes of it, gradients/1 the gradient
# of the loss there.
import json

import torch
import torch.nn.functional as F

torch.set_printoptions(precision=4, sci_mode=False)

# The network's numbers, in float64 as the book's. Maps are [example, channel,
# row, column], vectors [example, element], kernels [output channel, input
# channel, row, column], weights [output, input].
x = torch.tensor([
    [1, 0.5],
    [-0.5, 2],
    [0.25, -1],
], dtype=float, requires_grad=True)
W1 = torch.tensor([[0.5, -0.25], [0.75, 0.5]], dtype=float, requires_grad=True)
c1 = torch.tensor([0.1, -0.2], dtype=float, requires_grad=True)
W2 = torch.tensor([[0.4, -0.6], [-0.3, 0.2]], dtype=float, requires_grad=True)
c2 = torch.tensor([0, 0.1], dtype=float, requires_grad=True)
y = torch.tensor([[1, 0], [0, 1], [0, 1]], dtype=float)
eta = 0.5  # the learning rate


# ---- Forward

# Layer 0, fully connected
z = F.linear(x, W1, c1)

# Layer 1, ReLU
a = F.relu(z)

# Layer 2, fully connected
s = F.linear(a, W2, c2)

# Layer 3, softmax
p = F.softmax(s, dim=1)

# The loss
# Of the scores: it has a softmax of its own.
L = F.cross_entropy(s, y)


# ---- Backward. Of what a layer has made, PyTorch keeps the gradient if asked.
for tensor in [z, a, s]:
    tensor.retain_grad()
L.backward()

# PyTorch goes from the loss to the scores at once, past dp = -y / p / 3.
dp = torch.where(y == 0, y, -y / p) / 3

# One step of gradient descent
W1_new = W1 - eta * W1.grad
c1_new = c1 - eta * c1.grad
W2_new = W2 - eta * W2.grad
c2_new = c2 - eta * c2.grad


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
    ("gradients/3", "dL/ds", s.grad),
    ("parameters/2/weights", "dL/dW2", W2.grad),
    ("parameters/2/bias", "dL/dc2", c2.grad),
    ("gradients/2", "dL/da", a.grad),
    ("gradients/1", "dL/dz", z.grad),
    ("parameters/0/weights", "dL/dW1", W1.grad),
    ("parameters/0/bias", "dL/dc1", c1.grad),
    ("gradients/0", "dL/dx", x.grad),
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
    mine = mine.detach()
    theirs = torch.tensor(book[place], dtype=float)
    assert mine.shape == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, theirs.abs().max())  # large numbers differ by a share
    differences.append((mine - theirs).abs().max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {torch.stack(differences).max():.1e}")
