package main

import "backprop/internal/cnn"

// twice multiplies p − y by the Jacobian once more.
func twice(ex *cnn.Classic) []cnn.Real {
	slopes, dS := slopes(ex), ex.DS.Reals()
	wrong := make([]cnn.Real, len(dS))
	for j := range wrong {
		for i := range dS {
			wrong[j] = wrong[j].Plus(dS[i].Times(slopes[i][j]))
		}
	}
	return wrong
}

// diagonal forgets all of the Jacobian but its diagonal: −y/p · p(1 − p).
func diagonal(ex *cnn.Classic) []cnn.Real {
	wrong := ex.Prob.Reals()
	for j, p := range wrong {
		wrong[j] = p.Minus(cnn.Written(1)).Times(ex.Y.Real(j))
	}
	return wrong
}

// turned is y − p.
func turned(ex *cnn.Classic) []cnn.Real {
	wrong := ex.DS.Reals()
	for j := range wrong {
		wrong[j] = wrong[j].Negated()
	}
	return wrong
}
