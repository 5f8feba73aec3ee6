package site

import (
	"fmt"
	"strings"

	"backprop/internal/notebook"
)

// A key is the answers of a chapter's exercises, which paper has at the end of
// the chapter: below its question an answer would spoil it, and paper has no
// folds.
type key struct{ items strings.Builder }

// How package notebook writes the answer of an exercise.
const solutionOpens, solutionCloses = `<details class="solution"><summary>`, "</details></section>"

// add takes the answer from the HTML of an exercise.
func (k *key) add(e *notebook.Exercise, page string) {
	_, answer, found := strings.Cut(page, solutionOpens)
	if !found {
		return
	}
	_, answer, _ = strings.Cut(answer, "</summary>")
	answer, _, _ = strings.Cut(answer, solutionCloses)
	fmt.Fprintf(&k.items, "<li><b>Exercise %d</b> %s</li>\n", e.Number, answer)
}

func (k *key) String() string {
	if k.items.Len() == 0 {
		return ""
	}
	return "<section class=\"key\"><h2>Answers</h2>\n<ul>\n" + k.items.String() + "</ul></section>\n"
}

// runningTitles are the rules that put a chapter's title at the foot of each
// of its sheets of paper.
func (c *contents) runningTitles() []byte {
	var b strings.Builder
	for _, e := range c.chapters {
		fmt.Fprintf(&b, "@page %s { @bottom-left { content: %s; } }\n.%[1]s { page: %[1]s; }\n", e.Paper(),
			cssString(bookTitle+" · "+e.Number()+" "+plainText(e.Title())))
	}
	return []byte(b.String())
}

// Paper is the name of the chapter's sheets of paper.
func (e *entry) Paper() string { return "paper-" + e.Number() }
