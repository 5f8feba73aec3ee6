package notebook

import "math/big"

// Enough is how many decimals, from four to ten, the factors of a sum of
// products must be written with by Places, so that a reader who computes with
// what is written gets the result as Num writes it. Chapters write their own
// substitutions with it; those of derivations come so.
func Enough(result float64, products ...[]float64) int {
	want := units(result, shownDecimals)
	for decimals := shownDecimals; decimals < snapDecimals; decimals++ {
		sum := new(big.Rat)
		for _, factors := range products {
			product := big.NewRat(1, 1)
			for _, f := range factors {
				written := units(f, decimals)
				if written == nil {
					return shownDecimals // no number, in no number of decimals
				}
				product.Mul(product, new(big.Rat).SetFrac(written, powerOfTen(decimals)))
			}
			sum.Add(sum, product)
		}
		if want != nil && roundRat(sum, shownDecimals).Cmp(want) == 0 {
			return decimals
		}
	}
	return snapDecimals
}
