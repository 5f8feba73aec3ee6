package cnn

// What a textbook does with the rows and columns of one matrix, for the programs
// of the chapters.

// Zeros makes rows of zeros, for loops over a matrix as in a textbook.
func Zeros(height, width int) [][]float64 {
	rows := make([][]float64, height)
	for i := range rows {
		rows[i] = make([]float64, width)
	}
	return rows
}

// Transposed exchanges rows and columns, of which there is at least one.
func Transposed(rows [][]float64) [][]float64 {
	t := Zeros(len(rows[0]), len(rows))
	for i := range rows {
		for j, v := range rows[i] {
			t[j][i] = v
		}
	}
	return t
}

// EachCell makes a matrix of the size of another from what stands in each cell.
func EachCell[T, U any](rows [][]T, cell func(i, j int) U) [][]U {
	all := make([][]U, len(rows))
	for i, row := range rows {
		all[i] = make([]U, len(row))
		for j := range row {
			all[i][j] = cell(i, j)
		}
	}
	return all
}

// Cells lists the cells of a matrix for which something holds, row by row.
func Cells[T any](rows [][]T, holds func(i, j int) bool) [][2]int {
	var cells [][2]int
	for i, row := range rows {
		for j := range row {
			if holds(i, j) {
				cells = append(cells, [2]int{i, j})
			}
		}
	}
	return cells
}

// Block lists the cells of a rectangle, row by row, from its first one on.
func Block(top, left, height, width int) [][2]int {
	var cells [][2]int
	for i := range height {
		for j := range width {
			cells = append(cells, [2]int{top + i, left + j})
		}
	}
	return cells
}

// Farthest is the offset of the first element that is farthest from 0, as well as
// the elements are known: float64 holds no gradient of 10⁻⁴⁴³.
func (q Quantity) Farthest() int {
	best, numbers := 0, q.Reals()
	for i, v := range numbers {
		if v.abs().Minus(numbers[best].abs()).Sign() > 0 {
			best = i
		}
	}
	return best
}

// Leading are the indices of the largest of some numbers: more than one where
// they are equal.
func Leading(numbers []Real) []int {
	var leading []int
	for i, v := range numbers {
		sign := 1
		if len(leading) > 0 {
			sign = v.Minus(numbers[leading[0]]).Sign()
		}
		switch {
		case sign > 0:
			leading = []int{i}
		case sign == 0:
			leading = append(leading, i)
		}
	}
	return leading
}
