package notebook

import "backprop/internal/cnn"

// The layouts in which a page shows a matrix once more, beside its own. Their
// cells stay elements of the quantity; see Grid.Of.

// Transposed shows the columns of a matrix as rows.
func Transposed(q cnn.Quantity) Grid {
	return Matrix(TeX(q.Sign)+`^\top`, cnn.Transposed(q.Rows())).
		Of(q, func(cell []int) []int { return []int{cell[1], cell[0]} })
}

// Rotated shows a kernel turned by 180°.
func Rotated(q cnn.Quantity) Grid {
	k := q.Rows()
	turned := func(cell []int) []int { return []int{len(k) - 1 - cell[0], len(k[0]) - 1 - cell[1]} }
	rows := cnn.EachCell(k, func(m, n int) float64 { return q.At(turned([]int{m, n})...) })
	return Matrix(TeX(q.Sign)+`^{\text{rot}}`, rows).Of(q, turned)
}

// Padded shows a map with zeros around it, under a name of its own.
func Padded(name string, q cnn.Quantity, pad cnn.Padding) Grid {
	rows := q.Rows()
	return Matrix(name, pad.Around(rows)).Of(q, func(cell []int) []int {
		i, j := cell[0]-pad.Top, cell[1]-pad.Left
		if i < 0 || i >= len(rows) || j < 0 || j >= len(rows[0]) {
			return nil // a zero
		}
		return []int{i, j}
	})
}
