package weave

import (
	"fmt"
	"strings"
	"testing"
)

func TestHeadingsAndLead(t *testing.T) {
	tests := []struct {
		name, prose, lead string
		want              []string // level, line, id, text
	}{
		{"plain", "# A B\n\nOne\ntwo.\n\nThree.", "One two.", []string{"1 1 a-b A B"}},
		{"closing marks, no space", "# A ##\n#no\n## B# #", "#no", []string{"1 1 a A", "2 3 b B#"}},
		{"indented", "   # A\n    # code\n\t# code", "", []string{"1 1 a A"}},
		{"levels", "# A\n###### F\n####### G", "####### G", []string{"1 1 a A", "6 2 f F"}},
		{"underlined", "A\nb\n===\nC\n---\nD", "D", []string{"1 1 a-b A b", "2 4 c C"}},
		{"underlined by one", "A\n=\nL", "L", []string{"1 1 a A"}},
		{"rules and empty underlines", "# A\n---\n***\n- - -\n\n===", "===", []string{"1 1 a A"}},
		{"fences", "# A\n```go\n# x\n~~~\n```\n~~~~\n# y\n~~~\n~~~~\nL\n``` `x`", "L ``` `x`", []string{"1 1 a A"}},
		{"displayed math", "# A\n$$\nx\n=\ny\n$$\n$$ z $$\nL $x$\n$$\nq", "L $x$", []string{"1 1 a A"}},
		{"lists", "# A\n- x\n\n  # no\n\n  p\n  ---\n1. y\n# B\n\nL\n- z\n---", "L", []string{"1 1 a A", "1 9 b B"}},
		{"list that ends", "# A\n- x\n\nL\n+ y", "L", []string{"1 1 a A"}},
		{"quotes, tables, HTML", "# A\n> x\ny\n\n| a |\n|---|\n\n<p>\n\nL\n> z", "L", []string{"1 1 a A"}},
		{"indented code in a paragraph", "# A\nL\n    m", "L m", []string{"1 1 a A"}},
		{"lead after another heading", "# A\n## B\nL", "L", []string{"1 1 a A", "2 2 b B"}},
		{"no lead before the title", "x\n\n# A", "", []string{"1 3 a A"}},
		{"same text", "# A\n## A\n## a-1\n## A", "", []string{"1 1 a A", "2 2 a-1 A", "2 3 a-1-1 a-1", "2 4 a-2 A"}},
		{"anchors", "# The *kernel*, `K_mn`: [links](x.html#y) & $\\delta$ É\n## $+$\n## !", "",
			[]string{"1 1 the-kernel-k_mn-links--delta-é The *kernel*, `K_mn`: [links](x.html#y) & $\\delta$ É", "2 2 section $+$", "2 3 section-1 !"}},
		{"addresses", "# A\n## B c {#d}\n### B $x$ {#e #é-1_ #f} ##\n## B {x}\n```\n## G {#h}\n```", "",
			[]string{"1 1 a A", "2 2 d B c", "3 3 e,é-1_,f B $x$", "2 4 b-x-1 B {x}"}},
		{"an address before words", "# A\n## B\n## C {#b}\n## B", "", []string{"1 1 a A", "2 2 b-1 B", "2 3 b C", "2 4 b-1-1 B"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := "// " + strings.ReplaceAll(tt.prose, "\n", "\n// ") + "\n\npackage main\n"
			c, err := Parse("main.go", src)
			if err != nil {
				t.Fatal(err)
			}
			var have []string
			for _, h := range c.Headings {
				have = append(have, fmt.Sprint(h.Level, h.Line, " ", strings.Join(append([]string{h.ID}, h.Also...), ","), " ", h.Text))
			}
			if strings.Join(have, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("have\n%s\nwant\n%s", strings.Join(have, "\n"), strings.Join(tt.want, "\n"))
			}
			if c.Lead != tt.lead {
				t.Errorf("lead: have %q, want %q", c.Lead, tt.lead)
			}
		})
	}
}

// A fence that one cell leaves open ends with the cell.
func TestCellsDoNotShareMarkdown(t *testing.T) {
	c, err := Parse("main.go", "// # A\n// ```\n\n// ## B\n\npackage main\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Headings) != 2 || c.Headings[1].Line != 4 {
		t.Errorf("have %v, want A on line 1 and B on line 4", c.Headings)
	}
}
