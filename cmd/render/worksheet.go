package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"

	"backprop/internal/class"
	"backprop/internal/folder"
	"backprop/internal/notebook"
	"backprop/internal/site"
)

// worksheet makes the exercise sheet of a network, with its answer key and its
// files, or those of a class. Unlike a book, sheets are whole or not written at
// all.
func (p *press) worksheet(ctx context.Context, stdout io.Writer) error {
	files, of, open, err := p.sheets(ctx)
	if err != nil {
		return err
	}
	changed, left, err := folder.Folder{Path: p.out, Shown: p.relative(p.out), List: worksheetList, By: byRender}.Write(files, true)
	fmt.Fprint(stdout, folder.LeftAlone(left))
	if err != nil {
		return &misuse{err}
	}
	fmt.Fprintf(stdout, "%s, %d files changed. Open %s\n", of, changed, p.relative(filepath.Join(p.out, open)))
	return nil
}

// sheets are the files of a worksheet or of those of a class, what they are of,
// and the file to look at.
func (p *press) sheets(ctx context.Context) (files map[string][]byte, of, open string, err error) {
	if p.class != nil {
		files, err = p.classSheets(ctx)
		return files, fmt.Sprintf("worksheets of %s", notebook.Counted(len(p.class), "student", "students")), "index.html", err
	}
	example, from, err := p.example()
	if err != nil {
		return nil, "", "", &misuse{err}
	}
	book, err := p.stages(ctx)
	if err != nil {
		return nil, "", "", err
	}
	files, err = site.Worksheet(book, example.Network, from)
	return files, "worksheet of " + from, "worksheet.html", err
}

// stages is the book of the chapters that compute something for a sheet, which
// those behind the pass do not.
func (p *press) stages(ctx context.Context) (site.Book, error) {
	stages := slices.DeleteFunc(slices.Clone(p.chapters), func(name string) bool { return name >= "17" })
	if err := p.reprint(ctx, stages); err != nil {
		return site.Book{}, err
	}
	book, failures := p.book()
	return book, errors.Join(failures...)
}

// classSheets are the files of the worksheets of a class, and seeds.csv, which
// the marking of the class reads.
func (p *press) classSheets(ctx context.Context) (map[string][]byte, error) {
	var sheets []site.Sheet
	var list bytes.Buffer
	seeds := csv.NewWriter(&list)
	_ = seeds.Write([]string{"student", "seed"})
	taken := map[string]bool{}
	for _, student := range p.class {
		one := *p
		one.seed, one.class, one.played = &student.Seed, nil, map[string]*performance{}
		book, err := one.stages(ctx)
		if err != nil {
			return nil, err
		}
		example := notebook.SeededExample(student.Seed)
		sheets = append(sheets, site.Sheet{
			Name: student.Name, Folder: class.FileName(student.Name, taken), From: example.File, Network: example.Network, Book: book,
		})
		_ = seeds.Write([]string{student.Name, strconv.FormatUint(student.Seed, 10)})
	}
	seeds.Flush()
	files, err := site.Worksheets(sheets)
	if files != nil {
		files["seeds.csv"] = list.Bytes()
	}
	return files, err
}

// example is the network that was asked for, and which it is in words.
func (p *press) example() (notebook.Example, string, error) {
	switch {
	case p.network != "":
		example, err := notebook.ReadExampleAt(p.network, p.named)
		return example, filepath.Base(p.network), err
	case p.seed != nil:
		example := notebook.SeededExample(*p.seed)
		return example, example.File, nil
	}
	example, err := notebook.WorkedExample()
	return example, "the worked example", err
}
