// Package notebooktest is the test of a chapter: what it prints is compared
// with golden files, for the worked example and for a network of other sizes.
//
//	func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run) }
//
// Golden files are regenerated with
//
//	GOLDIE_UPDATE=1 go test ./chapters/...
//
// Goals: one call tests a chapter's text, the rules of its prose and its
// record; a failure says what changed and which command takes it over.
//
// Non-goals: judging the numbers by itself; package certify does.
package notebooktest

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/sebdah/goldie/v2"

	"backprop/internal/certify"
	"backprop/internal/markup"
	"backprop/internal/notebook"
	"backprop/internal/weave"
)

// updateCommand takes over what chapters print now.
const updateCommand = "GOLDIE_UPDATE=1 go test ./chapters/..."

// Golden tests the chapter in the current folder: it runs it in process on
// the worked example and on testdata/networks/other-sizes.json and compares
// what it prints with testdata/golden/NN-name.golden and
// testdata/golden/other-sizes/NN-name.golden. It reports what breaks the
// rules of a chapter's text, a record that does not read back as it was
// written, and a seed on which the chapter fails.
//
// On these two networks and on two of the seeds it certifies every number
// that the chapter shows; see package certify. What the chapter shows beside
// the numbers of its networks, exact works out in 100 digits. What no check
// covers must be listed in testdata/uncertified/NN-name.txt.
func Golden(t *testing.T, source string, run func(*notebook.Notebook) error, exact ...func(*certify.Catalogue)) {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	root, err := moduleRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, root, filepath.Base(folder), source, run, exact...)
}

// golden tests the chapter of the given name.
func golden(t testing.TB, root, name, source string, run func(*notebook.Notebook) error, exact ...func(*certify.Catalogue)) {
	t.Helper()
	for _, p := range weave.Lint("main.go", source) {
		t.Errorf("main.go:%d: %s", p.Line, p.Message)
	}
	for _, problem := range lintWords(filepath.Join(root, "chapters", name)) {
		t.Error(problem)
	}
	worked, err := notebook.WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	other, err := notebook.ReadExample(filepath.Join(root, "testdata", "networks", otherSizes+".json"))
	if err != nil {
		t.Fatal(err)
	}
	files := filepath.Join(root, "testdata", "golden")
	performances := []*notebook.Performance{
		play(t, files, name, source, run, worked),
		play(t, filepath.Join(files, otherSizes), name, source, run, other),
	}
	if updating() {
		return // whether it is right, the next run says
	}
	if performances[0] != nil {
		checkEveryAnswer(t, name, performances[0].Entries)
	}
	performances = append(performances, playSeeds(t, source, run)...)
	certified(t, root, name, exact, performances)
}

// otherSizes is the name of the second network and of the folder of what the
// chapters print for it.
const otherSizes = "other-sizes"

// play runs a chapter on one network and compares. The performance is nil
// where it fails.
func play(t testing.TB, folder, name, source string, run func(*notebook.Notebook) error, example notebook.Example) *notebook.Performance {
	t.Helper()
	performance, err := notebook.PlayWatched(source, run, example)
	if err != nil {
		t.Errorf("on %s: %v", filepath.Base(example.File), err)
		return nil
	}
	checkExplained(t, performance.Entries, checkRecord(t, performance.Entries))
	checkWrong(t, performance.Entries)
	CheckText(t, performance.Text())
	g := goldie.New(t,
		goldie.WithFixtureDir(folder),
		goldie.WithDiffFn(func(have, want string) string {
			return "what the chapter prints for " + filepath.Base(example.File) + " is not what " + name + ".golden holds." +
				" If it is right now, run\n\n\t" + updateCommand + "\n\n" + goldie.Diff(goldie.ClassicDiff, have, want)
		}))
	file := g.GoldenFileName(t, name)
	if _, err := os.Stat(file); os.IsNotExist(err) && !updating() {
		t.Errorf("%s is missing; run\n\n\t%s", file, updateCommand)
		return performance
	}
	g.Assert(t, name, []byte(performance.Text()))
	return performance
}

// checkRecord writes and reads a record, and compares both forms of each
// output before and after. It returns the HTML of each.
func checkRecord(t testing.TB, entries []notebook.Entry) (pages []string) {
	t.Helper()
	for _, e := range entries {
		pages = append(pages, markup.HTML(e.Output, plain))
	}
	var first, second bytes.Buffer
	if err := notebook.WriteRecord(&first, entries); err != nil {
		t.Errorf("record: %v", err)
		return pages
	}
	written := first.String()
	read, err := notebook.ReadRecord(&first)
	if err != nil {
		t.Errorf("record, read back: %v", err)
		return pages
	}
	if err := notebook.WriteRecord(&second, read); err != nil {
		t.Errorf("record, read back: %v", err)
		return pages
	}
	if second.String() != written {
		t.Errorf("record, read back and written again, is another")
	}
	for i, e := range read {
		was := entries[i]
		if e.Output.Text(80) != was.Output.Text(80) || markup.HTML(e.Output, plain) != pages[i] {
			t.Errorf("record: the %s of line %d looks different when it is read back", was.Output.Kind(), was.Line)
		}
	}
	return pages
}

// playSeeds runs a chapter on networks that are made for seeds: ten in CI,
// and elsewhere those that are certified. The chapter's own checks judge the
// numbers. It returns the performances that are to be certified.
func playSeeds(t testing.TB, source string, run func(*notebook.Notebook) error) (chosen []*notebook.Performance) {
	t.Helper()
	seeds := certifySeeds
	if os.Getenv("CI") == "true" {
		seeds = []uint64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	}
	for _, seed := range seeds {
		example := notebook.SeededExample(seed)
		performance, err := notebook.PlayWatched(source, run, example)
		if err != nil {
			t.Errorf("on %s: %v", example.File, err)
			return nil
		}
		checkRecord(t, performance.Entries)
		checkWrong(t, performance.Entries)
		if slices.Contains(certifySeeds, seed) {
			chosen = append(chosen, performance)
		}
	}
	return chosen
}

// plain stands in for a renderer of Markdown.
func plain(source string) string { return "<p>" + source + "</p>" }
