# In PyTorch, 1.12 or newer: "average pooling, padded and with partial windows"
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
    [
        [2.5, 1.5, 2.5, 1, 1],
        [0.5, 0, 0, 1, 3],
        [2, 1, 1, 1, 3],
        [3, 1.5, 0.5, 0.5, 0.5],
        [1.5, 3, 0, 2.5, 2.5],
    ],
], dtype=float, requires_grad=True)
K = torch.tensor([[[[0.9, -0.7], [0.4, 0.4]]]], dtype=float, requires_grad=True)
b = torch.tensor([-0.35], dtype=float, requires_grad=True)
W = torch.tensor([
    [0.5, 0.2, 0, -0.5, 0.5, 0.2, -0.1, -0.3, 0.4],
    [0, 0.4, 0.5, -0.2, 0.3, -0.3, -0.4, 0.1, -0.1],
], dtype=float, requires_grad=True)
c = torch.tensor([-0.5, 0.5], dtype=float, requires_grad=True)
y = torch.tensor([1, -1], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# Layer 0, convolution
Z = F.conv2d(X, K, b)

# Layer 1, ReLU
A = F.relu(Z)

# Layer 2, average pooling
sides2 = (1, 0, 1, 0)  # left, right, top, bottom
padded2 = F.pad(A, sides2)
P = F.avg_pool2d(padded2, 2, ceil_mode=True)

# Layer 3, flatten
f = P.flatten()

# Layer 4, fully connected
s = F.linear(f, W, c)

# The loss
L = F.mse_loss(s, y)


# ---- Backward. Of what a layer has made, PyTorch keeps the gradient if asked.
for tensor in [Z, A, P, f, s]:
    tensor.retain_grad()
L.backward()

# One step of gradient descent
K_new = K - eta * K.grad
b_new = b - eta * b.grad
W_new = W - eta * W.grad
c_new = c - eta * c.grad


# ---- Compare

# Everything, by its place in the book.
results = [
    ("activations/0", "X", X),
    ("activations/1", "Z", Z),
    ("activations/2", "A", A),
    ("activations/3", "P", P),
    ("activations/4", "f", f),
    ("activations/5", "s", s),
    ("loss", "L", L),
    ("gradients/5", "dL/ds", s.grad),
    ("parameters/4/weights", "dL/dW", W.grad),
    ("parameters/4/bias", "dL/dc", c.grad),
    ("gradients/4", "dL/df", f.grad),
    ("gradients/3", "dL/dP", P.grad),
    ("gradients/2", "dL/dA", A.grad),
    ("gradients/1", "dL/dZ", Z.grad),
    ("parameters/0/kernel", "dL/dK", K.grad),
    ("parameters/0/bias", "dL/db", b.grad),
    ("gradients/0", "dL/dX", X.grad),
    ("parameters/0/kernel/updated", "K after the step", K_new),
    ("parameters/0/bias/updated", "b after the step", b_new),
    ("parameters/4/weights/updated", "W after the step", W_new),
    ("parameters/4/bias/updated", "c after the step", c_new),
]

# The book's values, with all of their digits.
book = json.loads("""{
"activations/0": [[[2.5, 1.5, 2.5, 1, 1], [0.5, 0, 0, 1, 3], [2, 1, 1, 1, 3], [3, 1.5, 0.5, 0.5, 0.5], [1.5, 3, 0, 2.5, 2.5]]],
"activations/1": [[[1.0500000000000003, -0.7499999999999999, 1.6, 1.4500000000000002], [1.2999999999999998, 0.45000000000000007, -0.2499999999999999, 0.05000000000000049], [2.5500000000000003, 0.6500000000000002, 0.2500000000000001, -1.15], [3.1000000000000005, 1.85, 0.7500000000000001, 1.75]]],
"activations/2": [[[1.0500000000000003, 0, 1.6, 1.4500000000000002], [1.2999999999999998, 0.45000000000000007, 0, 0.05000000000000049], [2.5500000000000003, 0.6500000000000002, 0.2500000000000001, 0], [3.1000000000000005, 1.85, 0.7500000000000001, 1.75]]],
"activations/3": [[[0.26250000000000007, 0.4, 0.7250000000000001], [0.9625, 0.33750000000000013, 0.025000000000000244], [1.5500000000000003, 1.3, 1.75]]],
"activations/4": [0.26250000000000007, 0.4, 0.7250000000000001, 0.9625, 0.33750000000000013, 0.025000000000000244, 1.5500000000000003, 1.3, 1.75],
"activations/5": [-0.4412499999999998, 0.2587499999999999],
"loss": 1.8308265624999995,
"gradients/5": [-1.4412499999999997, 1.25875],
"parameters/4/weights": [[-0.378328125, -0.5764999999999999, -1.04490625, -1.3872031249999996, -0.4864218750000001, -0.03603125000000035, -2.2339375, -1.8736249999999997, -2.5221874999999994], [0.3304218750000001, 0.5035000000000001, 0.9125937500000001, 1.211546875, 0.42482812500000017, 0.03146875000000031, 1.9510625000000004, 1.6363750000000001, 2.2028125000000003]],
"parameters/4/bias": [-1.4412499999999997, 1.25875],
"gradients/4": [-0.7206249999999998, 0.2152500000000001, 0.629375, 0.4688749999999998, -0.34299999999999986, -0.665875, -0.3593750000000001, 0.5582499999999999, -0.702375],
"gradients/3": [[[-0.7206249999999998, 0.2152500000000001, 0.629375], [0.4688749999999998, -0.34299999999999986, -0.665875], [-0.3593750000000001, 0.5582499999999999, -0.702375]]],
"gradients/2": [[[-0.18015624999999996, 0.05381250000000003, 0.05381250000000003, 0.3146875], [0.11721874999999995, -0.08574999999999997, -0.08574999999999997, -0.3329375], [0.11721874999999995, -0.08574999999999997, -0.08574999999999997, -0.3329375], [-0.17968750000000006, 0.27912499999999996, 0.27912499999999996, -0.702375]]],
"gradients/1": [[[-0.18015624999999996, 0, 0.05381250000000003, 0.3146875], [0.11721874999999995, -0.08574999999999997, 0, -0.3329375], [0.11721874999999995, -0.08574999999999997, -0.08574999999999997, 0], [-0.17968750000000006, 0.27912499999999996, 0.27912499999999996, -0.702375]]],
"parameters/0/kernel": [[[[-0.5445625000000002, -1.296421875], [-0.9675781250000002, -1.4765781250000003]]]],
"parameters/0/bias": [-0.49121875],
"gradients/0": [[[-0.16214062499999998, 0.12610937499999997, 0.04843125000000002, 0.24555, -0.22028124999999998], [0.033434374999999975, -0.23129062499999992, 0.08154999999999998, -0.15224374999999996, 0.35893125000000003], [0.15238437499999996, -0.14664062499999994, -0.05144999999999998, -0.07315000000000005, -0.13317500000000002], [-0.11483125000000007, 0.38958125, -0.01277499999999998, -0.861825, 0.49166249999999995], [-0.07187500000000002, 0.03977499999999996, 0.22329999999999997, -0.1693, -0.28095]]],
"parameters/0/kernel/updated": [[[[0.95445625, -0.5703578125], [0.49675781250000006, 0.5476578125]]]],
"parameters/0/bias/updated": [-0.300878125],
"parameters/4/weights/updated": [[0.5378328125, 0.25765, 0.104490625, -0.36127968750000006, 0.5486421875, 0.20360312500000005, 0.12339375000000002, -0.1126375, 0.65221875], [-0.03304218750000001, 0.34965, 0.40874062499999997, -0.32115468750000004, 0.25751718749999997, -0.30314687500000004, -0.5951062500000001, -0.06363750000000001, -0.3202812500000001]],
"parameters/4/bias/updated": [-0.35587500000000005, 0.374125]
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
