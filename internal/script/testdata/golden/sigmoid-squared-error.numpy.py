# In NumPy, 1.20 or newer: "sigmoid and squared error, no softmax"
#
# Computes every activation and every gradient, prints them by their names in
# the book, and says how far they are from the book's values. activations/0 is
# the input, activations/1 what layer 0 makes of it, gradients/1 the gradient
# of the loss there.
import json

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

np.set_printoptions(precision=4, suppress=True)
np.seterr(over="ignore")  # e^1000 is inf, and 1 / (1 + inf) is 0

# The network's numbers. Maps are [channel, row, column], kernels
# [output channel, input channel, row, column], weights [output, input].
X = np.array([
    [
        [0.3, 0.9, 0.8, 0.2],
        [0.5, 0.9, 0.7, 1],
        [0.9, 0.1, 0.9, 0],
        [0.7, 0.4, 0.8, 0.3],
    ],
], dtype=float)
K = np.array([[[[-0.3, 0.6], [0.8, 0.8]]]], dtype=float)
b = np.array([0.35], dtype=float)
W = np.array([
    [0.1, 0.5, -0.3, -0.2, 0.5, -0.3, 0.3, 0.1, -0.5],
    [0.5, -0.4, -0.3, 0.4, -0.5, -0.1, -0.5, -0.1, 0.2],
    [0.4, 0.1, 0.1, 0.1, 0.4, 0.2, -0.3, 0, -0.4],
], dtype=float)
c = np.array([-0.5, -0.3, 0.2], dtype=float)
y = np.array([0, 1, 0.5], dtype=float)
eta = 0.5  # the learning rate


# ---- Forward

# windowsN[c, i, j, m, n] is what the window of layer N at (i, j) sees at its
# place (m, n) of channel c. Nothing is copied, and no kernel is rotated.

# Layer 0, convolution
windows0 = sliding_window_view(X, (2, 2), axis=(1, 2))
Z = np.einsum("cijmn,ocmn->oij", windows0, K) + b[:, None, None]

# Layer 1, sigmoid
A = 1 / (1 + np.exp(-Z))

# Layer 2, flatten
f = A.ravel()

# Layer 3, fully connected
s = W @ f + c

# Layer 4, sigmoid
a = 1 / (1 + np.exp(-s))

# The loss
L = ((a - y) ** 2).sum() / 2


# ---- Backward: dZ is the gradient of the loss with respect to Z

# The loss
da = a - y

# Layer 4, sigmoid
ds = da * a * (1 - a)

# Layer 3, fully connected
dW = np.outer(ds, f)
dc = ds
df = W.T @ ds

# Layer 2, flatten
dA = df.reshape(A.shape)

# Layer 1, sigmoid
dZ = dA * A * (1 - A)

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
    ("activations/3", "f", f),
    ("activations/4", "s", s),
    ("activations/5", "a", a),
    ("loss", "L", L),
    ("gradients/5", "dL/da", da),
    ("gradients/4", "dL/ds", ds),
    ("parameters/3/weights", "dL/dW", dW),
    ("parameters/3/bias", "dL/dc", dc),
    ("gradients/3", "dL/df", df),
    ("gradients/2", "dL/dA", dA),
    ("gradients/1", "dL/dZ", dZ),
    ("parameters/0/kernel", "dL/dK", dK),
    ("parameters/0/bias", "dL/db", db),
    ("gradients/0", "dL/dX", dX),
    ("parameters/0/kernel/updated", "K after the step", K_new),
    ("parameters/0/bias/updated", "b after the step", b_new),
    ("parameters/3/weights/updated", "W after the step", W_new),
    ("parameters/3/bias/updated", "c after the step", c_new),
]

# The book's values, with all of their digits.
book = json.loads("""{
"activations/0": [[[0.3, 0.9, 0.8, 0.2], [0.5, 0.9, 0.7, 1], [0.9, 0.1, 0.9, 0], [0.7, 0.4, 0.8, 0.3]]],
"activations/1": [[[1.9200000000000004, 1.8399999999999999, 1.5899999999999999], [1.54, 1.3, 1.46], [1.02, 1.8200000000000003, 0.9600000000000001]]],
"activations/2": [[[0.8721384336809187, 0.8629487074245402, 0.8306161030659813], [0.8234647252208833, 0.7858349830425586, 0.8115326747861805], [0.7349725994665188, 0.86056612703835, 0.7231218051243898]]],
"activations/3": [0.8721384336809187, 0.8629487074245402, 0.8306161030659813, 0.8234647252208833, 0.7858349830425586, 0.8115326747861805, 0.7349725994665188, 0.86056612703835, 0.7231218051243898],
"activations/4": [-0.3007443998165881, -0.9118985173729117, 0.7674583533280561],
"activations/5": [0.4253755185579269, 0.2866114990254154, 0.6829708282416079],
"loss": 0.36167290454930506,
"gradients/5": [0.4253755185579269, -0.7133885009745846, 0.18297082824160793],
"gradients/4": [0.10397504282380625, -0.145863227862579, 0.039617150392282856],
"parameters/3/weights": [[0.09068063099026083, 0.08972512880921482, 0.08636334488642847, 0.08561978006873519, 0.08170722601429509, 0.08437914461381114, 0.07641880750385549, 0.08947739991152953, 0.07518662065463651], [-0.12721292707971257, -0.12587248394478373, -0.12115634590784063, -0.1201132228516897, -0.11462442719392263, -0.11837277546026487, -0.10720547574873684, -0.12552495307901196, -0.10547688063325832], [0.034551639490026965, 0.0341875687228641, 0.0329066430734169, 0.032623325861815614, 0.031132542706714093, 0.03215061202525569, 0.029117520007272146, 0.03409317767738271, 0.028648025305552008]],
"parameters/3/bias": [0.10397504282380625, -0.145863227862579, 0.039617150392282856],
"gradients/3": [-0.046687249491995736, 0.11429452759616301, 0.016528170550860106, -0.07517858467056455, 0.14076599550010577, -0.0086827599824274, 0.09223898166074651, 0.024983827068638526, -0.09700702714133207],
"gradients/2": [[[-0.046687249491995736, 0.11429452759616301, 0.016528170550860106], [-0.07517858467056455, 0.14076599550010577, -0.0086827599824274], [0.09223898166074651, 0.024983827068638526, -0.09700702714133207]]],
"gradients/1": [[[-0.005206234607266995, 0.013517412137975904, 0.0023253977735900443], [-0.01092875382096124, 0.023690686533994903, -0.0013280054993678576], [0.01796703546045334, 0.0029978610773339007, -0.01942242297833668]]],
"parameters/0/kernel": [[[[0.026381693223065925, 0.01650777326976774], [0.0007664481977427036, 0.03108909377467962]]]],
"parameters/0/bias": [0.02361297607741533],
"gradients/0": [[[0.0015618703821800985, -0.007178964405752969, 0.00741282795070853, 0.0013952386641540265], [-0.0008863615395252244, -0.0070155162282080855, 0.027287061499460058, 0.0010635149192513211], [-0.014133113694904994, 0.020090409123498767, 0.025515588367602985, -0.012715858186496294], [0.014373628368362673, 0.016771917230229794, -0.013139649520802224, -0.015537938382669345]]],
"parameters/0/kernel/updated": [[[[-0.31319084661153296, 0.5917461133651161], [0.7996167759011287, 0.7844554531126602]]]],
"parameters/0/bias/updated": [0.3381935119612923],
"parameters/3/weights/updated": [[0.05465968450486959, 0.4551374355953926, -0.34318167244321424, -0.2428098900343676, 0.4591463869928525, -0.34218957230690555, 0.2617905962480722, 0.05526130004423524, -0.5375933103273183], [0.5636064635398563, -0.33706375802760813, -0.23942182704607967, 0.46005661142584486, -0.4426877864030387, -0.04081361226986757, -0.4463972621256316, -0.037237523460494026, 0.2527384403166292], [0.38272418025498656, 0.08290621563856795, 0.08354667846329156, 0.0836883370690922, 0.384433728646643, 0.18392469398737216, -0.3145587600036361, -0.017046588838691354, -0.414324012652776]],
"parameters/3/bias/updated": [-0.5519875214119031, -0.2270683860687105, 0.18019142480385858]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
