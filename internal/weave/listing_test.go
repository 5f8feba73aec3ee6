package weave

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"
)

// sample is a chapter that has one of everything.
func sample(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile("testdata/chapter.go")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// listing writes a chapter for a person to read.
func listing(c *Chapter) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\nlead:  %s\n\n", c.Title, c.Lead)
	for _, h := range c.Headings {
		fmt.Fprintf(&b, "heading %d, line %d, #%s: %s\n", h.Level, h.Line, h.ID, h.Text)
	}
	for i, cell := range c.Cells {
		presents := ""
		if cell.Presents {
			presents = ", presents"
		}
		fmt.Fprintf(&b, "\n[%d] %v %d-%d%s\n", i, cell.Kind, cell.Line, cell.End, presents)
		for l := range strings.SplitSeq(cell.Text, "\n") {
			b.WriteString(strings.TrimRight("    | "+l, " ") + "\n")
		}
	}
	return b.String()
}

func TestChapterGolden(t *testing.T) {
	c, err := Parse("chapter.go", sample(t))
	if err != nil {
		t.Fatal(err)
	}
	goldie.New(t).Assert(t, "chapter", []byte(listing(c)))
}

func TestSampleIsClean(t *testing.T) {
	for _, p := range Lint("chapter.go", sample(t)) {
		t.Errorf("chapter.go:%d: %s", p.Line, p.Message)
	}
}
