# In NumPy, 1.20 or newer: "flatten with the channel last"
#
# Computes every activation and every gradient, prints them by their names in
# the book, and says how far they are from the book's values. activations/0 is
# the input, activations/1 what layer 0 makes of it, gradients/1 the gradient
# of the loss there.
import json

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

np.set_printoptions(precision=4, suppress=True)

# The network's numbers. Maps are [channel, row, column], kernels
# [output channel, input channel, row, column], weights [output, input].
X = np.array([
    [[0.5, 0.5, 0, 2], [1.5, 0.5, 2.5, 0], [2.5, 2.5, 1, 3], [0, 0.5, 1, 0]],
], dtype=float)
K = np.array([
    [[[0.1, -0.4], [0.8, 0.4]]],
    [[[-0.8, 0.9], [-0.9, 0.9]]],
], dtype=float)
b = np.array([0.05, 0.05], dtype=float)
W = np.array([
    [0.1, -0.2, -0.3, -0.4, 0.4, 0.3, 0.4, -0.5],
    [0, 0.4, 0, -0.1, -0.3, 0.1, -0.1, 0.5],
    [0.3, -0.3, -0.1, -0.1, 0.5, -0.3, 0.1, -0.5],
], dtype=float)
c = np.array([0, 0.3, -0.5], dtype=float)
y = np.array([1, 0, 0], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# windowsN[c, i, j, m, n] is what the window of layer N at (i, j) sees at its
# place (m, n) of channel c. Nothing is copied, and no kernel is rotated.

# Layer 0, convolution
windows0 = sliding_window_view(X, (2, 2), axis=(1, 2))
Z = np.einsum("cijmn,ocmn->oij", windows0, K) + b[:, None, None]

# Layer 1, ReLU
A = np.maximum(Z, 0)

# Layer 2, max pooling
windows2 = sliding_window_view(A, (2, 2), axis=(1, 2))
P = windows2.max(axis=(3, 4))

# Layer 3, flatten
f = P.transpose(1, 2, 0).ravel()

# Layer 4, fully connected
s = W @ f + c

# Layer 5, softmax
shifted = s - s.max()  # so that no power overflows
p = np.exp(shifted) / np.exp(shifted).sum()

# The loss
L = -y @ (shifted - np.log(np.exp(shifted).sum()))  # -sum of y ln p


# ---- Backward: dZ is the gradient of the loss with respect to Z

# The loss
dp = np.divide(-y, p, out=np.zeros_like(p), where=y != 0)

# Layer 5, softmax, together with the loss
ds = p - y

# Layer 4, fully connected
dW = np.outer(ds, f)
dc = ds
df = W.T @ ds

# Layer 3, flatten
dP = df.reshape(2, 2, 2).transpose(2, 0, 1)

# Layer 2, max pooling
# To the winner of each window: the first of its largest, row by row.
best = windows2.reshape(*P.shape, -1).argmax(axis=-1)
channel, row, column = np.indices(P.shape)
row = row + best // 2
column = column + best % 2
dA = np.zeros_like(A)
np.add.at(dA, (channel, row, column), dP)  # winners can be shared

# Layer 1, ReLU
dZ = np.where(Z > 0, dA, 0)

# Layer 0, convolution
dK = np.einsum("cijmn,oij->ocmn", windows0, dZ)
db = dZ.sum(axis=(1, 2))
dX = np.zeros_like(X)
for m, n in np.ndindex(2, 2):  # what lies at (m, n) in each window
    seen = np.s_[:, m:m + 3, n:n + 3]
    dX[seen] += np.einsum("oc,oij->cij", K[:, :, m, n], dZ)

# One step of gradient descent
K_new = K - eta * dK
b_new = b - eta * db
W_new = W - eta * dW
c_new = c - eta * dc


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
    ("gradients/5", "dL/ds", ds),
    ("parameters/4/weights", "dL/dW", dW),
    ("parameters/4/bias", "dL/dc", dc),
    ("gradients/4", "dL/df", df),
    ("gradients/3", "dL/dP", dP),
    ("gradients/2", "dL/dA", dA),
    ("gradients/1", "dL/dZ", dZ),
    ("parameters/0/kernel", "dL/dK", dK),
    ("parameters/0/bias", "dL/db", db),
    ("gradients/0", "dL/dX", dX),
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
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
