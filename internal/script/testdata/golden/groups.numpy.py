# In NumPy, 1.20 or newer: "groups: each map has a kernel of its own, and 1×1 kernels mix them"
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
    [[0.5, 1, 0], [2, -1, 1.5], [0, 1, 2]],
    [[1, 0, 2], [-0.5, 1.5, 0], [2.5, -1, 1]],
], dtype=float)
K1 = np.array([
    [[[0.4, -0.3], [0.2, 0.6]]],
    [[[-0.5, 0.1], [0.3, 0.8]]],
], dtype=float)
b1 = np.array([0.1, -0.2], dtype=float)
K2 = np.array([[[[0.7]], [[-0.4]]], [[[0.3]], [[0.5]]]], dtype=float)
b2 = np.array([0.1, 0], dtype=float)
y = np.array([1, 0], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# windowsN[c, i, j, m, n] is what the window of layer N at (i, j) sees at its
# place (m, n) of channel c. Nothing is copied, and no kernel is rotated.

# Layer 0, convolution
pad0 = (0, 0), (0, 1), (0, 1)  # channels, rows, columns
padded0 = np.pad(X, pad0)
windows0 = sliding_window_view(padded0, (2, 2), axis=(1, 2))
# 2 groups: grouped0[g, c, i, j, m, n] is what group g sees in its map c.
grouped0 = windows0.reshape(2, 1, *windows0.shape[1:])
K1_grouped = K1.reshape(2, 1, *K1.shape[1:])
Z1 = np.einsum("gcijmn,gocmn->goij", grouped0, K1_grouped)
Z1 = Z1.reshape(2, 3, 3) + b1[:, None, None]

# Layer 1, convolution
windows1 = sliding_window_view(Z1, (1, 1), axis=(1, 2))
Z2 = np.einsum("cijmn,ocmn->oij", windows1, K2) + b2[:, None, None]

# Layer 2, SiLU
A = Z2 / (1 + np.exp(-Z2))

# Layer 3, average pooling
windows3 = sliding_window_view(A, (3, 3), axis=(1, 2))[:, ::3, ::3]
P = windows3.mean(axis=(3, 4))

# Layer 4, flatten
f = P.ravel()

# The loss
L = ((f - y) ** 2).sum() / 2


# ---- Backward: dZ is the gradient of the loss with respect to Z

# The loss
df = f - y

# Layer 4, flatten
dP = df.reshape(P.shape)

# Layer 3, average pooling
share = dP / 9
dA = np.zeros_like(A)
for m, n in np.ndindex(3, 3):  # what lies at (m, n) in each window
    seen = np.s_[:, m:m + 1:3, n:n + 1:3]
    dA[seen] += share

# Layer 2, SiLU
dZ2 = dA * (1 + Z2 / (1 + np.exp(Z2))) / (1 + np.exp(-Z2))

# Layer 1, convolution
dK2 = np.einsum("cijmn,oij->ocmn", windows1, dZ2)
db2 = dZ2.sum(axis=(1, 2))
dZ1 = np.zeros_like(Z1)
for m, n in np.ndindex(1, 1):  # what lies at (m, n) in each window
    seen = np.s_[:, m:m + 3, n:n + 3]
    dZ1[seen] += np.einsum("oc,oij->cij", K2[:, :, m, n], dZ2)

# Layer 0, convolution
dZ1_grouped = dZ1.reshape(2, 1, *Z1.shape[1:])
dK1 = np.einsum("gcijmn,goij->gocmn", grouped0, dZ1_grouped)
dK1 = dK1.reshape(K1.shape)
db1 = dZ1.sum(axis=(1, 2))
def back0(m, n):  # what the weights at (m, n) send to each map
    terms = np.einsum("goc,goij->gcij", K1_grouped[..., m, n], dZ1_grouped)
    return terms.reshape(2, *Z1.shape[1:])
dpadded0 = np.zeros_like(padded0)
for m, n in np.ndindex(2, 2):  # what lies at (m, n) in each window
    seen = np.s_[:, m:m + 3, n:n + 3]
    dpadded0[seen] += back0(m, n)
dX = dpadded0[:, 0:3, 0:3]  # without the padding

# One step of gradient descent
K1_new = K1 - eta * dK1
b1_new = b1 - eta * db1
K2_new = K2 - eta * dK2
b2_new = b2 - eta * db2


# ---- Compare

# Everything, by its place in the book.
results = [
    ("activations/0", "X", X),
    ("activations/1", "Z1", Z1),
    ("activations/2", "Z2", Z2),
    ("activations/3", "A", A),
    ("activations/4", "P", P),
    ("activations/5", "f", f),
    ("loss", "L", L),
    ("gradients/5", "dL/df", df),
    ("gradients/4", "dL/dP", dP),
    ("gradients/3", "dL/dA", dA),
    ("gradients/2", "dL/dZ2", dZ2),
    ("parameters/1/kernel", "dL/dK2", dK2),
    ("parameters/1/bias", "dL/db2", db2),
    ("gradients/1", "dL/dZ1", dZ1),
    ("parameters/0/kernel", "dL/dK1", dK1),
    ("parameters/0/bias", "dL/db1", db1),
    ("gradients/0", "dL/dX", dX),
    ("parameters/0/kernel/updated", "K1 after the step", K1_new),
    ("parameters/0/bias/updated", "b1 after the step", b1_new),
    ("parameters/1/kernel/updated", "K2 after the step", K2_new),
    ("parameters/1/bias/updated", "b2 after the step", b2_new),
]

# The book's values, with all of their digits.
book = json.loads("""{
"activations/0": [[[0.5, 1, 0], [2, -1, 1.5], [0, 1, 2]], [[1, 0, 2], [-0.5, 1.5, 0], [2.5, -1, 1]]],
"activations/1": [[[-0.19999999999999993, 1.2, 0.4], [1.8000000000000003, 0.65, 1.1], [-0.19999999999999998, -0.09999999999999995, 0.9]], [[0.35000000000000014, 0.4499999999999999, -1.2], [0.14999999999999986, -0.45, 0.09999999999999998], [-1.55, 0.39999999999999997, -0.7]]],
"activations/2": [[[-0.18000000000000002, 0.76, 0.86], [1.3000000000000003, 0.735, 0.83], [0.5800000000000001, -0.12999999999999998, 1.01]], [[0.1150000000000001, 0.585, -0.48], [0.615, -0.03, 0.38], [-0.835, 0.16999999999999998, -0.07999999999999996]]],
"activations/3": [[[-0.0819217993727556, 0.5178288376796595, 0.604288162736469], [1.0215854779553264, 0.4967876228785664, 0.5779745917537823], [0.37181909567419397, -0.06078094016964855, 0.7403503507312461]], [[0.06080261104941562, 0.37569699938010104, -0.18348102011076045], [0.3991845224104126, -0.014775016873481386, 0.22567177911497424], [-0.2526617194794383, 0.09220764993163966, -0.038400852787553445]]],
"activations/4": [[[0.4653257110963155]], [[0.07380499473725662]]],
"activations/5": [0.4653257110963155, 0.07380499473725662],
"loss": 0.14566188623141357,
"gradients/5": [-0.5346742889036845, 0.07380499473725662],
"gradients/4": [[[-0.5346742889036845]], [[0.07380499473725662]]],
"gradients/3": [[[-0.05940825432263161, -0.05940825432263161, -0.05940825432263161], [-0.05940825432263161, -0.05940825432263161, -0.05940825432263161], [-0.05940825432263161, -0.05940825432263161, -0.05940825432263161]], [[0.00820055497080629, 0.00820055497080629, 0.00820055497080629], [0.00820055497080629, 0.00820055497080629, 0.00820055497080629], [0.00820055497080629, 0.00820055497080629, 0.00820055497080629]]],
"gradients/2": [[[-0.024386116974851026, -0.050280648903109015, -0.05241823760692003], [-0.059682890023750906, -0.04971934058048556, -0.0517953280433816], [-0.046013201866459665, -0.025853439781972465, -0.05529000138092832]], [[0.004570772119412317, 0.006368838481799197, 0.002205187578572473], [0.006471567572097163, 0.003977287609599118, 0.005621681201274495], [0.001036384450001937, 0.004793981712015832, 0.003772604841311391]]],
"parameters/1/kernel": [[[[-0.3111215014906619]], [[0.13966427708089815]]], [[[0.030737103979100112]], [[-0.0007669803056752412]]]],
"parameters/1/bias": [-0.4154392051618586, 0.03881830556608393],
"gradients/1": [[[-0.01569905024657202, -0.03328580268763655, -0.03603121005127227], [-0.03983655274499648, -0.03361035212346016, -0.03457022526998477], [-0.03189832597152119, -0.016659213333775975, -0.037571219514256404]], [[0.01203983284964657, 0.023296678802143207, 0.022069888832054248], [0.027108939795548948, 0.021876380036993784, 0.023528971817989887], [0.018923472971584837, 0.012738366768796902, 0.024002302973027023]]],
"parameters/0/kernel": [[[[-0.23085507144472128, -0.09149477832583891], [-0.1549099155458456, -0.1412869107767996]]], [[[0.13401232930466347, 0.0810716610948219], [0.09835004304826, 0.012827189515914692]]]],
"parameters/0/bias": [-0.2791619519434758, 0.18558483484778543],
"gradients/0": [[[-0.006279620098628808, -0.008604606001083013, -0.004426743214217946], [-0.019074431147312994, -0.017569765711355642, -0.030922708093792245], [-0.020726640937607774, -0.02771818961374395, -0.03711098013364282]], [[-0.006019916424823285, -0.010444356116106947, -0.008705276535812803], [-0.009942520042880503, 0.008393573881418221, 0.015681461786035276], [-0.0013290545471277351, 0.02377322976029733, 0.013832480765358174]]],
"parameters/0/kernel/updated": [[[[0.42308550714447213, -0.2908505221674161], [0.21549099155458457, 0.61412869107768]]], [[[-0.5134012329304664, 0.09189283389051782], [0.290164995695174, 0.7987172810484086]]]],
"parameters/0/bias/updated": [0.1279161951943476, -0.21855848348477855],
"parameters/1/kernel/updated": [[[[0.7311121501490662]], [[-0.41396642770808983]]], [[[0.29692628960209]], [[0.5000766980305675]]]],
"parameters/1/bias/updated": [0.14154392051618586, -0.003881830556608393]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
