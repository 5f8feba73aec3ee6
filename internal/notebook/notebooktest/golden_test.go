package notebooktest

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"backprop/internal/notebook"
)

// A chapter, as text: what Play needs to know of it is its title.
const chapter = `// # A chapter
//
// Lead.

package main

import (
	_ "embed"

	"backprop/internal/notebook"
)

//go:embed main.go
var source string

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	return nil
}
`

func shows(nb *notebook.Notebook) error {
	x, err := nb.Classic()
	if err != nil {
		return err
	}
	nb.Row(x.X)
	nb.Check("the same", x.X, x.X)
	return nil
}

// attempt collects what a test reports.
type attempt struct {
	testing.TB
	reports []string
}

func (a *attempt) Helper()             {}
func (a *attempt) Logf(string, ...any) {}
func (a *attempt) Name() string        { return "attempt" }
func (a *attempt) Error(args ...any) {
	a.reports = append(a.reports, fmt.Sprint(args...))
}
func (a *attempt) Errorf(format string, args ...any) {
	a.reports = append(a.reports, fmt.Sprintf(format, args...))
}
func (a *attempt) Fatal(args ...any) {
	a.Error(args...)
	a.FailNow()
}
func (a *attempt) FailNow() { runtime.Goexit() }

// try runs golden and returns what it reported.
func try(root, source string, run func(*notebook.Notebook) error) string {
	a := &attempt{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		golden(a, root, "07-sample", source, run)
	}()
	<-done
	return strings.Join(a.reports, "\n")
}

// newRoot is a module with the golden files of shows, as they are now.
func newRoot(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	here, err := moduleRoot(".")
	if err != nil {
		t.Fatal(err)
	}
	network := filepath.Join("testdata", "networks", "other-sizes.json")
	data, err := os.ReadFile(filepath.Join(here, network))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(root, network), data)
	other, err := notebook.ReadExample(filepath.Join(root, network))
	if err != nil {
		t.Fatal(err)
	}
	worked, err := notebook.WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	for path, example := range map[string]notebook.Example{"": worked, "other-sizes": other} {
		p, err := notebook.Play(chapter, shows, example)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(root, "testdata", "golden", path, "07-sample.golden"), []byte(p.Text()))
	}
	return root
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestGolden(t *testing.T) {
	if updating() {
		t.Skip("with -update nothing fails")
	}
	root := newRoot(t)
	if have := try(root, chapter, shows); have != "" {
		t.Errorf("an unchanged chapter: %s", have)
	}
	file := filepath.Join(root, "testdata", "golden", "07-sample.golden")
	other := filepath.Join(root, "testdata", "golden", "other-sizes", "07-sample.golden")
	tests := []struct {
		name   string
		before func(t *testing.T)
		source string
		run    func(*notebook.Notebook) error
		want   []string
	}{
		{"changed", func(t *testing.T) { write(t, file, []byte("A chapter\n")) }, chapter, shows,
			[]string{"for worked-example.json is not what 07-sample.golden holds", updateCommand, "+═════"}},
		{"changed for the other sizes", func(t *testing.T) { write(t, other, []byte("A chapter\n")) }, chapter, shows,
			[]string{"for other-sizes.json is not what", updateCommand}},
		{"missing", func(t *testing.T) { os.Remove(file) }, chapter, shows,
			[]string{"07-sample.golden is missing", updateCommand}},
		{"missing for the other sizes", func(t *testing.T) { os.Remove(other) }, chapter, shows,
			[]string{"other-sizes/07-sample.golden is missing", updateCommand}},
		{"fails", nil, chapter, func(*notebook.Notebook) error { return errors.New("no way") },
			[]string{"on worked-example.json: notebook/notebooktest/golden_test.go:", "no way", "on other-sizes.json"}},
		{"fails on a seed", nil, chapter, func(nb *notebook.Notebook) error {
			if x, err := nb.Classic(); err != nil || x.Network.Name == "seed 8" {
				return errors.New("no way")
			}
			return shows(nb)
		}, []string{"on seed 8: notebook/notebooktest/golden_test.go:"}},
		{"shows what no record holds", nil, chapter, func(nb *notebook.Notebook) error { nb.Row(math.NaN()); return nil },
			[]string{"NaN"}},
		{"breaks a rule of the text", nil, strings.Replace(chapter, "Lead.", strings.Repeat("lead ", 20), 1), shows,
			[]string{"main.go:3: prose is 103 columns wide"}},
		{"without the network", func(t *testing.T) { os.RemoveAll(filepath.Join(root, "testdata", "networks")) }, chapter, shows,
			[]string{"other-sizes.json: no such file"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root = newRoot(t)
			file = filepath.Join(root, "testdata", "golden", "07-sample.golden")
			other = filepath.Join(root, "testdata", "golden", "other-sizes", "07-sample.golden")
			if test.before != nil {
				test.before(t)
			}
			have := filepath.ToSlash(try(root, test.source, test.run))
			for _, want := range test.want {
				if !strings.Contains(have, want) {
					t.Errorf("have %q\nwant %q in it", have, want)
				}
			}
		})
	}
}

// A record cannot hold what is no text, so it looks different when it is read
// back, and is another when it is written again.
func TestCheckRecord(t *testing.T) {
	sentence := &notebook.Sentence{Markdown: "text"}
	a := &attempt{}
	checkRecord(a, []notebook.Entry{{Line: 1, Output: sentence}})
	if len(a.reports) > 0 {
		t.Errorf("a sentence: have %q, want no report", a.reports)
	}
	checkRecord(a, []notebook.Entry{{Line: 1, Output: &notebook.Sentence{Markdown: "no text: \xff"}}})
	for _, want := range []string{"the sentence of line 1 looks different", "is another"} {
		if have := strings.Join(a.reports, "\n"); !strings.Contains(have, want) {
			t.Errorf("have %q, want %q in it", have, want)
		}
	}
}
