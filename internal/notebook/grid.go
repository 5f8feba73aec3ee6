package notebook

import "backprop/internal/cnn"

// A Grid is a matrix, a vector or a stack of maps with its name and indices.
type Grid struct {
	Name   string    // TeX, such as \partial L/\partial K
	Place  cnn.Place `json:",omitempty"` // where it stands in the pass, if it does
	Shape  cnn.Shape // plain: [n], [h w], or more axes for a stack of matrices
	Values []float64
	// Labels are TeX shown in place of the values, for symbolic matrices.
	Labels []string `json:",omitempty"`
	// Marks name what is special about a cell: "winner", "closed", "tie",
	// "wrong", "here"; "" for nothing. Either empty or one for each cell.
	Marks []string `json:",omitempty"`
	// Across lays a vector out as a row. Without it a vector is a column.
	Across bool `json:",omitempty"`
	// Derivations of the elements, where the grid is a result.
	Derivations []cnn.Derivation `json:",omitempty"`
}
