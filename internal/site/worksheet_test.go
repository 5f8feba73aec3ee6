package site

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// sheetSource is an invented chapter with two formulas that define Z, and one
// for L behind that of A.
const sheetSource = "// # A sheet\n//\n// What is $Z$?\n\npackage main\n\nfunc run() {\n\t// $$k = 1$$\n\t//\n\t// $$Z = X \\star K + b$$\n\t//\n\t// $$Z_{i,j} = 1$$\n\t//\n\t// $$A = Z, \\qquad L = 2$$\n\n\tshow()\n}\n"

// sheetBook is a chapter 02 that shows Z, an exercise and another network whose
// places have the same names, and a chapter 16 that shows the step.
func sheetBook(t testing.TB, c *cnn.Classic) Book {
	t.Helper()
	row := func(items ...notebook.Item) *notebook.Row { return &notebook.Row{Items: items} }
	other := notebook.Bare(c.A)
	other.Values = slices.Repeat([]float64{9.8765}, len(other.Values))
	return Book{Chapters: []Chapter{
		{Name: "02-a-sheet", Source: sheetSource, Entries: []notebook.Entry{
			{Line: 16, Output: row(item(notebook.Bare(c.X)), operator(`\star`), item(notebook.Bare(c.K)), operator("="), item(notebook.Bare(c.Z)))},
			{Line: 16, Output: row(item(notebook.Bare(c.X)), operator("="), item(other))},
			{Line: 16, Output: row(item(notebook.Bare(c.Z)), operator("="), item(notebook.Bare(c.Z)))},
			{Line: 16, Output: row(item(notebook.Bare(c.P)))},
			{Line: 16, Output: &notebook.Equation{Left: "L", Place: cnn.LossPlace, Value: c.L.At(), Steps: []notebook.Step{{Relation: "=", Terms: []string{"1"}}}}},
			{Line: 16, Output: &notebook.Exercise{Number: 1, Question: "What is 2 + 3? SECRET 5 instead of " + notebook.Num(c.L.At()), Answers: []notebook.Answer{{Name: "x", Value: 777.5, Wrong: []notebook.Wrong{{Value: 666.5, Mistake: "gate-forgotten", Did: "left out the gate"}, {Value: 555.5, Mistake: "gate-forgotten", Did: "left out the gate"}}}}, Hint: "THE-HINT", Solution: "THE-SOLUTION"}},
			{Line: 16, Output: &notebook.Exercise{Number: 3, Here: true, Question: "ELSEWHERE", Answers: []notebook.Answer{{Value: 79}}}},
			{Line: 16, Output: &notebook.Exercise{Number: 2, Question: "GIVEAWAY: let $L = " + notebook.Num(c.L.At()) + "$.", Answers: []notebook.Answer{{Value: 78}}}},
		}},
		{Name: "15-silent", Source: sheetSource},
		{Name: "16-the-step", Source: sheetSource, Entries: []notebook.Entry{
			{Line: 16, Output: row(item(notebook.Bare(c.K)), operator(`\approx`), item(notebook.Bare(c.NewK)))},
			{Line: 16, Output: row(item(notebook.Bare(c.K)), operator(`\to`), item(notebook.Bare(c.DW)))},
		}},
		{Name: "17-beyond", Source: sheetSource, Entries: []notebook.Entry{
			{Line: 16, Output: row(item(notebook.Bare(c.X)), operator("="), item(notebook.Bare(c.P)))},
		}},
	}}
}

func classicSample(t testing.TB) *cnn.Classic {
	t.Helper()
	example, err := notebook.WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	c, err := cnn.AsClassic(example.Network)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWorksheetAsksOnce(t *testing.T) {
	c := classicSample(t)
	var have []string
	for _, s := range newContents(sheetBook(t, c).Chapters, new(faults)).stages(c.Pass) {
		have = append(have, s.entry.Number()+":")
		for _, q := range s.asked {
			have = append(have, q.Place.String())
		}
	}
	want := []string{"02:", "activations/1", "loss", "16:",
		"parameters/0/kernel/updated", "parameters/0/bias/updated", "parameters/4/weights", "parameters/4/bias"}
	if !slices.Equal(have, want) {
		t.Errorf("have %q\nwant %q", have, want)
	}
}

func TestWorksheetPages(t *testing.T) {
	c := classicSample(t)
	files, err := Worksheet(sheetBook(t, c), c.Network, "seed <7>")
	if err != nil {
		t.Fatal(err)
	}
	have := slices.Sorted(maps.Keys(files))
	want := []string{"answers.html", "answers.json", "assets/book.css", "assets/fonts/book-math.woff2", "assets/fonts/book-text-italic.woff2", "assets/fonts/book-text.woff2", "assets/fonts/licence.txt",
		"assets/icon.svg", "assets/worksheet.css", "blank.json", "network.json", "sheet.css", "short-answers.html", "short.html", "worksheet.html"}
	if !slices.Equal(have, want) {
		t.Errorf("have files %q\nwant %q", have, want)
	}
	for _, test := range []struct {
		text       string
		sheet, key int // how often it stands there
	}{
		{`data-place="activations/1"`, 1, 1},
		{`data-place="loss"`, 1, 1},
		{`data-place="activations/0"`, 1, 1}, // X is given
		{`data-place="activations/3"`, 0, 0},
		{`class="formula"`, 3, 3}, // Z = … and L = … of 02, the first of 16
		{"⋆", 1, 1},
		{"What is 2 + 3?", 1, 1},
		{"SECRET ", 1, 1},
		{"instead of " + notebook.Num(c.L.At()), 0, 1},
		{"GIVEAWAY", 0, 0},
		{"ELSEWHERE", 0, 0},
		{"777.5", 0, 1},
		{"<li>Who has 666.5 probably left out the gate (gate-forgotten).</li>", 0, 1},
		{"666.5", 0, 1},
		{"555.5", 0, 0}, // a second number of one mistake
		{"gate-forgotten", 0, 1},
		{"78", 0, 0},
		{"THE-SOLUTION", 0, 1},
		{"THE-HINT", 0, 0},
		{notebook.Num(c.NewK.At(0, 0)), 0, 1},
		{"<span>Name</span>", 1, 0},
		{"<span>Date</span>", 1, 0},
		{"seed &lt;7&gt;", 2, 3},
		{"<7>", 0, 0},
		{"<script", 0, 0},
	} {
		for name, want := range map[string]int{"worksheet.html": test.sheet, "answers.html": test.key} {
			if have := strings.Count(string(files[name]), test.text); have != want {
				t.Errorf("%s: have %q %d times, want %d", name, test.text, have, want)
			}
		}
	}
	for range 5 {
		again, err := Worksheet(sheetBook(t, c), c.Network, "seed <7>")
		if err != nil || !maps.EqualFunc(files, again, bytes.Equal) {
			t.Fatalf("the same book gave other bytes, %v", err)
		}
	}
}

// What blank.json asks for is read as answers to network.json, all blank.
func TestBlankAnswers(t *testing.T) {
	c := classicSample(t)
	files, err := Worksheet(sheetBook(t, c), c.Network, "x")
	if err != nil {
		t.Fatal(err)
	}
	n, err := format.ParseNetwork("network.json", files["network.json"])
	if err != nil {
		t.Fatal(err)
	}
	p, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	answers, err := marking.ReadAnswers("blank.json", bytes.NewReader(files["blank.json"]), p)
	if err != nil {
		t.Fatal(err)
	}
	report, err := marking.Mark(n, answers, 0)
	if err != nil || len(report.Places) != 6 {
		t.Fatalf("have %d places, %v, want 6", len(report.Places), err)
	}
	for _, place := range report.Places {
		if place.Verdict != marking.Blank {
			t.Errorf("%s: have verdict %v, want blank", place.Place, place.Verdict)
		}
	}
	values, err := format.MarshalValues(p.Values())
	if err != nil || !bytes.Equal(files["answers.json"], values) {
		t.Errorf("answers.json: have other values than the pass, %v", err)
	}
}

// TestShortSheet: the short sheet asks for every array of the pass once, and
// gives away none; its key has them all. Those of a class are the same, with the
// students' names.
func TestShortSheet(t *testing.T) {
	c := classicSample(t)
	b := sheetBook(t, c)
	files, err := Worksheet(b, c.Network, "seed <7>")
	if err != nil {
		t.Fatal(err)
	}
	sheet, key := string(files["short.html"]), string(files["short-answers.html"])
	for _, place := range c.Pass.Places() {
		here := ` data-place="` + place.String() + `"`
		if strings.Count(sheet, here) != 1 || strings.Count(key, here) != 1 {
			t.Errorf("have %s %d times on the sheet and %d times in the key, want 1", place, strings.Count(sheet, here), strings.Count(key, here))
		}
	}
	for text, want := range map[string][2]int{
		notebook.Num(c.L.At()): {0, 1}, notebook.Num(c.NewK.At(0, 0)): {0, 1}, "seed &lt;7&gt;": {3, 3}, "<script": {0, 0},
		"back through max pooling": {1, 1}, "gradient of the kernel": {1, 1}, "cross entropy": {1, 1}, "new weights": {1, 1}, `href="../`: {0, 0},
	} {
		if have := [2]int{strings.Count(sheet, text), strings.Count(key, text)}; have != want {
			t.Errorf("have %q %v times, want %v", text, have, want)
		}
	}
	all, err := Worksheets([]Sheet{{"Anna & Bo", "Anna & Bo", "seed 1", c.Network, b}, {"Cem", "Cem", "seed 2", c.Network, b}})
	if err != nil {
		t.Fatal(err)
	}
	for file, parts := range map[string][]string{
		"sheets.html":                  {"<i>Anna &amp; Bo</i>", "<i>Cem</i>", "seed 1 · 1 / 2", "seed 2 · 2 / 2"},
		"keys.html":                    {"answer key, Cem", notebook.Num(c.L.At())},
		"index.html":                   {`href="Anna%20&amp;%20Bo/short.html"`, `href="Cem/blank.json"`},
		"Cem/worksheet.html":           {`href="../assets/book.css"`, `href="sheet.css"`, "<i>Cem</i>"},
		"Cem/short.html":               {`href="../assets/worksheet.css"`, "<i>Cem</i>"},
		"Cem/sheet.css":                {`"seed 2"`},
		"Cem/network.json":             {`"input"`},
		"assets/worksheet.css":         {".short"},
		"Anna & Bo/blank.json":         {"null"},
		"Anna & Bo/answers.json":       {"activations"},
		"Anna & Bo/answers.html":       {"THE-SOLUTION"},
		"assets/fonts/licence.txt":     {""},
		"Anna & Bo/short.html":         {"Anna &amp; Bo"},
		"Cem/short-answers.html":       {"answer key, Cem"},
		"Anna & Bo/worksheet.html":     {"What is 2 + 3?"},
		"assets/fonts/book-math.woff2": {""},
	} {
		for _, want := range parts {
			if data, ok := all[file]; !ok || !strings.Contains(string(data), want) {
				t.Errorf("%s: there %v, want %q", file, ok, want)
			}
		}
	}
	if strings.Contains(string(all["sheets.html"]), notebook.Num(c.L.At())) {
		t.Error("the sheets of the class give the loss away")
	}
}

func TestWorksheetFaults(t *testing.T) {
	c := classicSample(t)
	b := sheetBook(t, c)
	b.Chapters[0].Source = strings.Replace(sheetSource, `\star`, `\nothing`, 1)
	files, err := Worksheet(b, c.Network, "x")
	if err == nil || strings.Count(err.Error(), "chapters/02-a-sheet/main.go:10: ") != 1 {
		t.Errorf("have %v, want one fault of line 10", err)
	}
	if files["worksheet.html"] == nil {
		t.Error("have no sheet beside the fault")
	}
	n := *c.Network
	n.Layers = n.Layers[:5]
	n.Loss = nil
	if _, err := Worksheet(b, &n, "x"); err == nil {
		t.Error("a network without softmax: have no error")
	}
}

func TestHide(t *testing.T) {
	s := secrets{
		given: map[string]bool{"0.5": true},
		asked: map[string]bool{"0.5": true, "2": true, "−0.25": true, "0": true},
		elements: []namedElement{
			{"A_{0,1}", "2"}, {`\partialL/\partialA_{0,1}`, "7"}, {"A_{1,1}", "0"}, {"A_{2,3}", "2"}, {"L", "3"},
		},
	}
	for _, test := range []struct{ question, want string }{
		{"What is $A_{0,1}$?", "What is $A_{0,1}$?"},
		{"What is $A_{2,3}$?", "What is $A_{2,3}$?"},
		{"Put 1 in place of 2 at $A_{0, 1}$.", "Put 1 at $A_{0, 1}$."},
		{"Were $A_{0,1}$ 3.5 instead of 2, and all else as in the example?", "Were $A_{0,1}$ 3.5, and all else as in this network?"},
		{"Put 1 in place of 2 at $B_{0,1}$.", "Put 1 in place of 2 at $B_{0,1}$."},
		{"Put 1 in place of 0 at $A_{1,1}$.", "Put 1 in place of 0 at $A_{1,1}$."},
		{`With $\partial L/\partial A_{0,1}$, is it 7 or 2 or 3?`, ""},
		{"It is −0.25, or -0.25.", ""},
		{"It is 0.2 instead of -0.25.", "It is 0.2."},
		{"The bias is 0.5.", "The bias is 0.5."},
		{"Let $A_{0,1} = 2$.", ""},
		{"Let $x = -0.25$.", ""},
		{"Let $B_{2,2} = 1$.", "Let $B_{2,2} = 1$."},
	} {
		have, ok := s.hide(test.question)
		if have != test.want || ok != (test.want != "") {
			t.Errorf("%q: have %q, %v, want %q", test.question, have, ok, test.want)
		}
	}
}

func TestDefines(t *testing.T) {
	z, dz, dk := cnn.Sign{Letter: "Z"}, cnn.Sign{Letter: "Z", Gradient: true}, cnn.Sign{Letter: "K", Gradient: true}
	for _, test := range []struct {
		formula string
		sign    cnn.Sign
		want    bool
	}{
		{`Z = X \star K`, z, true},
		{`Z_{i,j} = 1`, z, true},
		{`ZZ = 1`, z, false},
		{`A = Z`, z, false},
		{"\\frac{\\partial L}\n  {\\partial Z} = 1", dz, true},
		{`\frac{\partial L}{\partial Z_{i,j}} = 1`, dz, true},
		{`\frac{\partial L}{\partial Z_{i,j}} = 1`, dk, false},
		{`\frac{\partial L}{\partial Z} = 1`, z, false},
		{`K = 1`, cnn.Sign{Letter: "K", Updated: true}, false},
		{`A = Z, \qquad Z = 1`, z, true},
		{"\\frac{\\partial L}{\\partial Z} = 1, \\qquad\n\\frac{\\partial L}{\\partial K} = 2", dk, true},
		{`A = B, Z = 1`, z, false},
	} {
		if have := defines(test.formula, test.sign); have != test.want {
			t.Errorf("%q defines %+v: have %v", test.formula, test.sign, have)
		}
	}
}

// TestShortSheetTellsNumbersApart: a number that float64 takes for 1 is not printed as
// 1, and one that it takes for 0 not as 0.
func TestShortSheetTellsNumbersApart(t *testing.T) {
	n := classicSample(t).Network
	for i := range n.Input.Data {
		n.Input.Data[i] *= 1e-200
	}
	for _, layer := range n.Layers {
		switch layer := layer.(type) {
		case cnn.Conv:
			layer.Bias.Data[0] = 0
		case cnn.Dense:
			layer.Weights.Data[0] = 1
		}
	}
	c, err := cnn.AsClassic(n)
	if err != nil {
		t.Fatal(err)
	}
	page, err := short(shortPage{Key: true, Sheets: []shortSheet{newShortSheet(c, "", "small", true)}})
	if want := "1 − "; err != nil || !strings.Contains(string(page), want) {
		t.Errorf("the key does not hold %q: %v, %s", want, err, page)
	}
}
