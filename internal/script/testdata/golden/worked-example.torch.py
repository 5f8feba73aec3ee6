# In PyTorch, 1.12 or newer: "the worked example"
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
        [2, 1, 2, 3, 0],
        [3, 2, 2, 3, 2],
        [2, 3, 2, 0, 3],
        [1, 2, 1, 1, 2],
        [0, 1, 1, 3, 1],
    ],
], dtype=float, requires_grad=True)
K = torch.tensor([[[[-2, -0.5], [1, 2]]]], dtype=float, requires_grad=True)
b = torch.tensor([-0.5], dtype=float, requires_grad=True)
W = torch.tensor([
    [-0.3, 0.4, 0.3, -0.2],
    [-0.1, 0.5, 0.4, 0.1],
    [0.5, 0.6, 0.1, -0.6],
], dtype=float, requires_grad=True)
c = torch.tensor([0.1, -0.2, 0.3], dtype=float, requires_grad=True)
y = torch.tensor([0, 0, 1], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# Layer 0, convolution
Z = F.conv2d(X, K, b)

# Layer 1, ReLU
A = F.relu(Z)

# Layer 2, max pooling
P = F.max_pool2d(A, 2)

# Layer 3, flatten
f = P.flatten()

# Layer 4, fully connected
s = F.linear(f, W, c)

# Layer 5, softmax
p = F.softmax(s, dim=0)

# The loss
L = F.cross_entropy(s, y)  # of the scores: it has a softmax of its own


# ---- Backward. Of what a layer has made, PyTorch keeps the gradient if asked.
for tensor in [Z, A, P, f, s]:
    tensor.retain_grad()
L.backward()

# PyTorch goes from the loss to the scores at once, past dp = -y / p.
dp = torch.where(y == 0, y, -y / p)

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
    ("activations/6", "p", p),
    ("loss", "L", L),
    ("gradients/6", "dL/dp", dp),
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
"activations/0": [[[2, 1, 2, 3, 0], [3, 2, 2, 3, 2], [2, 3, 2, 0, 3], [1, 2, 1, 1, 2], [0, 1, 1, 3, 1]]],
"activations/1": [[[2, 2.5, 2, 0.5], [0.5, 1.5, -4, -1.5], [-1, -3.5, -1.5, 3], [-1.5, -2, 4, 1.5]]],
"activations/2": [[[2, 2.5, 2, 0.5], [0.5, 1.5, 0, 0], [0, 0, 0, 3], [0, 0, 4, 1.5]]],
"activations/3": [[[2.5, 2], [0, 4]]],
"activations/4": [2.5, 2, 0, 4],
"activations/5": [-0.65, 0.95, 0.35000000000000026],
"activations/6": [0.11532277240106366, 0.5711974309736064, 0.31347979662532977],
"loss": 1.160020365562103,
"gradients/6": [0, 0, -3.189998241561951],
"gradients/5": [0.11532277240106366, 0.5711974309736064, -0.6865202033746701],
"parameters/4/weights": [[0.28830693100265914, 0.23064554480212732, 0, 0.46129108960425463], [1.427993577434016, 1.1423948619472128, 0, 2.2847897238944257], [-1.7163005084366754, -1.3730404067493402, 0, -2.7460808134986805]],
"parameters/4/bias": [0.11532277240106366, 0.5711974309736064, -0.6865202033746701],
"gradients/4": [-0.4349766765050148, -0.08018429757757334, 0.19442378377229463, 0.44596731064194994],
"gradients/3": [[[-0.4349766765050148, -0.08018429757757334], [0.19442378377229463, 0.44596731064194994]]],
"gradients/2": [[[0, -0.4349766765050148, -0.08018429757757334, 0], [0, 0, 0, 0], [0.19442378377229463, 0, 0, 0], [0, 0, 0.44596731064194994, 0]]],
"gradients/1": [[[0, -0.4349766765050148, -0.08018429757757334, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0.44596731064194994, 0]]],
"parameters/0/kernel": [[[[-0.14937796101821155, -0.6645389351007998], [-0.5843546375232265, 0.22739568618310013]]]],
"parameters/0/bias": [-0.06919366344063826],
"gradients/0": [[[0, 0.8699533530100296, 0.3778569334076541, 0.04009214878878667, 0], [0, -0.4349766765050148, -0.9501376505876029, -0.16036859515514668, 0], [0, 0, 0, 0, 0], [0, 0, -0.8919346212838999, -0.22298365532097497, 0], [0, 0, 0.44596731064194994, 0.8919346212838999, 0]]],
"parameters/0/kernel/updated": [[[[-1.985062203898179, -0.43354610648992004], [1.0584354637523226, 1.97726043138169]]]],
"parameters/0/bias/updated": [-0.4930806336559362],
"parameters/4/weights/updated": [[-0.3288306931002659, 0.3769354455197873, 0.3, -0.24612910896042547], [-0.2427993577434016, 0.3857605138052787, 0.4, -0.1284789723894426], [0.6716300508436676, 0.737304040674934, 0.1, -0.3253919186501319]],
"parameters/4/bias/updated": [0.08846772275989365, -0.25711974309736063, 0.368652020337467]
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
