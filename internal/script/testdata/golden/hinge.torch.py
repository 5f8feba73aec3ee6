# In PyTorch, 1.12 or newer: "hinge: two classes come too close to the true one and push, the third is far enough away and sends nothing"
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
    [0.5, -0.2, 0.3],
    [-0.4, 0.6, 0.1],
    [0.9, 0.3, 0.4],
    [0.6, -0.5, 0.2],
], dtype=float, requires_grad=True)
c = torch.tensor([0.1, -0.3, 0.2, 0], dtype=float, requires_grad=True)
y = torch.tensor([0, 0, 1, 0], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# Layer 0, fully connected
s = F.linear(x, W, c)

# The loss
own = (s * y).sum()  # the score of the true class
L = (F.relu(s - own + 0.5) * (1 - y)).sum()


# ---- Backward. Of what a layer has made, PyTorch keeps the gradient if asked.
for tensor in [s]:
    tensor.retain_grad()
L.backward()

# One step of gradient descent
W_new = W - eta * W.grad
c_new = c - eta * c.grad


# ---- Compare

# Everything, by its place in the book.
results = [
    ("activations/0", "x", x),
    ("activations/1", "s", s),
    ("loss", "L", L),
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
"activations/1": [0.73, -0.81, 1, 0.7799999999999999],
"loss": 0.5099999999999999,
"gradients/1": [1, 0, -2, 1],
"parameters/0/weights": [[0.8, -0.4, 0.5], [0, 0, 0], [-1.6, 0.8, -1], [0.8, -0.4, 0.5]],
"parameters/0/bias": [1, 0, -2, 1],
"gradients/0": [-0.7000000000000001, -1.3, -0.3],
"parameters/0/weights/updated": [[0.42, -0.16, 0.25], [-0.4, 0.6, 0.1], [1.06, 0.21999999999999997, 0.5], [0.52, -0.45999999999999996, 0.15000000000000002]],
"parameters/0/bias/updated": [0, -0.3, 0.4, -0.1]
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
