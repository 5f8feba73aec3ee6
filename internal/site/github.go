package site

import (
	"strings"

	"backprop/internal/notebook"
	"backprop/internal/weave"
)

// markdownFile returns the chapter as Markdown that GitHub shows: prose, code
// and outputs in the order of the source. What the page folds is folded.
func (m manuscript) markdownFile() []byte {
	m.form, m.faults = asMarkdown, new(faults)
	if m.entry.woven == nil {
		return []byte("# " + m.entry.Title() + "\n\n" + m.downloadNote() + "\n\n" + fenced("go", m.entry.Source) + "\n")
	}
	shown := m.entry.byCell()
	blocks := m.markdownOutputs(shown[-1])
	noted := false
	for i, cell := range m.entry.woven.Cells {
		switch {
		case cell.Kind == weave.Prose:
			blocks = append(blocks, strings.TrimSpace(m.portable(cell.Text)))
			if !noted {
				blocks = append(blocks, m.downloadNote())
				noted = true
			}
		case cell.Kind == weave.Frame || cell.Presents:
			blocks = append(blocks, "<details><summary>code</summary>", fenced("go", cell.Text), "</details>")
		default:
			blocks = append(blocks, fenced("go", cell.Text))
		}
		blocks = append(blocks, m.markdownOutputs(shown[i])...)
	}
	return []byte(strings.Join(blocks, "\n\n") + "\n")
}

// markdownOutputs writes sentences as they are and all else as text.
func (m manuscript) markdownOutputs(entries []notebook.Entry) []string {
	var blocks []string
	for _, e := range entries {
		if o, ok := e.Output.(*notebook.Sentence); ok {
			blocks = append(blocks, strings.TrimSpace(m.portable(o.Markdown)))
		} else {
			blocks = append(blocks, fenced("text", m.outputText(e.Output)))
		}
	}
	return blocks
}

// fenced is a block of code whose fence is longer than any in it.
func fenced(language, source string) string {
	fence := "```"
	for strings.Contains(source, fence) {
		fence += "`"
	}
	return fence + language + "\n" + strings.TrimRight(source, "\n") + "\n" + fence
}
