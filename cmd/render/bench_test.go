package main

import (
	"io"
	"path/filepath"
	"testing"

	"backprop/internal/site"
)

// bookOf is the book with what its chapters showed.
func bookOf(b *testing.B) (*press, site.Book) {
	p, err := newPress(options{dir: bookRoot(b), out: filepath.Join(b.TempDir(), "docs")}, io.Discard)
	if err != nil {
		b.Fatal(err)
	}
	if err := p.reprint(b.Context(), p.chapters); err != nil {
		b.Fatal(err)
	}
	book, failures := p.book()
	if len(failures) > 0 {
		b.Fatal(failures)
	}
	return p, book
}

// BenchmarkRender makes all pages of the book from what its chapters showed:
// no program is built or run inside the loop.
func BenchmarkRender(b *testing.B) {
	_, book := bookOf(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := site.Render(book); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRenderOneChanged makes the pages again after a change of one
// chapter, as -serve does.
func BenchmarkRenderOneChanged(b *testing.B) {
	_, book := bookOf(b)
	var r site.Renderer
	if _, err := r.Render(book); err != nil {
		b.Fatal(err)
	}
	changed := &book.Chapters[len(book.Chapters)/2]
	b.ReportAllocs()
	for b.Loop() {
		changed.Source += "\n// One more line.\n"
		if _, err := r.Render(book); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNothingChanged is the whole command where the pages lie there
// already: the go command looks at its cache, and all files are compared.
func BenchmarkNothingChanged(b *testing.B) {
	p, _ := bookOf(b)
	if err := p.render(b.Context(), io.Discard); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := p.render(b.Context(), io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
