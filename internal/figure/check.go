package figure

import (
	"errors"
	"fmt"
	"math"

	"backprop/internal/notebook"
)

// The sizes that can be drawn: beyond them a range overflows.
const (
	largest  = 1e300
	smallest = 1e-300 // on a logarithmic axis
)

// check says what is wrong with a figure, if anything is.
func check(f *notebook.Figure) error {
	if f == nil {
		return errors.New("figure: found nil, expected a figure")
	}
	if f.Title == "" {
		return errors.New("figure: it has no title; give it one, for a screen reader says it")
	}
	var err error
	switch {
	case len(f.Curves) == 0 && len(f.Maps) == 0 && f.Bars == nil:
		err = errors.New("it is empty; give it curves or maps or bars")
	case len(f.Curves) > 0 && len(f.Maps) > 0:
		err = errors.New("it has curves and maps; make two figures of it")
	case f.Bars != nil && (len(f.Curves) > 0 || len(f.Maps) > 0):
		err = errors.New("it has bars and something else; make two figures of it")
	default:
		err = checkParts(f)
	}
	if err != nil {
		return fmt.Errorf("figure %q: %w", f.Title, err)
	}
	return nil
}

func checkParts(f *notebook.Figure) error {
	if err := checkTicks("X", f.X); err != nil {
		return err
	}
	if err := checkTicks("Y", f.Y); err != nil {
		return err
	}
	for i, c := range f.Curves {
		if err := checkCurve(f, c); err != nil {
			return fmt.Errorf("curve %s: %w", nameOr(c.Name, i), err)
		}
	}
	if f.Bars != nil {
		return checkBars(f.Bars)
	}
	for i, m := range f.Maps {
		if err := checkMap(m); err != nil {
			return fmt.Errorf("map %s: %w", nameOr(m.Name, i), err)
		}
	}
	return nil
}

func checkTicks(name string, a notebook.Axis) error {
	for i, v := range a.Ticks {
		if err := checkValue(v, a.Log); err != nil {
			return fmt.Errorf("tick %d of axis %s: %w", i, name, err)
		}
	}
	return nil
}

func nameOr(name string, i int) string {
	if name == "" {
		return fmt.Sprint(i)
	}
	return fmt.Sprintf("%q", name)
}

func checkCurve(f *notebook.Figure, c notebook.Curve) error {
	if len(c.X) != len(c.Y) {
		return fmt.Errorf("found %d values of X and %d of Y, expected as many of both", len(c.X), len(c.Y))
	}
	if len(c.X) == 0 {
		return errors.New("it has no points")
	}
	for i := range c.X {
		if err := checkValue(c.X[i], f.X.Log); err != nil {
			return fmt.Errorf("value %d of X: %w", i, err)
		}
		if err := checkValue(c.Y[i], f.Y.Log); err != nil {
			return fmt.Errorf("value %d of Y: %w", i, err)
		}
	}
	return nil
}

func checkBars(b *notebook.Bars) error {
	if len(b.Series) == 0 || len(b.Groups) == 0 {
		return fmt.Errorf("found %d series and %d groups of bars, expected at least one of both", len(b.Series), len(b.Groups))
	}
	for i, g := range b.Groups {
		name := nameOr(g.Name, i)
		if len(g.Values) != len(b.Series) {
			return fmt.Errorf("group %s: found %d values, expected %d, one for each series", name, len(g.Values), len(b.Series))
		}
		for _, v := range g.Values {
			if err := checkValue(v, false); err != nil {
				return fmt.Errorf("group %s: %w", name, err)
			}
		}
	}
	return nil
}

func checkMap(m notebook.HeatMap) error {
	if len(m.Rows) == 0 || len(m.Rows[0]) == 0 {
		return errors.New("it has no cells")
	}
	cols := len(m.Rows[0])
	for i, row := range m.Rows {
		if len(row) != cols {
			return fmt.Errorf("row %d: found %d values, expected %d as in row 0", i, len(row), cols)
		}
		for j, v := range row {
			if err := checkValue(v, false); err != nil {
				return fmt.Errorf("cell [%d,%d]: %w", i, j, err)
			}
		}
	}
	if n := len(m.RowName); n != 0 && n != len(m.Rows) {
		return fmt.Errorf("found %d names of rows, expected %d or none", n, len(m.Rows))
	}
	if n := len(m.ColName); n != 0 && n != cols {
		return fmt.Errorf("found %d names of columns, expected %d or none", n, cols)
	}
	return nil
}

func checkValue(v float64, log bool) error {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return fmt.Errorf("found %v, expected a finite number", v)
	case log && v <= 0:
		return fmt.Errorf("found %v on a logarithmic axis, expected a positive number; leave the point out", v)
	case math.Abs(v) > largest:
		return fmt.Errorf("found %v, expected at most ±%v", v, largest)
	case log && v < smallest:
		return fmt.Errorf("found %v, expected at least %v", v, smallest)
	}
	return nil
}
