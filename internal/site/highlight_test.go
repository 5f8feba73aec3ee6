package site

import (
	"html"
	"regexp"
	"strings"
	"testing"
)

func TestHighlight(t *testing.T) {
	for _, tt := range []struct{ language, source, want string }{
		{"go", "for i := range 3 {}", `<span class="k">for</span> i := <span class="k">range</span> <span class="n">3</span> {}`},
		{"go", "var s []string = nil", `<span class="k">var</span> s []<span class="t">string</span> = <span class="n">nil</span>`},
		{"go", `f("a<b") // c`, `f(<span class="s">&#34;a&lt;b&#34;</span>) <span class="c">// c</span>`},
		{"go", "s := `a\n{b}`\n", "s := <span class=\"s\">`a\n{b}`</span>\n"},
		{"go", "len := len(x)", `len := <span class="t">len</span>(x)`},
		{"go", "float64(a*'b') + .5e-3i", `<span class="t">float64</span>(a*<span class="s">&#39;b&#39;</span>) + <span class="n">.5e-3i</span>`},
		{"go", "/* a\n*/ x // b\r\ny", "<span class=\"c\">/* a\n*/</span> x <span class=\"c\">// b</span>\ny"},
		{"go", "a `open", "a <span class=\"s\">`open</span>"},
		{"json", `{"a": [-1.5, true]}`, `{<span class="s">&#34;a&#34;</span>: [-<span class="n">1.5</span>, <span class="n">true</span>]}`},
		{"", "for <", "for &lt;"},
		{"no-such-language", "for <", "for &lt;"},
	} {
		if have := highlight(tt.language, tt.source); have != tt.want {
			t.Errorf("%s:\nhave %s\nwant %s", tt.source, have, tt.want)
		}
	}
}

// FuzzHighlight: whatever the source is, the reader reads all of it.
func FuzzHighlight(f *testing.F) {
	for _, source := range []string{"package a\n", "x := `a", "/* a", "'", "\"\\", "//line a:1\nb", "\ufeffa\x00b\xff", "a\rb", "0x_", "//\r\ra\nb"} {
		f.Add(source)
	}
	spans := regexp.MustCompile(`<span class="[ktsnc]">|</span>`)
	f.Fuzz(func(t *testing.T, source string) {
		have := html.UnescapeString(spans.ReplaceAllString(highlight("go", source), ""))
		if want := strings.ReplaceAll(source, "\r", ""); have != want {
			t.Errorf("have %q, want %q", have, want)
		}
	})
}
