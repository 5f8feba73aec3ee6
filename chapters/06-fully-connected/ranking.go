package main

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// ranked is the classes, the largest score first.
func ranked(s []cnn.Real) []int {
	order := make([]int, len(s))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return s[b].Minus(s[a]).Sign() })
	return order
}

// ranking is the table of the classes in the given order. Equal scores share a
// place.
func ranking(order []int, s []cnn.Real, target int) [][]any {
	var rows [][]any
	place := 0
	for at, i := range order {
		if at == 0 || s[i].Minus(s[order[at-1]]).Sign() != 0 {
			place = at + 1
		}
		note := ""
		if i == target {
			note = "the true class"
		}
		rows = append(rows, []any{place, i, s[i], note})
	}
	return rows
}

// verdict compares the class that leads with the true one, where there are one that
// leads and one that is true.
func verdict(s, y []cnn.Real) (string, notebook.Let) {
	leading, target := cnn.Leading(s), cnn.Leading(y)
	switch {
	case len(s) == 1:
		return "alone", nil
	case len(leading) > 1 && len(target) > 1:
		return "a tie", notebook.Let{"classes": len(leading)}
	case len(leading) > 1:
		return "a tie that should be none", notebook.Let{"classes": len(leading), "target": target[0]}
	case leading[0] == target[0]:
		return "right", notebook.Let{"leader": leading[0]}
	}
	return "wrong", notebook.Let{"leader": leading[0], "target": target[0]}
}

// lessBias is the scores before the biases are added.
func lessBias(ex *cnn.Classic) []cnn.Real {
	bare := ex.S.Reals()
	for i, c := range ex.C.Reals() {
		bare[i] = bare[i].Minus(c)
	}
	return bare
}

// belowZero counts the negative numbers.
func belowZero(s []float64) (negative int) {
	for _, v := range s {
		if v < 0 {
			negative++
		}
	}
	return negative
}

// leads says which class leads by some scores, and whether it is the one that
// leads by the right ones.
func leads(bare, right []cnn.Real) string {
	now, before := cnn.Leading(bare), cnn.Leading(right)
	switch {
	case len(right) == 1:
		return "there is a single class, which stays the answer"
	case len(now) > 1 && len(before) > 1:
		return "no class leads, as before"
	case len(now) > 1:
		return fmt.Sprintf("no class leads any more, where class %d did", before[0])
	case len(before) > 1:
		return fmt.Sprintf("class %d leads, where there was a tie", now[0])
	case now[0] == before[0]:
		return fmt.Sprintf("class %d leads as before", now[0])
	}
	return fmt.Sprintf("class %d leads instead of class %d", now[0], before[0])
}
