# Chapter 17 in NumPy: channels, padding and stride.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

np.set_printoptions(precision=4, suppress=True)

# Two layers: X[d, i, j], K[o, d, m, n], b[o], and dZ[o, i, j] arrives.
X_channels = np.array([[[1, 2, 0], [0, 1, 3], [2, 1, 1]],
                       [[2, 0, 1], [1, 1, 0], [0, 3, 2]]])
K_channels = np.array([[[[1, 0], [-1, 2]], [[1, 1], [0, -1]]],
                       [[[2, -1], [0, 1]], [[-1, 1], [2, 0]]],
                       [[[-1, 1], [0.5, 0]], [[0.5, -1], [0, 2]]]])
b_channels = np.array([0.5, -1, 1])
dZ_channels = np.array([[[1, 0.5], [-1, 2]], [[0.5, -1], [1, 0.5]],
                        [[1, 2], [0.5, -1]]])
X_axes = np.array([[[1, 2, 0, 1, 3], [0, 1, 3, 2, 1], [2, 1, 1, 0, 2]]])
K_axes = np.array([[[[1, 0.5, -1], [2, -0.5, 3]]]])
b_axes = np.array([0.5])
dZ_axes = np.array([[[1, 0.5, -1], [2, -0.5, 1]]])

# %% all-of-it-in-loops
def layer(X, K, b, dZ, stride=(1, 1), pad=(0, 0, 0, 0)):
    def windows(maps, **options):
        view = sliding_window_view(
            maps, K.shape[2:], axis=(1, 2), **options)
        return view[:, ::stride[0], ::stride[1]]  # d, i, j, m, n

    top, left, bottom, right = pad
    padded = np.pad(X, ((0, 0), (top, bottom), (left, right)))
    read = windows(padded)
    Z = np.einsum("dijmn,odmn->oij", read, K) + b[:, None, None]
    dK = np.einsum("oij,dijmn->odmn", dZ, read)
    db = dZ.sum(axis=(1, 2))

    # The windows are a view of the map, so what is added to them is
    # added to it: one weight at a time, because they overlap.
    dX = np.zeros(padded.shape)
    given = windows(dX, writeable=True)
    for m, n in np.ndindex(K.shape[2:]):
        given[..., m, n] += np.einsum("oij,od->dij", dZ, K[..., m, n])
    dX = dX[:, top:top + X.shape[1], left:left + X.shape[2]]
    return Z, dX, dK, db

def show(name, results):
    for array, values in zip(("Z", "dX", "dK", "db"), results):
        print(f"{array}_{name} =\n{values}")

show("channels", layer(X_channels, K_channels, b_channels, dZ_channels))
show("axes", layer(X_axes, K_axes, b_axes, dZ_axes,
                   stride=(1, 2), pad=(0, 1, 0, 2)))

# %% average-pooling
def average(X, dP, size, stride, pad):
    whole = np.pad(X, ((pad, 0), (pad, 0)))  # its zeros count
    P, d = np.zeros(dP.shape), np.zeros(whole.shape)
    for i, j in np.ndindex(P.shape):
        u, v = i * stride, j * stride
        window = np.s_[u:u + size, v:v + size]  # ends with the map
        P[i, j] = whole[window].mean()
        d[window] += dP[i, j] / whole[window].size
    return P, d[pad:, pad:]

X = np.array([[4, 2, 6], [1, 5, 3], [8, 0, 7]])
dP = np.array([[2, 0.5], [-2, 3]])
options = {"overlap": (1, 0), "partial": (2, 0), "padded": (2, 1)}
for name, (stride, pad) in options.items():
    P_name, dX_name = average(X, dP, 2, stride, pad)
    print(f"P_{name} =\n{P_name}\ndX_{name} =\n{dX_name}")
