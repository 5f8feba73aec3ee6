package site

import (
	"strings"

	"backprop/internal/weave"
)

// A chapter's twin stands beside its loops: the page shows the Go and the NumPy
// of a cell as two tabs. Without a script the NumPy is below the Go, folded.

const (
	twinName  = "The same in NumPy"
	givenName = "what stands before it: imports, and what is given"
)

// pair writes a cell of Go with the piece of the twin that stands beside it. The
// first one holds, folded, what the twin begins with.
func (s *setter) pair(cell weave.Cell, twin string) {
	s.out.WriteString(`<div class="cell pair"><div class="panel">` + listingHTML(cell) + "</div>\n" +
		`<details class="twin"><summary>` + twinName + "</summary>\n")
	s.out.WriteString(codeHTML("python", twin) + "\n")
	if !s.paired {
		s.out.WriteString(`<details class="code"><summary>` + givenName + "</summary>\n" +
			codeHTML("python", s.entry.twin[0].Text) + "\n</details>\n")
		s.paired = true
	}
	s.out.WriteString("</details></div>\n")
}

// twinMarkdown is the same in a Markdown file.
func (e *entry) twinMarkdown(twin string, first bool) []string {
	if first {
		twin = e.twin[0].Text + "\n\n" + twin
	}
	return []string{"<details><summary>" + twinName + "</summary>", fenced("python", strings.TrimSpace(twin)), "</details>"}
}
