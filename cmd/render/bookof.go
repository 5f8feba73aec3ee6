package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"backprop/internal/site"
)

// book is what was played so far, and what failed in it. A chapter that was
// not played takes part with its source alone: the contents and the links of
// the others need it.
func (p *press) book() (site.Book, []error) {
	p.readRecords()
	book := site.Book{LiveReload: p.live, Address: p.address, Repository: p.repository}
	var failures []error
	sheet, err := p.sheet()
	if err != nil {
		failures = append(failures, fmt.Errorf("the sheet of the front page: %w", err))
	}
	book.Sheet = sheet
	if book.Networks, err = p.networks(); err != nil {
		failures = append(failures, fmt.Errorf("the networks of the lab: %w", err))
	}
	for _, name := range p.chapters {
		var chapter site.Chapter
		if played, ok := p.played[name]; ok {
			chapter = played.chapter
		} else {
			source, err := os.ReadFile(p.sourceFile(name))
			if err != nil {
				continue // gone since the folder was listed
			}
			chapter = site.Chapter{Name: name, Source: string(source)}
			if err := p.readTwin(&chapter); err != nil {
				failures = append(failures, fmt.Errorf("chapters/%s/main.py:1: %w", name, err))
			}
		}
		if chapter.Failure != "" && (p.only == "" || p.only == name) {
			failures = append(failures, errors.New(chapter.Failure))
		}
		book.Chapters = append(book.Chapters, chapter)
	}
	return book, failures
}

// readRecords reads the entries of what was played. One chapter's record is
// half of all, so each is read on its own.
func (p *press) readRecords() {
	var wg sync.WaitGroup
	for name, played := range p.played {
		wg.Go(func() {
			if err := played.readRecord(); err != nil {
				played.chapter.Failure = located(name, err)
			}
		})
	}
	wg.Wait()
}

// bookKey is the key of all that the pages depend on: this program, and what
// it makes them of. It is false where something failed, which is to be said
// every time.
func (p *press) bookKey() (key, bool) {
	renderer, ok := rendererKey()
	parts := [][]byte{[]byte("book"), renderer[:], fmt.Append(nil, p.live), []byte(p.address), []byte(p.repository)}
	for _, name := range p.chapters {
		played := p.played[name]
		if played == nil || played.chapter.Failure != "" {
			return key{}, false
		}
		parts = append(parts, []byte(name), []byte(played.chapter.Source), []byte(played.chapter.Twin), []byte(played.chapter.Printed), played.record)
	}
	networks, err := p.networks()
	if err != nil {
		return key{}, false
	}
	for _, n := range networks {
		parts = append(parts, []byte(n.Name), []byte(n.Text))
	}
	return keyOf(parts...), ok
}

func (p *press) sourceFile(name string) string {
	return filepath.Join(p.root, "chapters", name, "main.go")
}

// asked is the chapters to run: all, or the one of -chapter.
func (p *press) asked() []string {
	if p.only != "" {
		return []string{p.only}
	}
	return p.chapters
}

// The names of the lists, and the command that keeps them. A worksheet may lie
// in the folder of a book.
const (
	bookList      = "rendered-files.txt"
	worksheetList = "worksheet-files.txt"
	byRender      = "go run ./cmd/render"
)
