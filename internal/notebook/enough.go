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
