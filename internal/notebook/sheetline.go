package notebook

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
)

// explain derives each cell that is shown; without lines only those that say
// which cell has won.
func (w *sheetWriter) explain() error {
	for k := range w.sheet.Arrays {
		a := &w.sheet.Arrays[k]
		if !w.lines && !w.hasWinners(a) {
			continue
		}
		for _, plane := range a.Planes {
			for _, row := range plane.Rows {
				for i := range row {
					if err := w.derive(a, &row[i]); err != nil {
						return err
					}
				}
			}
		}
	}
	w.mark()
	return w.err
}

func (w *sheetWriter) hasWinners(a *SheetArray) bool {
	return a.Part == SheetValue && a.Column > 0 && w.sheet.Ops[a.Column-1] == (cnn.MaxPool{}).Op()
}

// derive says how a cell was computed, and from what.
func (w *sheetWriter) derive(a *SheetArray, c *SheetCell) error {
	d, err := w.derivation(a, c)
	if err != nil {
		return err
	}
	if w.lines {
		if c.Line, err = lineOf(d); err != nil {
			return err
		}
	}
	if len(d.Terms) > sheetTerms {
		return nil
	}
	for _, t := range d.Terms {
		if idle(d, t) {
			continue
		}
		for f := range factors(t) {
			if k, ok := w.number[f.Place]; ok {
				c.From = append(c.From, SheetSource{k, f.Index})
			}
		}
	}
	return nil
}

// derivation is that of a cell, for the scores' gradient the short one.
func (w *sheetWriter) derivation(a *SheetArray, c *SheetCell) (cnn.Derivation, error) {
	d, err := w.pass.Derive(a.Place, c.offset)
	if err == nil && a.Place == w.scores() {
		d = w.difference(d, c.offset)
	}
	return d, err
}

// lineOf is a derivation as one line of text.
func lineOf(d cnn.Derivation) (string, error) {
	if n := len(d.Terms); n > sheetTerms {
		return fmt.Sprintf("%s %s, a sum of %d terms", texText(TeX(d.Sign, d.Index...)), Eq(d.Value), n), nil
	}
	e, err := newDerivation(d, false)
	if err != nil {
		return "", err
	}
	line := e.oneLine()
	if strings.Contains(e.Note, BelowFloat) {
		line += " (" + strings.TrimSuffix(PlainText(e.Note), ".") + ")"
	}
	return line, nil
}

// Explained are the cells of one array of a quick sheet of a pass, plane by
// plane, with how each was computed and from which others.
func (s *Sheet) Explained(p *cnn.Pass, array int) ([]SheetCell, error) {
	w := sheetWriter{sheet: s, pass: p, lines: true, number: map[cnn.Place]int{}}
	for k, a := range s.Arrays {
		w.number[a.Place] = k
	}
	var cells []SheetCell
	for _, plane := range s.Arrays[array].Planes {
		for _, row := range plane.Rows {
			for _, c := range row {
				c.From = nil
				if err := w.derive(&s.Arrays[array], &c); err != nil {
					return nil, err
				}
				cells = append(cells, c)
			}
		}
	}
	return cells, w.err
}

// scores is the place of the gradient that softmax and cross entropy send back
// together; "" in other networks.
func (w *sheetWriter) scores() cnn.Place {
	if w.sheet.Loss != string(cnn.CrossEntropy) {
		return cnn.Place{}
	}
	return cnn.GradientPlace(len(w.sheet.Ops) - 1)
}

// difference is the short form of the gradient of a score: p − y.
func (w *sheetWriter) difference(d cnn.Derivation, offset int) cnn.Derivation {
	of := func(place cnn.Place) cnn.Factor {
		q, err := w.pass.Quantity(place)
		if err != nil {
			w.err = err
			return cnn.Factor{}
		}
		v := q.Tensor.Data[offset]
		return cnn.Factor{Kind: cnn.Element, Sign: q.Sign, Place: place, Index: d.Index, Element: v, Value: v, Exact: q.Exact(offset)}
	}
	p, y := of(cnn.ActivationPlace(len(w.sheet.Ops))), of(cnn.TargetPlace)
	p.Kind, p.Minus, p.Value = cnn.Difference, &y, d.Value
	d.Rule, d.Terms = cnn.Sum, []cnn.Term{{Factors: []cnn.Factor{p}, Value: d.Value}}
	return d
}

// sheetColumns is how long a line may be that has the symbols, too.
const sheetColumns = 110

// oneLine is the equation as one line of text: symbols, numbers and result, or
// without the symbols where that gets long.
func (e *Equation) oneLine() string {
	if e.tall() {
		last := e.Steps[len(e.Steps)-1]
		return texText(e.Left) + " " + equationLine{last.Relation, last.Terms}.text()
	}
	line := texText(e.Left) + " " + e.joined().text()
	if columns(line) <= sheetColumns || len(e.Steps) < 3 {
		return line
	}
	short := Equation{Left: e.Left, Steps: e.Steps[len(e.Steps)-2:]}
	return texText(e.Left) + " " + short.joined().text()
}
