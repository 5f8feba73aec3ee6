package notebook

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/cnn"
)

// data is the matrix as a table, with at most so many rows and columns.
func (m HeatMap) data(most int) figureData {
	d := figureData{name: m.Name, columns: []string{""}}
	rows, cols := thinned(len(m.Rows), most), thinned(len(m.Rows[0]), most)
	for _, c := range cols {
		d.columns = append(d.columns, name(m.ColName, c))
	}
	for _, r := range rows {
		cells := []string{name(m.RowName, r)}
		for _, c := range cols {
			cells = append(cells, Plotted(m.Rows[r][c], m.Told(r, c)))
		}
		d.rows = append(d.rows, cells)
	}
	if len(rows) < len(m.Rows) || len(cols) < len(m.Rows[0]) {
		d.note = fmt.Sprintf("%d of the %d rows, %d of the %d columns", len(rows), len(m.Rows), len(cols), len(m.Rows[0]))
	}
	return d
}

// MapOf is the map of a matrix of numbers, with what is said beside them.
func MapOf(name string, numbers [][]cnn.Real) HeatMap {
	m := HeatMap{Name: name}
	tells := false
	for _, row := range numbers {
		floats, exact := toldAll(row)
		m.Rows, m.Exact = append(m.Rows, floats), append(m.Exact, exact)
		tells = tells || strings.Join(exact, "") != ""
	}
	if !tells {
		m.Exact = nil
	}
	return m
}

// JacobianMap is the sparse map of a layer's Jacobian: who reads whom, with the
// index of each output and of each input. The error is that of cnn.Pass.Jacobian.
func JacobianMap(p *cnn.Pass, layer int) (HeatMap, error) {
	j, err := p.Jacobian(layer)
	if err != nil {
		return HeatMap{}, err
	}
	return HeatMap{Rows: j.Rows(), Sparse: true,
		RowName: indices(p.Activations[layer+1].Shape), ColName: indices(p.Activations[layer].Shape)}, nil
}

// indices is the index of each element of a shape, as a reader writes it.
func indices(shape cnn.Shape) []string {
	plain := shape.Plain()
	names := make([]string, plain.Size())
	for at := range names {
		names[at] = strings.Trim(strings.ReplaceAll(fmt.Sprint(plain.Index(at)), " ", ","), "[]")
	}
	return names
}

// toldAll are the float64s of numbers, and what is said beside them.
func toldAll(numbers []cnn.Real) (floats []float64, exact []string) {
	for _, x := range numbers {
		floats, exact = append(floats, x.Float()), append(exact, x.Exact())
	}
	return floats, exact
}

// Told is what is said beside a cell.
func (m HeatMap) Told(row, column int) string {
	if len(m.Exact) == 0 {
		return ""
	}
	return m.Exact[row][column]
}

// name is the label of a row or a column: its own, or its index.
func name(names []string, i int) string {
	if len(names) == 0 {
		return strconv.Itoa(i)
	}
	return names[i]
}

// pattern draws a sparse map: ■ for a cell that is not zero. One that is
// wider than the terminal is described in words only.
func (m HeatMap) pattern(width int) string {
	rows, cols := len(m.Rows), len(m.Rows[0])
	found := m.nonzero()
	said := fmt.Sprintf("%d×%d, %s not zero", rows, cols, counted(found, "cell"))
	lines := wrap(strings.TrimPrefix(m.Name+": "+said, ": "), width)
	space := " "
	if 2*cols > width {
		space = ""
	}
	if cols > width || rows > width {
		return strings.Join(append(lines, "(too large to draw here)"), "\n")
	}
	for _, row := range m.Rows {
		marks := make([]string, cols)
		for c, v := range row {
			marks[c] = "·"
			if v != 0 {
				marks[c] = "■"
			}
		}
		lines = append(lines, strings.Join(marks, space))
	}
	return strings.Join(lines, "\n")
}

func (m HeatMap) nonzero() int {
	found := 0
	for _, row := range m.Rows {
		for _, v := range row {
			if v != 0 {
				found++
			}
		}
	}
	return found
}

// pairs is the table of the cells of a sparse map that are not zero, one row
// for each row of the map.
func (m HeatMap) pairs() figureData {
	d := figureData{name: m.Name, columns: []string{"row", "columns that are not zero"}}
	chosen := thinned(len(m.Rows), pageRows)
	for _, r := range chosen {
		var columns []string
		for c, v := range m.Rows[r] {
			if v != 0 {
				columns = append(columns, name(m.ColName, c))
			}
		}
		d.rows = append(d.rows, []string{name(m.RowName, r), label(strings.Join(columns, ", "), "–")})
	}
	if len(chosen) < len(m.Rows) {
		d.note = fmt.Sprintf("%d of the %d rows", len(chosen), len(m.Rows))
	}
	return d
}

func (m HeatMap) check() error {
	if len(m.Rows) == 0 || len(m.Rows[0]) == 0 {
		return errors.New("no cells")
	}
	for r, row := range m.Rows {
		if len(row) != len(m.Rows[0]) {
			return fmt.Errorf("row %d has %d cells, row 0 has %d", r, len(row), len(m.Rows[0]))
		}
		for c, v := range row {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("cell [%d,%d] is %v; expected a finite number", r, c, v)
			}
		}
	}
	if n := len(m.Exact); n > 0 && (n != len(m.Rows) || slices.ContainsFunc(m.Exact, func(row []string) bool { return len(row) != len(m.Rows[0]) })) {
		return fmt.Errorf("says of %d rows what their cells are; expected one for each of the %d×%d cells", n, len(m.Rows), len(m.Rows[0]))
	}
	if n := len(m.RowName); n > 0 && n != len(m.Rows) {
		return fmt.Errorf("%d names for %d rows", n, len(m.Rows))
	}
	if n := len(m.ColName); n > 0 && n != len(m.Rows[0]) {
		return fmt.Errorf("%d names for %d columns", n, len(m.Rows[0]))
	}
	return nil
}
