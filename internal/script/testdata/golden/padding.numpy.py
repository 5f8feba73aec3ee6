# In NumPy, 1.20 or newer: "padding on all sides, and on some"
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
X = np.array([[[3, 3, 0, 0], [0, 1, 3, 0.5], [2.5, 3, 2.5, 3]]], dtype=float)
K1 = np.array([
    [[[0, -0.1, -0.3], [-0.8, 0.9, -0.4], [0.4, 0.3, 0.7]]],
    [[[0.2, 0.8, 0.5], [0.7, -0.1, -0.8], [-0.9, 0.2, 0.5]]],
], dtype=float)
b1 = np.array([0.15, 0.25], dtype=float)
K2 = np.array([
    [[[0.4, 0.7], [-0.4, 0.8]], [[-0.4, -0.2], [-0.2, -0.9]]],
], dtype=float)
b2 = np.array([-0.15], dtype=float)
W = np.array([
    [0, -0.3, -0.3, 0.3, 0.3, 0],
    [0.3, 0.5, 0.3, -0.3, 0.2, 0.1],
], dtype=float)
c = np.array([0.3, 0], dtype=float)
y = np.array([1, 0], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# windowsN[c, i, j, m, n] is what the window of layer N at (i, j) sees at its
# place (m, n) of channel c. Nothing is copied, and no kernel is rotated.

# Layer 0, convolution
pad0 = (0, 0), (1, 1), (1, 1)  # channels, rows, columns
padded0 = np.pad(X, pad0)
windows0 = sliding_window_view(padded0, (3, 3), axis=(1, 2))
Z1 = np.einsum("cijmn,ocmn->oij", windows0, K1) + b1[:, None, None]

# Layer 1, leaky ReLU
A1 = np.where(Z1 > 0, Z1, 0.1 * Z1)

# Layer 2, convolution
pad2 = (0, 0), (0, 1), (0, 1)  # channels, rows, columns
padded2 = np.pad(A1, pad2)
windows2 = sliding_window_view(padded2, (2, 2), axis=(1, 2))
Z2 = np.einsum("cijmn,ocmn->oij", windows2, K2) + b2[:, None, None]

# Layer 3, tanh
A2 = np.tanh(Z2)

# Layer 4, max pooling
pad4 = (0, 0), (1, 0), (0, 0)  # channels, rows, columns
padded4 = np.pad(A2, pad4, constant_values=-np.inf)
windows4 = sliding_window_view(padded4, (2, 2), axis=(1, 2))[:, ::1, ::2]
P = windows4.max(axis=(3, 4))

# Layer 5, flatten
f = P.ravel()

# Layer 6, fully connected
s = W @ f + c

# Layer 7, softmax
shifted = s - s.max()  # so that no power overflows
p = np.exp(shifted) / np.exp(shifted).sum()

# The loss
L = -y @ (shifted - np.log(np.exp(shifted).sum()))  # -sum of y ln p


# ---- Backward: dZ is the gradient of the loss with respect to Z

# The loss
dp = np.divide(-y, p, out=np.zeros_like(p), where=y != 0)

# Layer 7, softmax, together with the loss
ds = p - y

# Layer 6, fully connected
dW = np.outer(ds, f)
dc = ds
df = W.T @ ds

# Layer 5, flatten
dP = df.reshape(P.shape)

# Layer 4, max pooling
# To the winner of each window: the first of its largest, row by row.
best = windows4.reshape(*P.shape, -1).argmax(axis=-1)
channel, row, column = np.indices(P.shape)
row = row + best // 2 - 1
column = 2 * column + best % 2
dA2 = np.zeros_like(A2)
np.add.at(dA2, (channel, row, column), dP)  # winners can be shared

# Layer 3, tanh
dZ2 = dA2 * (1 - A2**2)

# Layer 2, convolution
dK2 = np.einsum("cijmn,oij->ocmn", windows2, dZ2)
db2 = dZ2.sum(axis=(1, 2))
dpadded2 = np.zeros_like(padded2)
for m, n in np.ndindex(2, 2):  # what lies at (m, n) in each window
    seen = np.s_[:, m:m + 3, n:n + 4]
    dpadded2[seen] += np.einsum("oc,oij->cij", K2[:, :, m, n], dZ2)
dA1 = dpadded2[:, 0:3, 0:4]  # without the padding

# Layer 1, leaky ReLU
dZ1 = np.where(Z1 > 0, dA1, 0.1 * dA1)

# Layer 0, convolution
dK1 = np.einsum("cijmn,oij->ocmn", windows0, dZ1)
db1 = dZ1.sum(axis=(1, 2))
dpadded0 = np.zeros_like(padded0)
for m, n in np.ndindex(3, 3):  # what lies at (m, n) in each window
    seen = np.s_[:, m:m + 3, n:n + 4]
    dpadded0[seen] += np.einsum("oc,oij->cij", K1[:, :, m, n], dZ1)
dX = dpadded0[:, 1:4, 1:5]  # without the padding

# One step of gradient descent
K1_new = K1 - eta * dK1
b1_new = b1 - eta * db1
K2_new = K2 - eta * dK2
b2_new = b2 - eta * db2
W_new = W - eta * dW
c_new = c - eta * dc


# ---- Compare

# Everything, by its place in the book.
results = [
    ("activations/0", "X", X),
    ("activations/1", "Z1", Z1),
    ("activations/2", "A1", A1),
    ("activations/3", "Z2", Z2),
    ("activations/4", "A2", A2),
    ("activations/5", "P", P),
    ("activations/6", "f", f),
    ("activations/7", "s", s),
    ("activations/8", "p", p),
    ("loss", "L", L),
    ("gradients/8", "dL/dp", dp),
    ("gradients/7", "dL/ds", ds),
    ("parameters/6/weights", "dL/dW", dW),
    ("parameters/6/bias", "dL/dc", dc),
    ("gradients/6", "dL/df", df),
    ("gradients/5", "dL/dP", dP),
    ("gradients/4", "dL/dA2", dA2),
    ("gradients/3", "dL/dZ2", dZ2),
    ("parameters/2/kernel", "dL/dK2", dK2),
    ("parameters/2/bias", "dL/db2", db2),
    ("gradients/2", "dL/dA1", dA1),
    ("gradients/1", "dL/dZ1", dZ1),
    ("parameters/0/kernel", "dL/dK1", dK1),
    ("parameters/0/bias", "dL/db1", db1),
    ("gradients/0", "dL/dX", dX),
    ("parameters/0/kernel/updated", "K1 after the step", K1_new),
    ("parameters/0/bias/updated", "b1 after the step", b1_new),
    ("parameters/2/kernel/updated", "K2 after the step", K2_new),
    ("parameters/2/bias/updated", "b2 after the step", b2_new),
    ("parameters/6/weights/updated", "W after the step", W_new),
    ("parameters/6/bias/updated", "c after the step", c_new),
]

# The book's values, with all of their digits.
book = json.loads("""{
"activations/0": [[[3, 3, 0, 0], [0, 1, 3, 0.5], [2.5, 3, 2.5, 3]]],
"activations/1": [[[2.35, 2.849999999999999, -0.6000000000000005, 1.5], [1.3999999999999995, 3.1999999999999997, 5.9, 0.0999999999999995], [0.8999999999999998, -1.15, -1.6500000000000008, 0.8000000000000004]], [[-1.9500000000000002, 3.7499999999999996, 2.3, -2.35], [5.3500000000000005, 0.3500000000000001, 0.1499999999999999, 0.6499999999999999], [-1.9000000000000004, 2, 2.55, 2.7]]],
"activations/2": [[[2.35, 2.849999999999999, -0.06000000000000005, 1.5], [1.3999999999999995, 3.1999999999999997, 5.9, 0.0999999999999995], [0.8999999999999998, -0.11499999999999999, -0.1650000000000001, 0.8000000000000004]], [[-0.19500000000000003, 3.7499999999999996, 2.3, -0.23500000000000001], [5.3500000000000005, 0.3500000000000001, 0.1499999999999999, 0.6499999999999999], [-0.19000000000000006, 2, 2.55, 2.7]]],
"activations/3": [[[2.727999999999999, 2.2230000000000008, -2.8920000000000003, 0.3740000000000002], [-1.7740000000000002, 2.3090000000000006, -0.1440000000000002, -1.2300000000000002], [-0.19450000000000003, -1.6215000000000002, -1.2159999999999997, -0.9099999999999999]]],
"activations/4": [[[0.9914951129218158, 0.9768210324982208, -0.9938660997931309, 0.357485506217373], [-0.9440461782481915, 0.9804479849424316, -0.14301285893511204, -0.8425793256589296], [-0.1920838929894096, -0.9248415225141543, -0.8384702822631239, -0.7211322540766999]]],
"activations/5": [[[0.9914951129218158, 0.357485506217373], [0.9914951129218158, 0.357485506217373], [0.9804479849424316, -0.14301285893511204]]],
"activations/6": [0.9914951129218158, 0.357485506217373, 0.9914951129218158, 0.357485506217373, 0.9804479849424316, -0.14301285893511204],
"activations/7": [0.2966858616061847, 0.8481824800915394],
"activations/8": [0.36551725181813965, 0.6344827481818603],
"loss": 1.0064418003093918,
"gradients/8": [-2.7358489784704947, 0],
"gradients/7": [-0.6344827481818603, 0.6344827481818603],
"parameters/6/weights": [[-0.6290865440555177, -0.22681838641998237, -0.6290865440555177, -0.22681838641998237, -0.6220773319356412, 0.0907391917624946], [0.6290865440555177, 0.22681838641998237, 0.6290865440555177, 0.22681838641998237, 0.6220773319356412, -0.0907391917624946]],
"parameters/6/bias": [-0.6344827481818603, 0.6344827481818603],
"gradients/6": [0.1903448244545581, 0.5075861985454883, 0.3806896489091162, -0.3806896489091162, -0.06344827481818605, 0.06344827481818603],
"gradients/5": [[[0.1903448244545581, 0.5075861985454883], [0.3806896489091162, -0.3806896489091162], [-0.06344827481818605, 0.06344827481818603]]],
"gradients/4": [[[0.5710344733636743, 0, 0, 0.12689654963637204], [0, -0.06344827481818605, 0.06344827481818603, 0], [0, 0, 0, 0]]],
"gradients/3": [[[0.009671862731345932, 0, 0, 0.11067969249862102], [0, -0.0024568281607196697, 0.06215058769504446, 0], [0, 0, 0, 0]]],
"parameters/2/kernel": [[[[0.5475750334530538, 0.01928458140559426], [0.014636265342546766, 0.08107580754286131]], [[-0.01943304267178362, 0.07629884302021818], [0.27725660803772845, 0.16492682692275598]]]],
"parameters/2/bias": [0.18004531476429175],
"gradients/2": [[[0.0038687450925383726, 0.006770303911942152, 0, 0.04427187699944841], [-0.0038687450925383726, 0.006754758920788877, 0.023140455365514016, -0.0007664656129172873], [0, 0.000982731264287868, -0.02682569760659352, 0.04972047015603557]], [[-0.0038687450925383726, -0.0019343725462691863, 0, -0.04427187699944841], [-0.0019343725462691863, -0.00772194519392347, -0.02436886944587385, -0.0345660560387331], [0, 0.000491365632143934, -0.01021897219436119, -0.05593552892554002]]],
"gradients/1": [[[0.0038687450925383726, 0.006770303911942152, 0, 0.04427187699944841], [-0.0038687450925383726, 0.006754758920788877, 0.023140455365514016, -0.0007664656129172873], [0, 0.0000982731264287868, -0.0026825697606593524, 0.04972047015603557]], [[-0.0003868745092538373, -0.0019343725462691863, 0, -0.004427187699944841], [-0.0019343725462691863, -0.00772194519392347, -0.02436886944587385, -0.0345660560387331], [0, 0.000491365632143934, -0.01021897219436119, -0.05593552892554002]]],
"parameters/0/kernel": [[[[0.23616448356635605, 0.02556884040722003, -0.012652700778658432], [0.15765111918677144, 0.25045984467005855, 0.03176996816429429], [0.21720773036456625, 0.09505039801772025, 0.09888168494926396]]], [[[-0.2742980028903732, -0.08710226863428762, -0.009438506839556353], [-0.30313748001745444, -0.29695524308357185, -0.06787376888146177], [-0.19210817451909748, -0.1967700750745689, -0.10440458110929918]]]],
"parameters/0/bias": [0.12730710310658117, -0.14100281346802473],
"gradients/0": [[[-0.00595475844427844, -0.006484656336002939, -0.07428690909147712, -0.006415361532787826], [-0.008467023492276488, -0.02312572755371109, 0.009743303132160831, -0.02862335980243158], [0.008369493647189051, 0.023026979970078753, -0.04701747813638764, 0.05646091483403979]]],
"parameters/0/kernel/updated": [[[[-0.023616448356635608, -0.10255688404072201, -0.2987347299221341], [-0.8157651119186772, 0.8749540155329941, -0.40317699681642943], [0.3782792269635434, 0.29049496019822796, 0.6901118315050736]]], [[[0.22742980028903734, 0.8087102268634289, 0.5009438506839556], [0.7303137480017454, -0.07030447569164282, -0.7932126231118539], [-0.8807891825480902, 0.2196770075074569, 0.5104404581109299]]]],
"parameters/0/bias/updated": [0.13726928968934188, 0.26410028134680247],
"parameters/2/kernel/updated": [[[[0.34524249665469464, 0.6980715418594405], [-0.4014636265342547, 0.791892419245714]], [[-0.39805669573282165, -0.20762988430202184], [-0.22772566080377285, -0.9164926826922756]]]],
"parameters/2/bias/updated": [-0.16800453147642916],
"parameters/6/weights/updated": [[0.06290865440555177, -0.27731816135800175, -0.23709134559444822, 0.32268183864199823, 0.36220773319356414, -0.009073919176249461], [0.23709134559444822, 0.47731816135800176, 0.23709134559444822, -0.32268183864199823, 0.1377922668064359, 0.10907391917624946]],
"parameters/6/bias/updated": [0.36344827481818603, -0.06344827481818603]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
