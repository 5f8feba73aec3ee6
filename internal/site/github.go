package site

import (
	"fmt"
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
	noted, paired := false, false
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
			if twin := m.entry.twinBeside(i); twin >= 0 {
				blocks = append(blocks, m.entry.twinMarkdown(twin, !paired)...)
				paired = true
			}
		}
		blocks = append(blocks, m.markdownOutputs(shown[i])...)
	}
	return []byte(strings.Join(blocks, "\n\n") + "\n")
}

// markdownOutputs writes sentences as they are, exercises with their answers
// folded away, and all else as text.
func (m manuscript) markdownOutputs(entries []notebook.Entry) []string {
	var blocks []string
	for _, e := range entries {
		switch o := e.Output.(type) {
		case *notebook.Sentence:
			blocks = append(blocks, strings.TrimSpace(m.portable(o.Markdown)))
		case *notebook.Exercise:
			blocks = append(blocks, m.markdownExercise(o)...)
		default:
			blocks = append(blocks, fenced("text", m.entry.outputText(e.Output)))
		}
	}
	return blocks
}

// markdownExercise writes an exercise under a heading, which has the anchor
// that the exercise has on the page.
func (m manuscript) markdownExercise(x *notebook.Exercise) []string {
	blocks := []string{fmt.Sprintf("### Exercise %d", x.Number), strings.TrimSpace(m.portable(x.Question))}
	fold := func(name string, inside ...string) {
		blocks = append(blocks, "<details><summary>"+name+"</summary>")
		blocks = append(append(blocks, inside...), "</details>")
	}
	if x.Hint != "" {
		fold("Hint", strings.TrimSpace(m.portable(x.Hint)))
	}
	var inside []string
	for _, a := range x.Answers {
		name := ""
		if a.Name != "" {
			name = m.portable("$"+a.Name+"$") + " "
		}
		inside = append(inside, name+a.Printed())
	}
	var wrong []string
	for _, l := range x.Lapses(func(name string) string { return "`" + name + "`" }) {
		line := "- If you have " + notebook.Num(l.Value)
		if l.Answer != "" {
			line += " for " + m.portable("$"+l.Answer+"$")
		}
		wrong = append(wrong, line+", you probably "+l.Did)
	}
	if len(wrong) > 0 {
		inside = append(inside, strings.Join(wrong, "\n"))
	}
	if x.Solution != "" {
		inside = append(inside, strings.TrimSpace(m.portable(x.Solution)))
	}
	fold("Answer", inside...)
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
