# Chapter 17 in NumPy: channels, padding and stride.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

np.set_printoptions(precision=4, suppress=True)

# The layers: X[d, i, j], K[o, d, m, n], b[o], and dZ[o, i, j] arrives.
# A stride is (down, across), padding (top, left, bottom, right).
layers = {
    "channels": dict(
        X=[[[1, 2, 0], [0, 1, 3], [2, 1, 1]],
           [[2, 0, 1], [1, 1, 0], [0, 3, 2]]],
        K=[[[[1, 0], [-1, 2]], [[1, 1], [0, -1]]],
           [[[2, -1], [0, 1]], [[-1, 1], [2, 0]]],
           [[[-1, 1], [0.5, 0]], [[0.5, -1], [0, 2]]]],
        b=[0.5, -1, 1],
        dZ=[[[1, 0.5], [-1, 2]], [[0.5, -1], [1, 0.5]],
            [[1, 2], [0.5, -1]]],
        stride=(1, 1), pad=(0, 0, 0, 0)),
    "padding": dict(
        X=[[[1, 2, 0], [0, 1, 3], [2, 1, 1]]],
        K=[[[[1, 0, -1], [2, 1, 0], [0, -1, 0.5]]]],
        b=[0.5],
        dZ=[[[1, 0.5, -1], [0.5, 2, 1], [-2, -1, 1]]],
        stride=(1, 1), pad=(1, 1, 1, 1)),
    "stride": dict(
        X=[[[1, 2, 0, 1, 3], [0, 1, 3, 2, 0], [2, 1, 1, 0, 1],
            [1, 0, 2, 1, 2], [3, 1, 0, 2, 1], [0, 2, 1, 1, 0]]],
        K=[[[[1, 0.5, -1], [2, 1, 0], [-0.5, -1, 3]]]],
        b=[0.5],
        dZ=[[[1, 0.5], [-1, 2]]],
        stride=(2, 2), pad=(0, 0, 0, 0)),
    "apart": dict(
        X=[[[1, 2, 0, 1, 3], [0, 1, 3, 2, 1], [2, 1, 1, 0, 2]]],
        K=[[[[1, 0.5, -1], [2, -0.5, 3]]]],
        b=[0.5],
        dZ=[[[1, 0.5, -1], [2, -0.5, 1]]],
        stride=(1, 2), pad=(0, 1, 0, 2)),
}
for layer in layers.values():
    for name in "X", "K", "b", "dZ":
        layer[name] = np.array(layer[name], dtype=float)

# %% all-of-it-in-loops
def padded(X, pad):
    top, left, bottom, right = pad
    return np.pad(X, ((0, 0), (top, bottom), (left, right)))

def windows(X, K, stride, writeable=False):
    view = sliding_window_view(
        X, K.shape[2:], axis=(1, 2), writeable=writeable)
    return view[:, ::stride[0], ::stride[1]]  # d, i, j, m, n

def forward(X, K, b, stride, pad):
    read = windows(padded(X, pad), K, stride)
    return np.einsum("dijmn,odmn->oij", read, K) + b[:, None, None]

# %% all-of-it-in-loops
def backward(X, K, dZ, stride, pad):
    read = windows(padded(X, pad), K, stride)
    dK = np.einsum("oij,dijmn->odmn", dZ, read)
    db = dZ.sum(axis=(1, 2))

    # The windows are a view of the map, so what is added to them is
    # added to it: one weight at a time, because they overlap.
    dX = np.zeros(padded(X, pad).shape)
    given = windows(dX, K, stride, writeable=True)
    for m, n in np.ndindex(K.shape[2:]):
        given[..., m, n] += np.einsum("oij,od->dij", dZ, K[..., m, n])
    top, left = pad[:2]
    dX = dX[:, top:top + X.shape[1], left:left + X.shape[2]]
    return dX, dK, db

def show(name, X, K, b, dZ, stride, pad):
    print(f"Z_{name} =\n{forward(X, K, b, stride, pad)}")
    dX, dK, db = backward(X, K, dZ, stride, pad)
    print(f"dX_{name} =\n{dX}")
    print(f"dK_{name} =\n{dK}")
    print(f"db_{name} = {db}")

for name, layer in layers.items():
    show(name, **layer)

# %% average-pooling
def average(X, dP, size, stride, pad):
    top, left = pad  # zeros that count; the last windows may be partial
    whole = np.pad(X, ((top, 0), (left, 0)))
    P, d = np.zeros(dP.shape), np.zeros(whole.shape)
    for i, j in np.ndindex(P.shape):
        u, v = i * stride, j * stride
        window = np.s_[u:u + size, v:v + size]  # ends with the map
        P[i, j] = whole[window].mean()
        d[window] += dP[i, j] / whole[window].size
    return P, d[top:, left:]

X = np.array([[4, 2, 6], [1, 5, 3], [8, 0, 7]], dtype=float)
dP = np.array([[2, 0.5], [-2, 3]])
P_overlap, dX_overlap = average(X, dP, size=2, stride=1, pad=(0, 0))
P_partial, dX_partial = average(X, dP, size=2, stride=2, pad=(0, 0))
P_padded, dX_padded = average(X, dP, size=2, stride=2, pad=(1, 1))
print(f"P_overlap =\n{P_overlap}")
print(f"dX_overlap =\n{dX_overlap}")
print(f"P_partial =\n{P_partial}")
print(f"dX_partial =\n{dX_partial}")
print(f"P_padded =\n{P_padded}")
print(f"dX_padded =\n{dX_padded}")
