package notebook

// A Sentence is prose with numbers that the program computed.
type Sentence struct {
	Markdown string
}

// Kind is "sentence".
func (*Sentence) Kind() string { return "sentence" }

// Text is the prose, wrapped.
func (s *Sentence) Text(width int) string { return textOf(s.Markdown, width) }

func (s *Sentence) check() error { return checkMarkdown(s.Markdown) }
