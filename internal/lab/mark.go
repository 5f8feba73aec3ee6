package lab

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/report"
)

// A Marked is what is said about a reader's answers.
type Marked struct {
	HTML    string          `json:"html"`    // as chapter 19 shows it
	Report  *marking.Report `json:"report"`  // the same for programs
	Answers string          `json:"answers"` // the file that the command line takes
}

// Mark marks what a reader worked out: for each place the cells as they were
// typed, in row-major order; an empty one is left blank. Places where all are
// blank are left out. Only the first place that is wrong is told about where
// first is true, so that the next try is the reader's own.
func Mark(network string, cells map[cnn.Place][]string, first bool) (*Marked, error) {
	work, answers, err := answered(network, cells)
	if err != nil {
		return nil, err
	}
	n := work.network
	var marked *report.Marking
	entries, err := notebook.Shown(func(nb *notebook.Notebook) error {
		if marked, err = report.Mark(nb, n, answers, 0); err != nil {
			return notebook.BadInput(err)
		}
		most := len(marked.Result.Places)
		if first {
			most = 1
		}
		marked.Overview()
		marked.Breaks(most)
		if !first {
			return follows(nb, work.pass, answers, marked.Result)
		}
		return nil
	}, notebook.Example{File: name, Network: n, Given: true})
	if err != nil {
		return nil, err
	}
	file, err := answersFile(work.pass, cells)
	return &Marked{pageOf(entries), marked.Result, file}, err
}

// answered is the work on a network, and answers for it as they were typed.
func answered(network string, cells map[cnn.Place][]string) (*work, *marking.Answers, error) {
	work, err := workOn(network)
	if err != nil {
		return nil, nil, err
	}
	file, err := answersFile(work.pass, cells)
	if err != nil {
		return nil, nil, err
	}
	answers, err := marking.ReadAnswers("your answers", strings.NewReader(file), work.pass)
	return work, answers, err
}

// mostFollowing is how many numbers an array has at most of which it is shown
// what the reader's own would have given.
const mostFollowing = 64

// follows shows what the reader's own numbers would have given at each place
// that is wrong although an earlier one is wrong already.
func follows(nb *notebook.Notebook, pass *cnn.Pass, answers *marking.Answers, result *marking.Report) error {
	earlier := false
	for _, p := range result.Places {
		wrong := p.Verdict == marking.Wrong || p.Verdict == marking.Shape
		if wrong && earlier && p.Elements <= mostFollowing {
			values, same, err := marking.Follows(pass.Network, answers, p.Place)
			if err != nil {
				return err
			}
			q, err := pass.Quantity(p.Place)
			if err != nil {
				return err
			}
			if !same && cnn.Shape(values.Shape).Equal(q.Shape) {
				nb.Markdownf("From your own earlier numbers, without the last mistake, $%s$ would have been", notebook.TeX(q.Sign))
				nb.Row(notebook.Grid{Name: notebook.TeX(q.Sign), Shape: q.Plain(), Values: values.Data})
			}
		}
		earlier = earlier || wrong
	}
	return nil
}

// answersFile writes cells as the answers file that says the same.
func answersFile(pass *cnn.Pass, cells map[cnn.Place][]string) (string, error) {
	var lines []string
	for _, place := range slices.SortedFunc(maps.Keys(cells), cnn.Place.Compare) {
		q, err := pass.Quantity(place)
		if err != nil {
			return "", fmt.Errorf("your answers: %w", err)
		}
		texts := cells[place]
		if len(texts) != len(q.Data) {
			return "", fmt.Errorf("your answers: %s has %d numbers, found %d", place, len(q.Data), len(texts))
		}
		a, some, fractions := format.Array{Shape: q.Plain()}, false, false
		for i, text := range texts {
			n, err := written(text)
			if err != nil {
				return "", fmt.Errorf("your answers: %s, number %d: %w", place, i, err)
			}
			a.Numbers = append(a.Numbers, n)
			some = some || !n.Blank
			fractions = fractions || strings.Contains(n.Text, "/")
		}
		array := a.String()
		if fractions { // JSON has none, but an array may be a text
			array = strconv.Quote(array)
		} else {
			array = strings.ReplaceAll(array, "_", "null")
		}
		if some {
			lines = append(lines, fmt.Sprintf("  %q: %s", place, array))
		}
	}
	return "{\n" + strings.Join(lines, ",\n") + "\n}\n", nil
}
