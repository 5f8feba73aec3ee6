package tex

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"
)

// formulas are written to testdata, one file a topic, each formula with its
// text and its MathML.
var formulas = map[string][]string{
	"scripts": {
		`K_{m,n}`,
		`p_i`,
		`p_0`,
		`Z_{i+m,j+n}`,
		`x_{\text{max}} + x_{\mathrm{in}} + x_\text{row major}`,
		`x^2 y + W^\top \delta + x^k + 10^{-6}`,
		`e^{-z} + e^{s_i} + e^{s_i - m}`,
		`K^{(1)}_{m,n} + W^{(l)}_{i,j} + x_i^2 + \theta^*`,
		`x'_i + f'' + f'^2`,
		`{(a+b)}^2 + {a+b}^2 + \frac{a}{b}^2 + {\sqrt x}^2`,
		`\|x\|_2^2 + \nabla_W L + \partial_x f`,
		`\hat y + \bar{x}_i + \hat{L} + \tilde{xy} + \hat{\hat{A}}`,
	},
	"operators": {
		`Z = X \star K + b`,
		`0.25 \cdot 2 + 1 \cdot (-0.5) = 0`,
		`5 \times 5 \to 4 \times 4`,
		`H \times W`,
		`a \odot b \circ c * d \pm 1/2`,
		`-a + (-b) - -c = -d, -e`,
		`a \approx b \ne c \le d \ge e < f > g`,
		`i \in \{0, 1, \ldots, n - 1\}, x \notin A`,
		`f: A \to B, x \mapsto y \Rightarrow z`,
		`W \leftarrow W - \eta g`,
		`p(x \mid y) = |x| + n! + |\frac{a}{b}| + |\sum_i x_i|/\ln x`,
		`1{,}000`,
		`(x+) = y+`,
		`a \, b \; c \quad d \qquad e ~ f \! g`,
	},
	"functions": {
		`A = \ReLU(Z) = \max(0, Z)`,
		`L = -\ln p_y = -\sum_i y_i \ln p_i`,
		`x_{\text{max}} = \max_j s_j`,
		`\operatorname{unflatten}(f) = 2 \tanh x`,
		`\argmax_i p_i + \arg\max_{i,j} s`,
		`\lim_{h \to 0} \frac{f(x + h) - f(x)}{h}`,
		`W x + \mathrm{0} + \mathrm{d}x`,
		`\log_2 x + \log^2 x + \log_{10} x`,
	},
	"limits": {
		`\sum_i x_i`,
		`\sum_{i,j} a_{i,j}`,
		`\sum_{m=0}^{1} \sum_{n=0}^{1} X_{i+m,j+n} \cdot K_{m,n}`,
		`\prod_{i=1}^n p_i`,
		`\sum (a + b)`,
		`\max_j (s_j - 1)`,
	},
	"fractions": {
		`\frac{\partial L}{\partial Z_{i,j}}`,
		`\frac{\partial L}{\partial K_{m,n}} = \sum_{i,j} \frac{\partial L}{\partial Z_{i,j}} X_{i+m,j+n}`,
		`\frac{\partial L}{\partial p}\frac{\partial p}{\partial s}`,
		`p_i = \frac{e^{s_i}}{\sum_j e^{s_j}}`,
		`\sigma(z) = \frac{1}{1 + e^{-z}}`,
		`\frac{a+b}{c} + \frac{a}{b+c} + \frac{ab}{cd} + \frac{-1}{-2}`,
		`\frac{a}{\frac{b}{c}} + \frac{\frac{a}{b}}{c} + a / \frac b c`,
		`\frac{\ln x}{x} + \frac{1}{\exp(x)} + \frac{1}{f(x)}`,
		`\frac{1}{n} \sum_i x_i + \frac 1 2 (a + b) + \frac{1}{2} \cdot 3`,
		`\frac{\text{right}}{\text{all rows}} + \frac 1 2 \text{ if } x, \quad \frac 1 2 \quad y`,
		`\sqrt 2 y + \sqrt{x + y}`,
		`\left(\frac{a}{b}\right)^2 + \left\lfloor \frac{n + 2p - k}{s} \right\rfloor + \left. x \right|`,
	},
	"tables": {
		`A = \begin{pmatrix} 1 & -2 \\ 30 & 4 \end{pmatrix}`,
		`\begin{bmatrix} 1 \\ 2 \\ 3 \end{bmatrix}^\top \begin{matrix} a & b \\ c & d \end{matrix}`,
		`f = \begin{pmatrix} a & b & c & d \end{pmatrix}`,
		`\begin{pmatrix} a + b & c \end{pmatrix}`,
		`\begin{pmatrix} \class{won}{11} & 2 \\ \class{won}{\class{hot}{a + b}} & \vdots \end{pmatrix}`,
		`\ReLU(z) = \begin{cases} z & \text{if } z > 0 \\ 0 & \text{otherwise} \end{cases}`,
		`s = \begin{cases} 1 & x = 1 \\ 2 & x = 2 \\ 3 & x = 3 \\ 4 \end{cases}`,
		`\begin{aligned} a + b &= c - d \\ &= -e \\ &\quad + \sum_i f_i & x &= y \\ &+ g \end{aligned}`,
		`2 \left[\begin{matrix} 1 \\ 2 \end{matrix}\right]_i + \frac{\begin{pmatrix} 1 \\ 2 \end{pmatrix} + 1}{3}`,
		`\boxed{\begin{matrix} 1 \\ 2 \end{matrix}}`,
	},
	"marks": {
		`\boxed{p - y}`,
		`\class{hot}{X_{0,0}} \cdot \class{k}{K_{0,0}}`,
		`a \class{op}{-} b \class{term rest}{+ 5}`,
		`\underbrace{X \star K}_{\text{correlation}} + b`,
		`\overbrace{a + b}^{n} + \underbrace{c}`,
		`\text{loss} = \text{mean   of } L_i, \text{\$5 \& \{x\} for } i < 3`,
	},
}

func TestFormulas(t *testing.T) {
	g := goldie.New(t, goldie.WithFixtureDir("testdata"))
	for topic, list := range formulas {
		t.Run(topic, func(t *testing.T) {
			var b strings.Builder
			for _, src := range list {
				f, err := Parse(src)
				if err != nil {
					t.Fatal(err)
				}
				display, inline := f.MathML(true), f.MathML(false)
				fmt.Fprintf(&b, "%s\n\n%s\n\n%s\n", src, indent(f.Text()), display)
				if inline != strings.Replace(display, ` display="block"`, "", 1) && !strings.Contains(display, "</math><math") {
					fmt.Fprintf(&b, "%s\n", inline)
				}
				b.WriteString("\n")
			}
			g.Assert(t, topic, []byte(b.String()))
		})
	}
}

func indent(s string) string {
	return "    " + strings.ReplaceAll(s, "\n", "\n    ")
}

// TestFormulasAreWellFormed holds what the fuzz test holds.
func TestFormulasAreWellFormed(t *testing.T) {
	for _, list := range formulas {
		for _, src := range list {
			checkOutputs(t, src)
		}
	}
}

func TestClassIsInvisibleInText(t *testing.T) {
	for _, test := range []struct{ with, without string }{
		{`a \class{c}{+ b}`, `a + b`},
		{`a \class{c}{-} b`, `a - b`},
		{`\class{c}{-3} + x`, `-3 + x`},
		{`a = \class{c}{-b}`, `a = -b`},
		{`\class{c}{\frac{1}{n}} x`, `\frac{1}{n} x`},
		{`\frac{\class{c}{\partial L}}{\partial Z} x`, `\frac{\partial L}{\partial Z} x`},
		{`\frac{\class{c}{a + b}}{d}`, `\frac{a + b}{d}`},
		{`\class{c}{x_i} y`, `x_i y`},
		{`\class{c}{\max_j} s_j`, `\max_j s_j`},
		{`\class{c}{5 \times} 5`, `5 \times 5`},
		{`a = \class{c}{-}_i b`, `a = -_i b`},
		{`x_{\class{c}{\text{max}}}`, `x_{\text{max}}`},
		{`\class{c}{x}_{i}^{\class{d}{2}}`, `x_i^2`},
	} {
		have, err := Text(test.with)
		if err != nil {
			t.Error(err)
			continue
		}
		want, err := Text(test.without)
		if err != nil {
			t.Error(err)
			continue
		}
		if have != want {
			t.Errorf("%s\nhave %s\nwant %s", test.with, have, want)
		}
	}
}

// Below an operator stands the limit of those that have one; elsewhere it is a
// subscript.
func TestLimits(t *testing.T) {
	for element, names := range map[string]string{
		"munder": `\max \min \argmax \argmin \lim \sum \prod`,
		"msub":   `\arg \exp \ln \log \sin \cos \tanh \ReLU \softmax \flatten \maxpool \avgpool x`,
	} {
		for _, name := range strings.Fields(names) {
			have, err := MathML(name+"_j a", true)
			if err != nil || !strings.Contains(have, "<"+element+">") {
				t.Errorf("%s: have %s, %v, want <%s>", name, have, err, element)
			}
		}
	}
}

// Each space has its width in a terminal.
func TestSpaces(t *testing.T) {
	for space, columns := range map[string]int{
		`\!`: 0, `\,`: 1, `\:`: 1, `\;`: 1, `\ `: 1, "\\\n": 1, `~`: 1, `\quad`: 2, `\qquad`: 4, ``: 0, ` `: 0,
	} {
		have, err := Text("x" + space + "{y}")
		if want := "x" + strings.Repeat(" ", columns) + "y"; err != nil || have != want {
			t.Errorf("%q: have %q, %v, want %q", space, have, err, want)
		}
	}
}

// TestParts: what stands on its own beside \qquad is a block of its own, unless
// the formula is part of a line.
func TestParts(t *testing.T) {
	for src, want := range map[string]int{
		`a = b`: 1, `a = b, \qquad c = d`: 2, `a \qquad \text{or} \qquad b`: 3, `a \quad b`: 1,
		`{a \qquad b}`: 1, `a \qquad`: 1, `\qquad a`: 1, `\qquad`: 1,
	} {
		display, err := MathML(src, true)
		if have := strings.Count(display, `<math display="block"`); err != nil || have != want {
			t.Errorf("%s: have %d blocks, %v, want %d", src, have, err, want)
		}
		inline, err := MathML(src, false)
		if have := strings.Count(inline, "<math"); err != nil || have != 1 {
			t.Errorf("%s: have %d formulas in a line, %v, want 1", src, have, err)
		}
	}
}

// One symbol as an argument is what it is in braces.
func TestOneSymbol(t *testing.T) {
	for _, test := range []struct{ with, without string }{
		{`x^{-}`, `x^-`}, {`x_{i}`, `x_i`}, {`\frac{-}{+}`, `\frac-+`}, {`\hat{\theta}`, `\hat\theta`},
	} {
		want, err := MathML(test.with, false)
		if err != nil {
			t.Error(err)
		}
		if have, err := MathML(test.without, false); err != nil || have != want {
			t.Errorf("%s: have %s, %v, want %s", test.without, have, err, want)
		}
	}
}

// What the golden files have no formula for.
func TestText(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{`x = .5`, "x = .5"},
		{`9 + 0`, "9 + 0"},
		{`x^{(a)}`, "x^(a)"},
		{`x^{(a)(b)}`, "x^((a)(b))"},
		{`1/\frac{\partial}{\partial x}`, "1/(∂/∂x)"},
		{`\frac{ab}{ab}`, "ab/(ab)"},
		{`\frac{(n! + 1)}{2}`, "(n! + 1)/2"},
		// What a slash would tear apart stands in parentheses.
		{`\frac{1}{(a)b}`, "1/((a)b)"},
		{`\frac{a = b}{c}`, "(a = b)/c"},
		{`\frac{a, b}{c}`, "(a, b)/c"},
		{`\frac{a \cdot b}{c \cdot d}`, "a·b/(c·d)"},
		{`\frac{a/b}{c/d}`, "(a/b)/(c/d)"},
		{`\frac{-a}{-b}`, "−a/(−b)"},
		{`\frac{a \ln}{x}`, "(a ln)/x"},
		{`\frac{}{2} x`, "(/2) x"},
		{`\frac{\nabla f}{\partial x}`, "∇f/∂x"},
		{`\frac{\text{a}}{\text{a b}}`, "a/(a b)"},
		{`\frac{\mathrm{d} f}{\mathrm{d} x} y`, "df/(dx) y"},
		// Distances.
		{`a = < b`, "a =< b"},
		{`\text{a}b\text{c}`, "abc"},
		{`\text{a~b} \; \text{c}`, "a b c"},
		{`\max(a)\max a`, "max(a) max a"},
		{`\left|a\right| b + \left(a\right)(b)`, "|a|b + (a)(b)"},
		{`-\infty + \ldots + \ell`, "−∞ + … + ℓ"},
		{`x^2{(a)b} + x^2{a(b)}`, "x²(a)b + x² a(b)"}, // what meets at the edge of a group
		{`\max{(a)b}`, "max(a)b"},
		// Scripts and accents.
		{`\log_{1.5} x + \log_{12} x + \log_a x`, "log_1.5 x + log₁₂ x + log_a x"},
		{`x^{(a)b} + x^{a(b)}`, "x^((a)b) + x^(a(b))"},
		{`x^{\text{a b}} + x_{\text{a b}}`, "x^(a b) + x_{a b}"},
		{`\tilde{\theta} + \bar{z} + \hat{5} + \bar{ab}`, "θ̃ + z̄ + 5̂ + bar(ab)"},
		{`x^{\begin{matrix} 1 \\ 2 \end{matrix}}`, "x^⎛ 1 ⎞\n  ⎝ 2 ⎠"},
		{`\sqrt{ab} + \sqrt{a}`, "√(ab) + √a"},
		{`\times 5 + 2 \times 3`, "×5 + 2×3"},
		{`\text{a \} b \{ c}`, "a } b { c"},
		{`\operatorname{arg-max\,x}(y)`, "arg-max x(y)"},
		{`\begin{matrix} a \\ \end{matrix}`, "a"},
	} {
		if have, err := Text(test.src); err != nil || have != test.want {
			t.Errorf("%s: have %s, %v, want %s", test.src, have, err, test.want)
		}
	}
}

// TestTextIsStable writes one formula from several goroutines: a Formula does
// not change.
func TestTextIsStable(t *testing.T) {
	f, err := Parse(formulas["tables"][7])
	if err != nil {
		t.Fatal(err)
	}
	want := f.Text() + f.MathML(true)
	results := make(chan string)
	for range 8 {
		go func() { results <- f.Text() + f.MathML(true) }()
	}
	for range 8 {
		if have := <-results; have != want {
			t.Errorf("have\n%s\nwant\n%s", have, want)
		}
	}
}

// Each character that can be raised is raised to itself.
func TestSuperscripts(t *testing.T) {
	for base, want := range map[string]string{
		"x^{0123456789}": "x⁰¹²³⁴⁵⁶⁷⁸⁹", "x^{+-}": "x⁺⁻", "x^{(1)}": "x⁽¹⁾", "x^n": "xⁿ", "x^i": "xⁱ", `W^\top`: "Wᵀ",
	} {
		if have, err := Text(base); err != nil || have != want {
			t.Errorf("%s: have %q, %v, want %q", base, have, err, want)
		}
	}
}
