package site

import (
	"regexp"
	"testing"
)

var unsafeHTML = regexp.MustCompile(`(?i)<(script|iframe|style|img|form|object)\b|<[^>]+\son\w+=|href="\s*javascript:`)

// FuzzMarkdown: no Markdown makes the page panic or lets HTML of its own
// through, and each fault has a line of the passage.
func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{
		"a *b* $x$", "$$x\n+ y$$ z", "> [!NOTE] a $x\n> b$", "> [!NOTE]\n> > [!SLIP] b\n> > $$x\n> > y$$", "<b>c</b>", "<script>alert(1)</script>",
		"[a](javascript:alert(1)) ![b](c)", "# a\n\n## b\n\n| a |\n| - |\n| $b$ |", "- $$\n  x\n\n  $$", "\t$$x$$", "[a]: #b\n\n[a]", "a\n===\n$", "```go\n$x\n```", "$a `b$ c`", "> [!NOTE] `a\n> b` c",
	} {
		f.Add(s)
	}
	m, faults := desk(f)
	f.Fuzz(func(t *testing.T, source string) {
		*faults = nil
		html := m.read(source, 1).html()
		if found := unsafeHTML.FindString(html); found != "" {
			t.Errorf("%q lets %q through:\n%s", source, found, html)
		}
		lines := 1
		for _, r := range source {
			if r == '\n' {
				lines++
			}
		}
		for _, g := range *faults {
			if g.line < 1 || g.line > lines {
				t.Errorf("%q: fault at line %d of %d: %s", source, g.line, lines, g.message)
			}
		}
		m.read(source, 1).inline()
		m.readComputed(source, 1).unlink().html()
		plainText(source)
	})
}
