package notebook

// A Row shows operands and result side by side, as in the formula:
// X ⋆ K + b = Z.
type Row struct {
	Items []Item
	// Caption is a line of Markdown under the row; may be empty.
	Caption string `json:",omitempty"`
}

// An Item of a row is either an operator or a grid.
type Item struct {
	Operator string `json:",omitempty"` // TeX, such as \star or =
	Grid     *Grid  `json:",omitempty"`
}
