package notebook

// A Check compares two routes to the same numbers.
type Check struct {
	What     string  // Markdown, such as "loops and engine agree on $Z$"
	Elements int     // how many numbers were compared
	Largest  float64 // the largest difference, absolute
	OK       bool
}
