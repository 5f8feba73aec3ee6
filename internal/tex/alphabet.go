package tex

import (
	"maps"
	"slices"
)

// Alphabet returns, in order, every character that MathML can write into a
// formula, but for what \text holds: what the face of the formulas must have. A
// browser draws the brace over or under a row, the root and the growing
// brackets from the same face; their characters are among these.
func Alphabet() []rune {
	all := map[rune]bool{}
	add := func(texts ...string) {
		for _, text := range texts {
			for _, r := range text {
				all[r] = true
			}
		}
	}
	const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	add(plain + ".- " + prime + overBrace + underBrace + rootSign)
	for _, symbols := range []map[string]symbol{operators, bigOperators} {
		for _, s := range symbols {
			add(s.math)
		}
	}
	for _, s := range characters {
		add(s.math)
	}
	for _, forms := range []map[string]string{dots, letters, delimiters} {
		add(slices.Collect(maps.Values(forms))...)
	}
	for _, a := range accents {
		add(a.math)
	}
	for _, n := range named {
		add(n.name)
	}
	for _, e := range environments {
		add(e.open, e.close)
	}
	return slices.Sorted(maps.Keys(all))
}
