package notebook

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

const sampleWords = `## say

$P_{0,0} = ‹P›$, ‹n› of the ‹cells›, ‹= third›.

## the box {#tie-last}

“The ‹n›.” It is ‹P›.

## ask

What is $‹name›$?

- $‹name›$ = ‹P›
  - ‹wrong›: [took ‹n›](#tie-last)
  - ‹others›
- ‹more›

> Look.

It is ‹P›.

## table

Of ‹n›

| a | b |
| --- | --- |
| ‹n› | ‹shape› |
| 0.25 | $a$ |

## why

Why?

1. So.
2. Not so.
   - took ‹n›

> Think.

So.
`

// played are the outputs of a run with the sample's words.
func playedWords(t *testing.T, run func(*Notebook, *cnn.Classic)) []Entry {
	t.Helper()
	example, err := WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	entries, err := Shown(func(nb *Notebook) error {
		nb.Words(sampleWords)
		c, err := nb.Classic()
		if err == nil {
			run(nb, c)
		}
		return err
	}, example)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// What words and numbers make is what the notebook makes of whole sentences.
func TestWords(t *testing.T) {
	have := playedWords(t, func(nb *Notebook, c *cnn.Classic) {
		nb.Say("say", Let{"P": At(c.P, 0, 0), "n": -2, "cells": "cells", "third": 1.0 / 3})
		nb.Mistake("the box", Let{"n": -2, "P": At(c.P, 0, 0)}, []any{c.P}, nil)
		nb.Ask("ask", Let{"name": "P_{0,0}", "P": At(c.P, 0, 0), "n": 3, "wrong": 7.5,
			"others": []Wrong{{Value: 8, Did: "did nothing"}}, "more": []Answer{{Name: "q", Value: 2}}})
		nb.Ask("why", Let{"n": 3})
		nb.Tabulate("table", Let{"n": 1.5, "shape": cnn.Shape{2, 3}})
		nb.Figure(Figure{Title: "T", Caption: nb.Phrase("say", Let{"P": 1.5, "n": 1, "cells": "c", "third": 0}),
			X: Axis{Label: "x"}, Y: Axis{Label: "y"}, Curves: []Curve{{X: []float64{0, 1}, Y: []float64{0, 1}}}})
	})
	want := playedWords(t, func(nb *Notebook, c *cnn.Classic) {
		p := Num(c.P.RealAt(0, 0))
		nb.Markdownf("$P_{0,0} = %s$, −2 of the cells, ≈ 0.3333.", p)
		nb.Slip("tie-last", "“The −2.” It is "+p+".", []any{c.P}, nil)
		x := c.P.RealAt(0, 0)
		nb.Exercise(Exercise{Question: "What is $P_{0,0}$?", Hint: "Look.", Solution: "It is " + p + ".",
			Answers: []Answer{{Name: "P_{0,0}", Value: x.Float(), Exact: x.Exact(), Wrong: []Wrong{
				{Value: 7.5, Mistake: "tie-last", Did: "took 3"}, {Value: 8, Did: "did nothing"}}}, {Name: "q", Value: 2}}})
		nb.Exercise(Why("Why?", []Reason{{Says: "So."}, {Says: "Not so.", Did: "took 3"}}, "Think.", "So."))
		nb.Table("Of 1.5", []string{"a", "b"}, [][]any{{1.5, "2×3"}, {0.25, "$a$"}})
		nb.Figure(Figure{Title: "T", Caption: "$P_{0,0} = 1.5$, 1 of the c, = 0.",
			X: Axis{Label: "x"}, Y: Axis{Label: "y"}, Curves: []Curve{{X: []float64{0, 1}, Y: []float64{0, 1}}}})
	})
	for i := range want {
		if i >= len(have) {
			t.Fatalf("have %d outputs, want %d", len(have), len(want))
		}
		if e, ok := have[i].Output.(*Exercise); ok {
			for k := range e.Answers { // told by TestAnswersByName
				e.Answers[k].Source = Written{}
			}
		}
		if !reflect.DeepEqual(have[i].Output, want[i].Output) {
			t.Errorf("output %d: have %+v\nwant %+v", i, have[i].Output, want[i].Output)
		}
	}
}

func TestFaultsOfWords(t *testing.T) {
	tests := []struct {
		name string
		run  func(*Notebook)
		want string
	}{
		{"a hole without a number", func(nb *Notebook) { nb.Say("say", Let{"P": 1.0, "n": 1}) },
			"words.md:3: nothing is said for ‹cells›; the call gives ‹P›, ‹n›"},
		{"no numbers at all", func(nb *Notebook) { nb.Say("say", nil) }, "words.md:3: nothing is said for ‹P›; the call gives no values"},
		{"a number without a hole", func(nb *Notebook) { nb.Say("say", Let{"P": 1.0, "n": 1, "cells": "", "third": 1, "more": 1}) },
			"words.md:1: the section \"say\" has no ‹more›"},
		{"a word for a number", func(nb *Notebook) { nb.Ask("ask", Let{"name": "P", "P": "x"}) }, "words.md:13: ‹P›: holds a string"},
		{"a number for a list", func(nb *Notebook) {
			nb.Ask("ask", Let{"name": "P", "P": 1, "n": 1, "wrong": 2, "others": []Wrong{}, "more": 2})
		}, "words.md:16: ‹more› holds a int; expected a []Answer"},
		{"a word after a relation", func(nb *Notebook) { nb.Say("say", Let{"P": 1.0, "n": 1, "cells": "", "third": "x"}) },
			"words.md:3: ‹= third› holds a word"},
		{"a value of another kind", func(nb *Notebook) { nb.Say("say", Let{"P": true}) }, "words.md:3: ‹P› holds a bool"},
		{"no such section", func(nb *Notebook) { nb.Mistake("no", nil, nil, nil) }, "words.md:1: no section \"no\""},
		{"no table", func(nb *Notebook) { nb.Tabulate("ask", nil) }, "words.md:9: found no table"},
		{"no words", func(nb *Notebook) { nb.words = nil; nb.Phrase("say", nil) }, "there are no words"},
		{"bad words", func(nb *Notebook) { nb.Words("## a\n\n‹"); nb.Say("a", nil) }, "words.md:3: found ‹ or ›"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Shown(func(nb *Notebook) error { nb.Words(sampleWords); test.run(nb); return nil }, Example{})
			var have *Fault
			if !errors.As(err, &have) || !strings.Contains(have.Error(), test.want) {
				t.Errorf("have %v\nwant %s", err, test.want)
			}
		})
	}
}

func TestAnswersByName(t *testing.T) {
	var c *cnn.Classic
	have := playedWords(t, func(nb *Notebook, ex *cnn.Classic) {
		c = ex
		nb.Ask("ask", Let{"name": "P_{0,0}", "P": At(c.P, 0, 1), "n": 3, "wrong": 7.5, "others": []Wrong{}, "more": []Answer{}})
	})[0].Output.(*Exercise).Answers[0].Source
	want := Written{Value: c.P.At(0, 1), Name: "ask/P", Network: c.P.Network(), Place: c.P.Place, Offset: 1}
	if have != want {
		t.Errorf("have %+v\nwant %+v", have, want)
	}
}

// The ledger knows a number's name, and its place where it has one.
func TestWrittenByName(t *testing.T) {
	example, err := WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	var c *cnn.Classic
	p, err := PlayWatched(sampleSource, func(nb *Notebook) (err error) {
		nb.Words(sampleWords)
		c, err = nb.Classic()
		nb.Say("say", Let{"P": At(c.P, 1, 0), "n": 1, "cells": "cells", "third": 1.0 / 3})
		return err
	}, example)
	if err != nil {
		t.Fatal(err)
	}
	want := []Written{
		{Text: Num(c.P.At(1, 0)), Value: c.P.At(1, 0), Name: "say/P", Network: c.P.Network(), Place: c.P.Place, Offset: 2},
		{Text: "0.3333", Value: 1.0 / 3, Name: "say/third"},
	}
	if !reflect.DeepEqual(p.Written[0], want) {
		t.Errorf("have %+v\nwant %+v", p.Written[0], want)
	}
}

func TestTableOf(t *testing.T) {
	want := [][]string{{"‹n›", "‹shape›"}, {"0.25", "$a$"}}
	if have := TableOf(sampleWords, "table"); !reflect.DeepEqual(have, want) {
		t.Errorf("have %q, want %q", have, want)
	}
	defer func() {
		if r := recover(); r != "words.md: line 9: found no table under \"ask\"; expected | columns |, | --- | and rows" {
			t.Errorf("have the panic %v", r)
		}
	}()
	TableOf(sampleWords, "ask")
}
