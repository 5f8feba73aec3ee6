package words

import (
	"regexp"
	"strings"
)

// A Text is Markdown with holes, and the line where it begins.
type Text struct {
	Source string
	Line   int
}

// A Hole is a name in a text.
type Hole struct {
	Name     string
	Relation bool // with = or ≈ before the number
	Line     int
}

// textOf is some lines, of which the first has the given number, without the
// blank ones around them.
func textOf(lines []string, first int) Text {
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines, first = lines[1:], first+1
	}
	return Text{strings.TrimRight(strings.Join(lines, "\n"), " \n"), first}
}

var hole = regexp.MustCompile(`‹([^‹›]*)›`)

func (t Text) hole(from, to int) Hole {
	name, relation := strings.CutPrefix(t.Source[from:to], "=")
	return Hole{strings.Join(strings.Fields(name), " "), relation, t.lineAt(from)}
}

func (t Text) lineAt(offset int) int { return t.Line + strings.Count(t.Source[:offset], "\n") }

// holes are the holes of the text in their order. Its error is an *Error: an
// empty name, or a ‹ or › without its other.
func (t Text) holes() ([]Hole, error) {
	var list []Hole
	end := 0
	for _, at := range hole.FindAllStringSubmatchIndex(t.Source, -1) {
		if err := t.stray(end, at[0]); err != nil {
			return nil, err
		}
		end = at[1]
		h := t.hole(at[2], at[3])
		if h.Name == "" {
			return nil, errorAt(h.Line, "found ‹› without a name; write the name of a number between the two")
		}
		list = append(list, h)
	}
	return list, t.stray(end, len(t.Source))
}

// stray reports a sign of a hole that is none.
func (t Text) stray(from, to int) error {
	if at := strings.IndexAny(t.Source[from:to], "‹›"); at >= 0 {
		return errorAt(t.lineAt(from+at), "found ‹ or › without the other; a hole is a name between both")
	}
	return nil
}

// Fill writes into each hole what it is given for. An error of the function
// becomes an *Error with the line of the hole. A line of a paragraph that begins
// with a hole is joined to the line before: "1. The number" would begin a list.
func (t Text) Fill(value func(Hole) (string, error)) (string, error) {
	var b strings.Builder
	end := 0
	for _, at := range hole.FindAllStringSubmatchIndex(t.Source, -1) {
		h := t.hole(at[2], at[3])
		written, err := value(h)
		if err != nil {
			return "", errorAt(h.Line, "%v", err)
		}
		before := t.Source[end:at[0]]
		if line := strings.TrimSuffix(before, "\n"); line != before && line != "" && !strings.HasSuffix(line, "\n") {
			before = line + " "
		}
		b.WriteString(before + written)
		end = at[1]
	}
	return b.String() + t.Source[end:], nil
}
