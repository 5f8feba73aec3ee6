# In PyTorch, 1.12 or newer: "down by a convolution, up by a transposed one"
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
X = torch.tensor([
    [[0.5, 1, 0, 2], [1.5, 0, 1, 0.5], [0, 2, 1, 1.5], [1, 0.5, 0, 1]],
], dtype=float, requires_grad=True)
K1 = torch.tensor([
    [[[0.5, 0.25], [-0.25, 0.75]]],
], dtype=float, requires_grad=True)
b1 = torch.tensor([-0.3], dtype=float, requires_grad=True)
K2 = torch.tensor([
    [[[0.8, 0.4, 0.2], [0.6, 0.9, -0.1], [0.3, -0.2, 0.5]]],
], dtype=float, requires_grad=True)
b2 = torch.tensor([0.1], dtype=float, requires_grad=True)
y = torch.tensor([
    [[0.5, 1, 0, 2], [1.5, 0, 1, 0.5], [0, 2, 1, 1.5], [1, 0.5, 0, 1]],
], dtype=float)
eta = 0.05  # the learning rate


# ---- Forward

# Layer 0, convolution
Z1 = F.conv2d(X, K1, b1, stride=2)

# Layer 1, ReLU
A = F.relu(Z1)

# Layer 2, transposed convolution
Z2 = F.conv_transpose2d(A, K2, b2, stride=2)
Z2 = Z2[:, 0:4, 0:4]  # the rest is cropped

# The loss
L = F.mse_loss(Z2, y, reduction="sum")


# ---- Backward. Of what a layer has made, PyTorch keeps the gradient if asked.
for tensor in [Z1, A, Z2]:
    tensor.retain_grad()
L.backward()

# One step of gradient descent
K1_new = K1 - eta * K1.grad
b1_new = b1 - eta * b1.grad
K2_new = K2 - eta * K2.grad
b2_new = b2 - eta * b2.grad


# ---- Compare

# Everything, by its place in the book.
results = [
    ("activations/0", "X", X),
    ("activations/1", "Z1", Z1),
    ("activations/2", "A", A),
    ("activations/3", "Z2", Z2),
    ("loss", "L", L),
    ("gradients/3", "dL/dZ2", Z2.grad),
    ("parameters/2/kernel", "dL/dK2", K2.grad),
    ("parameters/2/bias", "dL/db2", b2.grad),
    ("gradients/2", "dL/dA", A.grad),
    ("gradients/1", "dL/dZ1", Z1.grad),
    ("parameters/0/kernel", "dL/dK1", K1.grad),
    ("parameters/0/bias", "dL/db1", b1.grad),
    ("gradients/0", "dL/dX", X.grad),
    ("parameters/0/kernel/updated", "K1 after the step", K1_new),
    ("parameters/0/bias/updated", "b1 after the step", b1_new),
    ("parameters/2/kernel/updated", "K2 after the step", K2_new),
    ("parameters/2/bias/updated", "b2 after the step", b2_new),
]

# The book's values, with all of their digits.
book = json.loads("""{
"activations/0": [[[0.5, 1, 0, 2], [1.5, 0, 1, 0.5], [0, 2, 1, 1.5], [1, 0.5, 0, 1]]],
"activations/1": [[[-0.175, 0.325], [0.325, 1.325]]],
"activations/2": [[[0, 0.325], [0.325, 1.325]]],
"activations/3": [[[0.1, 0.1, 0.36, 0.23], [0.1, 0.1, 0.29500000000000004, 0.39250000000000007], [0.36, 0.23, 1.3225000000000002, 0.5650000000000001], [0.29500000000000004, 0.39250000000000007, 0.8624999999999999, 1.2925]]],
"loss": 12.289856249999998,
"gradients/3": [[[-0.8, -1.8, 0.72, -3.54], [-2.8, 0.2, -1.41, -0.21499999999999986], [0.72, -3.54, 0.6450000000000005, -1.8699999999999999], [-1.41, -0.21499999999999986, 1.7249999999999999, 0.585]]],
"parameters/2/kernel": [[[[1.3226250000000006, -4.7787500000000005, 0.20962500000000014], [1.3691249999999995, 0.635375, 0.5606249999999999], [0.20962500000000014, -0.60775, 0]]]],
"parameters/2/bias": [-13.004999999999999],
"gradients/2": [[[-1.3284999999999996, -1.3119999999999998], [-1.9229999999999996, 1.3295000000000003]]],
"gradients/1": [[[0, -1.3119999999999998], [-1.9229999999999996, 1.3295000000000003]]],
"parameters/0/kernel": [[[[1.3295000000000003, -4.475749999999998], [-3.2349999999999994, -0.28799999999999937]]]],
"parameters/0/bias": [-1.905499999999999],
"gradients/0": [[[0, 0, -0.6559999999999999, -0.32799999999999996], [0, 0, 0.32799999999999996, -0.9839999999999999], [-0.9614999999999998, -0.4807499999999999, 0.6647500000000002, 0.3323750000000001], [0.4807499999999999, -1.4422499999999996, -0.3323750000000001, 0.9971250000000003]]],
"parameters/0/kernel/updated": [[[[0.433525, 0.4737874999999999], [-0.08825000000000002, 0.7644]]]],
"parameters/0/bias/updated": [-0.20472500000000005],
"parameters/2/kernel/updated": [[[[0.7338687500000001, 0.6389375, 0.18951875], [0.53154375, 0.86823125, -0.12803125], [0.28951875, -0.1696125, 0.5]]]],
"parameters/2/bias/updated": [0.75025]
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
