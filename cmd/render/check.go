package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"backprop/internal/folder"
	"backprop/internal/site"
)

// check renders into memory, compares with the folder and names each file
// that differs.
func (p *press) check(ctx context.Context, stdout io.Writer) error {
	if err := p.reprint(ctx, p.chapters); err != nil {
		return err
	}
	pages, err := p.pages()
	if err != nil {
		return err
	}
	if p.only != "" {
		pages = p.onlyFiles(pages)
	} else {
		pages[bookList] = folder.ListingOf(pages).Text(byRender)
		if _, err := p.engine(ctx); err != nil {
			return err
		}
	}
	differences, others, err := compare(p.out, pages, p.only == "")
	if err != nil {
		return &misuse{err}
	}
	for _, name := range others {
		fmt.Fprintf(stdout, "no render wrote %s: it stays as it is, and is not compared\n", name)
	}
	if len(differences) == 0 {
		fmt.Fprintf(stdout, "%s is up to date: %d files\n", p.relative(p.out), len(pages))
		return nil
	}
	for _, d := range differences {
		fmt.Fprintln(stdout, d)
	}
	return fmt.Errorf("%d files differ; mend it with: go run ./cmd/render%s", len(differences), p.flags())
}

// compare lists the files that are missing, that differ, and, with whole,
// those that another render has left. The other files in the folder are
// somebody's own.
func compare(docs string, pages map[string][]byte, whole bool) (differences, others []string, err error) {
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		have, err := os.ReadFile(filepath.Join(docs, filepath.FromSlash(name)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			differences = append(differences, "missing: "+name)
		case err != nil:
			return nil, nil, err
		case !bytes.Equal(have, pages[name]):
			differences = append(differences, "differs: "+name)
		}
	}
	if !whole {
		return differences, nil, nil
	}
	wrote, _ := folder.ReadListing(filepath.Join(docs, bookList), byRender)
	err = filepath.WalkDir(docs, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(docs, path)
		name = filepath.ToSlash(name)
		_, written := wrote[name]
		if _, ok := pages[name]; !ok && name != site.EngineFile {
			if written {
				differences = append(differences, "left by another render: "+name)
			} else {
				others = append(others, name)
			}
		}
		return err
	})
	return differences, others, err
}

// flags repeats what the user said, for the command that mends.
func (p *press) flags() string {
	s := ""
	if p.out != filepath.Join(p.root, "docs") {
		s += " -o " + p.relative(p.out)
	}
	if p.network != "" {
		s += " -net " + p.named
	}
	if p.seed != nil {
		s += fmt.Sprintf(" -seed %d", *p.seed)
	}
	if p.address != "" {
		s += " -url " + p.address
	}
	if p.repository != "" {
		s += " -repo " + p.repository
	}
	if p.only != "" {
		s += " -chapter " + p.only
	}
	return s
}
