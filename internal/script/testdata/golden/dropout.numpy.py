# In NumPy, 1.20 or newer: "dropout with a given mask: what is dropped forward sends nothing back, and what is kept is scaled both times"
#
# Computes every activation and every gradient, prints them by their names in
# the book, and says how far they are from the book's values. activations/0 is
# the input, activations/1 what layer 0 makes of it, gradients/1 the gradient
# of the loss there.
import json

import numpy as np

np.set_printoptions(precision=4, suppress=True)

# The network's numbers. Maps are [channel, row, column], kernels
# [output channel, input channel, row, column], weights [output, input].
x = np.array([0.6, -0.5, 0.8], dtype=float)
W1 = np.array([
    [0.5, -0.4, 0.2],
    [0.3, 0.1, 0.6],
    [-0.2, 0.7, 0.4],
    [0.4, -0.3, 0.1],
], dtype=float)
c1 = np.array([0.1, -0.2, 0.3, 0], dtype=float)
W2 = np.array([[0.6, -0.3, 0.5, 0.2], [-0.4, 0.8, 0.1, 0.3]], dtype=float)
c2 = np.array([0, 0.1], dtype=float)
mask2 = np.array([1, 0, 1, 1], dtype=float)
y = np.array([0.5, -0.25], dtype=float)
eta = 0.1  # the learning rate


# ---- Forward

# Layer 0, fully connected
z = W1 @ x + c1

# Layer 1, tanh
a1 = np.tanh(z)

# Layer 2, dropout
a2 = a1 * mask2 / (1 - 0.2)

# Layer 3, fully connected
s = W2 @ a2 + c2

# The loss
L = ((s - y) ** 2).sum() / 2


# ---- Backward: dZ is the gradient of the loss with respect to Z

# The loss
ds = s - y

# Layer 3, fully connected
dW2 = np.outer(ds, a2)
dc2 = ds
da2 = W2.T @ ds

# Layer 2, dropout
da1 = da2 * mask2 / (1 - 0.2)  # the same mask

# Layer 1, tanh
dz = da1 * (1 - a1**2)

# Layer 0, fully connected
dW1 = np.outer(dz, x)
dc1 = dz
dx = W1.T @ dz

# One step of gradient descent
W1_new = W1 - eta * dW1
c1_new = c1 - eta * dc1
W2_new = W2 - eta * dW2
c2_new = c2 - eta * dc2


# ---- Compare

# Everything, by its place in the book.
results = [
    ("activations/0", "x", x),
    ("activations/1", "z", z),
    ("activations/2", "a1", a1),
    ("activations/3", "a2", a2),
    ("activations/4", "s", s),
    ("loss", "L", L),
    ("gradients/4", "dL/ds", ds),
    ("parameters/3/weights", "dL/dW2", dW2),
    ("parameters/3/bias", "dL/dc2", dc2),
    ("gradients/3", "dL/da2", da2),
    ("gradients/2", "dL/da1", da1),
    ("gradients/1", "dL/dz", dz),
    ("parameters/0/weights", "dL/dW1", dW1),
    ("parameters/0/bias", "dL/dc1", dc1),
    ("gradients/0", "dL/dx", dx),
    ("parameters/0/weights/updated", "W1 after the step", W1_new),
    ("parameters/0/bias/updated", "c1 after the step", c1_new),
    ("parameters/3/weights/updated", "W2 after the step", W2_new),
    ("parameters/3/bias/updated", "c2 after the step", c2_new),
]

# The book's values, with all of their digits.
book = json.loads("""{
"activations/0": [0.6, -0.5, 0.8],
"activations/1": [0.76, 0.41, 0.15000000000000008, 0.47000000000000003],
"activations/2": [0.6410769611853464, 0.38847268021606096, 0.14888503362331804, 0.43819931483276775],
"activations/3": [0.801346201481683, 0, 0.18610629202914755, 0.5477491435409597],
"activations/4": [0.6834106956117756, -0.03760310832747055],
"loss": 0.039375961428473806,
"gradients/4": [0.1834106956117756, 0.21239689167252945],
"parameters/3/weights": [[0.14697546423960955, 0, 0.0341338844787942, 0.10046305143760173], [0.17020344234829798, 0, 0.03952839794769098, 0.11634021550439001]],
"parameters/3/bias": [0.1834106956117756, 0.21239689167252945],
"gradients/3": [0.025087660698053557, 0.11489430465449091, 0.11294503697314073, 0.10040120662411395],
"gradients/2": [0.03135957587256695, 0, 0.14118129621642592, 0.12550150828014245],
"gradients/1": [0.018471427724019166, 0, 0.13805176526151425, 0.10140287940249314],
"parameters/0/weights": [[0.0110828566344115, -0.009235713862009583, 0.014777142179215334], [0, 0, 0], [0.08283105915690854, -0.06902588263075712, 0.1104414122092114], [0.06084172764149588, -0.05070143970124657, 0.08112230352199451]],
"parameters/0/bias": [0.018471427724019166, 0, 0.13805176526151425, 0.10140287940249314],
"gradients/0": [0.02218651257070399, 0.058826800772704364, 0.06905527958965885],
"parameters/0/weights/updated": [[0.4988917143365588, -0.39907642861379905, 0.19852228578207848], [0.3, 0.1, 0.6], [-0.20828310591569085, 0.7069025882630756, 0.3889558587790789], [0.39391582723585045, -0.2949298560298753, 0.09188776964780056]],
"parameters/0/bias/updated": [0.09815285722759809, -0.2, 0.28619482347384856, -0.010140287940249314],
"parameters/3/weights/updated": [[0.585302453576039, -0.3, 0.4965866115521206, 0.18995369485623984], [-0.4170203442348298, 0.8, 0.09604716020523091, 0.28836597844956097]],
"parameters/3/bias/updated": [-0.01834106956117756, 0.07876031083274707]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
