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
	return p.carries(chapter.Name, now)
}

// carries reports whether the program of a chapter carries a text. That it does
// is kept, so that the programs are not read through where nothing has changed.
func (p *press) carries(name string, text []byte) bool {
	entry := func(program key) key { return keyOf([]byte("carries"), program[:], text) }
	if program, err := keyOfProgram(p.program(name)); err == nil {
		if _, kept := p.cache.get(entry(program)); kept {
			return true
		}
	}
	program, err := os.ReadFile(p.program(name))
	if err != nil || !bytes.Contains(program, text) {
		return false
	}
	p.cache.put(entry(keyOfHead(program, int64(len(program)))), nil)
	return true
}

// unsettled is what is said of a chapter that is never one version.
func unsettled(name string) string {
	return fmt.Sprintf("chapters/%s/main.go:1: the source is not the one that was built, %d times over; "+
		"keep it as it is while the book is rendered (the program must embed its main.go)", name, tries)
}
