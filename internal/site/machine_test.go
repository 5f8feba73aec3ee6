package site

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backprop/internal/notebook"
)

// recordsFolder names the environment variable with a folder of records, one
// NN-name.jsonl a chapter, as the chapters' programs write them with -record.
const recordsFolder = "BOOK_RECORDS"

// readIfThere reads a file, and nothing where there is none.
func readIfThere(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(text)
}

// TestRecordsOfAMachine makes the pages of records that another machine wrote,
// or that this one wrote as another, and holds them against docs/, byte for
// byte. The script .ci/machines runs it for each machine.
func TestRecordsOfAMachine(t *testing.T) {
	folder := os.Getenv(recordsFolder)
	if folder == "" {
		t.Skipf("%s names no folder of records; .ci/machines makes them and runs this test", recordsFolder)
	}
	sources, err := filepath.Glob("../../chapters/*/main.go")
	if err != nil || len(sources) == 0 {
		t.Fatal("no chapters", err)
	}
	var book Book
	for _, path := range sources {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(filepath.Dir(path))
		record, err := os.Open(filepath.Join(folder, name+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		entries, err := notebook.ReadRecord(record)
		record.Close()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		book.Chapters = append(book.Chapters, Chapter{Name: name, Source: string(source), Entries: entries,
			Twin: readIfThere(t, filepath.Dir(path)+"/main.py"), Printed: readIfThere(t, "../../testdata/golden/numpy/"+name+".golden")})
	}
	book.Sheet = bookSheet(t)
	networks, err := filepath.Glob("../../testdata/networks/*.json")
	if err != nil || len(networks) == 0 {
		t.Fatal("no networks for the lab", err)
	}
	for _, path := range networks {
		book.Networks = append(book.Networks, Network{strings.TrimSuffix(filepath.Base(path), ".json"), readIfThere(t, path)})
	}
	pages, err := Render(book)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		have, err := os.ReadFile(filepath.Join("../../docs", filepath.FromSlash(name)))
		if err != nil {
			t.Errorf("docs/: %v", err)
		} else if !bytes.Equal(have, pages[name]) {
			t.Errorf("docs/%s is not what the records make", name)
		}
	}
	t.Logf("%d files are the same", len(pages))
}
