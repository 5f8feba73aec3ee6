# to_book(model, x[0], nn.MSELoss(), y[0]) writes model and example as my.json and my-answers.json.
import json, pathlib, torch, torch.nn as nn
pads = "stride pad=padding"  # the book's key = PyTorch's
conv, win = f"kernel=weight bias {pads}", f"size=kernel_size ceil=ceil_mode {pads}"
book = {nn.Conv2d: "conv dilation groups " + conv, nn.Linear: "dense weights=weight bias",
        nn.AvgPool2d: "avgpool count_pad=count_include_pad " + win, nn.MaxPool2d: "maxpool " + win,
        nn.AdaptiveAvgPool2d: "avgpool size=all", nn.LeakyReLU: "leaky_relu slope=negative_slope",
        nn.ConvTranspose2d: "conv_transpose output_pad=output_padding " + conv, nn.ELU: "elu alpha",
        nn.CrossEntropyLoss: "cross_entropy", nn.MSELoss: "mean_squared_error"}
usual = dict(dilation=1, groups=1, padding_mode="zeros", output_size=1, beta=1,
             divisor_override=None, reduction="mean", label_smoothing=0, approximate="none")
def write(file, values):  # or tensors of your own: {"gradients/1": z.grad, "loss": L}
    pathlib.Path(file).write_text(json.dumps(values, default=torch.Tensor.tolist))
def to_book(net, x, loss, target):  # x and target without the axis of a batch
    a, layers, want = [x.detach().clone().requires_grad_()], [], {}
    for m in [m for _, m in net.named_modules(remove_duplicate=False) if type(m) != nn.Sequential]:
        op, *keys = book.get(type(m), type(m).__name__.lower()).split()
        for k, v in usual.items():
            assert k in keys or {getattr(m, k, v), getattr(loss, k, v)} <= {v, (v, v)}, k
        d = {k: getattr(m, v or k, v) for k, _, v in (key.partition("=") for key in keys)}
        if type(d.get("pad")) is tuple: d["pad"] *= 2  # of one side, for both
        want |= {f"parameters/{len(layers)}/{k}": p for k, p in d.items() if torch.is_tensor(p)}
        layers.append({"op": op, **{k: v for k, v in d.items() if v is not None}})
        a.append(m(a[-1][None].clone())[0])  # a copy, since some layers work in place
    want |= {f"gradients/{i}": t for i, t in enumerate(a)}
    found = dict(zip(want, torch.autograd.grad(L := loss(a[-1], target), [*want.values()])), loss=L)
    write("my-answers.json", {**found, **{f"activations/{i}": t for i, t in enumerate(a)}})
    layers += [{"op": "softmax"}] * (type(loss) is nn.CrossEntropyLoss)  # it has its own
    y = target if target.dim() else nn.functional.one_hot(target, len(a[-1]))
    write("my.json", {"input": x, "layers": layers, "loss": {"op": book[type(loss)], "target": y}})
