package main

import (
	"bytes"
	"fmt"
	"os"

	"backprop/internal/site"
)

// tries is how often a chapter is built whose source is saved meanwhile.
const tries = 3

// sourceTexts reads the sources that are about to be built. One that cannot be
// read is left out: play says why.
func (p *press) sourceTexts(names []string) map[string]string {
	texts := map[string]string{}
	for _, name := range names {
		if text, err := os.ReadFile(p.sourceFile(name)); err == nil {
			texts[name] = string(text)
		}
	}
	return texts
}

// isOneVersion reports whether what a chapter showed came from the source that
// its page shows: it is the text from before the build, it is still there, and
// the program that ran, which carries its own text, carries this one. The last
// catches a program that another render put there.
func (p *press) isOneVersion(chapter site.Chapter, before string) bool {
	now, err := os.ReadFile(p.sourceFile(chapter.Name))
	if err != nil || chapter.Source != before || string(now) != before {
		return false
	}
	if chapter.Failure != "" {
		return true
	}
	program, err := os.ReadFile(p.program(chapter.Name))
	return err == nil && bytes.Contains(program, now)
}

// unsettled is what is said of a chapter that is never one version.
func unsettled(name string) string {
	return fmt.Sprintf("chapters/%s/main.go:1: the source is not the one that was built, %d times over; "+
		"keep it as it is while the book is rendered (the program must embed its main.go)", name, tries)
}
