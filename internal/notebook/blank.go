package notebook

import (
	"fmt"
	"html"
	"strings"
)

// BlankHTML is the tables of the grid with its name and its indices and
// without its numbers, for a reader to write into. Nothing in it depends on a
// value. A grid whose parts do not fit together is "".
func (g *Grid) BlankHTML() string {
	if !g.whole() {
		return ""
	}
	var b strings.Builder
	for _, p := range g.planes() {
		p.blankHTML(&b)
	}
	return b.String()
}

func (p plane) blankHTML(b *strings.Builder) {
	fmt.Fprintf(b, `<table class="%s blank %s" data-place="%s">`, p.class(), widthClass(p.across), html.EscapeString(string(p.grid.Place)))
	p.bodyHTML(b, func(int, int) { b.WriteString("<td></td>") })
}
