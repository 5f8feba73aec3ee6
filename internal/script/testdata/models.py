# Stands behind the snippet of -from-torch, as a reader's model does, and writes
# each model into a folder of its own.
import os
import warnings

warnings.filterwarnings("ignore", "Using padding='same'")  # PyTorch pads a copy, which is what is asked for


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


f64 = torch.float64
maps = torch.linspace(-1, 2, 2 * 5 * 6).sin().reshape(1, 2, 5, 6)
batch = torch.linspace(-1, 9, 3 * 2 * 5 * 6).sin().reshape(3, 2, 5, 6)
along = torch.linspace(-2, 7, 3 * 2 * 9).cos().reshape(3, 2, 9)
rows = torch.linspace(-2, 3, 4 * 5).sin().reshape(4, 5)
relu = nn.ReLU()
classes = lambda: nn.Sequential(
    nn.Sequential(nn.Conv2d(2, 3, (3, 2), stride=(2, 1), padding=(1, 0), bias=False), relu,
                  nn.MaxPool2d(2, ceil_mode=True), nn.Conv2d(3, 2, 1), relu),
    nn.Flatten(), nn.Linear(12, 4), nn.LeakyReLU(0.2, inplace=True), nn.Linear(4, 3))
write_model("classes", classes(), maps, nn.CrossEntropyLoss(), torch.tensor([2]))
write_model("classes of a batch", classes(), batch, nn.CrossEntropyLoss(), torch.tensor([2, 0, 1]))
write_model("classes summed", classes(), batch, nn.CrossEntropyLoss(reduction="sum"), torch.tensor([2, 0, 1]))
write_model("shares", classes(), maps, nn.CrossEntropyLoss(), torch.tensor([[0.25, 0, 0.75]], dtype=f64))
write_model("shares of a batch", classes(), batch, nn.CrossEntropyLoss(),
            torch.tensor([[0.25, 0, 0.75], [0, 1, 0], [0.5, 0.25, 0.25]], dtype=f64))
write_model("float32", classes(), maps, nn.CrossEntropyLoss(), torch.tensor([0]), torch.float32)
write_model("float32 of a batch", classes(), batch, nn.CrossEntropyLoss(), torch.tensor([0, 1, 1]), torch.float32)
squares = lambda: nn.Sequential(
    nn.Conv2d(2, 1, 2), nn.Softplus(), nn.AvgPool2d(3, stride=2, padding=(1, 0), ceil_mode=True, count_include_pad=False), nn.Sigmoid(),
    nn.MaxPool2d(2, stride=1, padding=1), nn.Tanh(), nn.Flatten(), nn.Linear(12, 3), nn.Softmax(dim=1))
write_model("squares", squares(), maps, nn.MSELoss(), torch.tensor([[0.5, 0.25, -1]], dtype=f64))
write_model("squares summed", squares(), batch, nn.MSELoss(reduction="sum"), torch.linspace(-1, 1, 9).reshape(3, 3).double())
write_model("dilated", nn.Sequential(nn.Conv2d(2, 4, (2, 3), dilation=(2, 1), groups=2, padding="same"), nn.ReLU(),
                                     nn.Conv2d(4, 4, 2, dilation=2, groups=4, padding=(1, 2))),
            maps, nn.MSELoss(), torch.ones(1, 4, 5, 8, dtype=f64))
write_model("curves", nn.Sequential(nn.ELU(), nn.Conv2d(2, 2, 2), nn.ELU(0.5), nn.SiLU(), nn.GELU(), nn.Softplus()),
            batch, nn.MSELoss(), torch.ones(3, 2, 4, 5, dtype=f64))
write_model("vector", nn.Linear(3, 2), torch.tensor([[1, 2, -0.5]]), nn.MSELoss(), torch.tensor([[1.0, 0.5]], dtype=f64))
write_model("transposed", nn.Sequential(
    nn.ConvTranspose2d(2, 3, (3, 2), stride=(2, 1), padding=(1, 0), output_padding=(1, 0)), nn.ReLU(),
    nn.ConvTranspose2d(3, 1, 2, bias=False)), maps, nn.MSELoss(), torch.linspace(0, 1, 11 * 8).reshape(1, 1, 11, 8).double())
write_model("global", nn.Sequential(nn.Conv2d(2, 3, 2), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(3, 2)),
            maps, nn.MSELoss(), torch.tensor([[0.5, -1]], dtype=f64))
write_model("global maximum", nn.Sequential(nn.Conv2d(2, 3, 2), nn.AdaptiveMaxPool2d((1, 1)), nn.Flatten()),
            batch, nn.MSELoss(), torch.zeros(3, 3, dtype=f64))
write_model("along", nn.Sequential(
    nn.Conv1d(2, 4, 3, stride=2, padding=1, dilation=2, groups=2), nn.BatchNorm1d(4), nn.SiLU(), nn.MaxPool1d(2, stride=1, ceil_mode=True),
    nn.Conv1d(4, 2, 2, padding="same"), nn.AvgPool1d(2, stride=1, padding=1, count_include_pad=False), nn.Flatten(), nn.Linear(8, 3), nn.LogSoftmax(dim=-1)),
    along, nn.NLLLoss(), torch.tensor([0, 2, 1]))
write_model("whole sequences", nn.Sequential(nn.Conv1d(2, 3, 2), nn.AdaptiveAvgPool1d(1), nn.Flatten()), along, nn.MSELoss(), torch.ones(3, 3, dtype=f64))
write_model("logarithms", nn.Sequential(nn.Linear(5, 3), nn.LogSoftmax(1)), rows, nn.NLLLoss(reduction="sum"), torch.tensor([1, 0, 2, 2]))
write_model("normal", nn.Sequential(nn.Conv2d(2, 3, 2, bias=False), nn.BatchNorm2d(3, eps=1e-3), nn.ReLU(inplace=True), nn.Flatten(), nn.Linear(60, 4),
                                    nn.BatchNorm1d(4, affine=False), nn.Linear(4, 3)), batch, nn.CrossEntropyLoss(), torch.tensor([1, 1, 2]))
write_model("normal positions", nn.Sequential(nn.BatchNorm2d(2), nn.Conv2d(2, 1, 2), nn.Sigmoid()), maps, nn.MSELoss(), torch.ones(1, 1, 4, 5, dtype=f64))
write_model("dropped", nn.Sequential(nn.Conv2d(2, 3, 2), nn.Dropout2d(0.4), nn.ReLU(), nn.Dropout(0.25, inplace=True), nn.Flatten(), nn.Linear(60, 2), nn.Dropout()),
            batch, nn.MSELoss(), torch.ones(3, 2, dtype=f64))
write_model("yes or no", nn.Sequential(nn.Linear(5, 2)), rows, nn.BCEWithLogitsLoss(), torch.tensor([[0, 1], [1, 1], [0.25, 0], [1, 0]], dtype=f64))
write_model("yes or no summed", nn.Sequential(nn.Linear(5, 1), nn.Sigmoid()), rows, nn.BCELoss(reduction="sum"), torch.tensor([[0], [1], [1], [0]], dtype=f64))
write_model("yes or no after a sigmoid", nn.Sequential(nn.Linear(5, 2), nn.Sigmoid()), rows, nn.BCELoss(), torch.tensor([[0, 1], [1, 1], [0.25, 0], [1, 0]], dtype=f64))
twice = nn.Conv2d(2, 2, 2, padding="same").requires_grad_(False)  # one module in two layers, and frozen
write_model("twice", nn.Sequential(twice, nn.Tanh(), twice), batch, nn.MSELoss(), torch.ones(3, 2, 5, 6, dtype=f64))

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
    ("approximate", nn.Sequential(nn.GELU(approximate="tanh")), nn.MSELoss()),
    ("label_smoothing", nn.Sequential(nn.Flatten()), nn.CrossEntropyLoss(label_smoothing=0.1)),
    ("weight", nn.Sequential(nn.Linear(6, 2)), nn.CrossEntropyLoss(weight=torch.ones(2))),
    ("pos_weight", nn.Sequential(nn.Flatten()), nn.BCEWithLogitsLoss(pos_weight=torch.ones(2))),
    ("padding_mode", nn.Sequential(nn.Conv2d(2, 2, 2, padding=1, padding_mode="reflect")), nn.MSELoss()),
    ("training", nn.Sequential(nn.BatchNorm2d(2)).eval(), nn.MSELoss()),
    ("such loss", nn.Sequential(nn.ReLU()), nn.L1Loss()),
    ("such loss", nn.Sequential(nn.ReLU()), nn.functional.cross_entropy),
]:
    try:
        to_book(model, maps.double(), loss, torch.tensor([0]))
    except AssertionError as error:
        said, end = str(error), "; make it one of nn's ['NLLLoss', 'MSELoss', 'BCELoss', 'CrossEntropyLoss', 'BCEWithLogitsLoss']"
        named = said.startswith((f"{model[0]}: a network file has no {option}=", f"{loss}: a network file has no {option}="))
        print(option, said == f"{loss}: a network file has no such loss{end}" if option == "such loss" else named and "; make it " in said)
