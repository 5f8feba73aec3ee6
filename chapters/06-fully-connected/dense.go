package main

import "slices"

// dense is the loops from above as a function.
func dense(w [][]float64, f, c []float64) []float64 {
	s := make([]float64, len(c))
	for i := range s {
		for j := range f {
			s[i] += float64(w[i][j] * f[j])
		}
		s[i] += c[i]
	}
	return s
}

// zeros is the features that are 0, and the weights that read them.
func zeros(f []float64, classes int) (silent []int, places [][2]int) {
	for j, v := range f {
		if v != 0 {
			continue
		}
		silent = append(silent, j)
		for i := range classes {
			places = append(places, [2]int{i, j})
		}
	}
	return silent, places
}

// plusOne is features of which one is larger by 1.
func plusOne(f []float64, j int) []float64 {
	g := slices.Clone(f)
	g[j]++
	return g
}
