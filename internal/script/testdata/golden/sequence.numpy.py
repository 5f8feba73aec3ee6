# In NumPy, 1.20 or newer: "a heartbeat and its two slopes"
#
# Computes every activation and every gradient, prints them by their names in
# the book, and says how far they are from the book's values. activations/0 is
# the input, activations/1 what layer 0 makes of it, gradients/1 the gradient
# of the loss there.
import json

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

np.set_printoptions(precision=4, suppress=True)

# The network's numbers. Sequences are [channel, place], kernels
# [output channel, input channel, place], weights [output, input].
X = np.array([[0.1, 0, 0.2, 1.5, -0.4, 0.1, 0, 0.3, 1.4, -0.5, 0]], dtype=float)
K = np.array([[[-0.5, 1, -0.5]], [[0.5, 0, -0.5]]], dtype=float)
b = np.array([-0.2, 0.15], dtype=float)
W = np.array([
    [0.2, 0.6, -0.1, 0.4, 0.3, -0.3, 0.1, 0.5, -0.2, 0.1],
    [-0.4, -0.1, 0.3, 0.2, -0.2, 0.5, 0.2, -0.1, 0.4, 0.3],
], dtype=float)
c = np.array([0.1, -0.1], dtype=float)
y = np.array([1, 0], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# windowsN[c, i, m] is what the window of layer N at i sees at its place m of
# channel c. Nothing is copied, and no kernel is rotated.

# Layer 0, convolution along one axis
pad0 = (0, 0), (1, 1)  # channels, places
padded0 = np.pad(X, pad0)
windows0 = sliding_window_view(padded0, 3, axis=1)
Z = np.einsum("cim,ocm->oi", windows0, K) + b[:, None]

# Layer 1, ReLU
A = np.maximum(Z, 0)

# Layer 2, max pooling along one axis
windows2 = sliding_window_view(A, 3, axis=1)[:, ::2]
P = windows2.max(axis=-1)

# Layer 3, flatten
f = P.ravel()

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
dP = df.reshape(P.shape)

# Layer 2, max pooling along one axis
# To the winner of each window: the first of its largest.
channel, place = np.indices(P.shape)
place = 2 * place + windows2.argmax(axis=-1)
dA = np.zeros_like(A)
np.add.at(dA, (channel, place), dP)  # winners can be shared

# Layer 1, ReLU
dZ = np.where(Z > 0, dA, 0)

# Layer 0, convolution along one axis
dK = np.einsum("cim,oi->ocm", windows0, dZ)
db = dZ.sum(axis=1)
dpadded0 = np.zeros_like(padded0)
for m in range(3):  # what lies at m in each window
    dpadded0[:, m:m + 11] += np.einsum("oc,oi->ci", K[:, :, m], dZ)
dX = dpadded0[:, 1:12]  # without the padding

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
"activations/0": [[0.1, 0, 0.2, 1.5, -0.4, 0.1, 0, 0.3, 1.4, -0.5, 0]],
"activations/1": [[-0.1, -0.35000000000000003, -0.75, 1.4, -1.4, 0.10000000000000003, -0.4, -0.6, 1.3, -1.4, 0.04999999999999999], [0.15, 0.09999999999999999, -0.6, 0.45000000000000007, 0.85, -0.05000000000000002, 0.05, -0.5499999999999999, 0.55, 0.85, -0.1]],
"activations/2": [[0, 0, 0, 1.4, 0, 0.10000000000000003, 0, 0, 1.3, 0, 0.04999999999999999], [0.15, 0.09999999999999999, 0, 0.45000000000000007, 0.85, 0, 0.05, 0, 0.55, 0.85, 0]],
"activations/3": [[0, 1.4, 0.10000000000000003, 1.3, 1.3], [0.15, 0.85, 0.85, 0.55, 0.85]],
"activations/4": [0, 1.4, 0.10000000000000003, 1.3, 1.3, 0.15, 0.85, 0.85, 0.55, 0.85],
"activations/5": [2.2800000000000002, 0.42500000000000004],
"activations/6": [0.8647130921617369, 0.13528690783826303],
"loss": 0.14535751243216777,
"gradients/6": [-1.1564529426749548, 0],
"gradients/5": [-0.13528690783826303, 0.13528690783826303],
"parameters/4/weights": [[0, -0.18940167097356822, -0.013528690783826307, -0.17587298018974193, -0.17587298018974193, -0.020293036175739455, -0.11499387166252358, -0.11499387166252358, -0.07440779931104467, -0.11499387166252358], [0, 0.18940167097356822, 0.013528690783826307, 0.17587298018974193, 0.17587298018974193, 0.020293036175739455, 0.11499387166252358, 0.11499387166252358, 0.07440779931104467, 0.11499387166252358]],
"parameters/4/bias": [-0.13528690783826303, 0.13528690783826303],
"gradients/4": [-0.08117214470295782, -0.09470083548678412, 0.054114763135305215, -0.027057381567652607, -0.06764345391913151, 0.10822952627061042, 0.013528690783826304, -0.08117214470295782, 0.08117214470295782, 0.027057381567652604],
"gradients/3": [[-0.08117214470295782, -0.09470083548678412, 0.054114763135305215, -0.027057381567652607, -0.06764345391913151], [0.10822952627061042, 0.013528690783826304, -0.08117214470295782, 0.08117214470295782, 0.027057381567652604]],
"gradients/2": [[-0.08117214470295782, 0, 0, -0.09470083548678412, 0, 0.054114763135305215, 0, 0, -0.09470083548678412, 0, 0], [0.10822952627061042, 0, 0, 0, -0.06764345391913151, 0, 0, 0, 0.08117214470295782, 0.027057381567652604, 0]],
"gradients/1": [[0, 0, 0, -0.09470083548678412, 0, 0.054114763135305215, 0, 0, -0.09470083548678412, 0, 0], [0.10822952627061042, 0, 0, 0, -0.06764345391913151, 0, 0, 0, 0.08117214470295782, 0.027057381567652604, 0]],
"parameters/0/kernel": [[[-0.06899632299751415, -0.26922094659814344, 0.08523075193810571]], [[-0.03923320327309628, 0.1379926459950283, -0.04735041774339206]]],
"parameters/0/bias": [-0.13528690783826303, 0.14881559862208932],
"gradients/0": [[0, -0.05411476313530521, 0.04735041774339206, -0.12852256244634988, 0.020293036175739455, 0.08793649009487098, -0.027057381567652607, 0.08793649009487098, -0.08117214470295782, 0.006764345391913153, -0.013528690783826302]],
"parameters/0/kernel/updated": [[[-0.49310036770024857, 1.0269220946598143, -0.5085230751938106]], [[0.5039233203273096, -0.013799264599502831, -0.4952649582256608]]],
"parameters/0/bias/updated": [-0.18647130921617372, 0.13511844013779106],
"parameters/4/weights/updated": [[0.2, 0.6189401670973568, -0.09864713092161738, 0.4175872980189742, 0.3175872980189742, -0.29797069638242607, 0.11149938716625236, 0.5114993871662523, -0.19255922006889553, 0.11149938716625236], [-0.4, -0.11894016709735683, 0.2986471309216174, 0.18241270198102583, -0.2175872980189742, 0.4979706963824261, 0.18850061283374764, -0.11149938716625236, 0.39255922006889554, 0.2885006128337476]],
"parameters/4/bias/updated": [0.11352869078382631, -0.11352869078382631]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
