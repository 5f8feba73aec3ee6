package main

import (
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/notebook"
	"backprop/internal/worked"
)

// TestWorksheet makes sheets of the book's own chapters: each asks for every
// number of its pass, and gives none of them away.
func TestWorksheet(t *testing.T) {
	t.Parallel()
	root := bookRoot(t)
	for _, args := range [][]string{
		nil,
		{"-seed", "7"},
		{"-net", filepath.Join(root, "testdata", "networks", "other-sizes.json")},
	} {
		out := t.TempDir()
		args := append([]string{"-worksheet", "-o", out}, args...)
		status, stdout, stderr := rendered(root, args...)
		if status != statusOK || !strings.HasPrefix(stdout, "worksheet of ") {
			t.Fatalf("%v: have status %d, %q, %q", args, status, stdout, stderr)
		}
		if len(args) == 3 { // once is enough
			if status, stdout, _ := rendered(root, args...); status != statusOK || !strings.Contains(stdout, " 0 files changed") {
				t.Errorf("%v, again: have status %d, %q", args, status, stdout)
			}
		}
		file := func(name string) []byte {
			data, err := os.ReadFile(filepath.Join(out, name))
			if err != nil {
				t.Fatal(err)
			}
			return data
		}
		n, err := format.ParseNetwork("network.json", file("network.json"))
		if err != nil {
			t.Fatal(err)
		}
		p, err := cnn.Run(n)
		if err != nil {
			t.Fatal(err)
		}
		var asked map[cnn.Place]any
		if err := json.Unmarshal(file("blank.json"), &asked); err != nil {
			t.Fatal(err)
		}
		for _, place := range p.Places() {
			if _, ok := asked[place]; ok == (place == cnn.ActivationPlace(0)) {
				t.Errorf("%v: %s asked for: have %v", args, place, ok)
			}
		}
		sheet, key := string(file("worksheet.html")), string(file("answers.html"))
		checkNothingGivenAway(t, sheet, p, asked)
		for place := range asked {
			here := ` data-place="` + place.String() + `"`
			if strings.Count(sheet, here) != 1 || strings.Count(key, here) != 1 {
				t.Errorf("%v: have %s %d times on the sheet and %d times in the key, want 1", args, place, strings.Count(sheet, here), strings.Count(key, here))
			}
		}
		if have, want := strings.Count(sheet, "<h3>Exercise "), 30; have < want {
			t.Errorf("%v: have %d exercises, want %d or more", args, have, want)
		}
		for _, word := range []string{"<details", "Solution", "Hint", "____", "untidy", "the example", "each of the three orders", "network of two layers"} {
			if strings.Contains(sheet, word) {
				t.Errorf("%v: the sheet has %q", args, word)
			}
		}
	}
}

// TestClassWorksheets makes the sheets of a class from a list of names. Only the
// chapters of one stage are there.
func TestClassWorksheets(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"02-good": goodChapter})
	names, out := filepath.Join(root, "names.csv"), filepath.Join(root, "sheets")
	save(t, names, "student,seed\nAnna,7\n\"Ng, Bo\",8\n")
	status, stdout, stderr := rendered(root, "-worksheet", "-names", names, "-o", out)
	if status != statusOK || !strings.HasPrefix(stdout, "worksheets of 2 students, ") || !strings.Contains(stdout, "Open sheets/index.html") {
		t.Fatalf("have status %d, %q, %q", status, stdout, stderr)
	}
	if have, want := readFile(t, out, "seeds.csv"), "student,seed\nAnna,7\n\"Ng, Bo\",8\n"; have != want {
		t.Errorf("have %q, want %q", have, want)
	}
	for student, seed := range map[string]uint64{"Anna": 7, "Ng, Bo": 8} {
		want, err := format.MarshalNetwork(worked.Seeded(seed))
		if err != nil || readFile(t, out, student+"/network.json") != string(want) {
			t.Errorf("%s has not the network of seed %d, %v", student, seed, err)
		}
	}
	if status, stdout, _ := rendered(root, "-worksheet", "-names", names, "-o", out); status != statusOK || !strings.Contains(stdout, " 0 files changed") {
		t.Errorf("again: have status %d, %q", status, stdout)
	}
}

var (
	labels    = regexp.MustCompile(`(?s)<(title|style|h3).*?</(title|style|h3)>`)
	tags      = regexp.MustCompile(`<[^>]*>`)
	fractions = regexp.MustCompile(`[-−]?[0-9]+\.[0-9]+`)
)

// checkNothingGivenAway looks for numbers with decimals on a sheet that are
// asked for at four decimals, and not given. Whole numbers are everywhere.
func checkNothingGivenAway(t *testing.T, sheet string, p *cnn.Pass, asked map[cnn.Place]any) {
	t.Helper()
	given := map[string]bool{notebook.Num(p.Network.LearningRate): true}
	tensors := []*cnn.Tensor{p.Network.Input, p.Network.Loss.Target}
	for _, layer := range p.Parameters {
		for _, l := range layer {
			tensors = append(tensors, l.Value)
		}
	}
	for _, tensor := range tensors {
		for _, v := range tensor.Data {
			given[notebook.Num(v)] = true
		}
	}
	secret := map[string]cnn.Place{}
	for place := range asked {
		q, err := p.Quantity(place)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range q.Data {
			secret[notebook.Num(v)] = place
		}
	}
	text := html.UnescapeString(tags.ReplaceAllString(labels.ReplaceAllString(sheet, ""), ""))
	for _, found := range fractions.FindAllString(text, -1) {
		v, err := strconv.ParseFloat(strings.Replace(found, "−", "-", 1), 64)
		if err != nil {
			t.Fatal(err)
		}
		if place, ok := secret[notebook.Num(v)]; ok && !given[notebook.Num(v)] {
			t.Errorf("%s: the sheet gives %s away, a number of %s", p.Network.Name, found, place)
		}
	}
}

func TestWorksheetOfABrokenChapter(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{
		"02-broken": strings.Replace(goodChapter, `nb.Markdownf("BODY %v", 2)`, `panic("as it must")`, 1),
		"17-never":  strings.Replace(goodChapter, `nb.Markdownf("BODY %v", 2)`, `panic("not run")`, 1),
	})
	out := filepath.Join(root, "sheet")
	status, _, stderr := rendered(root, "-worksheet", "-o", out)
	if status != statusFailed || !strings.Contains(stderr, "chapters/02-broken/main.go:21: panic: as it must") || strings.Contains(stderr, "17-never") {
		t.Errorf("have status %d, %q", status, stderr)
	}
	if exists(out) {
		t.Error("a broken chapter left half a worksheet behind")
	}
}

func TestWorksheetMisuse(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"02-good": goodChapter})
	network := filepath.Join(root, "bad.json")
	if err := os.WriteFile(network, []byte(`{"input": []}`), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"-worksheet"},
		{"-worksheet", "-seed", "7"},
		{"-worksheet", "-o", "d", "-check"},
		{"-worksheet", "-o", "d", "-net", network},
		{"-worksheet", "-o", network}, // a file
	} {
		if status, _, stderr := rendered(root, args...); status != statusMisused || stderr == "" {
			t.Errorf("%v: have status %d, %q, want %d", args, status, stderr, statusMisused)
		}
	}
}
