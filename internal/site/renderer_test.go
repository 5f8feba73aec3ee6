package site

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"backprop/internal/notebook"
)

// TestRendererFollowsTheBook changes a book step by step: what a Renderer
// makes of it, with what it kept, is what Render makes of it afresh.
func TestRendererFollowsTheBook(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	b := sampleBook(t)
	back, slide, where := &b.Chapters[0], &b.Chapters[1], &b.Chapters[2]
	edit := func(c *Chapter, from, to string) func() {
		return func() {
			if !strings.Contains(c.Source, from) {
				t.Fatalf("no %q in %s", from, c.Name)
			}
			c.Source = strings.Replace(c.Source, from, to, 1)
		}
	}
	var r Renderer
	for _, step := range []struct {
		name   string
		change func()
	}{
		{"as it is", func() {}},
		{"again", func() {}},
		{"prose", edit(back, "A weight is used many times", "A weight is used more than once")},
		{"a heading that another chapter links to", edit(slide, "## The rule", "## The other rule")},
		{"nothing more", func() {}},
		{"prose, and a link that still leads nowhere", edit(where, "\n//\n", "\n//\n// Of all of them.\n//\n")},
		{"and back", edit(slide, "## The other rule", "## The rule")},
		{"a heading with the same anchor", edit(slide, "## The rule", "## The rule!")},
		{"a link to an exercise that is not there", edit(back, "02-sliding-a-window#the-rule", "02-sliding-a-window#exercise-1")},
		{"a title", edit(slide, "# Sliding a window", "# Sliding a $2 \\times 2$ window")},
		{"an output", func() {
			back.Entries = slices.Clone(back.Entries)
			back.Entries[1].Output = sampleStrip()
		}},
		{"a line", func() {
			back.Entries = slices.Clone(back.Entries)
			back.Entries[2].Line--
		}},
		{"an exercise more", func() {
			slide.Entries = append(slices.Clone(slide.Entries), notebook.Entry{
				Line: slide.Entries[0].Line, Output: &notebook.Exercise{Number: 1, Question: "Why?", Answers: []notebook.Answer{{Value: 1}}}})
		}},
		{"a twin", func() { twinned(back) }},
		{"another twin", func() { back.Twin += "print(dK)\n" }},
		{"another name", func() { where.Name = "11-where-all-errors-go" }},
		{"a failure", func() { slide.Failure = "chapters/02-sliding-a-window/main.go:1: no" }},
		{"no failure", func() { slide.Failure = "" }},
		{"a source that cannot be cut", func() { where.Source += "}" }},
		{"the reload script", func() { b.LiveReload = true }},
		{"a chapter less", func() { b.Chapters = b.Chapters[:2] }},
		{"in another order", func() { slices.Reverse(b.Chapters) }},
	} {
		step.change()
		b := Book{Chapters: slices.Clone(b.Chapters), LiveReload: b.LiveReload}
		want, wantErr := Render(b)
		have, err := r.Render(b)
		if message(err) != message(wantErr) {
			t.Errorf("%s: have error %v, want %v", step.name, err, wantErr)
		}
		for name := range want {
			if !bytes.Equal(have[name], want[name]) {
				t.Errorf("%s: %s is not what a new Renderer makes", step.name, name)
			}
		}
		if len(have) != len(want) {
			t.Errorf("%s: have %v, want %v", step.name, slices.Sorted(maps.Keys(have)), slices.Sorted(maps.Keys(want)))
		}
	}
}

// A chapter that is as it was is not rendered again; nor is one rendered again
// for a word in another.
func TestRendererKeepsWhatIsTheSame(t *testing.T) {
	b := sampleBook(t)
	var r Renderer
	for range 2 {
		if _, err := r.Render(b); err != nil {
			t.Fatal(err)
		}
	}
	before := maps.Clone(r.chapters)
	changed := &b.Chapters[0]
	changed.Source = strings.Replace(changed.Source, "A weight is used many times", "It is used many times", 1)
	if _, err := r.Render(b); err != nil {
		t.Fatal(err)
	}
	for name, rendering := range r.chapters {
		if have, want := rendering == before[name], name != changed.Name; have != want {
			t.Errorf("%s kept: have %v, want %v", name, have, want)
		}
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
