package tex

import (
	"strings"
	"testing"
)

// written is a tree in one line.
func written(row []Node) string {
	var parts []string
	for _, n := range row {
		s := string(n.Kind)
		if n.Text != "" {
			s += " " + n.Text
		}
		if len(n.Kids) > 0 {
			s += "(" + written(n.Kids) + ")"
		}
		if n.Sub != nil {
			s += " sub(" + written(n.Sub) + ")"
		}
		if n.Sup != nil {
			s += " sup(" + written(n.Sup) + ")"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}

func TestTree(t *testing.T) {
	tests := []struct{ source, want string }{
		{`a \, + 0.5`, "letter a, sign +, number 0.5"},
		{`x = .5`, "letter x, sign =, number .5"},
		{`K_{0,1}`, "scripted(letter K) sub(group(number 0, sign ,, number 1))"},
		{`\frac{1}{n}`, "fraction(group(number 1), group(letter n))"},
		{`\ln x^2`, "word ln, scripted(letter x) sup(number 2)"},
		{`\left( a \right)`, "fenced ()(letter a)"},
		{`\class{c}{a + b}`, "letter a, sign +, letter b"},
		{`\sqrt{2} \text{new } \eta`, "root(number 2), phrase new , letter η"},
		{`\hat{y} - \boxed{1}`, "other(group(letter y)), sign −, group(number 1)"},
		{`\sum_i a`, "scripted(sign Σ) sub(letter i), letter a"},
	}
	for _, test := range tests {
		f, err := Parse(test.source)
		if err != nil {
			t.Fatal(err)
		}
		if have := written(f.Tree()); have != test.want {
			t.Errorf("%s:\nhave %s\nwant %s", test.source, have, test.want)
		}
	}
}
