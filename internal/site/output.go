package site

import (
	"html"

	"backprop/internal/figure"
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
		return m.linked(*o).HTML(markdown)
	case *notebook.Exercise:
		return m.linkMistakes(o.HTML(markdown))
	}
	return e.Output.HTML(markdown)
}

// figure puts the drawing into a figure, which has its caption and its table of
// numbers itself: the notebook does not draw.
func (m manuscript) figure(f *notebook.Figure, markdown notebook.Markdown, line int) string {
	svg, err := figure.SVG(f)
	if err != nil {
		// Data that cannot be drawn may not be fit for a table either.
		m.fault(line, "%v", err)
		return `<div class="failure"><p>` + html.EscapeString(err.Error()) + "</p></div>"
	}
	return f.WithPicture(svg, markdown)
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
