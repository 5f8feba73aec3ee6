# In PyTorch, 1.12 or newer: "padding on all sides, and on some"
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
    [[3, 3, 0, 0], [0, 1, 3, 0.5], [2.5, 3, 2.5, 3]],
], dtype=float, requires_grad=True)
K1 = torch.tensor([
    [[[0, -0.1, -0.3], [-0.8, 0.9, -0.4], [0.4, 0.3, 0.7]]],
    [[[0.2, 0.8, 0.5], [0.7, -0.1, -0.8], [-0.9, 0.2, 0.5]]],
], dtype=float, requires_grad=True)
b1 = torch.tensor([0.15, 0.25], dtype=float, requires_grad=True)
K2 = torch.tensor([
    [[[0.4, 0.7], [-0.4, 0.8]], [[-0.4, -0.2], [-0.2, -0.9]]],
], dtype=float, requires_grad=True)
b2 = torch.tensor([-0.15], dtype=float, requires_grad=True)
W = torch.tensor([
    [0, -0.3, -0.3, 0.3, 0.3, 0],
    [0.3, 0.5, 0.3, -0.3, 0.2, 0.1],
], dtype=float, requires_grad=True)
c = torch.tensor([0.3, 0], dtype=float, requires_grad=True)
y = torch.tensor([1, 0], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# Layer 0, convolution
Z1 = F.conv2d(X, K1, b1, padding=1)

# Layer 1, leaky ReLU
A1 = F.leaky_relu(Z1, 0.1)

# Layer 2, convolution
sides2 = (0, 1, 0, 1)  # left, right, top, bottom
padded2 = F.pad(A1, sides2)
Z2 = F.conv2d(padded2, K2, b2)

# Layer 3, tanh
A2 = torch.tanh(Z2)

# Layer 4, max pooling
sides4 = (0, 0, 1, 0)  # left, right, top, bottom
padded4 = F.pad(A2, sides4, value=float("-inf"))
P = F.max_pool2d(padded4, 2, stride=(1, 2))

# Layer 5, flatten
f = P.flatten()

# Layer 6, fully connected
s = F.linear(f, W, c)

# Layer 7, softmax
p = F.softmax(s, dim=0)

# The loss
L = F.cross_entropy(s, y)  # of the scores: it has a softmax of its own


# ---- Backward. Of what a layer has made, PyTorch keeps the gradient if asked.
for tensor in [Z1, A1, Z2, A2, P, f, s]:
    tensor.retain_grad()
L.backward()

# PyTorch goes from the loss to the scores at once, past dp = -y / p.
dp = torch.where(y == 0, y, -y / p)

# One step of gradient descent
K1_new = K1 - eta * K1.grad
b1_new = b1 - eta * b1.grad
K2_new = K2 - eta * K2.grad
b2_new = b2 - eta * b2.grad
W_new = W - eta * W.grad
c_new = c - eta * c.grad


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
    ("gradients/7", "dL/ds", s.grad),
    ("parameters/6/weights", "dL/dW", W.grad),
    ("parameters/6/bias", "dL/dc", c.grad),
    ("gradients/6", "dL/df", f.grad),
    ("gradients/5", "dL/dP", P.grad),
    ("gradients/4", "dL/dA2", A2.grad),
    ("gradients/3", "dL/dZ2", Z2.grad),
    ("parameters/2/kernel", "dL/dK2", K2.grad),
    ("parameters/2/bias", "dL/db2", b2.grad),
    ("gradients/2", "dL/dA1", A1.grad),
    ("gradients/1", "dL/dZ1", Z1.grad),
    ("parameters/0/kernel", "dL/dK1", K1.grad),
    ("parameters/0/bias", "dL/db1", b1.grad),
    ("gradients/0", "dL/dX", X.grad),
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
    mine = mine.detach()
    theirs = torch.tensor(book[place], dtype=float)
    assert mine.shape == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, theirs.abs().max())  # large numbers differ by a share
    differences.append((mine - theirs).abs().max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {torch.stack(differences).max():.1e}")
