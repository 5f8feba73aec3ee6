package site

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/lab"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/report"
)

var mistakeLink = regexp.MustCompile(`<a href="19-common-mistakes\.html#[a-z0-9-]+">(<code>[^<]*</code>)</a>`)

// TestLabMarkdown: the sentences of a report and of a marking stand in the lab
// as they stand in the book, although the lab has a smaller Markdown.
func TestLabMarkdown(t *testing.T) {
	if testing.Short() {
		t.Skip("plays every network")
	}
	files, err := filepath.Glob("../../testdata/networks/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no networks", err)
	}
	sentences := map[string]bool{}
	for _, m := range marking.Catalogue() {
		sentences["**Most likely:** `"+m.Name+"`. "+m.Instead] = true
	}
	for _, file := range files {
		example, err := notebook.ReadExample(file)
		if err != nil {
			t.Fatal(err)
		}
		entries, err := notebook.Shown(func(nb *notebook.Notebook) error {
			pass, err := cnn.Run(example.Network)
			if err != nil {
				return err
			}
			r := report.New(nb, pass, false)
			for _, step := range r.Steps() {
				step.Show()
			}
			return r.Only(cnn.GradientPlace(0))
		}, example)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if s, ok := e.Output.(*notebook.Sentence); ok && !strings.HasPrefix(s.Markdown, "#") {
				sentences[s.Markdown] = true
			}
		}
	}
	var faults faults
	m := manuscript{contents: newContents(nil, &faults), entry: &entry{Chapter: Chapter{Name: "18-any-network"}}, faults: &faults}
	chapterLink := regexp.MustCompile(`(href="[0-9]{2}-[a-z0-9-]+)\.html`)
	for source := range sentences {
		want := strings.TrimSpace(strings.ReplaceAll(m.readComputed(source, 1).html(), "\n", ""))
		have := mistakeLink.ReplaceAllString(strings.NewReplacer("\n", "", "&#39;", "'").Replace(lab.Markdown(source)), "$1")
		have, want = chapterLink.ReplaceAllString(have, "$1"), chapterLink.ReplaceAllString(want, "$1")
		if have != want {
			t.Errorf("%s:\nhave %s\nwant %s", source, have, want)
		}
	}
	if len(sentences) < 100 {
		t.Errorf("only %d sentences were compared", len(sentences))
	}
}
