# In NumPy, 1.20 or newer: this network
#
# Computes every activation and every gradient, prints them by their names in
# the book, and says how far they are from the book's values. activations/0 is
# the input, activations/1 what layer 0 makes of it, gradients/1 the gradient
# of the loss there.
import json

import numpy as np

np.set_printoptions(precision=4, suppress=True)
np.seterr(over="ignore")  # e^1000 is inf, and 1 / (1 + inf) is 0

# The network's numbers. Maps are [example, channel, row, column], vectors
# [example, element], kernels [output channel, input channel, row, column],
# weights [output, input].
x = np.array([[0.5, -2], [0.5, 0.625], [-0.625, -0.5], [-1, 0.25]], dtype=float)
y = np.array([[1, 0.25], [0, 0.25], [0.25, 1], [0, 1]], dtype=float)


# ---- Forward

# Layer 0, sigmoid
a = 1 / (1 + np.exp(-x))

# The loss
# -ln a is ln(1 + e^-x), and -ln(1 - a) is ln(1 + e^x).
terms = y * np.logaddexp(0, -x) + (1 - y) * np.logaddexp(0, x)
L = terms.sum() / y[0].size


# ---- Backward: dZ is the gradient of the loss with respect to Z

# The loss
# From the scores, too, since 1 / a is 1 + e^-x and 1 / (1 - a) is 1 + e^x.
yes = np.multiply(-y, 1 + np.exp(-x), out=np.zeros_like(y), where=y != 0)
no = np.multiply(1 - y, 1 + np.exp(x), out=np.zeros_like(y), where=y != 1)
da = (yes + no) / y[0].size

# Layer 0, sigmoid, together with the loss
dx = (a - y) / y[0].size


# ---- Compare

# Everything, by its place in the book.
results = [
    ("activations/0", "x", x),
    ("activations/1", "a", a),
    ("loss", "L", L),
    ("gradients/1", "dL/da", da),
    ("gradients/0", "dL/dx", dx),
]

# The book's values, with all of their digits.
book = json.loads("""{
"activations/0": [[0.5, -2], [0.5, 0.625], [-0.625, -0.5], [-1, 0.25]],
"activations/1": [[0.6224593312018546, 0.11920292202211755], [0.6224593312018546, 0.6513548646660542], [0.34864513533394575, 0.37754066879814546], [0.2689414213699951, 0.5621765008857981]],
"loss": 2.710380713766698,
"gradients/1": [[-0.8032653298563167, -0.6228812811526014], [1.324360635350064, 0.8836845554722096], [0.21719229101559356, -1.324360635350064], [0.6839397205857212, -0.8894003915357025]],
"gradients/0": [[-0.18877033439907273, -0.0653985389889412], [0.31122966560092735, 0.2006774323330271], [0.04932256766697288, -0.31122966560092735], [0.13447071068499755, -0.21891174955710094]]
}""")

differences = []
for place, letter, mine in results:
    theirs = np.array(book[place], dtype=float)
    assert np.shape(mine) == theirs.shape, f"{place}: not {theirs.shape}"
    size = max(1, np.abs(theirs).max())  # large numbers differ by a share
    differences.append(np.abs(mine - theirs).max() / size)
    print(f"{place} =  # {letter}, off by {differences[-1]:.1e}\n{mine}")
print(f"# largest difference from the book: {np.max(differences):.1e}")
