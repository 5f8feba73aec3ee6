package lab

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/markup"
	"backprop/internal/notebook"
	"backprop/internal/report"
)

// Step is a step of the report on a network, as chapter 18 shows it, without
// its heading.
func Step(network string, step int) (string, error) {
	return shown(network, func(r *report.Report, _ *notebook.Notebook) error {
		steps := r.Steps()
		if step < 0 || step >= len(steps) {
			return fmt.Errorf("%s: there is no step %d of %d", name, step, len(steps))
		}
		steps[step].Show()
		return nil
	})
}

// Derive is one array of a network and how each of its numbers came about, as
// chapter 18 shows it with -only.
func Derive(network string, place cnn.Place) (string, error) {
	return shown(network, func(r *report.Report, _ *notebook.Notebook) error { return r.Only(place) })
}

// shown is what a function has a report on a network show, as HTML.
func shown(network string, show func(*report.Report, *notebook.Notebook) error) (string, error) {
	work, err := workOn(network)
	if err != nil {
		return "", err
	}
	entries, err := notebook.Shown(func(nb *notebook.Notebook) error {
		return show(report.New(nb, work.pass, false), nb)
	}, notebook.Example{File: name, Network: work.network, Given: true})
	if err != nil {
		return "", err
	}
	return pageOf(entries), nil
}

// pageOf writes what was shown as HTML. The heading that a step begins with
// stands on the page already.
func pageOf(entries []notebook.Entry) string {
	var b strings.Builder
	for i, e := range entries {
		if s, ok := e.Output.(*notebook.Sentence); ok && i == 0 && strings.HasPrefix(s.Markdown, "#") {
			continue
		}
		b.WriteString(markup.HTML(e.Output, Markdown) + "\n")
	}
	return b.String()
}
