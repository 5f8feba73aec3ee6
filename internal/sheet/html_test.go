package sheet

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/notebook"
)

// sheetOf is the section of a network of a file, with a file for each chapter.
func sheetOf(t *testing.T, network string) string {
	t.Helper()
	n, err := format.ParseNetwork("test.json", []byte(network))
	if err != nil {
		t.Fatal(err)
	}
	pass, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	s, err := notebook.NewSheet(pass)
	if err != nil {
		t.Fatal(err)
	}
	section, err := HTML(s, func(chapter int) string {
		if chapter == 18 {
			return "" // as where one chapter is rendered
		}
		return fmt.Sprintf("%02d.html", chapter)
	})
	if err != nil {
		t.Fatal(err)
	}
	return section
}

// all are the groups that an expression has in a text, one after another.
func all(text, expression string) string {
	var list []string
	for _, found := range regexp.MustCompile(expression).FindAllStringSubmatch(text, -1) {
		list = append(list, strings.Join(found[1:], "="))
	}
	return strings.Join(list, " ")
}

// Two small networks: the layers of the worked example, and arrows around
// layers, in two levels.
const (
	classic = `{"input": [[1, 2, 3]], "layers": [{"op": "conv", "kernel": [[1, 0.5]], "bias": [0.25]}, {"op": "relu"}, {"op": "flatten"},
{"op": "dense", "weights": [[1, 2], [0.5, -1]]}, {"op": "softmax"}], "loss": {"op": "cross_entropy", "target": 0}}`
	skipping = `{"input": [1, 2], "layers": [{"op": "relu"}, {"op": "add", "from": 0}, {"op": "add", "from": 0}, {"op": "softmax"}],
"loss": {"op": "squared_error", "target": [0, 1]}}`
)

// The whole section, of networks small enough to read it: where a gate is
// closed, a number is long, a chapter is missing, an earlier input is added.
func TestGolden(t *testing.T) {
	for name, network := range map[string]string{
		"classic":  classic,
		"skipping": skipping,
		"odd":      `{"input": [[[-1, 0.12345], [2, 0]]], "layers": [{"op": "leaky_relu", "slope": 0.25}, {"op": "maxpool", "size": 2}, {"op": "flatten"}, {"op": "relu"}], "upstream": [-123.456]}`,
	} {
		t.Run(name, func(t *testing.T) {
			goldie.New(t, goldie.WithNameSuffix(".html"), goldie.WithDiffEngine(goldie.ColoredDiff)).Assert(t, name, []byte(sheetOf(t, network)))
		})
	}
}

// What stands where, how wide it is, and which chapter computes it.
func TestSheetBlocks(t *testing.T) {
	conv, skips := sheetOf(t, classic), sheetOf(t, skipping)
	for _, test := range []struct{ what, section, expression, want string }{
		{"the numbers of cells side by side", conv, `class="sheet(?:-room|-body)? w(\d+)"`, "3 18 6"},
		{"the kinds of block", conv, `<div class="(stage[^"]*)">`, "stage stage step stage stage step stage stage step stage stage step stage stage step stage stage step stage"},
		{"the chapters of the steps", conv, `<p class="way forward"><a href="(\d+)`, "02 03 05 06 07 07"},
		{"and of their ways back", conv, `<p class="way backward"><span><a href="(\d+)`, "14 12 10 09 08"},
		{"the chapters of the arrays", conv, `data-array="(\d+)"[^>]* data-chapter="(\d+)`,
			"0=01 12=14 1=01 2=01 13=13 14=13 3=02 15=12 4=03 16=10 5=05 17=09 6=01 7=01 18=09 19=09 8=06 20=08 9=07 10=01 11=07"},
		{"a source is one, however often it is added", skips, `<div class="stage (?:step )?(sum to\d|source from\d)">`, "source from0 sum to2 sum to3"},
		{"the arrows", skips, `<i class="around ([^"]*)"`, "fw from0 to2 w1 bw from0 to2 w1 fw from0 to3 w2 bw from0 to3 w2"},
		{"a softmax that no cross entropy follows", skips, `(through its slopes)`, "through its slopes"},
	} {
		if have := all(test.section, test.expression); have != test.want {
			t.Errorf("%s: have %q, want %q", test.what, have, test.want)
		}
	}
}

// A large array is cropped, and what is left out is counted.
func TestSheetOfALargeImage(t *testing.T) {
	row := "[" + strings.Repeat("1, ", 39) + "1]"
	section := sheetOf(t, `{"input": [`+strings.Repeat(row+", ", 39)+row+`], "layers": [{"op": "relu"}], "upstream": [`+strings.Repeat(row+", ", 39)+row+`]}`)
	shown := strings.Count(section, "<td")
	if have, want := all(section, `<span>(\d+) numbers of large arrays are left out`), fmt.Sprint(4*1600-shown); have != want {
		t.Errorf("%d cells are shown: have %s left out, want %s", shown, have, want)
	}
	if small := sheetOf(t, `{"input": [1], "layers": [{"op": "relu"}], "upstream": [1]}`); strings.Contains(small, "left out") {
		t.Error("of one number something is left out")
	}
}
