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

// Certify certifies every number of a performance of notebook.PlayWatched, on
// another network than those of Golden. No list excuses any of them.
func Certify(t *testing.T, p *notebook.Performance) {
	t.Helper()
	name := filepath.Base(p.Example.File)
	t.Run(name, func(t *testing.T) {
		report, err := certifiedOn(t, p, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range report.Gaps {
			t.Errorf("on %s: line %d: %s: not certified: %s", g.On, g.Line, g.Kind, g.What)
		}
		t.Logf("%s: %s", name, report.String())
	})
}

// certified certifies every number of a chapter's performances, and holds what
// is not certified against the chapter's list.
func certified(t testing.TB, root, name string, exact []func(*certify.Catalogue), performances []*notebook.Performance) {
	t.Helper()
	var all certify.Report
	for _, p := range performances {
		if p == nil {
			return // it has failed
		}
		report, err := certifiedOn(t, p, exact)
		if err != nil {
			t.Errorf("on %s: %v", filepath.Base(p.Example.File), err)
			continue
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

// certifiedOn certifies a chapter on one network, and says why where that
// cannot be done.
func certifiedOn(t testing.TB, p *notebook.Performance, exact []func(*certify.Catalogue)) (*certify.Report, error) {
	t.Helper()
	on := filepath.Base(p.Example.File)
	report, err := certify.Chapter(p, func(c *certify.Catalogue) {
		for _, add := range exact {
			add(c)
		}
	})
	if err != nil {
		return nil, err
	}
	for _, f := range report.Faults {
		t.Errorf("on %s: %s", on, f)
	}
	for i := range report.Gaps {
		report.Gaps[i].On = on
	}
	return report, nil
}
