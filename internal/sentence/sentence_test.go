package sentence

import (
	"regexp"
	"testing"
)

var mathml = regexp.MustCompile(`(?s)<math.*?</math>`)

func TestHTML(t *testing.T) {
	w := Writer{Page: func(to string) string { return "there/" + to }}
	for source, want := range map[string]string{
		"### A heading":                       "<h4>A heading</h4>",
		"# a\n\n#### b\n\nc\n\n##### d\n\n e": "<h4>a</h4><h4>b</h4><p>c</p><p>##### d</p><p> e</p>",
		"one\n\ntwo":                          "<p>one</p><p>two</p>",
		"**bold** *leaning* `a*b` \\*":        "<p><strong>bold</strong> <em>leaning</em> <code>a*b</code> *</p>",
		"see [chapter 08](08-softmax-cross)":  `<p>see <a href="there/08-softmax-cross">chapter 08</a></p>`,
		"[there](https://a.org/x?y=1&z)":      `<p><a href="https://a.org/x?y=1&amp;z">there</a></p>`,
		"[no](javascript:alert)":              "<p>no</p>",
		"`gate-forgotten`":                    `<p><a href="there/19-common-mistakes#gate-forgotten"><code>gate-forgotten</code></a></p>`,
		"<script>alert(1)</script> & \"q\"":   "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;q&#34;</p>",
		"a $ alone, 2 * 3 * 4, [x] and (y)":   "<p>a $ alone, 2 * 3 * 4, [x] and (y)</p>",
		"$\\nothing$":                         "<p>$\\nothing$</p>",
	} {
		if have := w.HTML(source); have != want {
			t.Errorf("%q: have %s\nwant %s", source, have, want)
		}
	}
	if have := mathml.ReplaceAllString(w.HTML("$x$. Then $x$"), "M"); have != `<p><span class="whole">M.</span> Then M</p>` {
		t.Errorf("have %s", have)
	}
	for source, want := range map[string]string{
		"see [chapter 08](08-softmax-cross)": "<p>see chapter 08</p>",
		"`gate-forgotten`":                   "<p><code>gate-forgotten</code></p>",
	} {
		if have := (Writer{}).HTML(source); have != want {
			t.Errorf("without the book, %q: have %s\nwant %s", source, have, want)
		}
	}
}
