package notebook

// A Sentence is prose with numbers that the program computed.
type Sentence struct {
	Markdown string
}

// Kind is "sentence".
func (*Sentence) Kind() string { return "sentence" }

// Text is the prose, wrapped.
func (s *Sentence) Text(width int) string { return textOf(s.Markdown, width) }

// HTML is the prose as a page writes it.
func (s *Sentence) HTML(markdown Markdown) string {
	return `<div class="sentence">` + markdown(s.Markdown) + `</div>`
}

func (s *Sentence) check() error { return checkMarkdown(s.Markdown) }
