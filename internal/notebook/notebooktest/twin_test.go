package notebooktest

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

func TestReadPrinted(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"numbers", "L = 0.5\ndb = -0.1231\nn = 3\nsmall = 1.5e-07\n", "L [] [0.5] db [] [-0.1231] n [] [3] small [] [1.5e-07]"},
		{"a vector", "f = [4.  0. -1.5]\n", "f [3] [4 0 -1.5]"},
		{"a vector over two lines", "z = [[ 1.   1.5\n  -.5 ]]\n", "z [1 3] [1 1.5 -0.5]"},
		{"a matrix", "Z =\n[[ 1.  2.]\n [ 3. -4.]]\n", "Z [2 2] [1 2 3 -4]"},
		{"more axes", "K =\n[[[1. 2.]]\n\n [[3. 4.]]\n\n [[5. 6.]]]\nb = 1.\n", "K [3 1 2] [1 2 3 4 5 6] b [] [1]"},
		{"a sentence", "Z = 1.\nAll is well.\n", `prints "All is well.", which is not of the form NAME = NUMBERS`},
		{"a word for a number", "Z = [1. nan]\n", `prints Z: "nan" is not a number`},
		{"rows of different lengths", "Z =\n[[1. 2.]\n [3.]]\n", "prints Z: rows of different lengths"},
		{"a bracket too many", "Z = [1.]]\n", "prints Z: a bracket that nothing opens"},
		{"not closed", "Z = [1.\n", "prints Z: no whole array"},
		{"nothing behind the name", "Z = \n", "prints Z: no whole array"},
	}
	for _, tt := range tests {
		list, err := readPrinted(tt.text)
		have := fmt.Sprint(err)
		if err == nil {
			var parts []string
			for _, p := range list {
				parts = append(parts, fmt.Sprint(p.name, " ", p.Shape, " ", p.Data))
			}
			have = strings.Join(parts, " ")
		}
		if err == nil && have != tt.want || err != nil && !strings.HasPrefix(have, tt.want) {
			t.Errorf("%s: have %s\nwant %s", tt.name, have, tt.want)
		}
	}
}

func TestCompareTwin(t *testing.T) {
	want := map[string]numbers{
		"Z": numbersOf([][]float64{{1.23456, 2}, {3, 4}}),
		"L": numbersOf(cnn.Vector(0.5)),
		"K": numbersOf([]int{1, 2}),
	}
	const z = "Z =\n[[1.2346 2.    ]\n [3.     4.    ]]\n"
	tests := []struct {
		name, printed string
		kept          map[string]numbers
		want          string
	}{
		{"right, with what is between the printed digits", z + "L = 0.5", map[string]numbers{"Z": want["Z"], "own": numbersOf(7.0)}, ""},
		{"nothing printed", "", nil, "prints nothing"},
		{"a digit", strings.Replace(z, "46", "47", 1), nil, "prints Z"},
		{"another shape", "Z = [1.2346 2. 3. 4.]", nil, "prints Z"},
		{"one number less", "Z = [[1.2346 2.] [3. 4.]]\nK = [1]", nil, "prints K"},
		{"a name that nobody knows", "Q = 1.", nil, "prints Q, and the test does not know"},
		{"a digit that is not printed", z, map[string]numbers{"Z": numbersOf([][]float64{{1.23457, 2}, {3, 4}})}, "computes Z"},
		{"not a number", z, map[string]numbers{"Z": numbersOf([][]float64{{math.NaN(), 2}, {3, 4}})}, "computes Z"},
		{"what is given is not printed and compared all the same", "L = 0.5", map[string]numbers{"K": numbersOf([]float64{1, 2 + 1e-15})}, "is given or leaves K"},
	}
	for _, tt := range tests {
		have := strings.Join(compareTwin(tt.printed, tt.kept, want), "; ")
		if !strings.HasPrefix(have, tt.want) || tt.want == "" && have != "" {
			t.Errorf("%s: have %q, want %q", tt.name, have, tt.want)
		}
	}
}

func TestTwinFaults(t *testing.T) {
	const chapter = "// # T\n\npackage main\n\nfunc run(nb N) error {\n\t// ## Loops {#loops #old}\n\n\tfor {\n\t\tf()\n\t}\n\n\t// ## None\n\n\tx := 1\n\tf(x)\n\n\treturn nil\n}\n"
	tests := []struct {
		name, twin string
		without    []string
		want       string
	}{
		{"a twin", "import numpy\n# %% loops\nf()\n", nil, ""},
		{"none", "import numpy\n", nil, `main.go:8: this loop has no twin: add a cell "# %% loops" to main.py, or keep it off the page`},
		{"none, and it is known", "import numpy\n", []string{"old"}, ""},
		{"beside nothing", "import numpy\n# %% other\nf()\n", nil, `main.py:2: "# %% other" names no heading`},
		{"too wide", "import numpy\n# %% loops\nf()\n# " + strings.Repeat("x", 71), nil, "main.py:4: 73 columns wide, at most 72"},
	}
	for _, tt := range tests {
		have := strings.Join(twinFaults(chapter, tt.twin, tt.without), "; ")
		if !strings.HasPrefix(have, tt.want) || tt.want == "" && have != "" {
			t.Errorf("%s: have %q\nwant %q", tt.name, have, tt.want)
		}
	}
}
