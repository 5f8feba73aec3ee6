package witness

import "slices"

// A Matrix is rows of decimals, for the rules that a test computes itself.
type Matrix [][]Decimal

// Rows cuts numbers into rows of so many columns.
func Rows(values []Decimal, columns int) Matrix {
	var m Matrix
	for row := range slices.Chunk(values, columns) {
		m = append(m, row)
	}
	return m
}

// Flat is the matrix row after row.
func (m Matrix) Flat() []Decimal { return slices.Concat(m...) }

// Of is the matrix of the given size whose element (i, j) a function says.
func Of(height, width int, at func(i, j int) Decimal) Matrix {
	m := make(Matrix, height)
	for i := range m {
		for j := range width {
			m[i] = append(m[i], at(i, j))
		}
	}
	return m
}

// Each is the matrix with a function of each element.
func (m Matrix) Each(f func(Decimal) Decimal) Matrix {
	return Of(len(m), len(m[0]), func(i, j int) Decimal { return f(m[i][j]) })
}

// Transposed has columns for rows.
func (m Matrix) Transposed() Matrix {
	return Of(len(m[0]), len(m), func(i, j int) Decimal { return m[j][i] })
}

// Rotated is turned by 180°.
func (m Matrix) Rotated() Matrix {
	return Of(len(m), len(m[0]), func(i, j int) Decimal { return m[len(m)-1-i][len(m[0])-1-j] })
}

// Padded has so many rows and columns of zeros on all sides.
func (m Matrix) Padded(down, across int) Matrix {
	return Of(len(m)+2*down, len(m[0])+2*across, func(i, j int) Decimal { return m.at(i-down, j-across) })
}

// at is 0 outside the matrix.
func (m Matrix) at(i, j int) Decimal {
	if i < 0 || j < 0 || i >= len(m) || j >= len(m[0]) {
		return New(0)
	}
	return m[i][j]
}

// Correlated is the valid cross-correlation with a kernel.
func (m Matrix) Correlated(k Matrix) Matrix {
	return Of(len(m)-len(k)+1, len(m[0])-len(k[0])+1, func(i, j int) Decimal {
		sum := New(0)
		for a := range k {
			for b := range k[0] {
				sum = sum.Plus(m[i+a][j+b].Times(k[a][b]))
			}
		}
		return sum
	})
}

// Full is the full cross-correlation with a kernel.
func (m Matrix) Full(k Matrix) Matrix { return m.Padded(len(k)-1, len(k[0])-1).Correlated(k) }

// Plus adds element by element.
func (m Matrix) Plus(n Matrix) Matrix {
	return Of(len(m), len(m[0]), func(i, j int) Decimal { return m[i][j].Plus(n[i][j]) })
}

// Times multiplies element by element.
func (m Matrix) Times(n Matrix) Matrix {
	return Of(len(m), len(m[0]), func(i, j int) Decimal { return m[i][j].Times(n[i][j]) })
}

// Dot is the matrix product.
func (m Matrix) Dot(n Matrix) Matrix {
	return Of(len(m), len(n[0]), func(i, j int) Decimal {
		sum := New(0)
		for k := range n {
			sum = sum.Plus(m[i][k].Times(n[k][j]))
		}
		return sum
	})
}

// Sum adds up numbers.
func Sum(values []Decimal) Decimal {
	sum := New(0)
	for _, v := range values {
		sum = sum.Plus(v)
	}
	return sum
}

// Softmax is e^s_i / Σ_j e^s_j, each less the largest of them.
func Softmax(s []Decimal) []Decimal {
	top := s[0]
	for _, v := range s {
		if v.Compare(top) > 0 {
			top = v
		}
	}
	var powers []Decimal
	for _, v := range s {
		powers = append(powers, v.Minus(top).Exp())
	}
	total := Sum(powers)
	for i := range powers {
		powers[i] = powers[i].Over(total)
	}
	return powers
}

// LogShare is the logarithm of number i of the softmax of scores, with the digits
// of the scores.
func LogShare(s []Decimal, i int) Decimal {
	top := s[0]
	for _, v := range s {
		if v.Compare(top) > 0 {
			top = v
		}
	}
	sum := New(0)
	for _, v := range s {
		sum = sum.Plus(v.Minus(top).Exp())
	}
	if s[i].Compare(top) == 0 {
		return sum.Ln().Negated() // 0 exactly, and nothing that hides the rest
	}
	return s[i].Minus(top).Minus(sum.Ln())
}
