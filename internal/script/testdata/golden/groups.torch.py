# In PyTorch, 1.12 or newer: "groups: each map has a kernel of its own, and 1×1 kernels mix them"
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
    [[0.5, 1, 0], [2, -1, 1.5], [0, 1, 2]],
    [[1, 0, 2], [-0.5, 1.5, 0], [2.5, -1, 1]],
], dtype=float, requires_grad=True)
K1 = torch.tensor([
    [[[0.4, -0.3], [0.2, 0.6]]],
    [[[-0.5, 0.1], [0.3, 0.8]]],
], dtype=float, requires_grad=True)
b1 = torch.tensor([0.1, -0.2], dtype=float, requires_grad=True)
K2 = torch.tensor([
    [[[0.7]], [[-0.4]]],
    [[[0.3]], [[0.5]]],
], dtype=float, requires_grad=True)
b2 = torch.tensor([0.1, 0], dtype=float, requires_grad=True)
y = torch.tensor([1, 0], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# Layer 0, convolution
sides0 = (0, 1, 0, 1)  # left, right, top, bottom
padded0 = F.pad(X, sides0)
Z1 = F.conv2d(padded0, K1, b1, groups=2)

# Layer 1, convolution
Z2 = F.conv2d(Z1, K2, b2)

# Layer 2, SiLU
A = F.silu(Z2)

# Layer 3, average pooling
P = F.avg_pool2d(A, 3)

# Layer 4, flatten
f = P.flatten()

# The loss
L = F.mse_loss(f, y, reduction="sum") / 2


# ---- Backward. Of what a layer has made, PyTorch keeps the gradient if asked.
for tensor in [Z1, Z2, A, P, f]:
    tensor.retain_grad()
L.backward()

# One step of gradient descent
K1_new = K1 - eta * K1.grad
b1_new = b1 - eta * b1.grad
K2_new = K2 - eta * K2.grad
b2_new = b2 - eta * b2.grad


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
    ("gradients/5", "dL/df", f.grad),
    ("gradients/4", "dL/dP", P.grad),
    ("gradients/3", "dL/dA", A.grad),
    ("gradients/2", "dL/dZ2", Z2.grad),
    ("parameters/1/kernel", "dL/dK2", K2.grad),
    ("parameters/1/bias", "dL/db2", b2.grad),
    ("gradients/1", "dL/dZ1", Z1.grad),
    ("parameters/0/kernel", "dL/dK1", K1.grad),
    ("parameters/0/bias", "dL/db1", b1.grad),
    ("gradients/0", "dL/dX", X.grad),
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
    mine = mine.detach()
    theirs = torch.tensor(book[place], dtype=float)
    assert mine.shape == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, theirs.abs().max())  # large numbers differ by a share
    differences.append((mine - theirs).abs().max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {torch.stack(differences).max():.1e}")
