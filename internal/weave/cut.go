package weave

import (
	"go/token"
	"math"
	"strings"
)

// cut returns the cells of the source, in order. A cell grows over the lines
// that follow it as long as they are of its kind and no prose stands between;
// blank lines join it only when such a line comes after them.
func (s *source) cut(blocks []block) []Cell {
	kinds := s.kinds(blocks)
	var cells []Cell
	for i := 1; i < len(s.lines); i++ {
		if len(blocks) > 0 && blocks[0].first == i {
			b := blocks[0]
			blocks = blocks[1:]
			cells = append(cells, Cell{
				Kind: Prose,
				Line: b.first,
				End:  b.last,
				Text: strings.Join(b.text, "\n"),
			})
			i = b.last
			continue
		}
		if s.lines[i].blank() {
			continue
		}
		if n := len(cells); n > 0 && cells[n-1].Kind == kinds[i] {
			cells[n-1].End = i
		} else {
			cells = append(cells, Cell{Kind: kinds[i], Line: i, End: i})
		}
	}
	for i := range cells {
		c := &cells[i]
		if c.Kind != Prose {
			c.Text = s.dedent(c.Line, c.End)
		}
		if c.Kind == Code && (s.compares(c.Line, c.End) || !s.presents(c.Line, c.End)) {
			c.Listing = s.listing(c.Line, c.End)
		}
		c.Presents = c.Kind == Code && c.Listing == ""
	}
	return cells
}

// dedent returns lines without the leading tabs that they share. The inside
// of a raw string is data and stays as it is. The inside of a /* */ comment
// loses at most as many tabs as it has. Neither counts for what is shared.
func (s *source) dedent(first, last int) string {
	shared := s.sharedTabs(first, last)
	text := make([]string, 0, last-first+1)
	for _, l := range s.lines[first : last+1] {
		switch {
		case l.blank():
			text = append(text, "")
		case l.within == token.STRING:
			text = append(text, l.text)
		default:
			text = append(text, cutTabs(l.text, shared))
		}
	}
	return strings.Join(text, "\n")
}

func (s *source) sharedTabs(first, last int) int {
	shared := math.MaxInt
	for _, l := range s.lines[first : last+1] {
		if l.within == token.ILLEGAL && !l.blank() {
			shared = min(shared, leadingTabs(l.text))
		}
	}
	return shared
}

func leadingTabs(t string) int { return len(t) - len(strings.TrimLeft(t, "\t")) }

// cutTabs returns a line without n of its leading tabs, or as many as it has.
func cutTabs(t string, n int) string { return t[min(n, leadingTabs(t)):] }
