# to_book(model, x, loss, y), as in loss(model(x), y), or of your own: write("my-answers.json", {"gradients/1": z.grad})
import copy, json, pathlib, torch, torch.nn as nn
conv, win = "kernel=weight bias stride pad=padding", "size=kernel_size stride pad=padding ceil=ceil_mode"
book = dict(Conv="conv dilation groups " + conv, MaxPool="maxpool " + win, AdaptiveMaxPool="maxpool size=all",
    ConvTranspose="conv_transpose output_pad=output_padding " + conv, AdaptiveAvgPool="avgpool size=all",
    AvgPool="avgpool count_pad=count_include_pad " + win, BatchNorm="batchnorm gamma=weight beta=bias eps",
    Linear="dense weights=weight bias", LeakyReLU="leaky_relu slope=negative_slope", ELU="elu alpha",
    LogSoftmax="log_softmax", NLLLoss="nll", MSELoss="mean_squared_error", BCELoss="mean_binary_cross_entropy",
    CrossEntropyLoss="cross_entropy softmax", BCEWithLogitsLoss="mean_binary_cross_entropy sigmoid")  # key = PyTorch's
usual = dict(dilation=1, groups=1, padding_mode="zeros", output_size=1, beta=1, divisor_override=None, weight=None,
    pos_weight=None, ignore_index=-100, label_smoothing=0, approximate="none", training=True)  # else it is refused
def write(file, it): pathlib.Path(file).write_text(json.dumps(it, default=torch.Tensor.tolist))
def to_book(net, x, loss, y):
    assert type(loss).__name__ in book, f"{loss}: a network file has no such loss; make it one of nn's {[*book][-5:]}"
    a, layers, want, (last, *inside) = [x.detach().requires_grad_()], [], {}, book[type(loss).__name__].split()
    for m in map(copy.deepcopy, [m for _, m in net.named_modules(None, "", False) if type(m) != nn.Sequential]):
        name, flat, _ = type(m).__name__.replace("2d", "").partition("1d")
        op, _, keys = book.get(name, name.lower()).partition(" ")
        for it, k, v in ((it, k, v) for it in (m, loss) for k, v in usual.items() if it is loss or k not in keys):
            assert {getattr(it, k, v)} <= {v, (v, v)}, f"{it}: a network file has no {k}={getattr(it, k)}; make it {v}"
        d = [(k, getattr(m, v or k, v)) for k, _, v in (key.partition("=") for key in keys.split())]
        d = {k: v if type(v) != tuple else v[0] if flat else v * 2 if k == "pad" else v for k, v in d if v is not None}
        want |= {f"parameters/{len(layers)}/{k}": p.requires_grad_() for k, p in d.items() if torch.is_tensor(p)}
        if op == "dropout": d, m = {"mask": (kept := m(torch.ones_like(a[-1]))).sign(), "rate": m.p}, kept.mul
        layers.append({"op": op + flat * (op[-4:] in ("conv", "pool")), **d}); a.append(m(a[-1].clone()))
    want, how = want | {f"gradients/{i}": t for i, t in enumerate(a)}, loss.reduction
    found = dict(zip(want, torch.autograd.grad(L := loss(a[-1], y), [*want.values()])), loss=L)
    write("my-answers.json", {**found, **{f"activations/{i}": t for i, t in enumerate(a)}})
    net = {"batch": [{"input": i, "target": t} for i, t in zip(x, y)], "layers": layers + [{"op": i} for i in inside]}
    write("my.json", {**net, "loss": {"op": last.removeprefix("mean_" * (how == "sum")), "reduction": how}})
