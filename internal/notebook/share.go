package notebook

import (
	"slices"

	"backprop/internal/cnn"
)

// A Share is what one factor, or several, bring to the elements of a place:
// each is the sum of those terms of its element that have such a factor.
type Share struct {
	Of     cnn.Place // whose elements the terms belong to
	Factor cnn.Place // where the factors stand
	Index  []int     // the first indices of the factors
}

// has reports whether a term belongs to the share.
func (s *Share) has(t cnn.Term) bool {
	return slices.ContainsFunc(t.Factors, func(f cnn.Factor) bool {
		return f.Place == s.Factor && len(f.Index) >= len(s.Index) && slices.Equal(f.Index[:len(s.Index)], s.Index)
	})
}

// sharesIn reports whether the cells of a grid are what its share brings to
// the cells of a result.
func (g *Grid) sharesIn(result *Grid) bool {
	if g.Share == nil || g.Share.Of != result.Place || !g.whole() || !g.Shape.Equal(result.Shape) {
		return false
	}
	for at, d := range result.Derivations {
		if d.Rule != cnn.Sum {
			return false
		}
		sum := 0.0
		for _, t := range d.Terms {
			if g.Share.has(t) {
				sum += t.Value
			}
		}
		if g.Values[at] != sum {
			return false
		}
	}
	return true
}
