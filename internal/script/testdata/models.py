# Stands behind the snippet of -from-torch, as a reader's model does, and writes
# each model into a folder of its own.
import os


def write_model(name, model, x, loss, target, dtype=torch.float64):
    os.mkdir(name)
    os.chdir(name)
    torch.manual_seed(7)
    for m in model.modules():
        if hasattr(m, "reset_parameters"):
            m.reset_parameters()
    before = [p.grad for p in model.parameters()]
    to_book(model.to(dtype), x.to(dtype), loss, target)
    assert before == [p.grad for p in model.parameters()], "it touches the reader's gradients"
    os.chdir("..")


maps = torch.linspace(-1, 2, 2 * 5 * 6).sin().reshape(2, 5, 6)
relu = nn.ReLU()
classes = lambda: nn.Sequential(
    nn.Sequential(nn.Conv2d(2, 3, (3, 2), stride=(2, 1), padding=(1, 0), bias=False), relu,
                  nn.MaxPool2d(2, ceil_mode=True), nn.Conv2d(3, 2, 1), relu),
    nn.Flatten(), nn.Linear(12, 4), nn.LeakyReLU(0.2, inplace=True), nn.Linear(4, 3))
write_model("classes", classes(), maps, nn.CrossEntropyLoss(), torch.tensor(2))
write_model("shares", classes(), maps, nn.CrossEntropyLoss(), torch.tensor([0.25, 0, 0.75], dtype=torch.float64))
write_model("float32", classes(), maps, nn.CrossEntropyLoss(), torch.tensor(0), torch.float32)
write_model("squares", nn.Sequential(
    nn.Conv2d(2, 1, 2), nn.Softplus(), nn.AvgPool2d(3, stride=2, padding=(1, 0), ceil_mode=True, count_include_pad=False), nn.Sigmoid(),
    nn.MaxPool2d(2, stride=1, padding=1), nn.Tanh(), nn.Flatten(), nn.Linear(12, 3), nn.Softmax(dim=1)),
    maps, nn.MSELoss(), torch.tensor([0.5, 0.25, -1], dtype=torch.float64))
write_model("dilated", nn.Sequential(nn.Conv2d(2, 4, (2, 3), dilation=(2, 1), groups=2, padding="same"), nn.ReLU(),
                                     nn.Conv2d(4, 4, 2, dilation=2, groups=4, padding=(1, 2))),
            maps, nn.MSELoss(), torch.ones(4, 5, 8, dtype=torch.float64))
write_model("curves", nn.Sequential(nn.ELU(), nn.Conv2d(2, 2, 2), nn.ELU(0.5), nn.SiLU(), nn.GELU()),
            maps, nn.MSELoss(), torch.ones(2, 4, 5, dtype=torch.float64))
write_model("vector", nn.Linear(3, 2), torch.tensor([1, 2, -0.5]), nn.MSELoss(), torch.tensor([1.0, 0.5], dtype=torch.float64))

write_model("transposed", nn.Sequential(
    nn.ConvTranspose2d(2, 3, (3, 2), stride=(2, 1), padding=(1, 0), output_padding=(1, 0)), nn.ReLU(),
    nn.ConvTranspose2d(3, 1, 2, bias=False)), maps, nn.MSELoss(), torch.linspace(0, 1, 11 * 8).reshape(1, 11, 8).double())
write_model("global", nn.Sequential(nn.Conv2d(2, 3, 2), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(3, 2)),
    maps, nn.MSELoss(), torch.tensor([0.5, -1], dtype=torch.float64))

# Tensors of the reader's own: a gradient whose rows and columns are exchanged.
os.mkdir("own")
os.chdir("own")
z = torch.tensor([[1.0, 2.0], [3.0, 4.0]], dtype=torch.float64, requires_grad=True)
L = (torch.tensor([[0.5, -1], [2, 0.25]], dtype=torch.float64) * z.relu()).sum()
L.backward()
write("my-answers.json", {"activations/1": z.relu(), "gradients/0": z.grad.T})
write("my.json", {"input": z, "layers": [{"op": "relu"}], "upstream": [[0.5, -1], [2, 0.25]]})
os.chdir("..")

# What the book does not have is refused by its name.
for option, model, loss in [
    ("dilation", nn.Sequential(nn.MaxPool2d(2, dilation=2)), nn.MSELoss()),
    ("groups", nn.Sequential(nn.ConvTranspose2d(2, 2, 2, groups=2)), nn.MSELoss()),
    ("output_size", nn.Sequential(nn.AdaptiveAvgPool2d(2)), nn.MSELoss()),
    ("beta", nn.Sequential(nn.Softplus(beta=2)), nn.MSELoss()),
    ("reduction", nn.Sequential(nn.ReLU()), nn.MSELoss(reduction="sum")),
    ("approximate", nn.Sequential(nn.GELU(approximate="tanh")), nn.MSELoss()),
    ("label_smoothing", nn.Sequential(nn.Flatten()), nn.CrossEntropyLoss(label_smoothing=0.1)),
]:
    try:
        to_book(model, maps.double(), loss, torch.tensor(0))
    except AssertionError as error:
        print(option, str(error) == option)
