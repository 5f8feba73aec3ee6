package tex

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func FuzzParse(f *testing.F) {
	for _, list := range formulas {
		for _, src := range list {
			f.Add(src)
		}
	}
	for _, src := range []string{
		``, `{`, `}`, `\`, `^`, `_`, `&`, `\\`, `'`, `x_`, `x^`, `x''`, `{}`, `{}_{}^{}`,
		`\frac`, `\frac{}{}`, `\left(`, `\left.\right.`, `\begin{matrix}\end{matrix}`,
		`\begin{aligned}&&\\&\end{aligned}`, `\begin`, `\end{matrix}`, `\text{`, `\text{ }`,
		`\class{a}{}`, `\hat{}`, `\sqrt{}`, `\underbrace{}_{}`, `.`, `1.`, `.5`, `~`, `\ `,
		"\xff", "\x00", "\\\xff", "\\text{\ufffe}", "\\begin{matrix}\\end{\xe6}", `\|`, `\class{a b}{\class{c}{x}}`,
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		_, err := Parse(src)
		if err == nil {
			checkOutputs(t, src)
			return
		}
		var e *Error
		if !errors.As(err, &e) || e.Source != src || e.Offset < 0 || e.Offset > len(src) || e.Message == "" {
			t.Errorf("have error %#v, want an *Error with its place", err)
		}
		if !utf8.ValidString(err.Error()) {
			t.Errorf("the error for %q is no UTF-8: %q", src, err)
		}
	})
}

// children is how many elements each of these takes.
var children = map[string]int{
	"mfrac": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3,
}

// checkOutputs fails where the text is no printable UTF-8 or the MathML is not
// well formed.
func checkOutputs(t *testing.T, src string) {
	t.Helper()
	f, err := Parse(src)
	if err != nil {
		t.Error(err)
		return
	}
	text := f.Text()
	if !utf8.ValidString(text) {
		t.Errorf("%q: the text is no UTF-8: %q", src, text)
	}
	for _, l := range strings.Split(text, "\n") {
		if i := strings.IndexFunc(l, func(r rune) bool { return !unicode.IsPrint(r) }); i >= 0 {
			t.Errorf("%q: the text has an unprintable character at %d: %q", src, i, l)
		}
		if strings.HasSuffix(l, " ") {
			t.Errorf("%q: the text has a space at the end of a line: %q", src, l)
		}
	}
	for _, display := range []bool{false, true} {
		checkMathML(t, f.MathML(display))
	}
}

func checkMathML(t *testing.T, math string) {
	t.Helper()
	type open struct {
		name string
		kids int
	}
	stack := []open{{name: "document"}}
	d := xml.NewDecoder(strings.NewReader(math))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Errorf("%v in\n%s", err, math)
			return
		}
		switch token := token.(type) {
		case xml.StartElement:
			stack[len(stack)-1].kids++
			stack = append(stack, open{name: token.Name.Local})
		case xml.EndElement:
			e := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if want, ok := children[e.name]; ok && e.kids != want {
				t.Errorf("have %d elements in %s, want %d, in\n%s", e.kids, e.name, want, math)
			}
		}
	}
	if stack[0].kids != 1 {
		t.Errorf("have %d elements, want one, in\n%s", stack[0].kids, math)
	}
}
