package weave

import (
	"strings"
	"testing"
)

func TestGiveTwin(t *testing.T) {
	given := []Given{
		{Name: "X", Rows: [][]float64{{2, 0, 1, 3, 1}, {1, -1, 2, 0, 0}, {1, 2, 3, 4, 5}}},
		{Name: "K", Rows: [][]float64{{-2, -0.5}, {1, 1e-7}}},
		{Name: "b", Number: 2},
		{Name: "c", Rows: [][]float64{{1, 2}}, Vector: true},
		{Name: "y", Rows: [][]float64{{0, 1}}, Vector: true},
		{Name: "eta", Number: 0.25},
	}
	tests := []struct{ name, source, want string }{
		{"each kind",
			"import numpy as np\n\nX = np.array([\n    [1],\n], dtype=float)\nK = np.array([[1, 2]])\nb = -0.5\nc = np.array([1])\ny = np.array([1, 0])  # one-hot\neta = 0.1\n\nZ = X + b\n",
			"import numpy as np\n\nX = np.array([\n    [2, 0, 1, 3, 1],\n    [1, -1, 2, 0, 0],\n    [1, 2, 3, 4, 5],\n], dtype=float)\n" +
				"K = np.array([[-2, -0.5], [1, 1e-07]])\nb = 2.0\nc = np.array([1, 2], dtype=float)\ny = np.array([0, 1])\neta = 0.25\n\nZ = X + b\n"},
		{"nothing behind the first mark", "a = 1\n# %% x\nb = 1\n", "a = 1\n# %% x\nb = 1\n"},
		{"nothing that is no statement of its own", "f(b = 1)\n  b = 2\nbb = 3\n# b = 4", "f(b = 1)\n  b = 2\nbb = 3\n# b = 4"},
		{"at the end, and a bracket that is not closed", "eta = 1\nb = (1", "eta = 0.25\nb = 2.0"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		have := GiveTwin(tt.source, given)
		if have != tt.want {
			t.Errorf("%s: have\n%s\nwant\n%s", tt.name, have, tt.want)
		}
		if again := GiveTwin(have, given); again != have {
			t.Errorf("%s: given the same again, have\n%s", tt.name, again)
		}
	}
	if have := strings.Count(GiveTwin("b = 1\n", nil), "b = 1"); have != 1 {
		t.Error("given nothing, the source is another")
	}
}
