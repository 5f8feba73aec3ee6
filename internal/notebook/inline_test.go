package notebook

import (
	"strings"
	"testing"
)

func TestInlineText(t *testing.T) {
	tests := []struct{ source, want string }{
		{"", ""},
		{"plain", "plain"},
		{"*a* _b_ **c** __d__ ***e***", "a b c d e"},
		{"**a *b* c**", "a b c"},
		{"*a **b***", "a b"},
		{"a*b*c", "abc"},
		{"snake_case_name", "snake_case_name"},
		{"a_b_ _c_d", "a_b_ _c_d"},
		{"***a** b*", "a b"},
		{"`a``*b*`", "`a``*b*`"},
		{"2 * 3 * 4", "2 * 3 * 4"},
		{"*open", "*open"},
		{"close*", "close*"},
		{"**a*", "*a"},
		{"*a _b* c_", "a _b c_"},
		{`\*a\* \\ \a`, `*a* \ \a`},
		{"`a *b* $c$`", "`a *b* $c$`"},
		{"``a`b``", "``a`b``"},
		{"`open", "`open"},
		{"$K_{0,1}$", "K[0,1]"},
		{"$a$$b$", "ab"},
		{"5$ and 6", "5$ and 6"},
		{`\$a$b$`, `$ab`},
		{"*$a$*", "a"},
		{"[t](u)", "t (u)"},
		{"[*t* $K$](u \"title\")", "t K (u)"},
		{"[t](#u)", "t"},
		{"[u](u)", "u"},
		{"[t](<>)", "t (<>)"},
		{"[a] (b)", "[a] (b)"},
		{"[a", "[a"},
		{"[a](b", "[a](b"},
		{"![t](u)", "t (u)"},
		{"!a", "!a"},
		{"[a [b] c](u)", "a [b] c (u)"},
		{"[`]`](u)", "`]` (u)"},
		{"[a $[0,1]$](u)", "a [0, 1] (u)"},
		{"<https://a.b> <mailto:c@d>", "https://a.b mailto:c@d"},
		{"a<b>c</b> <!-- x --> d", "ac  d"},
		{"a < b > c", "a < b > c"},
		{"&lt;&#43;&amp;&unknown; & b", "<+&&unknown; & b"},
		{"a\nb", "a b"},
		{"a  \nb", "a  \nb"},
		{"a\\\nb", "a\nb"},
		{"ä∂*é*", "ä∂é"},
	}
	for _, test := range tests {
		have, err := inlineText(test.source)
		have = strings.ReplaceAll(have, glue, " ")
		if err != nil || have != test.want {
			t.Errorf("%q: have %q, %v, want %q", test.source, have, err, test.want)
		}
	}
}

func TestInlineGlue(t *testing.T) {
	tests := []struct{ source, want string }{
		{"$a = b$", "a" + glue + "=" + glue + "b"},
		{"`a b`", "`a" + glue + "b`"},
		{"$a = b = c = d = e = f = g = h = i = j$", "a = b = c = d = e = f = g = h = i = j"},
	}
	for _, test := range tests {
		have, err := inlineText(test.source)
		if err != nil || have != test.want {
			t.Errorf("%q: have %q, %v, want %q", test.source, have, err, test.want)
		}
	}
}

func TestWithMathSigns(t *testing.T) {
	tests := []struct{ source, want string }{
		{"−0.5 ≈ x", "−0.5 ≈ x"},
		{"$x = −0.5$ and −1", "$x = -0.5$ and −1"},
		{"$$x ≈ 0.5$$", `$$x \approx  0.5$$`},
		{"$1.2·10⁻⁹$", `$1.2\cdot 10^{-9}$`},
		{"`$−$` \\$−$−$", "`$−$` \\$−$-$"},
		{"−$", "−$"},
	}
	for _, test := range tests {
		if have := withMathSigns(test.source); have != test.want {
			t.Errorf("%q: have %q, want %q", test.source, have, test.want)
		}
	}
	// Whatever Power writes can stand in a formula.
	if err := checkInline(withMathSigns("$" + Power(-1.25e-11) + "$")); err != nil {
		t.Error(err)
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		text string
		want string
	}{
		{"", ""},
		{"one two three", "one two|three"},
		{"one two2 three", "one two2|three"},
		{"overlongword a", "overlongword|a"},
		{"a\nb", "a|b"},
		{"a" + glue + "b" + glue + "c" + glue + "d efgh", "a b c d|efgh"},
		{"x\u0302x\u0302x\u0302x\u0302 abc d", "x\u0302x\u0302x\u0302x\u0302 abc|d"},
	}
	for _, test := range tests {
		if have := strings.Join(wrap(test.text, 8), "|"); have != test.want {
			t.Errorf("%q: have %q, want %q", test.text, have, test.want)
		}
	}
}
