package lab

import (
	"strings"

	"backprop/internal/sentence"
)

// Markdown writes the sentences of a report as HTML, with links to the pages of
// the book beside the lab.
func Markdown(source string) string {
	return sentence.Writer{Page: pageOfBook}.HTML(source)
}

// pageOfBook is the file of a chapter, with the heading that is meant.
func pageOfBook(to string) string {
	name, heading, found := strings.Cut(to, "#")
	if found {
		heading = "#" + heading
	}
	return name + ".html" + heading
}
