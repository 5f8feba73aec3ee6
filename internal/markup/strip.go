package markup

import (
	"fmt"
	"html"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
	"backprop/internal/tex"
)

// strip is a list of links to the chapters of the stages.
func strip(s *notebook.Strip) string {
	var b strings.Builder
	if s.Whole {
		b.WriteString(`<div class="strip whole" role="group" aria-label="The network"><ol>`)
		for _, st := range s.Stages {
			b.WriteString(stage(st, false))
		}
		b.WriteString("</ol></div>")
		return b.String()
	}
	class := "strip"
	if s.Backward {
		class += " backward"
	}
	b.WriteString(`<nav class="` + class + `" aria-label="Where this chapter stands"><ol>`)
	for _, st := range s.Stages {
		b.WriteString(stage(st, s.Backward))
	}
	b.WriteString("</ol></nav>")
	return b.String()
}

// stage is a stage as an element of the list.
func stage(s notebook.Stage, backward bool) string {
	var classes []string
	said := ""
	switch {
	case s.Here:
		classes = append(classes, "here")
		said = "wanted here"
	case s.Known:
		classes = append(classes, "known")
		said = "known"
	}
	if s.Beside {
		classes = append(classes, "beside")
	}
	label, err := tex.Text(s.Name) // what is spoken: mathematics is no name of a link
	if err != nil {
		label = s.Name
	}
	shape := ""
	if len(s.Shape) > 0 {
		shape = ` <span class="shape">` + s.Shape.String() + "</span>"
		label += " " + s.Shape.String()
	}
	if said != "" {
		subject := "value "
		if backward {
			subject = "gradient "
		}
		label += " " + subject + said
		said = `<span class="sr"> ` + subject + said + "</span>"
	}
	content := mini(s.Shape, s.Across) + "<b>" + formula(s.Name, false) + "</b>" + shape + said
	open, end := "<span>", "</span>"
	if s.Chapter != "" {
		current := ""
		if s.Here {
			current = ` aria-current="step"`
		}
		open, end = `<a href="`+html.EscapeString(s.Chapter)+`.html" aria-label="`+html.EscapeString(label)+`"`+current+`>`, "</a>"
	}
	class := ""
	if len(classes) > 0 {
		class = ` class="` + strings.Join(classes, " ") + `"`
	}
	layer := ""
	if s.Layer != "" {
		layer = `<i class="layer">` + html.EscapeString(s.Layer) + "</i> "
	}
	return "<li" + class + ">" + layer + open + content + end + "</li>"
}

// longest is the cells that a side of the small picture has at the most.
const longest = 8

// mini is a small picture of a shape: a cell for each element, or for several
// where a side is long.
func mini(shape cnn.Shape, asRow bool) string {
	height, across := 1, 1
	switch n := len(shape); {
	case n == 1 && asRow:
		across = shape[0]
	case n == 1:
		height = shape[0]
	case n > 1:
		height, across = shape[n-2], shape[n-1]
	}
	if side := max(height, across); side > longest {
		height = max(1, height*longest/side)
		across = max(1, across*longest/side)
	}
	return fmt.Sprintf(`<span class="mini %s" aria-hidden="true">%s</span>`, widthClass(across), strings.Repeat("<i></i>", height*across))
}
