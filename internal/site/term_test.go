package site

import (
	"regexp"
	"strings"
	"testing"
)

var termLink = regexp.MustCompile(`<a class="defined" href="words\.html#([^"]*)" title="[^"]+">([^<]*)</a>`)

func TestTermLinks(t *testing.T) {
	tests := []struct{ name, html, want string }{
		{"the first mention", "<p>A gate, and a gate.</p>", "<p>A [gate gate], and a gate.</p>"},
		{"several, and a capital", "<p>Winners and biases of classes</p>", "<p>[winner Winners] and [bias biases] of [class classes]</p>"},
		{"the longest", "<p>a dead ReLU, a ReLU</p>", "<p>a [dead-relu dead ReLU], a [relu ReLU]</p>"},
		{"over two lines", "<p>a full\ncorrelation</p>", "<p>a [full-correlation full\ncorrelation]</p>"},
		{"where it is explained", "<p>the <strong>engine</strong></p>", "<p>the <strong>[engine engine]</strong></p>"},
		{"part of a word", "<p>investigate, tied, classic</p>", "<p>investigate, tied, classic</p>"},
		{"not in a heading, and after it", "<h2 id=\"x\">The <em>gate</em></h2>\n<p>gate</p>", "<h2 id=\"x\">The <em>gate</em></h2>\n<p>[gate gate]</p>"},
		{"not in a link, a formula or code", "<p><a href=\"y\">gate</a> <math><mi>gate</mi></math> <code>gate</code></p>", "<p><a href=\"y\">gate</a> <math><mi>gate</mi></math> <code>gate</code></p>"},
		{"an attribute is no text", "<p title=\"gate\">a</p>", "<p title=\"gate\">a</p>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if have := termLink.ReplaceAllString(terms{}.link(tt.html), "[$1 $2]"); have != tt.want {
				t.Errorf("have %q\nwant %q", have, tt.want)
			}
		})
	}
	seen := terms{}
	if have := seen.link("<p>gate</p>") + seen.link("<p>gate</p>"); strings.Count(have, "<a ") != 1 {
		t.Errorf("a word is a link twice on one page: %s", have)
	}
}

// TestEveryTerm: each word of the glossary is found by its own name, in capitals
// too, and leads to its own line.
func TestEveryTerm(t *testing.T) {
	for _, g := range glossary {
		for _, said := range []string{g.word, strings.ToUpper(g.word)} {
			m := termLink.FindStringSubmatch(terms{}.link("<p>" + said + "</p>"))
			if m == nil || m[1] != wordID(g.word) {
				t.Errorf("%q leads to %q", said, m)
			}
		}
	}
}
