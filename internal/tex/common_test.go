package tex

import "testing"

// Common names operators by commands that GitHub allows, and leaves our marks
// out; all else stays.
func TestCommon(t *testing.T) {
	for source, want := range map[string]string{
		`x_i + \class {hot} {y}`:           `x_i +  {y}`,
		`\operatorname{vec}(X) + \ReLU(Z)`: `\mathop{\mathrm{vec}}(X) + \mathop{\mathrm{ReLU}}(Z)`,
		`\softmax s, \flatten X, \maxpool A, \avgpool A`: `\mathop{\mathrm{softmax}} s, \mathop{\mathrm{flatten}} X, ` +
			`\mathop{\mathrm{maxpool}} A, \mathop{\mathrm{avgpool}} A`,
		`\argmax_i \argmin_j \arguments`: `\arg\max_i \arg\min_j \arguments`,
	} {
		if have := Common(source); have != want {
			t.Errorf("%s: have %s, want %s", source, have, want)
		}
	}
}
