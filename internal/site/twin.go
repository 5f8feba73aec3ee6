package site

import (
	"html"
	"regexp"
	"slices"
	"strings"

	"backprop/internal/weave"
)

// A chapter's twin stands beside its loops: the page shows the Go and the NumPy
// of a cell as two tabs. Without a script the NumPy is below the Go, folded.

const (
	twinName  = "The same in NumPy"
	givenName = "what stands before it: imports, and what is given"
	// shortPrinted is how many lines of what a twin prints are in view.
	shortPrinted = 16
)

// pair writes a cell of Go with the piece of the twin that stands beside it, and
// what that prints. The first one holds, folded, what the twin begins with.
func (s *setter) pair(cell weave.Cell, twin int) {
	s.out.WriteString(`<div class="cell pair"><div class="panel">` + listingHTML(cell) + "</div>\n" +
		`<details class="twin"><summary>` + twinName + "</summary>\n" + codeHTML("python", s.entry.twin[twin].Text) + "\n")
	if printed := s.entry.printed[twin]; printed != "" {
		out := `<pre class="printed">` + html.EscapeString(printed) + "</pre>\n"
		if strings.Count(printed, "\n") >= shortPrinted {
			out = `<details class="code"><summary>what it prints</summary>` + out + "</details>\n"
		}
		s.out.WriteString(out)
	}
	if !s.paired {
		s.out.WriteString(`<details class="code"><summary>` + givenName + "</summary>\n" +
			codeHTML("python", s.entry.twin[0].Text) + "\n</details>\n")
		s.paired = true
	}
	s.out.WriteString("</details></div>\n")
}

// numpyName is a function or a method of NumPy in a program.
var numpyName = regexp.MustCompile(`\b(?:np\.)?(\w+(?:\.at)?)\(`)

// saidInNumPy is what a reader of Python may look for in a piece of a twin: the
// functions that it calls, each once.
func saidInNumPy(code string) string {
	var names []string
	for _, m := range numpyName.FindAllStringSubmatch(code, -1) {
		if name := strings.TrimPrefix(m[1], "np."); name != "print" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "Python, NumPy: " + strings.Join(names, ", ")
}

// twinMarkdown is the same in a Markdown file.
func (e *entry) twinMarkdown(twin int, first bool) []string {
	text := e.twin[twin].Text
	if first {
		text = e.twin[0].Text + "\n\n" + text
	}
	blocks := []string{"<details><summary>" + twinName + "</summary>", fenced("python", text)}
	if printed := e.printed[twin]; printed != "" {
		blocks = append(blocks, fenced("text", printed))
	}
	return append(blocks, "</details>")
}
