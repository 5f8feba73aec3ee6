package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// A damage is one change of one file that a test must notice.
type damage struct {
	name string // for -only
	file string // from the root of the module, with slashes
	old  string // stands exactly once in the file
	new  string
	why  string // what a reader would get

	// by is the package whose tests must fail, as go test takes it. Where it
	// is empty, it follows from the file: see guard.
	by string
}

// String is the entry as -list prints it.
func (d damage) String() string {
	indented := func(s string) string { return strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n         ") }
	return fmt.Sprintf("%s: %s\n  %s\n  before %s\n  after  %s\n  guard  %s\n", d.name, d.why, d.file, indented(d.old), indented(d.new), d.guard())
}

// choose is the whole list, or the damage of a name.
func choose(list []damage, only string) ([]damage, error) {
	if only == "" {
		return list, nil
	}
	for _, d := range list {
		if d.name == only {
			return []damage{d}, nil
		}
	}
	return nil, fmt.Errorf("no damage is called %q; -list prints them all", only)
}

// inPage reports whether the damage is in a rendered page, which no test
// guards but render -check.
func (d damage) inPage() bool { return strings.HasPrefix(d.file, "docs/") }

// inGo reports whether go test can lay the damaged file over the original.
func (d damage) inGo() bool { return path.Ext(d.file) == ".go" }

// guard is the package that must notice: its own for a Go file, the chapter
// for a golden and for a page.
func (d damage) guard() string {
	switch name, _, _ := strings.Cut(path.Base(d.file), "."); {
	case d.by != "":
		return d.by
	case d.inGo():
		return "./" + path.Dir(d.file)
	default:
		return "./chapters/" + name
	}
}

// damaged is the file with the damage done.
func (d damage) damaged(root string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(d.file)))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", d.name, err)
	}
	if n := strings.Count(string(text), d.old); n != 1 {
		return nil, fmt.Errorf("%s: found the old text %d times in %s, expected it once; mend the entry in the list:\n%s", d.name, n, d.file, d.old)
	}
	return []byte(strings.Replace(string(text), d.old, d.new, 1)), nil
}
