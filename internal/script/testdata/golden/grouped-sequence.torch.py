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

# The network's numbers, in float64 as the book's. Sequences are [channel,
# place], kernels [output channel, input channel, place], weights [output,
# input].
X = torch.tensor([[1, 2, 3, 4], [5, 6, 7, 8]], dtype=float, requires_grad=True)
K = torch.tensor([[[1, 2]], [[3, 4]]], dtype=float, requires_grad=True)
b = torch.tensor([0.5, 1], dtype=float, requires_grad=True)
y = torch.tensor([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# Layer 0, convolution along one axis
sides0 = (0, 1)  # before, after
padded0 = F.pad(X, sides0)
Z = F.conv1d(padded0, K, b, groups=2)

# Layer 1, average pooling along one axis
P = F.avg_pool1d(Z, 2, stride=1, padding=1, count_include_pad=False)

# Layer 2, flatten
f = P.flatten()

# The loss
L = F.mse_loss(f, y)


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
"activations/0": [[1, 2, 3, 4], [5, 6, 7, 8]],
"activations/1": [[5.5, 8.5, 11.5, 4.5], [40, 47, 54, 25]],
"activations/2": [[5.5, 7, 10, 8, 4.5], [40, 43.5, 50.5, 39.5, 25]],
"activations/3": [5.5, 7, 10, 8, 4.5, 40, 43.5, 50.5, 39.5, 25],
"loss": 556.025,
"gradients/3": [0.9, 1, 1.4000000000000001, 0.8, -0.1, 6.800000000000001, 7.300000000000001, 8.5, 6.1000000000000005, 3],
"gradients/2": [[0.9, 1, 1.4000000000000001, 0.8, -0.1], [6.800000000000001, 7.300000000000001, 8.5, 6.1000000000000005, 3]],
"gradients/1": [[1.4, 1.2000000000000002, 1.1, 0.30000000000000004], [10.450000000000001, 7.9, 7.300000000000001, 6.050000000000001]],
"parameters/0/kernel": [[[8.3, 10.8]], [[199.15, 176.4]]],
"parameters/0/bias": [4, 31.700000000000003],
"gradients/0": [[1.4, 4, 3.5000000000000004, 2.5], [31.35, 65.5, 53.5, 47.35000000000001]],
"parameters/0/kernel/updated": [[[0.16999999999999993, 0.9199999999999999]], [[-16.915000000000003, -13.64]]],
"parameters/0/bias/updated": [0.09999999999999998, -2.1700000000000004]
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
