# In NumPy, 1.20 or newer: "batch normalization of two maps over three examples: gradients go back through the input, the mean and the variance"
#
# Computes every activation and every gradient, prints them by their names in
# the book, and says how far they are from the book's values. activations/0 is
# the input, activations/1 what layer 0 makes of it, gradients/1 the gradient
# of the loss there.
import json

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

np.set_printoptions(precision=4, suppress=True)

# The network's numbers. Maps are [example, channel, row, column], vectors
# [example, element], kernels [output channel, input channel, row, column],
# weights [output, input].
X = np.array([
    [[[1, -0.5], [2, 0.25]], [[0.5, 3], [-1, 1]]],
    [[[0, 1.5], [-1, 0.5]], [[2, 0.25], [1.5, -0.5]]],
    [[[-2, 0.75], [0.5, 1]], [[1, -0.75], [0.5, 2]]],
], dtype=float)
gamma = np.array([1.5, 0.75], dtype=float)
beta = np.array([0.25, -0.5], dtype=float)
W = np.array([[0.8, -0.4], [-0.6, 0.9]], dtype=float)
c = np.array([0.1, 0], dtype=float)
y = np.array([[1, 0], [0, 1], [0, 1]], dtype=float)
eta = 0.2  # the learning rate


# ---- Forward

# windowsN[b, c, i, j, m, n] is what the window of layer N at (i, j) sees at its
# place (m, n) of channel c. Nothing is copied, and no kernel is rotated.

# Layer 0, batch normalization
mean0 = X.mean(axis=(0, 2, 3), keepdims=True)
deviation0 = np.sqrt(X.var(axis=(0, 2, 3), keepdims=True) + 0.00001)
normal0 = (X - mean0) / deviation0
A1 = gamma[:, None, None] * normal0 + beta[:, None, None]

# Layer 1, ReLU
A2 = np.maximum(A1, 0)

# Layer 2, average pooling
windows2 = sliding_window_view(A2, (2, 2), axis=(2, 3))[:, :, ::2, ::2]
P = windows2.mean(axis=(4, 5))

# Layer 3, flatten
f = P.reshape(len(P), -1)

# Layer 4, fully connected
s = f @ W.T + c

# Layer 5, softmax
shifted = s - s.max(axis=1, keepdims=True)  # so that no power overflows
p = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)

# The loss
logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))  # ln p
L = -(y * logs).sum() / 3


# ---- Backward: dZ is the gradient of the loss with respect to Z

# The loss
dp = np.divide(-y, p, out=np.zeros_like(p), where=y != 0) / 3

# Layer 5, softmax, together with the loss
ds = (p - y) / 3

# Layer 4, fully connected
dW = ds.T @ f  # a sum over the examples
dc = ds.sum(axis=0)
df = ds @ W

# Layer 3, flatten
dP = df.reshape(P.shape)

# Layer 2, average pooling
share = dP / 4
dA2 = np.zeros_like(A2)
for m, n in np.ndindex(2, 2):  # what lies at (m, n) in each window
    seen = np.s_[:, :, m:m + 1:2, n:n + 1:2]
    dA2[seen] += share

# Layer 1, ReLU
dA1 = np.where(A1 > 0, dA2, 0)

# Layer 0, batch normalization
dgamma = (dA1 * normal0).sum(axis=(0, 2, 3))
dbeta = dA1.sum(axis=(0, 2, 3))
# Through the input itself, through the mean, and through the variance.
itself = dA1 - dA1.mean(axis=(0, 2, 3), keepdims=True)
spread = normal0 * (dA1 * normal0).mean(axis=(0, 2, 3), keepdims=True)
dX = gamma[:, None, None] / deviation0 * (itself - spread)

# One step of gradient descent
gamma_new = gamma - eta * dgamma
beta_new = beta - eta * dbeta
W_new = W - eta * dW
c_new = c - eta * dc


# ---- Compare

# Everything, by its place in the book.
results = [
    ("activations/0", "X", X),
    ("activations/1", "A1", A1),
    ("activations/2", "A2", A2),
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
    ("gradients/2", "dL/dA2", dA2),
    ("gradients/1", "dL/dA1", dA1),
    ("parameters/0/gamma", "dL/dgamma", dgamma),
    ("parameters/0/beta", "dL/dbeta", dbeta),
    ("gradients/0", "dL/dX", dX),
    ("parameters/0/gamma/updated", "gamma after the step", gamma_new),
    ("parameters/0/beta/updated", "beta after the step", beta_new),
    ("parameters/4/weights/updated", "W after the step", W_new),
    ("parameters/4/bias/updated", "c after the step", c_new),
]

# The book's values, with all of their digits.
book = json.loads("""{
"activations/0": [[[[1, -0.5], [2, 0.25]], [[0.5, 3], [-1, 1]]], [[[0, 1.5], [-1, 0.5]], [[2, 0.25], [1.5, -0.5]]], [[[-2, 0.75], [0.5, 1]], [[1, -0.75], [0.5, 2]]]],
"activations/1": [[[[1.2001648098223325, -0.9377060122779157], [2.625412024555831, 0.13122939877220835]], [[-0.6888286718062686, 0.9297028008188906], [-1.6599475553813643, -0.36512237728123675]]], [[[-0.22508240491116638, 1.9127884171890819], [-1.6503296196446655, 0.4875412024555831]], [[0.28229021176882707, -0.8506818190687846], [-0.0414160827562049, -1.3362412608563323]]], [[[-3.0755768343781646, 0.8438530061389578], [0.4875412024555831, 1.2001648098223325]], [[-0.36512237728123675, -1.4980944081188483], [-0.6888286718062686, 0.28229021176882707]]]],
"activations/2": [[[[1.2001648098223325, 0], [2.625412024555831, 0.13122939877220835]], [[0, 0.9297028008188906], [0, 0]]], [[[0, 1.9127884171890819], [0, 0.4875412024555831]], [[0.28229021176882707, 0], [0, 0]]], [[[0, 0.8438530061389578], [0.4875412024555831, 1.2001648098223325]], [[0, 0], [0, 0.28229021176882707]]]],
"activations/3": [[[[0.989201558287593]], [[0.23242570020472264]]], [[[0.6000824049111663]], [[0.07057255294220677]]], [[[0.6328897546042183]], [[0.07057255294220677]]]],
"activations/4": [[0.989201558287593, 0.23242570020472264], [0.6000824049111663, 0.07057255294220677], [0.6328897546042183, 0.07057255294220677]],
"activations/5": [[0.7983909665481853, -0.38433780478830537], [0.5518369027520503, -0.2965341452987137], [0.5780827825064919, -0.3162185551145449]],
"activations/6": [[0.7654380893402292, 0.23456191065977086], [0.7002253210253729, 0.29977467897462706], [0.709777019450502, 0.29022298054949813]],
"loss": 0.9030456176242893,
"gradients/6": [[-0.4354804627251443, 0], [0, -1.1119462606831667], [0, -1.1485421750621247]],
"gradients/5": [[-0.07818730355325695, 0.07818730355325695], [0.23340844034179095, -0.23340844034179095], [0.23659233981683397, -0.23659233981683397]],
"parameters/4/weights": [[0.21245816358159342, 0.014996416165138096], [-0.21245816358159342, -0.014996416165138096]],
"parameters/4/bias": [0.39181347660536797, -0.39181347660536797],
"gradients/4": [[-0.10946222497455974, 0.10164349461923404], [0.32677181647850734, -0.30343097244432826], [0.3312292757435676, -0.3075700417618842]],
"gradients/3": [[[[-0.10946222497455974]], [[0.10164349461923404]]], [[[0.32677181647850734]], [[-0.30343097244432826]]], [[[0.3312292757435676]], [[-0.3075700417618842]]]],
"gradients/2": [[[[-0.027365556243639934, -0.027365556243639934], [-0.027365556243639934, -0.027365556243639934]], [[0.02541087365480851, 0.02541087365480851], [0.02541087365480851, 0.02541087365480851]]], [[[0.08169295411962683, 0.08169295411962683], [0.08169295411962683, 0.08169295411962683]], [[-0.07585774311108207, -0.07585774311108207], [-0.07585774311108207, -0.07585774311108207]]], [[[0.0828073189358919, 0.0828073189358919], [0.0828073189358919, 0.0828073189358919]], [[-0.07689251044047105, -0.07689251044047105], [-0.07689251044047105, -0.07689251044047105]]]],
"gradients/1": [[[[-0.027365556243639934, 0], [-0.027365556243639934, -0.027365556243639934]], [[0, 0.02541087365480851], [0, 0]]], [[[0, 0.08169295411962683], [0, 0.08169295411962683]], [[-0.07585774311108207, 0], [0, 0]]], [[[0, 0.0828073189358919], [0.0828073189358919, 0.0828073189358919]], [[0, 0], [0, -0.07689251044047105]]]],
"parameters/0/gamma": [0.14334241995681898, -0.11088670795073576],
"parameters/0/beta": [0.32971119631600954, -0.1273393798967446],
"gradients/0": [[[[-0.08894696516371683, -0.02567964035567533], [-0.10512339315849067, -0.07681464416763645]], [[0.00536388128861864, 0.0347255880511861], [-0.0023823510671916568, 0.007945958740555406]]], [[[-0.03376785435306225, 0.058400158977126644], [-0.017591426358288406, 0.07457658697190049]], [[-0.03600114422261133, 0.004072842562650257], [0.01052803619249217, 0.00019972638474510863]]], [[[-0.0014149983635145596, 0.07212072532378581], [0.07616483232247928, 0.06807661832509235]], [[0.007945958740555406, -0.0010913123412232746], [0.00536388128861864, -0.03667106561839547]]]],
"parameters/0/gamma/updated": [1.4713315160086362, 0.7721773415901472],
"parameters/0/beta/updated": [0.18405776073679808, -0.4745321240206511],
"parameters/4/weights/updated": [[0.7575083672836813, -0.40299928323302764], [-0.5575083672836812, 0.9029992832330277]],
"parameters/4/bias/updated": [0.02163730467892641, 0.0783626953210736]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
