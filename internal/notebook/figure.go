package notebook

// A Figure is data to look at. The notebook does not draw: a page's renderer
// does, and a terminal gets the table of what would be plotted.
type Figure struct {
	Title   string // plain text: the figure's name for a screen reader
	Caption string // Markdown: what to see in it

	// Either curves over a common pair of axes …
	X, Y   Axis
	Curves []Curve `json:",omitempty"`

	// … or maps of numbers as coloured squares, side by side.
	Maps []HeatMap `json:",omitempty"`
}

// An Axis has a label, and a scale that is linear or logarithmic.
type Axis struct {
	Label string // plain text with Unicode signs
	Log   bool
	// Ticks are the values that are labelled; empty: the renderer chooses.
	Ticks []float64 `json:",omitempty"`
}

// A Curve is a list of points, joined by a line or not.
type Curve struct {
	Name   string // plain text; stands beside the curve
	X, Y   []float64
	Points bool // marks without a line
	Dashed bool
}

// A HeatMap is a matrix whose cells are tinted by sign and size.
type HeatMap struct {
	Name    string // plain text
	Rows    [][]float64
	RowName []string `json:",omitempty"` // labels of rows and columns; empty: their indices
	ColName []string `json:",omitempty"`
	Numbers bool     // write each cell's number into it
	Sparse  bool     // a pattern: only non-zero cells are drawn, no numbers (a Jacobian)
}
