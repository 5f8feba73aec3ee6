package notebooktest

import (
	"fmt"
	"iter"
	"strings"
	"testing"

	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// wordless are the answers of the worked example that name no mistake, with
// the reason: the chapter, the number of the exercise and that of the answer,
// from 0.
var wordless = map[string]string{
	"01-network 2 1":                  "a count of weights, each used once",
	"01-network 3 0":                  "a shape, read from a table",
	"01-network 3 1":                  "a shape, read from a table",
	"01-network 3 2":                  "a shape, read from a table",
	"02-convolution 3 0":              "a count of windows",
	"02-convolution 3 1":              "a sum of weights: in another order it is the same",
	"03-relu 3 0":                     "none at all: it is known or not",
	"03-relu 4 1":                     "the wrong rules give the right number here",
	"04-max-pooling 1 1":              "an index, and no tie that another rule settles otherwise",
	"04-max-pooling 1 2":              "an index, and no tie that another rule settles otherwise",
	"04-max-pooling 4 1":              "a remainder",
	"06-fully-connected 2 0":          "a difference of given numbers",
	"06-fully-connected 2 1":          "a difference of given numbers",
	"09-fully-connected-backward 2 0": "the sum of a column, which is no array of its own",
	"10-flatten-backward 1 0":         "an index: in this square map the wrong rules agree",
	"10-flatten-backward 1 1":         "an index: in this square map the wrong rules agree",
	"15-gradient-check 1 1":           "follows from the number before it",
	"15-gradient-check 4 0":           "follows from the formula beside it",
	"15-gradient-check 4 2":           "follows from the formula beside it",
	"17-channels-padding-stride 4 0":  "a sum of given numbers",
}

// checkEveryAnswer asks that each answer of a chapter on the worked example
// names a mistake or has its reason to name none.
func checkEveryAnswer(t testing.TB, chapter string, entries []notebook.Entry) {
	t.Helper()
	seen := map[string]bool{}
	for line, x := range exercisesOf(entries) {
		for i, a := range x.Answers {
			key := fmt.Sprintf("%s %d %d", chapter, x.Number, i)
			seen[key] = true
			if reason := wordless[key]; (len(a.Wrong) > 0) == (reason != "") {
				t.Errorf("line %d: the answer %q (%s) has %d wrong numbers and, in wordless, the reason %q to have none; give it one of both",
					line, key, a.Name, len(a.Wrong), reason)
			}
		}
	}
	for key := range wordless {
		if strings.HasPrefix(key, chapter+" ") && !seen[key] {
			t.Errorf("wordless has the answer %q, and the chapter has no such answer; take it out", key)
		}
	}
}

// checkWrong holds each wrong number against its answer and the catalogue.
func checkWrong(t testing.TB, entries []notebook.Entry) {
	t.Helper()
	for line, x := range exercisesOf(entries) {
		for _, a := range x.Answers {
			for _, w := range a.Wrong {
				if notebook.Num(w.Value) == notebook.Num(a.Value) {
					t.Errorf("line %d: exercise %d: the wrong number %s prints as the right one", line, x.Number, notebook.Num(w.Value))
				}
				if _, known := marking.Find(w.Mistake); w.Mistake != "" && !known {
					t.Errorf("line %d: exercise %d: the mistake %q is not in the catalogue", line, x.Number, w.Mistake)
				}
			}
		}
	}
}

// exercisesOf yields the exercises among the entries, each with its line.
func exercisesOf(entries []notebook.Entry) iter.Seq2[int, *notebook.Exercise] {
	return func(yield func(int, *notebook.Exercise) bool) {
		for _, e := range entries {
			if x, ok := e.Output.(*notebook.Exercise); ok && !yield(e.Line, x) {
				return
			}
		}
	}
}
