package notebooktest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
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

var loop = regexp.MustCompile(`(?m)^\s*for\b`)

// numbers are an array: those of its shape that are 1 make no difference.
type numbers struct {
	Shape []int
	Data  []float64
}

func (n numbers) String() string { return fmt.Sprintf("%v of shape %v", n.Data, n.Shape) }

func (n numbers) sameShape(m numbers) bool {
	thin := func(shape []int) []int {
		return slices.DeleteFunc(slices.Clone(shape), func(size int) bool { return size == 1 })
	}
	return len(n.Data) == len(m.Data) && slices.Equal(thin(n.Shape), thin(m.Shape))
}

// farthest is the largest difference of two arrays of the same shape.
func (n numbers) farthest(m numbers) float64 {
	largest := 0.0
	for i := range n.Data {
		d := math.Abs(n.Data[i] - m.Data[i])
		if math.IsNaN(d) {
			return math.Inf(1)
		}
		largest = max(largest, d)
	}
	return largest
}

// givenNames are what a twin is given: they are the worked example's to the
// last digit.
var givenNames = []string{"X", "K", "b", "W", "c", "y", "eta"}

// bookNumbers are the numbers of the pass, by their names in Python.
func bookNumbers(ex *cnn.Classic) map[string]numbers {
	want := map[string]numbers{"eta": numbersOf(ex.LearningRate)}
	for name, q := range map[string]cnn.Quantity{
		"X": ex.X, "K": ex.K, "b": ex.B, "Z": ex.Z, "A": ex.A, "P": ex.P, "f": ex.F,
		"W": ex.W, "c": ex.C, "s": ex.S, "p": ex.Prob, "y": ex.Y, "L": ex.L,
		"dX": ex.DX, "dK": ex.DK, "db": ex.DB, "dZ": ex.DZ, "dA": ex.DA, "dP": ex.DP, "df": ex.DF,
		"dW": ex.DW, "dc": ex.DC, "ds": ex.DS, "dp": ex.DProb,
		"K_new": ex.NewK, "b_new": ex.NewB, "W_new": ex.NewW, "c_new": ex.NewC,
	} {
		want[name] = numbersOf(q)
	}
	return want
}

// numbersOf are the numbers of a quantity, a tensor, a number, or a slice of
// any of these.
func numbersOf(value any) numbers {
	switch value := value.(type) {
	case cnn.Quantity:
		return numbers{value.Shape, value.Data}
	case *cnn.Tensor:
		return numbers{value.Shape, value.Data}
	}
	switch v := reflect.ValueOf(value); v.Kind() {
	case reflect.Slice, reflect.Array:
		n := numbers{Shape: []int{v.Len()}}
		for i := range v.Len() {
			part := numbersOf(v.Index(i).Interface())
			if i == 0 {
				n.Shape = append(n.Shape, part.Shape...)
			}
			n.Data = append(n.Data, part.Data...)
		}
		return n
	case reflect.Int:
		return numbers{Data: []float64{float64(v.Int())}}
	default:
		return numbers{Data: []float64{v.Float()}}
	}
}

//go:embed twin.py
var harness string

// runTwin runs a twin and returns what it printed and what its names held in
// the end.
func runTwin(t *testing.T, twin string) (printed string, kept map[string]numbers) {
	t.Helper()
	python, err := pythonWithNumPy()
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skipf("%v to run this test", err)
	}
	file := filepath.Join(t.TempDir(), "numbers.json")
	// A warning of NumPy's is a mistake of ours.
	cmd := exec.Command(python, "-B", "-W", "error", "-c", harness, twin, file)
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s main.py: %v\n%s", python, err, stderr.String())
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &kept); err != nil {
		t.Fatal(err)
	}
	return stdout.String(), kept
}

// pythonWithNumPy finds a Python that has NumPy: the first on the PATH, or the
// system's own.
var pythonWithNumPy = sync.OnceValues(func() (string, error) {
	for _, name := range []string{"python3", "/usr/bin/python3", "python"} {
		if path, err := exec.LookPath(name); err == nil && exec.Command(path, "-c", "import numpy").Run() == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("found no python3 that has NumPy; install it, on Debian with apt-get install python3-numpy,")
})

// A printed array, such as "Z =\n[[1. 2.]\n [3. 4.]]" or "L = 0.5".
type printing struct {
	name string
	numbers
}

var (
	twinMark      = regexp.MustCompile(`(?m)^# %% .*$`)
	printedName   = regexp.MustCompile(`^\s*([A-Za-z]\w*) =\s*`)
	printedNumber = regexp.MustCompile(`^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$`)
)

// readPrinted reads all that a twin printed. What is not a name with its
// numbers is an error.
func readPrinted(text string) (list []printing, err error) {
	text = twinMark.ReplaceAllString(text, "")
	for strings.TrimSpace(text) != "" {
		m := printedName.FindStringSubmatch(text)
		if m == nil {
			return nil, fmt.Errorf("prints %q, which is not of the form NAME = NUMBERS", strings.SplitN(strings.TrimSpace(text), "\n", 2)[0])
		}
		text = text[len(m[0]):]
		end := 0
		for depth := 0; end < len(text); end++ {
			switch text[end] {
			case '[':
				depth++
			case ']':
				depth--
			}
			if depth == 0 && (end+1 == len(text) || text[end+1] == '\n') {
				end++
				break
			}
		}
		n, err := readArray(text[:end])
		if err != nil {
			return nil, fmt.Errorf("prints %s: %w", m[1], err)
		}
		list = append(list, printing{m[1], n})
		text = text[end:]
	}
	return list, nil
}

// readArray reads an array as NumPy prints it, or a number.
func readArray(text string) (n numbers, err error) {
	text = strings.NewReplacer("[", " [ ", "]", " ] ").Replace(text)
	var count []int // the parts so far at each depth
	closed := 0
	for _, word := range strings.Fields(text) {
		if word != "]" && len(count) > 0 {
			count[len(count)-1]++
		}
		switch word {
		case "[":
			count = append(count, 0)
			if closed == 0 {
				n.Shape = append(n.Shape, 0)
			}
		case "]":
			if len(count) == 0 {
				return n, fmt.Errorf("a bracket that nothing opens in %q", text)
			}
			depth := len(count) - 1
			if n.Shape[depth] != 0 && n.Shape[depth] != count[depth] {
				return n, fmt.Errorf("rows of different lengths in %q", text)
			}
			n.Shape[depth] = count[depth]
			count = count[:depth]
			closed++
		default:
			if !printedNumber.MatchString(word) {
				return n, fmt.Errorf("%q is not a number", word)
			}
			v, err := strconv.ParseFloat(word, 64)
			if err != nil {
				return n, err
			}
			n.Data = append(n.Data, v)
		}
	}
	if len(count) > 0 || len(n.Data) == 0 {
		return n, fmt.Errorf("no whole array: %q", text)
	}
	return n, nil
}

const (
	// printedTo is how far a number may be from its printed form of four
	// decimals.
	printedTo = 0.5e-4 + 1e-9
	// keptTo is how far the two programs may be apart. They add in different
	// orders, and differences such as those of chapter 15 lose digits.
	keptTo = 1e-8
)

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
