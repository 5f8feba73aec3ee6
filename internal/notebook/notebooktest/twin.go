package notebooktest

import (
	_ "embed"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sebdah/goldie/v2"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
	"backprop/internal/weave"
)

// twinWidth is how many columns the code of a twin may have: that of a chapter.
const twinWidth = 72

// Twin tests the twin of the chapter in the current folder, main.py: it runs
// alone, it prints what its golden file holds, for the pages to show, and every
// number that it prints is that of the worked example. So it prints nothing but
// lines such as "L = 0.5" and "f = [1. 2.]", under the names that the book's
// arrays have in Python: Z, dZ for ∂L/∂Z, and so on, K_new after a step. Where
// a name lasts to the end of the program, all digits are compared, and so is
// what the program is given, printed or not: X, K, b, W, c, y and the learning
// rate, eta. When goldens are regenerated, that is written into main.py anew.
//
// The chapter's other arrays, under their Python names, come from beside, which
// may be nil: numbers, slices of them, tensors. They go before the book's.
//
// Each loop that the page shows needs a twin, but for the sections without.
//
// To run it takes Python with NumPy. Where there is none, the numbers of the
// golden file are compared, the rest is skipped, and in CI the test fails.
func Twin(t *testing.T, source string, beside func(*cnn.Classic) (map[string]any, error), without ...string) {
	t.Helper()
	if testing.Short() {
		t.Skip("starts Python")
	}
	text, err := os.ReadFile("main.py")
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range twinFaults(source, string(text), without) {
		t.Error(fault)
	}
	example, err := notebook.WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	ex, err := cnn.AsClassic(example.Network)
	if err != nil {
		t.Fatal(err)
	}
	given, _, err := notebook.GiveTwin(string(text), ex)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case given == string(text):
	case updating():
		if err := os.WriteFile("main.py", []byte(given), 0o666); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("main.py does not begin with the arrays of the worked example; run\n\n\t%s\n\n%s", updateCommand, goldie.Diff(goldie.ClassicDiff, string(text), given))
	}
	want := bookNumbers(ex)
	if beside != nil {
		also, err := beside(ex)
		if err != nil {
			t.Fatal(err)
		}
		for name, value := range also {
			want[name] = numbersOf(value)
		}
	}
	golden := twinGolden(t)
	was, err := os.ReadFile(golden)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if !updating() {
		for _, fault := range compareTwin(string(was), nil, want) {
			t.Errorf("%s: %s", golden, fault)
		}
	}
	printed, kept := runTwin(t, "main.py")
	for _, fault := range compareTwin(printed, kept, want) {
		t.Errorf("main.py: %s", fault)
	}
	switch {
	case plainZeros(printed) == plainZeros(string(was)):
	case updating():
		err := os.MkdirAll(filepath.Dir(golden), 0o777)
		if err == nil {
			err = os.WriteFile(golden, []byte(printed), 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("what main.py prints is not what %s holds; run\n\n\t%s\n\n%s", golden, updateCommand, goldie.Diff(goldie.ClassicDiff, printed, string(was)))
	}
}

// twinsGolden is the folder of what the twins print, below that of the goldens.
const twinsGolden = "numpy"

// twinGolden is the file of what the twin in the current folder prints.
func twinGolden(t *testing.T) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	root, err := moduleRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(root, "testdata", "golden", twinsGolden, filepath.Base(folder)+".golden")
}

// plainZeros takes away what may differ from machine to machine: the sign of a
// 0, which hangs on the order in which a library adds, and the room for it.
func plainZeros(printed string) string {
	return spaces.ReplaceAllString(negativeZero.ReplaceAllString(printed, " $1$2"), " ")
}

var (
	negativeZero = regexp.MustCompile(`-(0\.?0*)([\s\]]|$)`)
	spaces       = regexp.MustCompile(` +`)
)

// twinFaults is what is wrong with a twin before it runs: a cell that stands
// beside nothing, a loop without a twin, a line that is too wide.
func twinFaults(source, text string, without []string) (faults []string) {
	c, err := weave.Parse("main.go", source)
	if err != nil {
		return []string{err.Error()}
	}
	cells, err := c.Twin("main.py", text)
	if err != nil {
		return []string{err.Error()}
	}
	for i, line := range strings.Split(text, "\n") {
		if n := utf8.RuneCountInString(line); n > twinWidth {
			faults = append(faults, fmt.Sprintf("main.py:%d: %d columns wide, at most %d", i+1, n, twinWidth))
		}
	}
	for i, cell := range c.Cells {
		if !c.Listed(i) || !loop.MatchString(cell.Text) || slices.ContainsFunc(cells, func(twin weave.TwinCell) bool { return twin.Beside == i }) {
			continue
		}
		var section weave.Heading
		for _, h := range c.Headings {
			if h.Line < cell.Line {
				section = h
			}
		}
		if !slices.ContainsFunc(without, section.Has) {
			faults = append(faults, fmt.Sprintf("main.go:%d: this loop has no twin: add a cell %q to main.py, or keep it off the page", cell.Line, "# %% "+section.ID))
		}
	}
	return faults
}

// compareTwin is what is wrong with the numbers of a twin.
func compareTwin(printed string, kept, want map[string]numbers) (faults []string) {
	list, err := readPrinted(printed)
	if err != nil {
		return []string{err.Error()}
	}
	if len(list) == 0 {
		faults = append(faults, "prints nothing")
	}
	compare := func(verb, name string, have numbers, tolerance float64) {
		wanted, ok := want[name]
		switch {
		case !ok:
			faults = append(faults, fmt.Sprintf("%s %s, and the test does not know what it should be", verb, name))
		case !have.sameShape(wanted) || have.farthest(wanted) > tolerance:
			faults = append(faults, fmt.Sprintf("%s %s\nhave %v\nwant %v", verb, name, have, wanted))
		}
	}
	for _, p := range list {
		compare("prints", p.name, p.numbers, printedTo)
	}
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		isPrinted := slices.ContainsFunc(list, func(p printing) bool { return p.name == name })
		switch {
		case slices.Contains(givenNames, name):
			compare("is given or leaves", name, kept[name], 0)
		case isPrinted:
			compare("computes", name, kept[name], keptTo)
		}
	}
	return faults
}
