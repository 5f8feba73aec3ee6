package notebooktest

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestGoldenFiles holds the golden files against the chapters.
func TestGoldenFiles(t *testing.T) {
	root, err := moduleRoot(".")
	if err != nil {
		t.Fatal(err)
	}
	problems, err := orphans(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
}

func TestOrphans(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{
		"chapters/01-a/main.go",
		"chapters/02-b/main.go",
		"chapters/02-b/main_test.go",
		"chapters/02-b/main.py",
		"testdata/golden/01-a.golden",
		"testdata/golden/03-c.golden",
		"testdata/golden/other-sizes/01-a.golden",
		"testdata/golden/other-sizes/02-b.golden",
		"testdata/golden/other-sizes/04-d.golden",
		"testdata/golden/numpy/01-a.golden",
		"testdata/uncertified/01-a.txt",
		"testdata/uncertified/05-e.txt",
	} {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := orphans(root)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"testdata/uncertified/05-e.txt: there is no chapters/05-e; remove the file",
		"testdata/golden/03-c.golden: there is no chapters/03-c; remove the file",
		"testdata/golden/numpy/01-a.golden: there is no chapters/01-a/main.py; remove the file",
		"testdata/golden/other-sizes/04-d.golden: there is no chapters/04-d; remove the file",
		"testdata/golden/02-b.golden is missing; run " + updateCommand,
		"testdata/golden/numpy/02-b.golden is missing; run " + updateCommand,
	}
	if !slices.Equal(have, want) {
		t.Errorf("have %q\nwant %q", have, want)
	}
}

func TestOrphansOfNothing(t *testing.T) {
	have, err := orphans(t.TempDir())
	if len(have) != 0 || err != nil {
		t.Errorf("have %q, %v, want nothing", have, err)
	}
}
