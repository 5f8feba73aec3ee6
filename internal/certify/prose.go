package certify

import (
	"regexp"
	"strings"

	"backprop/internal/notebook"
	"backprop/internal/weave"
)

// prose reports numbers that are typed into a chapter's prose although the
// example determines them: decimals of three digits and more, and negative
// decimals, that are an element of the network. With other numbers they would
// be wrong. Theory keeps its constants, and whole numbers are not looked at.
func (c *certifier) prose(p *notebook.Performance) {
	for _, cell := range p.Chapter.Cells {
		if cell.Kind != weave.Prose {
			continue
		}
		for i, line := range strings.Split(cell.Text, "\n") {
			for _, text := range typed.FindAllString(pieceOfCode.ReplaceAllString(line, ""), -1) {
				if name := c.elementLike(text); name != "" {
					c.fault(cell.Line+i, "prose: %s is typed, but it is %s of this example: let nb.Markdownf write it", text, name)
				}
			}
		}
	}
}

var (
	typed       = regexp.MustCompile(`[−-]?[0-9]+\.[0-9]+`)
	pieceOfCode = regexp.MustCompile("`[^`]*`|\\]\\([^)]*\\)")
)

// elementLike is the name of an element that is written as a text, rounded or
// not; "" where the text is too short to tell.
func (c *certifier) elementLike(text string) string {
	p, ok := read(text)
	digits := strings.Trim(strings.Replace(strings.TrimLeft(text, "−-"), ".", "", 1), "0")
	few := len(digits) < 3
	if !ok || few && p.value.Sign() > 0 {
		return ""
	}
	w := c.worlds[0]
	for _, place := range w.places() {
		for at, v := range w.exact.At(place) {
			if p.exact(v) || !few && v.Rounded(p.decimals).Compare(p.value) == 0 {
				return w.name(place, at)
			}
		}
	}
	return ""
}
