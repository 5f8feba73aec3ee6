package script

import (
	"strings"
	"testing"

	"backprop/internal/format"
)

// TestLines holds what each option of a layer makes of its lines.
func TestLines(t *testing.T) {
	const (
		row  = `[[1, 2, 3, 4, 5]]`
		maps = `[[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [0, 1, 2]]]`
	)
	for _, c := range []struct {
		name, input, layer, upstream string
		torch, numpy, back           []string
	}{
		{"pads that PyTorch's own call takes", row, `{"op": "maxpool", "size": [1, 3], "pad": [0, 1, 0, 1], "stride": [1, 2]}`, `[[1, 1, 1]]`,
			[]string{`P = F.max_pool2d(X, (1, 3), stride=(1, 2), padding=(0, 1))`}, nil, nil},
		{"more than half of a window", row, `{"op": "avgpool", "size": [1, 2], "pad": [0, 1, 0, 1]}`, `[[1, 1, 1]]`,
			[]string{`P = F.avg_pool2d(X, (1, 2), padding=(0, 1))`}, nil, nil},
		{"still more", row, `{"op": "maxpool", "size": [1, 3], "pad": [0, 2, 0, 2], "stride": 1}`, `[[1, 1, 1, 1, 1, 1, 1]]`,
			[]string{`sides0 = (2, 2, 0, 0)  # left, right, top, bottom`,
				`padded0 = F.pad(X, sides0, value=float("-inf"))`,
				`P = F.max_pool2d(padded0, (1, 3), stride=1)`},
			[]string{`pad0 = (0, 0), (0, 0), (2, 2)  # channels, rows, columns`,
				`padded0 = np.pad(X, pad0, constant_values=-np.inf)`,
				`windows0 = sliding_window_view(padded0, (1, 3), axis=(1, 2))`,
				`P = windows0.max(axis=(3, 4))`},
			[]string{`# To the winner of each window: the first of its largest, row by row.`,
				`best = windows0.reshape(*P.shape, -1).argmax(axis=-1)`,
				`channel, row, column = np.indices(P.shape)`,
				`row = row + best // 3`,
				`column = column + best % 3 - 2`,
				`dX = np.zeros_like(X)`,
				`np.add.at(dX, (channel, row, column), dP)  # winners can be shared`}},
		{"partial windows", row, `{"op": "avgpool", "size": [1, 2], "ceil": true}`, `[[1, 1, 1]]`,
			[]string{`P = F.avg_pool2d(X, (1, 2), ceil_mode=True)`},
			[]string{`# The last windows hang over the end, by 0 down and 1 across.`,
				`pad0 = (0, 0), (0, 0), (0, 1)  # channels, rows, columns`,
				`padded0 = np.pad(X, pad0)`,
				`windows0 = sliding_window_view(padded0, (1, 2), axis=(1, 2))[:, ::1, ::2]`,
				`# Padding counts in the divisor, what hangs over the end does not.`,
				`area0 = np.outer(np.minimum(1, 1 - 1 * np.arange(1)),`,
				`                 np.minimum(2, 5 - 2 * np.arange(3)))`,
				`P = windows0.sum(axis=(3, 4)) / area0`},
			[]string{`share = dP / area0`,
				`dpadded0 = np.zeros_like(padded0)`,
				`for m, n in np.ndindex(1, 2):  # what lies at (m, n) in each window`,
				`    seen = np.s_[:, m:m + 1, n:n + 5:2]`,
				`    dpadded0[seen] += share`,
				`dX = dpadded0[:, 0:1, 0:5]  # without the padding`}},
		{"whole windows", row, `{"op": "avgpool", "size": [1, 2]}`, `[[1, 1]]`,
			[]string{`P = F.avg_pool2d(X, (1, 2))`},
			[]string{`windows0 = sliding_window_view(X, (1, 2), axis=(1, 2))[:, ::1, ::2]`,
				`P = windows0.mean(axis=(3, 4))`},
			[]string{`share = dP / 2`,
				`dX = np.zeros_like(X)`,
				`for m, n in np.ndindex(1, 2):  # what lies at (m, n) in each window`,
				`    seen = np.s_[:, m:m + 1, n:n + 3:2]`,
				`    dX[seen] += share`}},
		{"a convolution padded on one side", row, `{"op": "conv", "kernel": [[1, 2]], "pad": [0, 1, 0, 0], "stride": [1, 2]}`, `[[1, 1, 1]]`,
			[]string{`sides0 = (1, 0, 0, 0)  # left, right, top, bottom`,
				`padded0 = F.pad(X, sides0)`,
				`Z = F.conv2d(padded0, K, b, stride=(1, 2))`},
			[]string{`pad0 = (0, 0), (0, 0), (1, 0)  # channels, rows, columns`,
				`padded0 = np.pad(X, pad0)`,
				`windows0 = sliding_window_view(padded0, (1, 2), axis=(1, 2))[:, ::1, ::2]`,
				`Z = np.einsum("cijmn,ocmn->oij", windows0, K) + b[:, None, None]`},
			[]string{`dK = np.einsum("cijmn,oij->ocmn", windows0, dZ)`,
				`db = dZ.sum(axis=(1, 2))`,
				`dpadded0 = np.zeros_like(padded0)`,
				`for m, n in np.ndindex(1, 2):  # what lies at (m, n) in each window`,
				`    seen = np.s_[:, m:m + 1, n:n + 5:2]`,
				`    dpadded0[seen] += np.einsum("oc,oij->cij", K[:, :, m, n], dZ)`,
				`dX = dpadded0[:, 0:1, 1:6]  # without the padding`}},
		{"channel first", maps, `{"op": "flatten"}`, `[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]`,
			[]string{`f = X.flatten()`}, []string{`f = X.ravel()`}, []string{`dX = df.reshape(X.shape)`}},
		{"channel last", maps, `{"op": "flatten", "order": "HWC"}`, `[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]`,
			[]string{`f = X.permute(1, 2, 0).flatten()`}, []string{`f = X.transpose(1, 2, 0).ravel()`}, []string{`dX = df.reshape(2, 3, 2).transpose(2, 0, 1)`}},
		{"column by column", maps, `{"op": "flatten", "order": "CWH"}`, `[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]`,
			[]string{`f = X.permute(0, 2, 1).flatten()`}, []string{`f = X.transpose(0, 2, 1).ravel()`}, []string{`dX = df.reshape(2, 3, 2).transpose(0, 2, 1)`}},
		{"a vector, column by column", `[1, 2]`, `{"op": "flatten", "order": "CWH"}`, `[0, 0]`,
			[]string{`f = x.clone()  # a vector stays as it is`}, []string{`f = x.ravel()`}, []string{`dx = df.reshape(x.shape)`}},
		{"a softmax without cross entropy", `[1, 2]`, `{"op": "softmax"}`, `[0, 1]`,
			[]string{`p = F.softmax(x, dim=0)`},
			[]string{`shifted = x - x.max()  # so that no power overflows`, `p = np.exp(shifted) / np.exp(shifted).sum()`},
			[]string{`dx = p * (dp - dp @ p)`}},
		{"fully connected", `[1, 2]`, `{"op": "dense", "weights": [[1, 2]]}`, `[1]`,
			[]string{`s = F.linear(x, W, c)`}, []string{`s = W @ x + c`}, []string{`dW = np.outer(ds, x)`, `dc = ds`, `dx = W.T @ ds`}},
		{"leaky ReLU", `[1, 2]`, `{"op": "leaky_relu", "slope": 0.25}`, `[1, 1]`,
			[]string{`a = F.leaky_relu(x, 0.25)`}, []string{`a = np.where(x > 0, x, 0.25 * x)`}, []string{`dx = np.where(x > 0, da, 0.25 * da)`}},
		{"sigmoid", `[1, 2]`, `{"op": "sigmoid"}`, `[1, 1]`,
			[]string{`a = torch.sigmoid(x)`}, []string{`a = 1 / (1 + np.exp(-x))`}, []string{`dx = da * a * (1 - a)`}},
		{"tanh", `[1, 2]`, `{"op": "tanh"}`, `[1, 1]`,
			[]string{`a = torch.tanh(x)`}, []string{`a = np.tanh(x)`}, []string{`dx = da * (1 - a**2)`}},
		{"ELU", `[1, 2]`, `{"op": "elu", "alpha": 0.5}`, `[1, 1]`,
			[]string{`a = F.elu(x, 0.5)`}, []string{`a = np.where(x > 0, x, 0.5 * np.expm1(np.minimum(x, 0)))`}, []string{`dx = np.where(x > 0, da, 0.5 * np.exp(np.minimum(x, 0)) * da)`}},
		{"SiLU", `[1, 2]`, `{"op": "silu"}`, `[1, 1]`,
			[]string{`a = F.silu(x)`}, []string{`a = x / (1 + np.exp(-x))`}, []string{`dx = da * (1 + x / (1 + np.exp(x))) / (1 + np.exp(-x))`}},
		{"GELU", `[1, 2]`, `{"op": "gelu"}`, `[1, 1]`,
			[]string{`a = F.gelu(x)`}, []string{`a = x * share_below(x)`}, []string{`dx = da * (share_below(x) + x * np.exp(-x**2 / 2) / np.sqrt(2 * np.pi))`}},
		{"a batch normalization that makes a 0", `[[1, 2, 3]]`, `{"op": "batchnorm"}`, `[[1, 1, 1]]`,
			[]string{`# F.batch_norm may round what is 0 here to something else.`,
				`distance0 = X - X.mean(dim=(1, 2), keepdim=True)`,
				`variance0 = (distance0**2).mean(dim=(1, 2), keepdim=True)`,
				`deviation0 = torch.sqrt(variance0 + 0.00001)`,
				`A = gamma[:, None, None] * distance0 / deviation0 + beta[:, None, None]`}, nil, nil},
		{"softplus", `[1, 2]`, `{"op": "softplus"}`, `[1, 1]`,
			[]string{`a = F.softplus(x, threshold=40)  # by default off by 2e-9`}, []string{`a = np.logaddexp(0, x)`}, []string{`dx = da / (1 + np.exp(-x))`}},
	} {
		n, err := format.ParseNetwork(c.name, []byte(`{"input": `+c.input+`, "layers": [`+c.layer+`], "upstream": `+c.upstream+`}`))
		if err != nil {
			t.Fatal(err)
		}
		p := run(t, n)
		forward, back, _ := strings.Cut(NumPy(p), "# ---- Backward")
		for _, part := range []struct {
			what, have string
			want       []string
		}{{"PyTorch", linesOf(Torch(p)), c.torch}, {"NumPy, forward", linesOf(forward), c.numpy}, {"NumPy, backward", linesOf(back), c.back}} {
			if want := strings.Join(part.want, "\n"); part.want != nil && part.have != want {
				t.Errorf("%s in %s: have\n%s\nwant\n%s", c.name, part.what, part.have, want)
			}
		}
	}
}

// linesOf are the lines of layer 0.
func linesOf(text string) string {
	_, text, _ = strings.Cut(text, "\n# Layer 0, ")
	_, text, _ = strings.Cut(text, "\n")
	text, _, _ = strings.Cut(text+"\n\n", "\n\n")
	return text
}

// TestEnds holds the lines of each loss, forward and backward.
func TestEnds(t *testing.T) {
	for _, c := range []struct {
		input string
		loss  string
		torch string
		want  []string // lines of the script in NumPy
	}{
		{`[1, 2]`, `"loss": {"op": "cross_entropy", "target": [0, 1]}`, "L = F.cross_entropy(x, y)  # of the scores: it has a softmax of its own",
			[]string{"L = -y @ (shifted - np.log(np.exp(shifted).sum()))  # -sum of y ln p", "dp = np.divide(-y, p, out=np.zeros_like(p), where=y != 0)", "dx = p - y"}},
		{`[1, 2]`, `"loss": {"op": "squared_error", "target": [0, 1]}`, `L = F.mse_loss(p, y, reduction="sum")`,
			[]string{"L = ((p - y) ** 2).sum()", "dp = 2 * (p - y)"}},
		{`[1, 2]`, `"loss": {"op": "half_squared_error", "target": [0, 1]}`, `L = F.mse_loss(p, y, reduction="sum") / 2`,
			[]string{"L = ((p - y) ** 2).sum() / 2", "dp = p - y"}},
		{`[1, 2]`, `"loss": {"op": "mean_squared_error", "target": [0, 1]}`, "L = F.mse_loss(p, y)",
			[]string{"L = ((p - y) ** 2).mean()", "dp = 2 * (p - y) / y.size"}},
		{`[1000, 0]`, `"loss": {"op": "cross_entropy", "target": [0, 1]}`, "# Here that is more than float64 can hold, and it is left out.",
			[]string{"# dp = -y / p is more than float64 can hold, and is left out.", "dx = p - y"}},
		{`[1, 2]`, `"loss": {"op": "cross_entropy", "target": [0.3333333333, 0.666666666]}`, "dp = torch.where(y == 0, y, -y / p)",
			[]string{"dx = p * y.sum() - y  # y.sum() is not quite 1"}},
		{`[1, 2]`, `"learning_rate": 0.5`, "# ---- Compare", []string{"# ---- Compare"}},
		{`[1, 2]`, `"upstream": [0, 1]`, "p.backward(upstream)", []string{"dp = upstream"}},
	} {
		n, err := format.ParseNetwork("a network", []byte(`{"input": `+c.input+`, "layers": [{"op": "softmax"}], `+c.loss+`}`))
		if err != nil {
			t.Fatal(err)
		}
		p := run(t, n)
		if !strings.Contains(Torch(p), "\n"+c.torch+"\n") {
			t.Errorf("%s in PyTorch: no line %s", c.loss, c.torch)
		}
		for _, line := range c.want {
			if !strings.Contains(NumPy(p), "\n"+line+"\n") {
				t.Errorf("%s in NumPy: no line %s", c.loss, line)
			}
		}
	}
}
