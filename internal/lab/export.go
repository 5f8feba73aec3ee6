package lab

import (
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
	"backprop/internal/report"
	"backprop/internal/script"
	"backprop/internal/tex"
)

// Export is what Derive shows as Markdown with formulas in LaTeX, for an answer
// on a forum or for one's own notes: each equation as MathJax and GitHub read
// it, and arrays as text.
func Export(network string, place cnn.Place) (string, error) {
	work, err := workOn(network)
	if err != nil {
		return "", err
	}
	entries, err := notebook.Shown(func(nb *notebook.Notebook) error {
		return report.New(nb, work.pass, false).Only(place)
	}, notebook.Example{File: name, Network: work.network, Given: true})
	if err != nil {
		return "", err
	}
	var parts []string
	for _, e := range entries {
		switch o := e.Output.(type) {
		case *notebook.Sentence:
			parts = append(parts, o.Markdown)
		case *notebook.Equation:
			parts = append(parts, display(o))
		default:
			parts = append(parts, "```\n"+o.Text(exportWidth)+"\n```")
		}
	}
	return strings.Join(parts, "\n\n") + "\n", nil
}

// Script is a program in Python that computes a network again and compares: in
// PyTorch or, where torch is false, in NumPy.
func Script(network string, torch bool) (string, error) {
	work, err := workOn(network)
	if err != nil {
		return "", err
	}
	if torch {
		return script.Torch(work.pass), nil
	}
	return script.NumPy(work.pass), nil
}

// exportWidth is the width of arrays that are written as text.
const exportWidth = 80

// display is an equation as displayed LaTeX, a line for each step.
func display(e *notebook.Equation) string {
	var b strings.Builder
	b.WriteString("$$\n\\begin{aligned}\n" + tex.Common(e.Left))
	for i, step := range e.Steps {
		if i > 0 {
			b.WriteString(" \\\\\n")
		}
		relation := step.Relation
		if relation == "≈" {
			relation = `\approx`
		}
		b.WriteString(" &" + relation + " " + tex.Common(strings.Join(step.Terms, " ")))
	}
	b.WriteString("\n\\end{aligned}\n$$")
	if e.Note != "" {
		b.WriteString("\n\n" + e.Note)
	}
	return b.String()
}
