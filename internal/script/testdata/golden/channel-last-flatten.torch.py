# In PyTorch, 1.12 or newer: "flatten with the channel last"
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
    [[0.5, 0.5, 0, 2], [1.5, 0.5, 2.5, 0], [2.5, 2.5, 1, 3], [0, 0.5, 1, 0]],
], dtype=float, requires_grad=True)
K = torch.tensor([
    [[[0.1, -0.4], [0.8, 0.4]]],
    [[[-0.8, 0.9], [-0.9, 0.9]]],
], dtype=float, requires_grad=True)
b = torch.tensor([0.05, 0.05], dtype=float, requires_grad=True)
W = torch.tensor([
    [0.1, -0.2, -0.3, -0.4, 0.4, 0.3, 0.4, -0.5],
    [0, 0.4, 0, -0.1, -0.3, 0.1, -0.1, 0.5],
    [0.3, -0.3, -0.1, -0.1, 0.5, -0.3, 0.1, -0.5],
], dtype=float, requires_grad=True)
c = torch.tensor([0, 0.3, -0.5], dtype=float, requires_grad=True)
y = torch.tensor([1, 0, 0], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# Layer 0, convolution
Z = F.conv2d(X, K, b)

# Layer 1, ReLU
A = F.relu(Z)

# Layer 2, max pooling
P = F.max_pool2d(A, 2, stride=1)

# Layer 3, flatten
f = P.permute(1, 2, 0).flatten()

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
"activations/0": [[[0.5, 0.5, 0, 2], [1.5, 0.5, 2.5, 0], [2.5, 2.5, 1, 3], [0, 0.5, 1, 0]]],
"activations/1": [[[1.3000000000000003, 1.5, 1.25], [3, 1.5000000000000002, 2.3], [-0.5, 0.7000000000000001, -0.25000000000000006]], [[-0.8, 1.45, -0.39999999999999997], [-0.7, 0.5500000000000002, -0.14999999999999974], [0.75, -0.6, 1.05]]],
"activations/2": [[[1.3000000000000003, 1.5, 1.25], [3, 1.5000000000000002, 2.3], [0, 0.7000000000000001, 0]], [[0, 1.45, 0], [0, 0.5500000000000002, 0], [0.75, 0, 1.05]]],
"activations/3": [[[3, 2.3], [3, 2.3]], [[1.45, 1.45], [0.75, 1.05]]],
"activations/4": [3, 1.45, 2.3, 1.45, 3, 0.75, 2.3, 1.05],
"activations/5": [0.5600000000000004, 0.20500000000000013, 0.5699999999999998],
"activations/6": [0.3688371538974709, 0.25861881718153973, 0.3725440289209893],
"loss": 0.9974000497017993,
"gradients/6": [-2.71122361029274, 0, 0],
"gradients/5": [-0.631162846102529, 0.25861881718153973, 0.3725440289209893],
"parameters/4/weights": [[-1.893488538307587, -0.9151861268486671, -1.4516745460358167, -0.9151861268486671, -1.893488538307587, -0.47337213457689675, -1.4516745460358167, -0.6627209884076555], [0.7758564515446191, 0.3749972849132326, 0.5948232795175413, 0.3749972849132326, 0.7758564515446191, 0.19396411288615478, 0.5948232795175413, 0.2715497580406167], [1.1176320867629679, 0.5401888419354345, 0.8568512665182754, 0.5401888419354345, 1.1176320867629679, 0.27940802169074197, 0.8568512665182754, 0.39117123036703877]],
"parameters/4/bias": [-0.631162846102529, 0.25861881718153973, 0.3725440289209893],
"gradients/4": [0.04864692406604387, 0.11791688741682495, 0.15209445093865975, 0.18934885383075872, -0.14377876913497892, -0.2752501807889015, -0.24107261726706666, 0.2586188171815397],
"gradients/3": [[[0.04864692406604387, 0.15209445093865975], [-0.14377876913497892, -0.24107261726706666]], [[0.11791688741682495, 0.18934885383075872], [-0.2752501807889015, 0.2586188171815397]]],
"gradients/2": [[[0, 0, 0], [-0.09513184506893504, 0, -0.08897816632840691], [0, 0, 0]], [[0, 0.30726574124758366, 0], [0, 0, 0], [-0.2752501807889015, 0, 0.2586188171815397]]],
"gradients/1": [[[0, 0, 0], [-0.09513184506893504, 0, -0.08897816632840691], [0, 0, 0]], [[0, 0.30726574124758366, 0], [0, 0, 0], [-0.2752501807889015, 0, 0.2586188171815397]]],
"parameters/0/kernel": [[[[-0.36514318342441987, -0.04756592253446752], [-0.32680777900074454, -0.5047641116575583]]], [[[-0.2758737641669222, 0.0877309995723653], [0.4122516878053315, 0.6305392627245083]]]],
"parameters/0/bias": [-0.18411001139734195, 0.2906343776402218],
"gradients/0": [[[0, -0.24581259299806693, 0.2765391671228253, 0], [-0.009513184506893506, -0.23848642909525125, 0.2676413504899846, 0.03559126653136276], [0.1440946685759732, -0.28577790073758536, -0.2780775868079573, 0.19716566893202295], [0.24772516271001135, -0.24772516271001135, -0.23275693546338572, 0.23275693546338572]]],
"parameters/0/kernel/updated": [[[[0.136514318342442, -0.39524340774655325], [0.8326807779000744, 0.4504764111657559]]], [[[-0.7724126235833079, 0.8912269000427635], [-0.9412251687805332, 0.8369460737275491]]]],
"parameters/0/bias/updated": [0.0684110011397342, 0.02093656223597782],
"parameters/4/weights/updated": [[0.2893488538307587, -0.10848138731513329, -0.1548325453964183, -0.3084813873151333, 0.5893488538307587, 0.34733721345768964, 0.5451674546035817, -0.43372790115923443], [-0.07758564515446192, 0.36250027150867675, -0.059482327951754135, -0.13749972849132328, -0.3775856451544619, 0.08060358871138452, -0.15948232795175415, 0.4728450241959383], [0.1882367913237032, -0.35401888419354344, -0.18568512665182754, -0.15401888419354345, 0.3882367913237032, -0.3279408021690742, 0.014314873348172469, -0.5391171230367039]],
"parameters/4/bias/updated": [0.06311628461025291, 0.27413811828184603, -0.5372544028920989]
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
