package site

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"backprop/internal/notebook"
)

var cellName = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,64}$`)

// checkNotebook reports what is wrong with a notebook by the rules of the
// format 4.5: the keys that must be there, those that may be, and their types.
func checkNotebook(data []byte) error {
	var nb map[string]any
	if err := json.Unmarshal(data, &nb); err != nil {
		return err
	}
	if err := keys(nb, "cells metadata nbformat nbformat_minor", ""); err != nil {
		return err
	}
	if nb["nbformat"] != 4.0 || nb["nbformat_minor"] != 5.0 {
		return fmt.Errorf("format %v.%v, want 4.5", nb["nbformat"], nb["nbformat_minor"])
	}
	metadata, ok := nb["metadata"].(map[string]any)
	if !ok {
		return fmt.Errorf("metadata is %T", nb["metadata"])
	}
	for name, want := range map[string]string{"kernelspec": "name display_name", "language_info": "name"} {
		part, ok := metadata[name].(map[string]any)
		if !ok {
			return fmt.Errorf("metadata.%s is %T", name, metadata[name])
		}
		for _, key := range strings.Fields(want) {
			if s, ok := part[key].(string); !ok || s == "" {
				return fmt.Errorf("metadata.%s.%s is %v", name, key, part[key])
			}
		}
	}
	cells, ok := nb["cells"].([]any)
	if !ok {
		return fmt.Errorf("cells are %T", nb["cells"])
	}
	seen := map[string]bool{}
	for i, c := range cells {
		cell, ok := c.(map[string]any)
		if !ok {
			return fmt.Errorf("cell %d is %T", i, c)
		}
		if err := checkCell(cell); err != nil {
			return fmt.Errorf("cell %d: %w", i, err)
		}
		id := cell["id"].(string)
		if seen[id] {
			return fmt.Errorf("cell %d: the id %q is there twice", i, id)
		}
		seen[id] = true
	}
	return nil
}

func checkCell(cell map[string]any) error {
	if id, ok := cell["id"].(string); !ok || !cellName.MatchString(id) {
		return fmt.Errorf("id is %v", cell["id"])
	}
	if _, ok := cell["metadata"].(map[string]any); !ok {
		return fmt.Errorf("metadata is %T", cell["metadata"])
	}
	if err := lines(cell["source"]); err != nil {
		return fmt.Errorf("source: %w", err)
	}
	switch cell["cell_type"] {
	case "markdown":
		return keys(cell, "id cell_type metadata source", "attachments")
	case "code":
		if err := keys(cell, "id cell_type metadata source outputs execution_count", ""); err != nil {
			return err
		}
		switch n := cell["execution_count"].(type) {
		case nil:
		case float64:
			if n < 0 || n != float64(int(n)) {
				return fmt.Errorf("execution_count is %v", n)
			}
		default:
			return fmt.Errorf("execution_count is %T", n)
		}
		outputs, ok := cell["outputs"].([]any)
		if !ok {
			return fmt.Errorf("outputs are %T", cell["outputs"])
		}
		for i, o := range outputs {
			if err := checkOutput(o); err != nil {
				return fmt.Errorf("output %d: %w", i, err)
			}
		}
		return nil
	}
	return fmt.Errorf("cell_type is %v", cell["cell_type"])
}

func checkOutput(o any) error {
	output, ok := o.(map[string]any)
	if !ok {
		return fmt.Errorf("is %T", o)
	}
	if output["output_type"] != "stream" || output["name"] != "stdout" {
		return fmt.Errorf("have %v to %v; want a stream to stdout", output["output_type"], output["name"])
	}
	if err := keys(output, "output_type name text", ""); err != nil {
		return err
	}
	return lines(output["text"])
}

// keys reports a key that is missing and one that must not be there.
func keys(m map[string]any, required, allowed string) error {
	for _, key := range strings.Fields(required) {
		if _, ok := m[key]; !ok {
			return fmt.Errorf("no %s", key)
		}
	}
	for key := range m {
		if !slices.Contains(strings.Fields(required+" "+allowed), key) {
			return fmt.Errorf("unexpected %s", key)
		}
	}
	return nil
}

// lines reports what is not a list of lines, of which all but the last end
// with a newline.
func lines(v any) error {
	list, ok := v.([]any)
	if !ok {
		return fmt.Errorf("is %T, want a list of lines", v)
	}
	for i, l := range list {
		s, ok := l.(string)
		if !ok || s == "" || strings.Count(s, "\n") > 1 || i < len(list)-1 && !strings.HasSuffix(s, "\n") {
			return fmt.Errorf("line %d of %d is %q", i+1, len(list), l)
		}
	}
	return nil
}

// A sampleCell is a cell of a notebook, with what it prints.
type sampleCell struct{ ID, Type, Source, Printed string }

// sampleNotebook is chapter 13 of the sample book with its twin, changed, as a
// notebook that was checked, and read again.
func sampleNotebook(t *testing.T, change func(*Chapter)) (cells []sampleCell) {
	t.Helper()
	b := sampleBook(t)
	twinned(&b.Chapters[0])
	if change != nil {
		change(&b.Chapters[0])
	}
	files, _ := Render(b) // what is wrong is not the question here
	data := files[b.Chapters[0].Name+".ipynb"]
	if err := checkNotebook(data); err != nil {
		t.Fatal(err)
	}
	var nb struct {
		Cells []struct {
			ID      string
			Type    string `json:"cell_type"`
			Source  []string
			Outputs []struct{ Text []string }
		}
	}
	if err := json.Unmarshal(data, &nb); err != nil {
		t.Fatal(err)
	}
	for _, c := range nb.Cells {
		cell := sampleCell{ID: c.ID, Type: c.Type, Source: strings.Join(c.Source, "")}
		for _, o := range c.Outputs {
			cell.Printed += strings.Join(o.Text, "")
		}
		cells = append(cells, cell)
	}
	return cells
}

func TestNotebooksAreValid(t *testing.T) {
	b := sampleBook(t)
	b.Chapters[1].Source = "package main\n\nfunc {" // cannot be cut
	b.Chapters[2].Failure = "it broke"
	twinned(&b.Chapters[0])
	files, _ := Render(b)
	for _, c := range b.Chapters {
		data := files[c.Name+".ipynb"]
		if err := checkNotebook(data); err != nil {
			t.Errorf("%s: %v", c.Name, err)
		}
		if bytes.Contains(data, []byte(`\u00`)) {
			t.Errorf("%s: signs are escaped that need not be", c.Name)
		}
	}
}

// TestNotebookRunsTheTwin: the cells of code are the twin, in order, each with
// what it prints, and there is no other code that would run.
func TestNotebookRunsTheTwin(t *testing.T) {
	var code, printed []string
	for _, c := range sampleNotebook(t, nil) {
		if c.Type == "code" {
			code, printed = append(code, c.Source), append(printed, c.Printed)
		}
	}
	if want := []string{"import numpy as np\n\nX = np.ones((5, 5))", "dK = np.zeros((2, 2))"}; !slices.Equal(code, want) {
		t.Errorf("have %q, want %q", code, want)
	}
	if want := []string{"", "dK =\n[[0. 0.]\n [0. 0.]]\n"}; !slices.Equal(printed, want) {
		t.Errorf("have %q, want %q", printed, want)
	}
	without := sampleNotebook(t, func(c *Chapter) { c.Twin, c.Printed = "", "" })
	for _, c := range without {
		if c.Type == "code" {
			t.Errorf("without a twin: have the code %q", c.Source)
		}
	}
	if !slices.ContainsFunc(without, func(c sampleCell) bool { return strings.HasPrefix(c.Source, "```go\ndK := ex.DK.Like()") }) {
		t.Error("without a twin: the loops are not shown")
	}
}

func TestNotebookCells(t *testing.T) {
	var all strings.Builder
	for _, c := range sampleNotebook(t, nil) {
		all.WriteString(c.Source + "\n\n")
	}
	for _, want := range []string{
		"# One weight, many uses\n\nThe error has reached $\\partial L/\\partial Z$.",
		"\n\n> Chapter 13 of *Backprop, Number by Number*, with its code in NumPy.",
		"$$\\frac{\\partial L}{\\partial K_{m,n}} =\n  \\sum_{i,j}",
		"[the rule of the forward pass](02-sliding-a-window.ipynb#The-rule)",
		"[signs and words](words.html#kernel)",
		"> **Why: The parts *add*, $a + b$**\n>\n> A weight",
		"> **Common mistake: The kernel is not rotated here**\n>\n",
		"> **Note**\n>\n> A note",
		"≈ −0.0268\n",
		"**What each use of $K_{1,0}$ brings**\n\n| use | error | input | term |\n| --- | ---: | ---: | ---: |\n| $Z_{0,0}$ | 0.1434 | 2 | 0.2868 |\n| $Z_{1,2}$ | −0.1301 | 1 | −0.1301 |\n",
		"![The loss falls](data:image/svg+xml;base64,",
		"**The loss falls.** The loss over twenty steps of $\\eta = 0.1$.",
		"### Exercise 1\n",
		"<details><summary>Answer</summary>",
	} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("the notebook does not hold %q", want)
		}
	}
	for _, not := range []string{"12-not-written", "loops and engine agree", "package main", "nb.Row("} {
		if strings.Contains(all.String(), not) {
			t.Errorf("the notebook holds %q", not)
		}
	}
	at := strings.Index(all.String(), "base64,") + len("base64,")
	svg, err := base64.StdEncoding.DecodeString(all.String()[at : at+strings.IndexByte(all.String()[at:], ')')])
	if err != nil || !strings.HasPrefix(string(svg), `<svg xmlns="http://www.w3.org/2000/svg" style="background:#fff" `) {
		t.Errorf("the drawing: have %v, %.80s", err, svg)
	}
}

// TestCellsKeepTheirNames: a change renames the cell that changed, and no
// other, even if two are alike.
func TestCellsKeepTheirNames(t *testing.T) {
	ids := func(change func(*Chapter)) []string {
		var list []string
		for _, c := range sampleNotebook(t, change) {
			list = append(list, c.ID)
		}
		return list
	}
	before := ids(nil)
	after := ids(func(c *Chapter) { c.Source = strings.Replace(c.Source, "A weight is used", "A weight was used", 1) })
	changed := 0
	for i := range before {
		if before[i] != after[i] {
			changed++
		}
	}
	if changed != 1 {
		t.Errorf("have %d cells renamed, want 1:\n%q\n%q", changed, before, after)
	}
	taken := map[string]bool{}
	a, b := cellID(markdownCell("x"), taken), cellID(markdownCell("x"), taken)
	if a == b || !cellName.MatchString(b) {
		t.Errorf("two cells that are alike: have %q and %q", a, b)
	}
}

// TestNotebookLosesNoOutput: what a line of prose showed, or none, stands in the
// notebook, once.
func TestNotebookLosesNoOutput(t *testing.T) {
	var have []string
	for _, c := range sampleNotebook(t, func(c *Chapter) {
		c.Entries = []notebook.Entry{
			{Line: 0, Output: &notebook.Sentence{Markdown: "nowhere"}},
			{Line: 1, Output: &notebook.Sentence{Markdown: "in prose"}},
		}
	}) {
		if c.Source == "nowhere" || c.Source == "in prose" {
			have = append(have, c.Source)
		}
	}
	if want := []string{"nowhere", "in prose"}; !slices.Equal(have, want) {
		t.Errorf("have %q, want %q", have, want)
	}
}

// TestNotebookOfAFailure: a chapter that failed shows its text, says so, and
// shows no numbers of its own.
func TestNotebookOfAFailure(t *testing.T) {
	said := false
	for _, c := range sampleNotebook(t, func(c *Chapter) { c.Failure = "it broke" }) {
		if strings.Contains(c.Source, "≈ −0.0268") {
			t.Errorf("a number in %q", c.Source)
		}
		// Beside what the file is, which is said first.
		said = said || strings.HasPrefix(c.Source, "> Chapter 13 of *") && strings.HasSuffix(c.Source, "\n>\n> This chapter did not run, so it shows no numbers.")
	}
	if !said {
		t.Error("it does not say so")
	}
}

func TestNotebookLines(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"a", []string{"a"}},
		{"a\n", []string{"a\n"}},
		{"a\n\nb", []string{"a\n", "\n", "b"}},
	} {
		if have := ipynbLines(tt.text); !slices.Equal(have, tt.want) || have == nil {
			t.Errorf("%q: have %q, want %q", tt.text, have, tt.want)
		}
	}
}
