# Chapter 16 in NumPy: one step, and training.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

np.set_printoptions(precision=4, suppress=True)

X = np.array([
    [2, 1, 2, 3, 0],
    [3, 2, 2, 3, 2],
    [2, 3, 2, 0, 3],
    [1, 2, 1, 1, 2],
    [0, 1, 1, 3, 1],
], dtype=float)
K = np.array([[-2, -0.5], [1, 2]])
b = -0.5
W = np.array([
    [-0.3, 0.4, 0.3, -0.2],
    [-0.1, 0.5, 0.4, 0.1],
    [0.5, 0.6, 0.1, -0.6],
])
c = np.array([0.1, -0.2, 0.3])
y = np.array([0, 0, 1])
eta = 0.1

# The loss of a batch and its gradients, as in chapters 02 to 14. One
# step takes the book's image as a batch of one, training ten pictures.
def run(K, b, W, c, images, targets):
    n = len(images)
    windows = sliding_window_view(images, K.shape[1:], axis=(1, 2))
    Z = np.einsum("nijuv,kuv->nkij", windows, K)
    Z += b[:, None, None]
    half = Z.shape[2] // 2
    # The cells of each pooling window side by side.
    cells = np.maximum(Z, 0).reshape(n, len(K), half, 2, half, 2)
    cells = cells.swapaxes(3, 4).reshape(n, len(K), half, half, 4)
    best = cells.argmax(axis=-1)[..., None]
    f = np.take_along_axis(cells, best, axis=-1).reshape(n, -1)
    s = f @ W.T + c
    ln_p = s - s.max(axis=1, keepdims=True)
    ln_p -= np.log(np.sum(np.exp(ln_p), axis=1, keepdims=True))

    ds = (np.exp(ln_p) - targets) / n
    dcells = np.zeros(cells.shape)
    dP = (ds @ W).reshape(best.shape)
    np.put_along_axis(dcells, best, dP, axis=-1)
    dA = dcells.reshape(n, len(K), half, half, 2, 2).swapaxes(3, 4)
    dZ = np.where(Z > 0, dA.reshape(Z.shape), 0)
    dK = np.einsum("nkij,nijuv->kuv", dZ, windows)
    gradients = dK, dZ.sum(axis=(0, 2, 3)), ds.T @ f, ds.sum(axis=0)
    return -np.sum(targets * ln_p) / n, gradients

# The pictures to learn from are those of the book, so this draws them
# with the book's generator.
def integers(seed):
    """Returns a function that draws a whole number from 0 to n - 1."""
    state = seed << 64

    def below(n):
        nonlocal state
        state *= 0x2360ed051fc65da44385df649fccf645
        state += 0x5851f42d4c957f2d14057b7ef767814f
        state %= 2 ** 128
        high, low = divmod(state, 2 ** 64)
        high = (high ^ high >> 32) * 0xda942042e4dd58b5 % 2 ** 64
        high = (high ^ high >> 48) * (low | 1) % 2 ** 64
        if n & (n - 1) == 0:  # a power of two
            return high % n
        return high * n >> 64

    return below

def draw(n, seed):
    below, images = integers(seed), np.zeros((n, 8, 8))
    for k, image in enumerate(images):
        image.flat = [(below(121) - 60) / 100 for _ in range(64)]
        row, column = 1 + below(4), 1 + below(4)
        if k % 3 != 1:  # a flat bar, or the upper side of a corner
            image[row, column:column + 4] += 1
        if k % 3 != 0:  # an upright bar, or the rest of a corner
            image[row + k % 3 - 1:row + 4, column] += 1
    return images, np.eye(3)[np.arange(n) % 3]

images, targets = draw(90, seed=1)

# %% one-step-by-hand
theta = K[None], np.array([b]), W, c
L, gradients = run(*theta, X[None], y[None])
K_new, b_new, W_new, c_new = (
    old - eta * gradient for old, gradient in zip(theta, gradients))
print(f"K_new =\n{K_new[0]}")
print(f"b_new = {b_new[0]:.4f}")
print(f"W_new =\n{W_new}")
print(f"c_new = {c_new}")

# %% did-it-help
squares = sum(np.sum(g ** 2) for g in gradients)
print(f"squares = {squares:.4f}")

# %% training
def step(theta, images, targets, rate):
    """Moves theta by one step on a batch, and returns the mean loss."""
    loss, gradients = run(*theta, images, targets)
    for parameter, gradient in zip(theta, gradients):
        parameter -= rate * gradient  # in place
    return loss

# %% training
def learn(rate):
    below = integers(seed=7)  # the same start each time
    K = np.array([below(81) - 40 for _ in range(4 * 9)]) / 100
    W = np.array([below(81) - 40 for _ in range(3 * 36)]) / 100
    K, W = K.reshape(4, 3, 3), W.reshape(3, 36)
    theta = K, np.zeros(4), W, np.zeros(3)
    epochs = np.zeros(30)
    for epoch in range(len(epochs)):
        epochs[epoch] = np.mean([
            step(theta, images[at:at + 10], targets[at:at + 10], rate)
            for at in range(0, len(images), 10)])
    return theta, epochs

slow, right, fast = (learn(rate) for rate in (0.02, 0.2, 2.0))
# The first epoch, the fifth and the last.
losses = np.stack([run[1][[0, 4, -1]] for run in (slow, right, fast)])
print(f"losses =\n{losses}")
kernels = right[0][0]
print(f"kernels =\n{kernels}")
