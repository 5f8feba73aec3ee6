package main

import (
	"fmt"
	"math"

	"backprop/internal/notebook"
)

// slopeOf is an element of the Jacobian in symbols and numbers.
func slopeOf(i, j int, p []float64) (left, symbols, numbers,
	value string) {
	left = fmt.Sprintf(`\partial p_{%d}/\partial s_{%d}`, i, j)
	if i == j {
		symbols = fmt.Sprintf(`= p_{%d} \cdot (1 - p_{%[1]d})`, i)
		return left, symbols, product("", p[i], 1-p[i]),
			notebook.Eq(p[i] * (1 - p[i]))
	}
	symbols = fmt.Sprintf(`= -p_{%d} \cdot p_{%d}`, i, j)
	return left, symbols, product("-", p[i], p[j]),
		notebook.Eq(-p[i] * p[j])
}

// product writes a product with as many decimals as it takes for the
// result to be the rounded product of what is shown.
func product(sign string, a, b float64) string {
	decimals := 4
	for ; decimals < 10; decimals++ {
		unit := math.Pow10(decimals)
		shown := math.Round(a*unit) / unit * math.Round(b*unit) / unit
		if notebook.Num(shown) == notebook.Num(a*b) {
			break
		}
	}
	return "≈ " + sign + notebook.Places(a, decimals) +
		` \cdot ` + notebook.Places(b, decimals)
}
