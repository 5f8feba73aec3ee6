package certify

import (
	"strings"

	"backprop/internal/tex"
	"backprop/internal/witness"
)

// tooClose certifies the numbers of a note that a gate or a winner is that of float64
// and not that of the numbers themselves: those of elements or of the distance between
// two of them.
func (c *certifier) tooClose(note string) {
	for _, piece := range pieces.FindAllString(note, -1) {
		text, err := tex.Text(strings.Trim(piece, "$"))
		if err != nil {
			continue
		}
		p, ok := read(text)
		switch {
		case !ok: // a symbol
		case p.value.Sign() == 0 || c.catalogue.rounds(p) || c.roundsFloat(p):
			c.add(byValue)
		default:
			c.gap(c.line, "note", "%s in %q", text, note)
		}
	}
}

// rounds reports whether digits are those of an element, or of the distance
// between two.
func (c *Catalogue) rounds(p printed) bool {
	for _, a := range c.known {
		if p.rounds(a.value) == nil {
			return true
		}
		for _, b := range c.known {
			if gap := a.value.Minus(b.value); gap.Sign() > 0 && gap.Compare(witness.New(1e-9)) < 0 && p.rounds(gap) == nil {
				return true
			}
		}
	}
	return false
}

// roundsFloat reports whether digits are those of what float64 makes of an
// element.
func (c *certifier) roundsFloat(p printed) bool {
	for _, w := range c.worlds {
		for _, x := range w.float.Activations {
			for _, f := range x.Data {
				if p.rounds(witness.New(f)) == nil {
					return true
				}
			}
		}
	}
	return false
}
