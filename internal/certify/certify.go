package certify

import (
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// A certifier goes through the outputs of one performance.
type certifier struct {
	*Report
	catalogue *Catalogue
	worlds    []*world // the first is the network of the chapter
	written   []notebook.Written
	window    []notebook.Written // of the output of the moment
	line      int
	kind      string
	mistake   string // of the slip of the moment
}

// Chapter certifies what a chapter showed. The performance must be one of
// notebook.PlayWatched. The function, which may be nil, adds what the chapter
// prints beside the values of its networks.
func Chapter(p *notebook.Performance, own func(*Catalogue)) (*Report, error) {
	c := &certifier{Report: &Report{}, catalogue: &Catalogue{Network: p.Example.Network}}
	main, err := c.world(p.Example.Network)
	if err != nil {
		return nil, err
	}
	c.catalogue.Pass = main.exact
	for _, n := range networks(p.Entries) {
		if _, err := c.world(n); err != nil {
			return nil, err
		}
	}
	if own != nil {
		if err := c.catalogue.add(own); err != nil {
			return nil, err
		}
	}
	for _, w := range p.Written {
		c.written = append(c.written, w...)
	}
	if !p.Example.Given {
		c.prose(p)
	}
	for i, e := range p.Entries {
		c.line, c.kind, c.window = e.Line, e.Output.Kind(), p.Written[i]
		c.survive(e.Output)
	}
	return c.Report, nil
}

// survive certifies an output. What is too large for the decimals is a fault of
// its own, and the rest of the chapter is certified all the same.
func (c *certifier) survive(o notebook.Output) {
	defer func() {
		if r := recover(); r != nil {
			c.fault(c.line, "%s: the certificate cannot compute it: %v", c.kind, r)
		}
	}()
	c.output(o)
}

// world is the world of a network, made when it is first asked for.
func (c *certifier) world(n *cnn.Network) (*world, error) {
	for _, w := range c.worlds {
		if w.network == n {
			return w, nil
		}
	}
	w, err := newWorld(n)
	if err != nil {
		return nil, err
	}
	c.worlds = append(c.worlds, w)
	c.catalogue.addWorld(w)
	return w, nil
}

// networks are those whose quantities the outputs show.
func networks(entries []notebook.Entry) []*cnn.Network {
	var all []*cnn.Network
	add := func(n *cnn.Network) {
		if n != nil && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	row := func(r *notebook.Row) {
		if r == nil {
			return
		}
		for _, item := range r.Items {
			if item.Grid != nil {
				add(item.Grid.Network())
			}
		}
	}
	for _, e := range entries {
		switch o := e.Output.(type) {
		case *notebook.Row:
			row(o)
		case *notebook.Slip:
			row(o.Right)
			row(o.Wrong)
		case *notebook.Equation:
			add(o.Network())
		case *notebook.Derivations:
			for _, e := range o.Equations {
				add(e.Network())
			}
		}
	}
	return all
}

func (c *certifier) output(o notebook.Output) {
	switch o := o.(type) {
	case *notebook.Row:
		c.row(o, "row")
	case *notebook.Equation:
		c.equation(o)
	case *notebook.Derivations:
		for _, e := range o.Equations {
			c.equation(e)
		}
		c.text("note", o.Note)
	case *notebook.Sentence:
		c.text("sentence", o.Markdown)
	case *notebook.Table:
		c.table(o)
	case *notebook.Figure:
		c.figure(o)
	case *notebook.Check:
		c.text("check", o.What)
		c.add(wholes)
	case *notebook.Exercise:
		c.exercise(o)
	case *notebook.Slip:
		c.text("slip text", o.Title+" "+o.Belief)
		if o.Right != nil {
			c.row(o.Right, "slip right")
		}
		if o.Wrong != nil {
			c.mistake = o.Mistake
			c.row(o.Wrong, "slip wrong")
			c.mistake = ""
		}
	case *notebook.Strip:
		for _, s := range o.Stages {
			for range s.Shape {
				c.add(wholes)
			}
		}
	default:
		c.fault(c.line, "the certificate does not know outputs of the kind %q", o.Kind())
	}
}

func (c *certifier) exercise(e *notebook.Exercise) {
	c.text("exercise", e.Question)
	c.text("exercise", e.Hint)
	for _, a := range e.Answers {
		c.answer(a)
	}
	c.text("exercise", e.Solution)
	for _, l := range e.Lapses(func(name string) string { return name }) {
		c.lapse(l)
	}
}

// lapse certifies a wrong number of an exercise, where it is a value of the
// catalogue. The others stand on the marking's rules, which have tests of
// their own.
func (c *certifier) lapse(l notebook.Lapse) {
	p, ok := read(notebook.Num(l.Value))
	e, w, known := c.catalogue.find(l.Value, p.fits(""))
	// The marking has float64s: of numbers with fifteen digits the last may be
	// another one, and next to the middle between two decimals the number may fall
	// on its other side. Found is what agrees to eleven digits.
	if !known || !ok || p.rounds(e.value) != nil {
		c.add(mistaken)
		return
	}
	c.add(w)
}

// answer certifies the number of an answer: what its name says it is, where
// that is so in the network as it stands, or a value of the catalogue.
func (c *certifier) answer(a notebook.Answer) {
	text := a.Printed()
	relation, digits := cutRelation(text)
	p, ok := read(digits)
	if !ok {
		c.gap(c.line, "answer", "%s %s", a.Name, text)
		return
	}
	if v, how, ok := c.truth(a.Source); ok {
		if !agrees(a.Value, v) {
			c.fault(c.line, "%s, answer ‹%s›: have %v, and it is %.14s…", c.kind, a.Source.Name, a.Value, v)
			return
		}
		c.judge(p, relation, v, a.Name)
		c.add(how)
		return
	}
	if tree, err := parse(a.Name); err == nil && a.Name != "" {
		if e, err := readExpression(tree); err == nil && e.symbols() {
			for _, w := range c.worlds {
				v, err := e.value(w)
				if err == nil && !agrees(a.Value, v) {
					v = v.Plus(v) // where an exercise doubles all that arrives
				}
				if err != nil || !agrees(a.Value, v) || !p.fits(relation)(v) {
					continue // an exercise may suppose another case, next to this one
				}
				c.judge(p, relation, v, a.Name)
				c.add(byPlace)
				return
			}
		}
	}
	c.value("answer", a.Name+" "+text, p, relation, []float64{a.Value}, true)
}

func cutRelation(text string) (relation, rest string) {
	for _, r := range []string{"=", "≈"} {
		if rest, ok := strings.CutPrefix(text, r+" "); ok {
			return r, rest
		}
	}
	return "", text
}
