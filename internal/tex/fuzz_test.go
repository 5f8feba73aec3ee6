package tex

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzParse holds that every error has its place and can be shown, that what
// parses gives printable text and well-formed MathML of bounded size, and that
// spaces, braces and class names around a formula say nothing.
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
		"x\u009b2J", "\u200b", "\u202e x", "\\text{\u202e}", "\\class{\u0085}{x}", "\\begin{\u009b}",
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
		checkMessage(t, src, err.Error())
	})
}

// checkMessage fails where a terminal cannot show the error as it is, or where
// it is longer than a formula's line and what is said about it.
func checkMessage(t *testing.T, src, message string) {
	t.Helper()
	if !utf8.ValidString(message) {
		t.Errorf("the error for %q is no UTF-8: %q", src, message)
	}
	if i := strings.IndexFunc(message, func(r rune) bool { return r != '\n' && r != '\t' && !unicode.IsPrint(r) }); i >= 0 {
		t.Errorf("the error for %q has an unprintable character at %d: %q", src, i, message)
	}
	if have, most := len(message), 1000+8*len(src); have > most {
		t.Errorf("the error for %d bytes has %d bytes, want %d at the most", len(src), have, most)
	}
}

// checkSame fails where spaces around a formula, braces or a class name change
// what it says.
func checkSame(t *testing.T, src string, f *Formula) {
	t.Helper()
	text := f.Text()
	for _, other := range []string{src, " " + src + "\n", "{" + src + "}", `\class{c}{` + src + `}`} {
		g, err := Parse(other)
		if nested := strings.Contains(fmt.Sprint(err), "nests deeper"); nested {
			continue
		}
		if err != nil {
			t.Errorf("%q parses, %q does not: %v", src, other, err)
			continue
		}
		if have := g.Text(); have != text {
			t.Errorf("the text of %q is %q, that of %q is %q", src, text, other, have)
		}
		if other == src && (g.MathML(true) != f.MathML(true) || g.MathML(false) != f.MathML(false)) {
			t.Errorf("%q has two forms", src)
		}
	}
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
	// The widest cell of a column widens each of its rows, so the text may
	// grow with the square of the source. MathML grows with the source.
	if have, most := len(text), 100+8*len(src)*(len(src)+1); have > most {
		t.Errorf("%q: the text has %d bytes, want %d at the most", src, have, most)
	}
	for _, display := range []bool{false, true} {
		math := f.MathML(display)
		if have, most := len(math), 200+200*len(src); have > most {
			t.Errorf("%q: the MathML has %d bytes, want %d at the most", src, have, most)
		}
		checkMathML(t, math)
	}
	checkSame(t, src, f)
}

func checkMathML(t *testing.T, math string) {
	t.Helper()
	type open struct {
		name string
		kids int
	}
	stack := []open{{name: "document"}}
	alphabet := string(Alphabet())
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
		case xml.CharData:
			if name := stack[len(stack)-1].name; name != "mtext" {
				if i := strings.IndexFunc(string(token), func(r rune) bool { return !strings.ContainsRune(alphabet, r) }); i >= 0 {
					t.Errorf("%q in <%s> is not of the alphabet, in\n%s", token, name, math)
				}
			}
		case xml.EndElement:
			e := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if want, ok := children[e.name]; ok && e.kids != want {
				t.Errorf("have %d elements in %s, want %d, in\n%s", e.kids, e.name, want, math)
			}
		}
	}
	if want := strings.Count(math, "<math"); stack[0].kids != want || want == 0 {
		t.Errorf("have %d elements, of which %d are math, in\n%s", stack[0].kids, want, math)
	}
}
