# In PyTorch, 1.12 or newer: this network
#
# Computes every activation and every gradient, prints them by their names in
# the book, and says how far they are from the book's values. activations/0 is
# the input, activations/1 what layer 0 makes of it, gradients/1 the gradient
# of the loss there.
import json

import torch
import torch.nn.functional as F

torch.set_printoptions(precision=4, sci_mode=False)

# The network's numbers, in float64 as the book's. Sequences are [example,
# channel, place], kernels [output channel, input channel, place], weights
# [output, input].
X = torch.tensor([
    [[1, 2, 3, 4], [5, 6, 7, 8]],
    [[0.5, 0.625, -0.625, -0.5], [-1, 0.25, -0.875, -1]],
    [[1, 0.75, -0.375, 0], [0.5, 0.75, 0.375, -0.625]],
    [[1, 0.25, -0.375, 0.125], [0.125, 1, -1, -0.625]],
], dtype=float, requires_grad=True)
K = torch.tensor([[[1, 2]], [[3, 4]]], dtype=float, requires_grad=True)
b = torch.tensor([0.5, 1], dtype=float, requires_grad=True)
y = torch.tensor([
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    [0, -1, -0.5, 0.625, -0.375, 0.25, 0, -0.25, 0.625, -0.75],
    [-1, 0.5, -0.625, 0.75, -1, 0.375, -0.5, -0.125, -0.25, 0.625],
    [0.625, -0.75, 0.75, 0.125, 1, 0.5, 0.75, 0, 0.375, -0.875],
], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# Layer 0, convolution along one axis
sides0 = (0, 1)  # before, after
padded0 = F.pad(X, sides0)
Z = F.conv1d(padded0, K, b, groups=2)

# Layer 1, average pooling along one axis
P = F.avg_pool1d(Z, 2, stride=1, padding=1, count_include_pad=False)

# Layer 2, flatten
f = P.flatten(1)

# The loss
L = F.mse_loss(f, y)  # over the examples and their outputs


# ---- Backward. Of what a layer has made, PyTorch keeps the gradient if asked.
for tensor in [Z, P, f]:
    tensor.retain_grad()
L.backward()

# One step of gradient descent
K_new = K - eta * K.grad
b_new = b - eta * b.grad


# ---- Compare

# Everything, by its place in the book.
results = [
    ("activations/0", "X", X),
    ("activations/1", "Z", Z),
    ("activations/2", "P", P),
    ("activations/3", "f", f),
    ("loss", "L", L),
    ("gradients/3", "dL/df", f.grad),
    ("gradients/2", "dL/dP", P.grad),
    ("gradients/1", "dL/dZ", Z.grad),
    ("parameters/0/kernel", "dL/dK", K.grad),
    ("parameters/0/bias", "dL/db", b.grad),
    ("gradients/0", "dL/dX", X.grad),
    ("parameters/0/kernel/updated", "K after the step", K_new),
    ("parameters/0/bias/updated", "b after the step", b_new),
]

# The book's values, with all of their digits.
book = json.loads("""{
"activations/0": [[[1, 2, 3, 4], [5, 6, 7, 8]], [[0.5, 0.625, -0.625, -0.5], [-1, 0.25, -0.875, -1]], [[1, 0.75, -0.375, 0], [0.5, 0.75, 0.375, -0.625]], [[1, 0.25, -0.375, 0.125], [0.125, 1, -1, -0.625]]],
"activations/1": [[[5.5, 8.5, 11.5, 4.5], [40, 47, 54, 25]], [[2.25, -0.125, -1.125, 0], [-1, -1.75, -5.625, -2]], [[3, 0.5, 0.125, 0.5], [5.5, 4.75, -0.375, -0.875]], [[2, 0, 0.375, 0.625], [5.375, 0, -4.5, -0.875]]],
"activations/2": [[[5.5, 7, 10, 8, 4.5], [40, 43.5, 50.5, 39.5, 25]], [[2.25, 1.0625, -0.625, -0.5625, 0], [-1, -1.375, -3.6875, -3.8125, -2]], [[3, 1.75, 0.3125, 0.3125, 0.5], [5.5, 5.125, 2.1875, -0.625, -0.875]], [[2, 1, 0.1875, 0.5, 0.625], [5.375, 2.6875, -2.25, -2.6875, -0.875]]],
"activations/3": [[5.5, 7, 10, 8, 4.5, 40, 43.5, 50.5, 39.5, 25], [2.25, 1.0625, -0.625, -0.5625, 0, -1, -1.375, -3.6875, -3.8125, -2], [3, 1.75, 0.3125, 0.3125, 0.5, 5.5, 5.125, 2.1875, -0.625, -0.875], [2, 1, 0.1875, 0.5, 0.625, 5.375, 2.6875, -2.25, -2.6875, -0.875]],
"loss": 143.5423828125,
"gradients/3": [[0.225, 0.25, 0.35000000000000003, 0.2, -0.025, 1.7000000000000002, 1.8250000000000002, 2.125, 1.5250000000000001, 0.75], [0.1125, 0.10312500000000001, -0.00625, -0.059375000000000004, 0.018750000000000003, -0.0625, -0.06875, -0.171875, -0.22187500000000002, -0.0625], [0.2, 0.0625, 0.046875, -0.021875000000000002, 0.07500000000000001, 0.25625000000000003, 0.28125, 0.115625, -0.018750000000000003, -0.07500000000000001], [0.06875, 0.08750000000000001, -0.028125, 0.018750000000000003, -0.018750000000000003, 0.24375000000000002, 0.096875, -0.1125, -0.153125, 0]],
"gradients/2": [[[0.225, 0.25, 0.35000000000000003, 0.2, -0.025], [1.7000000000000002, 1.8250000000000002, 2.125, 1.5250000000000001, 0.75]], [[0.1125, 0.10312500000000001, -0.00625, -0.059375000000000004, 0.018750000000000003], [-0.0625, -0.06875, -0.171875, -0.22187500000000002, -0.0625]], [[0.2, 0.0625, 0.046875, -0.021875000000000002, 0.07500000000000001], [0.25625000000000003, 0.28125, 0.115625, -0.018750000000000003, -0.07500000000000001]], [[0.06875, 0.08750000000000001, -0.028125, 0.018750000000000003, -0.018750000000000003], [0.24375000000000002, 0.096875, -0.1125, -0.153125, 0]]],
"gradients/1": [[[0.35, 0.30000000000000004, 0.275, 0.07500000000000001], [2.6125000000000003, 1.975, 1.8250000000000002, 1.5125000000000002]], [[0.1640625, 0.0484375, -0.0328125, -0.0109375], [-0.096875, -0.1203125, -0.19687500000000002, -0.17343750000000002]], [[0.23125, 0.0546875, 0.012499999999999999, 0.06406250000000001], [0.39687500000000003, 0.1984375, 0.0484375, -0.084375]], [[0.11250000000000002, 0.029687500000000006, -0.004687499999999999, -0.009375000000000001], [0.29218750000000004, -0.0078125, -0.1328125, -0.0765625]]],
"parameters/0/kernel": [[[2.6013671875, 2.9580078125000004]], [[50.827539062499994, 45.102734375]]],
"parameters/0/bias": [1.659375, 7.971875000000001],
"gradients/0": [[[0.35, 1, 0.8750000000000001, 0.625], [7.8375, 16.375, 13.375, 11.837500000000002]], [[0.1640625, 0.3765625, 0.0640625, -0.0765625], [-0.290625, -0.7484375000000001, -1.0718750000000001, -1.3078125000000003]], [[0.23125, 0.5171875, 0.121875, 0.0890625], [1.190625, 2.1828125, 0.9390624999999999, -0.05937500000000004]], [[0.11250000000000002, 0.25468750000000007, 0.054687500000000014, -0.01875], [0.8765625000000001, 1.1453125000000002, -0.4296875, -0.7609375]]],
"parameters/0/kernel/updated": [[[0.7398632812499999, 1.70419921875]], [[-2.08275390625, -0.5102734374999995]]],
"parameters/0/bias/updated": [0.3340625, 0.20281249999999984]
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
