package notebook

import "strings"

// Derivations are the equations of all elements of a quantity, in row-major
// order.
type Derivations struct {
	Name      string // TeX: the quantity
	Equations []*Equation
	// Note is what every equation would say of itself; may be empty.
	Note string `json:",omitempty"`
}

// Kind is "derivations".
func (*Derivations) Kind() string { return "derivations" }

// newDerivations takes equations together. A note that they all carry is said
// once.
func newDerivations(name string, equations []*Equation) *Derivations {
	d := &Derivations{Name: name, Equations: equations}
	if len(equations) < 2 {
		return d
	}
	note := equations[0].Note
	for _, e := range equations {
		if e.Note != note {
			return d
		}
	}
	if d.Note = ofEach(note); d.Note != "" {
		for _, e := range equations {
			e.Note = ""
		}
	}
	return d
}

// ofEach is the note of one equation as it is said of several; "" for one that
// is about a cell or a window and is said at each of them.
func ofEach(note string) string {
	switch {
	case note == "":
	case note[0] >= '1' && note[0] <= '9':
		return "In each sum " + note
	case strings.HasPrefix(note, "All "):
		return "In each sum a" + note[1:]
	case strings.HasPrefix(note, tooFarApart):
		return "In each equation t" + note[1:]
	}
	return ""
}

// check reports an equation that cannot be shown.
func (d *Derivations) check() error {
	for _, e := range d.Equations {
		if err := e.check(); err != nil {
			return err
		}
	}
	return checkMarkdown(d.Note)
}

// Text is one equation after the other, and the note.
func (d *Derivations) Text(width int) string {
	var parts []string
	for _, e := range d.Equations {
		parts = append(parts, e.Text(width))
	}
	if d.Note != "" {
		parts = append(parts, textOf(d.Note, width))
	}
	return strings.Join(parts, "\n\n")
}
