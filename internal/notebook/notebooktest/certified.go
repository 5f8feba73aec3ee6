package notebooktest

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"backprop/internal/certify"
	"backprop/internal/notebook"
)

// certifySeeds are the two networks on which chapters are certified beside
// the worked example and the one of other sizes.
var certifySeeds = []uint64{3, 8}

// certified certifies every number of a chapter on four networks, and holds
// what is not certified against the chapter's list in testdata/uncertified.
func certified(t testing.TB, root, name, source string, run func(*notebook.Notebook) error, own func(*certify.Catalogue), examples ...notebook.Example) {
	t.Helper()
	for _, seed := range certifySeeds {
		examples = append(examples, notebook.SeededExample(seed))
	}
	var all certify.Report
	for _, example := range examples {
		p, err := notebook.PlayWatched(source, run, example)
		if err != nil {
			t.Errorf("on %s: %v", example.File, err)
			continue
		}
		report, err := certify.Chapter(p, own)
		if err != nil {
			t.Errorf("on %s: %v", example.File, err)
			continue
		}
		for _, f := range report.Faults {
			t.Errorf("on %s: %s", filepath.Base(example.File), f)
		}
		for i := range report.Gaps {
			report.Gaps[i].On = filepath.Base(example.File)
		}
		all.Add(report)
	}
	file := filepath.Join(root, "testdata", "uncertified", name+".txt")
	list, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
		return
	}
	for _, problem := range all.Hold(string(list)) {
		t.Errorf("testdata/uncertified/%s.txt: %s", name, problem)
	}
	t.Logf("%s: %s", name, all.String())
}
