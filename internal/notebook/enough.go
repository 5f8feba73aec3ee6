package notebook

import "math/big"

// Enough is how many decimals, from four to ten, the factors of a sum of
// products must be written with by Places, so that a reader who computes with
// what is written gets the result as Num writes it. Chapters write their own
// substitutions with it; those of derivations come so.
func Enough(result float64, products ...[]float64) int {
	want := known(result, "").in(shownDecimals, mantissaDecimals)
	for decimals := shownDecimals; decimals < shortDecimals; decimals++ {
		at := precision{decimals: decimals}
		sum := new(big.Rat)
		for _, factors := range products {
			product := big.NewRat(1, 1)
			for _, f := range factors {
				written := at.bare(known(f, "")).value
				if written == nil {
					return shownDecimals // no number, in no number of decimals
				}
				product.Mul(product, written)
			}
			sum.Add(sum, product)
		}
		if (substitution{value: sum, decimal: true}).agrees(want) {
			return decimals
		}
	}
	return shortDecimals
}

// Posed writes a number of a question with its relation, as TeX: "= 0.5" or
// "\approx 0.44597". It has as many decimals as a reader needs who multiplies
// it by the factors to get the result as Num writes it.
func Posed[T Number](v T, result float64, factors ...float64) string {
	x, exact := told(v)
	decimals := Enough(result, append([]float64{x}, factors...))
	f := known(x, exact).in(decimals, max(mantissaDecimals, decimals-mantissaDecimals))
	note(f.text(), x, exact)
	return relationTeX(f.relation()) + " " + f.tex()
}
