# In PyTorch, 1.12 or newer: "three questions with yes or no: a sigmoid and binary cross entropy for each"
#
# Computes every activation and every gradient, prints them by their names in
# the book, and says how far they are from the book's values. activations/0 is
# the input, activations/1 what layer 0 makes of it, gradients/1 the gradient
# of the loss there.
import json

import torch
import torch.nn.functional as F

torch.set_printoptions(precision=4, sci_mode=False)

# The network's numbers, in float64 as the book's. Maps are [channel, row,
# column] without an axis for a batch, kernels [output channel, input channel,
# row, column], weights [output, input].
x = torch.tensor([0.8, -0.4, 0.5], dtype=float, requires_grad=True)
W = torch.tensor([
    [1.5, -0.5, 0.4],
    [-0.6, 0.9, 1.2],
    [0.3, 0.7, -0.8],
], dtype=float, requires_grad=True)
c = torch.tensor([0.1, -0.3, 0.2], dtype=float, requires_grad=True)
y = torch.tensor([1, 0, 1], dtype=float)
eta = 0.5  # the learning rate


# ---- Forward

# Layer 0, fully connected
s = F.linear(x, W, c)

# Layer 1, sigmoid
a = torch.sigmoid(s)

# The loss
# Of the scores: it has a sigmoid of its own.
L = F.binary_cross_entropy_with_logits(s, y, reduction="sum")


# ---- Backward. Of what a layer has made, PyTorch keeps the gradient if asked.
for tensor in [s]:
    tensor.retain_grad()
L.backward()

# PyTorch goes from the loss to the scores at once, past da.
# From the scores, too, since 1 / a is 1 + e^-s and 1 / (1 - a) is 1 + e^s.
yes = torch.where(y == 0, 0 * y, -y * (1 + torch.exp(-s.detach())))
no = torch.where(y == 1, 0 * y, (1 - y) * (1 + torch.exp(s.detach())))
da = yes + no

# One step of gradient descent
W_new = W - eta * W.grad
c_new = c - eta * c.grad


# ---- Compare

# Everything, by its place in the book.
results = [
    ("activations/0", "x", x),
    ("activations/1", "s", s),
    ("activations/2", "a", a),
    ("loss", "L", L),
    ("gradients/2", "dL/da", da),
    ("gradients/1", "dL/ds", s.grad),
    ("parameters/0/weights", "dL/dW", W.grad),
    ("parameters/0/bias", "dL/dc", c.grad),
    ("gradients/0", "dL/dx", x.grad),
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
    mine = mine.detach()
    theirs = torch.tensor(book[place], dtype=float)
    assert mine.shape == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, theirs.abs().max())  # large numbers differ by a share
    differences.append((mine - theirs).abs().max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {torch.stack(differences).max():.1e}")
