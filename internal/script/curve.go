package script

import (
	"strings"

	"backprop/internal/cnn"
)

// A curve is a layer that makes each output of one input, as a framework's
// users write it. Z stands for what it reads, A for what it makes and dA for
// the gradient there; LEAK for the slope of a leaky ReLU and ALPHA for what an
// ELU bends towards.
type curve struct {
	torch    string // forward; PyTorch knows the way back
	forward  string // in NumPy
	backward string
	comment  string // on PyTorch's line, where it needs one
}

// curves are the curves by the name that network files have for them.
var curves = map[string]curve{
	"relu":       {"F.relu(Z)", "np.maximum(Z, 0)", "np.where(Z > 0, dA, 0)", ""},
	"leaky_relu": {"F.leaky_relu(Z, LEAK)", "np.where(Z > 0, Z, LEAK * Z)", "np.where(Z > 0, dA, LEAK * dA)", ""},
	"sigmoid":    {"torch.sigmoid(Z)", "1 / (1 + np.exp(-Z))", "dA * A * (1 - A)", ""},
	"tanh":       {"torch.tanh(Z)", "np.tanh(Z)", "dA * (1 - A**2)", ""},
	"elu": {"F.elu(Z, ALPHA)", "np.where(Z > 0, Z, ALPHA * np.expm1(np.minimum(Z, 0)))",
		"np.where(Z > 0, dA, ALPHA * np.exp(np.minimum(Z, 0)) * dA)", ""},
	// Beyond its threshold, by default 20, PyTorch leaves e^−z out.
	"softplus": {"F.softplus(Z, threshold=40)", "np.logaddexp(0, Z)", "dA / (1 + np.exp(-Z))", "by default off by 2e-9"},
	"silu":     {"F.silu(Z)", "Z / (1 + np.exp(-Z))", "dA * (1 + Z / (1 + np.exp(Z))) / (1 + np.exp(-Z))", ""},
	"gelu":     {"F.gelu(Z)", "Z * share_below(Z)", "dA * (share_below(Z) + Z * np.exp(-Z**2 / 2) / np.sqrt(2 * np.pi))", ""},
}

// curveOf is the curve that a layer is.
func curveOf(l cnn.Layer) curve {
	c, ok := curves[l.Op()]
	if !ok {
		panic("script: curve.go does not write a layer of the kind " + l.Op())
	}
	return c
}

// of puts names into one of a curve's forms.
func of(form string, l cnn.Layer, z, a string) string {
	option := ""
	switch l := l.(type) {
	case cnn.LeakyReLU:
		option = number(l.Leak)
	case cnn.ELU:
		option = number(l.Alpha)
	}
	return strings.NewReplacer("LEAK", option, "ALPHA", option, "dA", "d"+a, "Z", z, "A", a).Replace(form)
}
