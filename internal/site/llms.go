package site

import (
	"fmt"
	"strings"
)

// llms is the file llms.txt: what the book is and which of its files hold what,
// as text for programs that read. See llmstxt.org.
func (p *pages) llms() []byte {
	var b strings.Builder
	at := func(file string) string { return p.book.Address + file } // relative where the address is not known
	fmt.Fprintf(&b, "# %s\n\n> %s\n\n", bookTitle, bookSummary)
	b.WriteString("Indices count from 0. What deep learning calls convolution is cross-correlation, and nothing is rotated on the way forward. " +
		"Every number was computed by the program of its chapter and checked against arithmetic with 100 digits. Each chapter below is a Markdown file with its text, its program and its numbers.\n")
	for _, shelf := range p.contents.shelves() {
		fmt.Fprintf(&b, "\n## %s\n\n", shelf.Part)
		for _, e := range shelf.Chapters {
			fmt.Fprintf(&b, "- [%s %s](%s)", e.Number(), plainText(e.Title()), at(e.Name+asMarkdown.extension()))
			if lead := plainText(e.Lead()); lead != "" {
				b.WriteString(": " + lead)
			}
			b.WriteByte('\n')
		}
	}
	if answered := p.contents.answered(); len(answered) > 0 {
		b.WriteString("\n## Questions\n\n")
		for _, q := range answered {
			fmt.Fprintf(&b, "- [%s](%s): %s\n", plainText(q.source.question), at(q.Link), plainText(q.source.answer))
		}
	}
	fmt.Fprintf(&b, "\n## Optional\n\n- [Notation and words](%s)\n", at("words.html"))
	if p.book.Repository != "" {
		fmt.Fprintf(&b, "- [The programs](%s), MIT licence\n", p.book.Repository)
	}
	return []byte(b.String())
}
