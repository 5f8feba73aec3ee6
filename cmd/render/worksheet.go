package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"backprop/internal/folder"
	"backprop/internal/notebook"
	"backprop/internal/site"
)

// worksheet makes the exercise sheet of a network, with its answer key and its
// files. Unlike a book, a sheet is whole or not written at all.
func (p *press) worksheet(ctx context.Context, stdout io.Writer) error {
	example, from, err := p.example()
	if err != nil {
		return &misuse{err}
	}
	// The chapters behind the pass compute nothing for a sheet.
	stages := slices.DeleteFunc(slices.Clone(p.chapters), func(name string) bool { return name >= "17" })
	if err := p.reprint(ctx, stages); err != nil {
		return err
	}
	book, failures := p.book()
	if len(failures) > 0 {
		return errors.Join(failures...)
	}
	files, err := site.Worksheet(book, example.Network, from)
	if err != nil {
		return err
	}
	changed, left, err := folder.Folder{Path: p.out, Shown: p.relative(p.out), List: worksheetList, By: byRender}.Write(files, true)
	fmt.Fprint(stdout, folder.LeftAlone(left))
	if err != nil {
		return &misuse{err}
	}
	fmt.Fprintf(stdout, "worksheet of %s, %d files changed. Open %s\n", from, changed, p.relative(filepath.Join(p.out, "worksheet.html")))
	return nil
}

// example is the network that was asked for, and which it is in words.
func (p *press) example() (notebook.Example, string, error) {
	switch {
	case p.network != "":
		example, err := notebook.ReadExample(p.network)
		return example, filepath.Base(p.network), err
	case p.seed != nil:
		example := notebook.SeededExample(*p.seed)
		return example, example.File, nil
	}
	example, err := notebook.WorkedExample()
	return example, "the worked example", err
}
