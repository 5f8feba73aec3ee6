package site

import (
	"html"

	"backprop/internal/figure"
	"backprop/internal/markup"
	"backprop/internal/notebook"
)

// byCell groups what the chapter showed by the cell that showed it; what no
// cell showed comes under -1. A chapter that failed, or whose source could not
// be cut, shows nothing.
func (e *entry) byCell() map[int][]notebook.Entry {
	shown := map[int][]notebook.Entry{}
	if e.Failure != "" || e.woven == nil {
		return shown
	}
	for _, s := range e.Entries {
		cell := e.woven.CellAt(s.Line)
		shown[cell] = append(shown[cell], s)
	}
	return shown
}

// outputs renders what the chapter showed, by the cell that showed it.
func (m manuscript) outputs() map[int][]string {
	shown := map[int][]string{}
	for cell, entries := range m.entry.byCell() {
		for _, e := range entries {
			shown[cell] = append(shown[cell], m.output(e))
		}
	}
	return shown
}

// output renders one output with the Markdown of the page.
func (m manuscript) output(e notebook.Entry) string {
	markdown := func(source string) string {
		return m.readComputed(source, e.Line).html()
	}
	switch o := e.Output.(type) {
	case *notebook.Figure:
		return m.figure(o, markdown, e.Line)
	case *notebook.Strip:
		return markup.HTML(m.linked(*o), markdown)
	case *notebook.Exercise:
		return m.linkMistakes(markup.HTML(o, markdown))
	}
	return markup.HTML(e.Output, markdown)
}

// outputText is an output as a terminal shows it. The notebook and the Markdown
// file both show it, and it is written once.
func (e *entry) outputText(o notebook.Output) string {
	if _, ok := e.texts[o]; !ok {
		e.texts[o] = e.newOutputText(o)
	}
	return e.texts[o]
}

func (e *entry) newOutputText(o notebook.Output) string {
	if f, ok := o.(*notebook.Figure); ok {
		// Data that cannot be drawn may not be fit for a table either.
		if _, err := e.drawing(f); err != nil {
			return "Figure: " + f.Title
		}
	}
	return o.Text(notebookWidth)
}

// A drawing is a figure's SVG, or why it cannot be drawn.
type drawing struct {
	svg string
	err error
}

// drawing draws a figure, once for all files that show it.
func (e *entry) drawing(f *notebook.Figure) (string, error) {
	d, ok := e.drawings[f]
	if !ok {
		d.svg, d.err = figure.SVG(f)
		e.drawings[f] = d
	}
	return d.svg, d.err
}

// figure puts the drawing into a figure, which has its caption and its table of
// numbers itself: nothing but package figure draws.
func (m manuscript) figure(f *notebook.Figure, markdown markup.Markdown, line int) string {
	svg, err := m.entry.drawing(f)
	if err != nil {
		// Data that cannot be drawn may not be fit for a table either.
		m.fault(line, "%v", err)
		return `<div class="failure"><p>` + html.EscapeString(err.Error()) + "</p></div>"
	}
	return markup.Figure(f, svg, markdown)
}

// linked drops the links of a strip to chapters that do not exist.
func (m manuscript) linked(s notebook.Strip) *notebook.Strip {
	stages := make([]notebook.Stage, len(s.Stages))
	copy(stages, s.Stages)
	for i, stage := range stages {
		if m.contents.byName[stage.Chapter] == nil {
			stages[i].Chapter = ""
		}
	}
	s.Stages = stages
	return &s
}
