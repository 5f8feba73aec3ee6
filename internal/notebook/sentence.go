package notebook

// A Sentence is prose with numbers that the program computed.
type Sentence struct {
	Markdown string
}
