package site

import (
	"fmt"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/notebook"
	"backprop/internal/sheet"
)

// bookSheet is the book's own network on one sheet.
func bookSheet(t testing.TB) *notebook.Sheet {
	t.Helper()
	example, err := notebook.WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	pass, err := cnn.Run(example.Network)
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := notebook.NewSheet(pass)
	if err != nil {
		t.Fatal(err)
	}
	return sheet
}

// withSheet is the sample book with the book's network on its front page.
func withSheet(t testing.TB) Book {
	t.Helper()
	b := sampleBook(t)
	b.Sheet = bookSheet(t)
	return b
}

// TestSheetPage: the sheet holds every array once, in the order of the pass,
// names it for those who listen, and leads to the chapters that exist.
func TestSheetPage(t *testing.T) {
	b := withSheet(t)
	files, err := Render(b)
	if err != nil {
		t.Fatal(err)
	}
	page := string(files["index.html"])
	for k, a := range b.Sheet.Arrays {
		if n := strings.Count(page, fmt.Sprintf(`data-array="%d"`, k)); n != len(a.Planes) {
			t.Errorf("%s is there %d times", a.Plain, n)
		}
	}
	at := 0
	for _, want := range []string{`aria-label="X, `, `aria-label="K, `, "<b>convolution</b>", `aria-label="Z, `, "<b>ReLU</b>", `aria-label="A, `,
		"<b>max pooling</b>", `aria-label="P, `, "<b>flatten</b>", `aria-label="f, `, `aria-label="W, `, "<b>fully connected</b>",
		`aria-label="s, `, "<b>softmax</b>", ">p − y<", `aria-label="p, `, `aria-label="y, `, "<b>cross entropy</b>", `aria-label="L"`} {
		i := strings.Index(page[at:], want)
		if i < 0 {
			t.Fatalf("no %s after %.80s", want, page[at:])
		}
		at += i
	}
	for _, want := range []string{
		`aria-label="∂L/∂K, 2 by 2"`, `data-chapter="13-one-weight-many-uses.html"`, `<a href="02-sliding-a-window.html"><b>convolution</b></a>`,
		`data-line="∂L/∂K[0,0] ≈ `, `class="sheet w4" id="map"`, "assets/sheet.js", "assets/sheet.css",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the front page does not hold %s", want)
		}
	}
	if strings.Contains(string(files["words.html"]), "sheet.js") {
		t.Error("another page loads the sheet's script")
	}
}

// TestSheetSkips: what a skip connection adds, the step that adds it and the
// two arrows between them have the same places, and arrows that would overlap
// have other levels.
func TestSheetSkips(t *testing.T) {
	network, err := format.ParseNetwork("skips.json", []byte(`{"input": [[1, 2]], "layers": [
{"op": "relu"}, {"op": "tanh"}, {"op": "add", "from": 1}, {"op": "add", "from": 0}, {"op": "relu"}, {"op": "add", "from": 4}, {"op": "flatten"}],
"loss": {"op": "squared_error", "target": [0, 1]}}`))
	if err != nil {
		t.Fatal(err)
	}
	pass, err := cnn.Run(network)
	if err != nil {
		t.Fatal(err)
	}
	s, err := notebook.NewSheet(pass)
	if err != nil {
		t.Fatal(err)
	}
	page, err := sheet.HTML(s, func(int) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`class="around fw from1 to3 w1"`, `class="around bw from1 to3 w1"`, // inside the next one
		`class="around fw from0 to4 w2"`, `class="around fw from4 to6 w1"`, // after it
		`class="stage source from0"`, `class="stage source from1"`, `class="stage source from4"`,
		`class="stage step sum to3"`, `class="stage step sum to4"`, `class="stage step sum to6"`,
	} {
		if n := strings.Count(page, want); n != 1 {
			t.Errorf("%s is there %d times, want once", want, n)
		}
	}
	if n := strings.Count(page, `class="around `); n != 6 {
		t.Errorf("have %d arrows, want 6", n)
	}
}
