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

func TestHighlightPython(t *testing.T) {
	for _, tt := range []struct{ source, want string }{
		{"for i in range(3):", `<span class="k">for</span> i <span class="k">in</span> <span class="t">range</span>(<span class="n">3</span>):`},
		{"np.sum(sum(x), max)", `np.sum(<span class="t">sum</span>(x), max)`},
		{"x = None or 1e-4 + .5", `x = <span class="n">None</span> <span class="k">or</span> <span class="n">1e-4</span> + <span class="n">.5</span>`},
		{"0xda94 % 2**64", `<span class="n">0xda94</span> % <span class="n">2</span>**<span class="n">64</span>`},
		{"x1 = A[1:2]", `x1 = A[<span class="n">1</span>:<span class="n">2</span>]`},
		{`print(f"Z =\n{Z}")  # a < b`, `<span class="t">print</span>(<span class="s">f&#34;Z =\n{Z}&#34;</span>)  <span class="c"># a &lt; b</span>`},
		{"'it\\'s # no comment'", `<span class="s">&#39;it\&#39;s # no comment&#39;</span>`},
		{"def f():\n    \"\"\"Two\n    'lines'.\"\"\"", "<span class=\"k\">def</span> f():\n    <span class=\"s\">&#34;&#34;&#34;Two\n    &#39;lines&#39;.&#34;&#34;&#34;</span>"},
		{`open = "never closed`, `open = &#34;never closed`},
	} {
		if have := highlight("python", tt.source); have != tt.want {
			t.Errorf("%s:\nhave %s\nwant %s", tt.source, have, tt.want)
		}
	}
}

// FuzzHighlightPython: whatever the source is, the reader reads all of it.
func FuzzHighlightPython(f *testing.F) {
	for _, source := range []string{"x = 1\n", "'''a", `f"\`, "\xff#", "'\\\n'", "1.e5.", "é = '''''''"} {
		f.Add(source)
	}
	spans := regexp.MustCompile(`<span class="[ktsnc]">|</span>`)
	f.Fuzz(func(t *testing.T, source string) {
		if have := html.UnescapeString(spans.ReplaceAllString(highlight("python", source), "")); have != html.UnescapeString(html.EscapeString(source)) {
			t.Errorf("have %q, want %q", have, source)
		}
	})
}
