package main

import (
	"cmp"
	"fmt"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// ranked is the classes, the largest score first.
func ranked(s []float64) []int {
	order := make([]int, len(s))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s[b], s[a]) })
	return order
}

// ranking is the table of the classes in the given order.
func ranking(order []int, s []cnn.Real, target int) [][]any {
	var rows [][]any
	for place, i := range order {
		note := ""
		if i == target {
			note = "the true class"
		}
		rows = append(rows, []any{place + 1, i, s[i], note})
	}
	return rows
}

// verdict compares the class that leads with the true one.
func verdict(leader, target int) (string, notebook.Let) {
	if leader == target {
		return "right", notebook.Let{"leader": leader}
	}
	return "wrong", notebook.Let{"leader": leader, "target": target}
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

// instead says whether another class leads than should.
func instead(leader, right int) string {
	if leader == right {
		return "as before"
	}
	return fmt.Sprintf("instead of class %d", right)
}
