package tex

import (
	"regexp"
	"strings"
	"testing"
)

// shown is what can be seen of a formula as HTML, with | where a line may be broken.
func shown(html string) string {
	html = strings.ReplaceAll(html, "</math><math", "</math>|<math")
	html = strings.ReplaceAll(html, "</math><span class=\"whole\"><math", "</math>|<math")
	html = strings.ReplaceAll(html, "</span><math", "|<math")
	return strings.ReplaceAll(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(html, ""), "\u00a0", " ")
}

func TestInLine(t *testing.T) {
	for _, test := range []struct{ source, before, after, want string }{
		{`x = 1 + 2`, "", ".", "x=1+2."}, // short
		{`a + b = c - d + e f g h i j k l m n`, "(", "),", "(a|+b|=c|−d|+efghijklmn),"},          // before each sign and relation
		{`-1 \cdot (-2) + 2 \cdot (3 - 4) \approx -0.6865`, "", "", "−1⋅(−2)|+2⋅(3−4)|≈−0.6865"}, // not at a sign of a number, nor in brackets
		{`\max(0, x) - \max(0, -x) - 10 - 20 - 30`, "", "", "max(0,x)|−max(0,−x)|−10|−20|−30"},   //
		{`[a = b] \cdot 12345678 + [c = d] \cdot 12345678`, "", "", "[a=b]⋅12345678|+[c=d]⋅12345678"},
		{`X_i = a_i \quad \text{for all } i, which, are, known`, "", "", "Xi|=ai|for all i,which,are,known"},
		{`\left(a + b + c + d + e + f + g + h\right) \cdot 2`, "", "", "(a+b+c+d+e+f+g+h)⋅2"},                                                       // a fence is one
		{`\sum_{i=0}^{n-1} a_i b_i c_i d_i e_i f_i g_i`, "", "", "∑i=0n−1aibicidieifigi"},                                                           // limits are one
		{`= 123456789 + 123456789 + 123456`, "", "", "=123456789|+123456789|+123456"},                                                               // it begins with a relation
		{`f = \begin{cases} 1 & x > 0 \\ 0 & \text{everywhere else that there is} \end{cases}`, "", "", "f={1x&gt;00everywhere else that there is"}, // of several lines
	} {
		f, err := Parse(test.source)
		if err != nil {
			t.Fatal(err)
		}
		html := f.InLine(test.before, test.after)
		if have := shown(html); have != test.want {
			t.Errorf("%s: have %s, want %s", test.source, have, test.want)
		}
		if boxed := strings.HasPrefix(html, `<span class="pieces">`); boxed != strings.Contains(test.want, "|") {
			t.Errorf("%s: in a box: %v: %s", test.source, boxed, html)
		}
		if test.after != "" && !strings.HasSuffix(strings.TrimSuffix(html, "</span>"), "</math>"+test.after+"</span>") && !strings.HasSuffix(html, "</math>"+test.after+"</span>") {
			t.Errorf("%s: %q is not on the line of the end: %s", test.source, test.after, html)
		}
	}
}

// TestDisplayed: what stands beside \qquad is a box each, and the pieces of a broken
// formula have the large form of what is not.
func TestDisplayed(t *testing.T) {
	for _, test := range []struct{ source, want string }{
		{`x = 1 \qquad y = 2`, `block x=1 block y=2`},
		{`a = 1 \qquad aaaaaaaa = bbbbbbbb + cccccccc`, `block a=1 large aaaaaaaa large =bbbbbbbb large +cccccccc`},
	} {
		f, err := Parse(test.source)
		if err != nil {
			t.Fatal(err)
		}
		html := f.Displayed()
		html = strings.ReplaceAll(html, `<math display="block">`, " block ")
		html = strings.ReplaceAll(html, `<math displaystyle="true">`, " large ")
		if have := strings.TrimSpace(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(html, "")); have != test.want {
			t.Errorf("%s: have %s, want %s", test.source, have, test.want)
		}
	}
}
