package main

import (
	"io"
	"testing"

	"backprop/internal/site"
)

// BenchmarkRender makes all pages of the book from what its chapters showed:
// no program is built or run inside the loop.
func BenchmarkRender(b *testing.B) {
	p, err := newPress(options{}, io.Discard)
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
	b.ReportAllocs()
	for b.Loop() {
		if _, err := site.Render(book); err != nil {
			b.Fatal(err)
		}
	}
}
