package notebook

import (
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/tex"
)

func TestEquationText(t *testing.T) {
	cases := []struct {
		left  string
		steps []string
		width int
		want  []string
	}{
		{"L", []string{"= a + b", "≈ 0.5"}, 80, []string{"L = a + b ≈ 0.5"}},
		{"L", []string{`\approx 0.5`}, 80, []string{"L ≈ 0.5"}},
		{"L", []string{"= x", Eq(-0.12345678)}, 80, []string{"L = x ≈ −0.1235"}},
		{"x", []string{`\leq 3`}, 80, []string{"x ≤ 3"}},
		{"h", []string{`= 1.5 \cdot 10^{-5}`, "= " + Power(1.5e-5)}, 80, []string{"h = 1.5·10⁻⁵ = 1.5·10⁻⁵"}},
		{"Z_{0,0}", []string{"= aaaaaaaaaaaaaaaaaaaaaaaaaa + bbbbbbbbbbbbbbbbbbbbbbbbbbb", "= 1 - -2"}, 80,
			[]string{"Z[0,0] = aaaaaaaaaaaaaaaaaaaaaaaaaa + bbbbbbbbbbbbbbbbbbbbbbbbbbb", "       = 1 − −2"}},
		{"L", []string{"= a - (b + c) + d", "= 12"}, 14, []string{"L = a", "    − (b + c)", "    + d", "  = 12"}},
		{"LLLLLL", []string{"= a - bbbbbbbbbb", "= 1"}, 18, []string{"LLLLLL = a", "      − bbbbbbbbbb", "       = 1"}},
		{"LLLLLL", []string{"= bbbbbbbbbbb"}, 18, []string{"LLLLLL", "     = bbbbbbbbbbb"}},
		{"L", []string{"= -a + b - c"}, 10, []string{"L = −a + b", "    − c"}},
		{"A", []string{`= \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}`}, 80, []string{"A = ⎡ 1  2 ⎤", "    ⎣ 3  4 ⎦"}},
	}
	for _, c := range cases {
		e, err := newEquation(c.left, c.steps...)
		if err != nil {
			t.Errorf("%s %v: %v", c.left, c.steps, err)
			continue
		}
		if have := e.Text(c.width); have != strings.Join(c.want, "\n") {
			t.Errorf("%s %v\nhave\n%s\nwant\n%s", c.left, c.steps, have, strings.Join(c.want, "\n"))
		}
	}
}

func TestEquationErrors(t *testing.T) {
	cases := []struct {
		left  string
		steps []string
		want  string
	}{
		{"L", nil, "no steps"},
		{"L", []string{"a + b"}, `step 1: "a + b" does not begin with a relation`},
		{"L", []string{"= a", "="}, "step 2"},
		{"L", []string{"= a", `= \nonsense`}, "step 2"},
		{"", []string{"= a"}, "left side"},
		{"^", []string{"= a"}, "left side"},
		{`\begin{aligned} a`, []string{`= b \end{aligned}`}, "left side"},
	}
	for _, c := range cases {
		if _, err := newEquation(c.left, c.steps...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q %q\nhave %v\nwant %s", c.left, c.steps, err, c.want)
		}
	}
}

func TestSplitTerms(t *testing.T) {
	cases := []struct {
		src  string
		want []string
	}{
		{"a", []string{"a"}},
		{"a+b-c", []string{"a", "+ b", "- c"}},
		{"-a", []string{"-a"}},
		{"a - (b + c) - d_{i-1}", []string{"a", "- (b + c)", "- d_{i-1}"}},
		{`a \cdot -b`, []string{`a \cdot -b`}},
		{`2 \cdot 10^{-3} + 1`, []string{`2 \cdot 10^{-3}`, "+ 1"}},
		{`\left( a + b \right) + c`, []string{`\left( a + b \right)`, "+ c"}},
		{`\frac{a + b}{c} + \sum_{i} x_i`, []string{`\frac{a + b}{c}`, `+ \sum_{i} x_i`}},
		{`e^-x + 1`, []string{"e^-x", "+ 1"}},
		{"a = b + c", []string{"a = b", "+ c"}},
		{"[0, 1) + c + d", []string{"[0, 1)", "+ c", "+ d"}},
		{"(0, 1( + c", []string{"(0, 1( + c"}},
		{`\text{a + b} - 1`, []string{`\text{a + b}`, "- 1"}},
		{`x \`, []string{`x \`}},
	}
	for _, c := range cases {
		if have := splitTerms(c.src); strings.Join(have, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s\nhave %q\nwant %q", c.src, have, c.want)
		}
	}
}

// Whatever a chapter writes either is an error or can be shown in both forms.
func FuzzEquation(f *testing.F) {
	f.Add("L", "= a + b")
	f.Add("Z_{0}", `≈ \frac{1}{2} - -0.5`)
	f.Add(`\partial L`, `= \left( a \right) + \text{b}`)
	f.Fuzz(func(t *testing.T, left, step string) {
		e, err := newEquation(left, step)
		if err != nil {
			return
		}
		for _, width := range []int{1, 20, 80} {
			if e.Text(width) == "" {
				t.Errorf("%q %q: no text at width %d", left, step, width)
			}
		}
		if _, err := tex.Parse(e.source(20)); err != nil {
			t.Errorf("%q %q: in lines %v", left, step, err)
		}
	})
}

func TestTeX(t *testing.T) {
	cases := []struct {
		s          cnn.Sign
		index      []int
		want, text string
	}{
		{cnn.Sign{Letter: "L"}, nil, "L", "L"},
		{cnn.Sign{Letter: "K"}, []int{0, 1}, "K_{0,1}", "K[0,1]"},
		{cnn.Sign{Letter: "K", Gradient: true}, []int{0, 1}, `\partial L/\partial K_{0,1}`, "∂L/∂K[0,1]"},
		{cnn.Sign{Letter: "Z", Number: 2}, []int{10}, "Z^{(2)}_{10}", "Z⁽²⁾[10]"},
		{cnn.Sign{Letter: "Z", Number: 2, Gradient: true}, nil, `\partial L/\partial Z^{(2)}`, "∂L/∂Z⁽²⁾"},
		{cnn.Sign{Letter: "b", Updated: true}, nil, `\text{new }b`, "new b"},
		{cnn.Sign{Letter: "W", Number: 1, Updated: true}, []int{0, 2}, `\text{new }W^{(1)}_{0,2}`, "new W⁽¹⁾[0,2]"},
		{cnn.Sign{}, nil, "", ""},
	}
	for _, c := range cases {
		have := TeX(c.s, c.index...)
		if have != c.want || texText(have) != c.text {
			t.Errorf("TeX(%v, %v)\nhave %s, %s\nwant %s, %s", c.s, c.index, have, texText(have), c.want, c.text)
		}
	}
	for _, c := range []struct{ name, want string }{{"K", "K[1]"}, {"x_{0}", "x[0][1]"}, {`\partial L/\partial Z`, "∂L/∂Z[1]"}, {"", ""}} {
		if have := texText(withIndex(c.name, []int{1})); have != c.want {
			t.Errorf("withIndex(%s)\nhave %s\nwant %s", c.name, have, c.want)
		}
	}
}

// A page's column holds more of a formula with indices than a terminal's.
func TestOnPage(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"0.25·2 + 1", 10},
		{"X[0,1]", 4},
		{"X[0,1]·K[0,1]", 8},
		{"K[0,0,1,1]", 7},
		{"]a[", 2},
		{"", 0},
	} {
		if have := onPage(c.text); have != c.want {
			t.Errorf("%q: have %d, want %d", c.text, have, c.want)
		}
	}
}
