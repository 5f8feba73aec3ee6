package notebook

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/words"
)

// Let says what goes into the holes of a section of words.md, by their names:
//   - an Element, which is known by its place in the network
//   - a float64, a cnn.Real or an int, which is known by its name
//   - a string, which is put in as it is: a word that depends on the network, a
//     list, a name in TeX
//   - a cnn.Shape
//   - for the wrong numbers of an answer, a []Wrong
//   - for as many answers as the network has, a []Answer
//
// Each hole needs a value, and each value a hole.
type Let map[string]any

// ShapesOf gives each quantity's letter its shape.
func ShapesOf(quantities ...cnn.Quantity) Let {
	let := Let{}
	for _, q := range quantities {
		let[q.Sign.Letter] = q.Shape.Plain()
	}
	return let
}

// SizesOf is ShapesOf, and under "size of X" how many numbers the quantity X has.
func SizesOf(quantities ...cnn.Quantity) Let {
	let := ShapesOf(quantities...)
	for _, q := range quantities {
		let["size of "+q.Sign.Letter] = len(q.Data)
	}
	return let
}

// An Element is one number of a quantity of a pass, with its place.
type Element struct {
	quantity cnn.Quantity
	offset   int
}

// At is an element by its index, which is that of cnn.Tensor.At.
func At(q cnn.Quantity, index ...int) Element {
	shape := q.Shape
	if plain := shape.Plain(); len(index) == len(plain) {
		shape = plain
	}
	return Element{q, shape.Offset(index...)}
}

// A filling puts the values of a call into the holes of a section.
type filling struct {
	section words.Section
	let     Let
	used    map[string]bool
}

// of is the value for a hole.
func (f *filling) of(h words.Hole) (any, error) {
	value, ok := f.let[h.Name]
	if !ok {
		return nil, fmt.Errorf("nothing is said for ‹%s›; the call gives %s", h.Name, f.names())
	}
	f.used[h.Name] = true
	return value, nil
}

// names are the names that the call gives values for.
func (f *filling) names() string {
	if len(f.let) == 0 {
		return "no values"
	}
	return "‹" + strings.Join(slices.Sorted(maps.Keys(f.let)), "›, ‹") + "›"
}

// text fills a text.
func (f *filling) text(t words.Text) (string, error) {
	return t.Fill(func(h words.Hole) (string, error) {
		value, err := f.of(h)
		if err != nil {
			return "", err
		}
		if shape, ok := value.(cnn.Shape); ok {
			value = shape.String()
		}
		switch v := value.(type) {
		case string:
			if h.Relation {
				return "", fmt.Errorf("‹= %s› holds a word; expected a number after the relation", h.Name)
			}
			return v, nil
		case int:
			if !h.Relation {
				return readable(strconv.Itoa(v)), nil
			}
		}
		number, err := numberOf(value)
		if err != nil {
			return "", fmt.Errorf("‹%s› %w", h.Name, err)
		}
		return f.write(h, number), nil
	})
}

// A numberTold is a number with what is said beside its float64, and its place
// where it has one.
type numberTold struct {
	value float64
	exact string
	of    *Element
}

func numberOf(value any) (n numberTold, err error) {
	switch v := value.(type) {
	case float64:
		n.value = v
	case int:
		n.value = float64(v)
	case cnn.Real:
		n.value, n.exact = v.Float(), v.Exact()
	case Element:
		x := v.quantity.Real(v.offset)
		n.value, n.exact, n.of = x.Float(), x.Exact(), &v
	default:
		return n, fmt.Errorf("holds a %T; expected a float64, an int, a cnn.Real, an element of a quantity or a string", value)
	}
	return n, nil
}

// write writes a number as Num does, or as Eq, and tells the ledger its name.
func (f *filling) write(h words.Hole, n numberTold) string {
	form := known(n.value, n.exact).in(shownDecimals, mantissaDecimals)
	text := noteNumber(f.source(h, n, form.text()))
	if h.Relation {
		return form.relation() + " " + text
	}
	return text
}

// source is a number with the name of its hole, and with its place.
func (f *filling) source(h words.Hole, n numberTold, text string) Written {
	w := Written{Text: text, Value: n.value, Exact: n.exact, Name: f.section.Name + "/" + h.Name}
	if n.of != nil {
		w.Network, w.Place, w.Offset = n.of.quantity.Network(), n.of.quantity.Place, n.of.offset
	}
	return w
}

// unused reports a value for which there is no hole.
func (f *filling) unused() error {
	for _, name := range slices.Sorted(maps.Keys(f.let)) {
		if !f.used[name] {
			return &words.Error{Line: f.section.Line, Message: fmt.Sprintf("the section %q has no ‹%s›, for which the program has a value; write it into a sentence, or take it out of the call", f.section.Name, name)}
		}
	}
	return nil
}
