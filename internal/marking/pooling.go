package marking

import (
	"iter"
	"slices"

	"backprop/internal/cnn"
)

// poolingMistakes are about winners and windows.
var poolingMistakes = []Mistake{
	{
		Name: "mask-without-error", Group: Pooling, common: 2,
		Wrong:   "The gradient is the mask of the winners itself, a 1 at each.",
		Did:     "wrote 1 at the winner instead of the gradient",
		Right:   "The gradient is the mask times what arrives at each window.",
		Instead: "Make the mask, and then replace the 1 by the gradient of that window. The mask only says where the gradient goes, not how large it is.",
		Links:   []string{"https://stats.stackexchange.com/questions/242973"},
		ways:    []fault{{at: isMaxPool, backward: onesAtWinners, withoutError: true}},
	},
	{
		Name: "error-to-whole-window", Group: Pooling, common: 2,
		Wrong:   "The gradient is copied to every cell of its window.",
		Did:     "gave the gradient to every cell of its window",
		Right:   "Only the winner of a window receives its gradient.",
		Instead: "Find the winner in the forward pass and give it the whole gradient; the other cells get 0. Moving a cell that did not win changes nothing in the output.",
		ways:    []fault{{at: isMaxPool, backward: slope(func(*stage, *run, link) span { return point(1) })}},
	},
	{
		Name: "error-shared", Group: Pooling, common: 1,
		Wrong:   "The gradient is divided among the cells of its window, as in average pooling.",
		Did:     "divided the gradient over the cells of its window",
		Right:   "Only the winner receives the gradient, undivided.",
		Instead: "Give the winner the whole gradient. Dividing belongs to average pooling, where every cell contributes to the output.",
		Links:   []string{"https://github.com/jinzishuai/learn2deeplearn/issues/28"},
		ways:    []fault{{at: isMaxPool, backward: sharedOverWindow, replaces: true}},
	},
	{
		Name: "overlap-overwritten", Group: Pooling, common: 1,
		Wrong:   "A cell that wins two windows keeps the gradient of the last one.",
		Did:     "let the last window overwrite the gradients of the others",
		Right:   "The gradients of all windows that a cell wins are added.",
		Instead: "Begin with zeros and use += in the loop over the windows. A cell that is read twice has two ways to change the loss.",
		Links:   []string{"https://ai.stackexchange.com/questions/17107"},
		ways:    []fault{{at: isMaxPool, backward: lastWindowOnly}},
	},
	{
		Name: "tie-copied", Group: Pooling, common: 0,
		Wrong:   "Every tied maximum receives the whole gradient.",
		Did:     "gave the gradient to every tied cell",
		Right:   "One winner receives the gradient, here the first in row-major order.",
		Instead: "Choose one winner in each window, the one that the forward pass chose. Splitting the gradient among tied cells is sound too, but copying makes it larger.",
		Links: []string{
			"https://github.com/Theano/Theano/issues/5404",
			"https://github.com/tensorflow/tensorflow/issues/4886",
		},
		ways: []fault{{at: isMaxPool, backward: tied(allWin), replaces: true}},
	},
	{
		Name: "tie-last", Group: Pooling, common: 0,
		Wrong:   "The last of several tied maxima receives the gradient.",
		Did:     "took the last of tied cells for the winner",
		Right:   "The first in row-major order receives it, as the forward pass chose.",
		Instead: "Compare with > and not with ≥ while you go through a window. Then the first of equal cells stays the winner.",
		ways:    []fault{{at: isMaxPool, backward: tied(lastWins), replaces: true}},
	},
	{
		Name: "average-undivided", Group: Pooling, common: 1,
		Wrong:   "Average pooling's gradient is not divided by the size of the window.",
		Did:     "did not divide the gradient by the size of the window",
		Right:   "Each cell of the window receives δ/(h·w).",
		Instead: "Divide the gradient by the number of cells before you copy it to them. The forward pass used 1/n of each of the n cells, and the way back has the same slope.",
		Links:   []string{"https://github.com/deeplearning4j/deeplearning4j/pull/1951"},
		ways:    []fault{{at: isAvgPool, backward: slope(func(*stage, *run, link) span { return point(1) })}},
	},
	{
		Name: "average-without-error", Group: Pooling, common: 1,
		Wrong:   "Each cell of an average pooling receives 1/n, and the δ that arrives is forgotten.",
		Did:     "wrote 1/n in each cell and forgot δ",
		Right:   "Each cell receives δ/n, the n-th part of what arrives at its window.",
		Instead: "Divide the window's own δ by the number of its cells, and give each of them that. The 1/n only says how the gradient is divided, not how large it is.",
		ways: []fault{
			{at: isAvgPool, backward: sharesWithoutError(false), withoutError: true},
			{at: isAvgPool, backward: sharesWithoutError(true), withoutError: true},
		},
	},
	{
		Name: "partial-window-by-full-size", Group: Pooling, common: 1,
		Wrong:   "A partial window at the edge is divided by the size of a full one.",
		Did:     "divided a partial window by the size of a full one",
		Right:   "A partial window is divided by the number of cells that are there.",
		Instead: "Count the cells that each window really has, and divide by that, forward and backward. The mean of two cells is half their sum, however large the other windows are.",
		Links:   []string{"https://github.com/tracel-ai/burn/issues/5604", "https://github.com/pytorch/pytorch/issues/198119"},
		ways: []fault{
			{at: hasPartialWindow, forward: byFullSize, backward: byFullSize},
			{at: hasPartialWindow, backward: byFullSize},
			{at: hasPartialWindow, forward: byFullSize},
		},
	},
}

func isMaxPool(s *stage) bool {
	_, ok := s.layer.(cnn.MaxPool)
	return ok
}

func isAvgPool(s *stage) bool {
	_, ok := s.layer.(cnn.AvgPool)
	return ok
}

// canWin says whether a link of a max pooling joins a window to its winner,
// or to a cell that can be the winner.
func canWin(l link) bool { return l.slope.hi > 0 }

// onesAtWinners puts a 1 at each cell that wins, however often it does.
func onesAtWinners(_ *stage, _ *run, links iter.Seq[link]) iter.Seq[link] {
	return func(yield func(link) bool) {
		seen := map[int]bool{}
		for l := range links {
			if !canWin(l) || seen[l.in] {
				continue
			}
			seen[l.in] = true
			l.out = cnn.One
			if !yield(l) {
				return
			}
		}
	}
}

// sharedOverWindow gives each cell of a window the same part.
func sharedOverWindow(s *stage, _ *run, links iter.Seq[link]) iter.Seq[link] {
	cells := make([]int, s.out.Size())
	for _, l := range s.own {
		cells[l.Out]++
	}
	return func(yield func(link) bool) {
		for l := range links {
			l.slope = point(1 / float64(cells[l.out]))
			if !yield(l) {
				return
			}
		}
	}
}

// lastWindowOnly keeps, for each cell, the last window that it wins.
func lastWindowOnly(_ *stage, _ *run, links iter.Seq[link]) iter.Seq[link] {
	return func(yield func(link) bool) {
		last := map[int]link{}
		var order []int
		for l := range links {
			if canWin(l) {
				if _, ok := last[l.in]; !ok {
					order = append(order, l.in)
				}
				last[l.in] = l
			}
		}
		slices.Sort(order)
		for _, in := range order {
			if !yield(last[in]) {
				return
			}
		}
	}
}

// tied settles ties by another rule.
func tied(rule tieRule) reading {
	return func(s *stage, r *run, links iter.Seq[link]) iter.Seq[link] {
		slopes := make([]span, len(s.own))
		winners(s.own, r.activations[s.number], rule, slopes)
		return func(yield func(link) bool) {
			k := 0
			for l := range links {
				l.slope = slopes[k]
				k++
				if !yield(l) {
					return
				}
			}
		}
	}
}

// sharesWithoutError gives each cell of a window its share of 1. once writes
// it down once for a cell that several windows see.
func sharesWithoutError(once bool) reading {
	return func(_ *stage, _ *run, links iter.Seq[link]) iter.Seq[link] {
		return func(yield func(link) bool) {
			seen := map[int]bool{}
			for l := range links {
				if once && seen[l.in] {
					continue
				}
				seen[l.in] = true
				l.out = cnn.One
				if !yield(l) {
					return
				}
			}
		}
	}
}

// fullShare is one over the size of a full window.
func fullShare(s *stage) float64 {
	size := s.layer.(cnn.AvgPool).On(s.in).Size
	return 1 / float64(size.Down*size.Across)
}

// hasPartialWindow says whether an average pooling has a window that hangs
// over the end.
func hasPartialWindow(s *stage) bool {
	return isAvgPool(s) && slices.ContainsFunc(s.own, func(l cnn.Link) bool { return l.Slope != fullShare(s) })
}

// byFullSize divides each window by the size of a full one.
var byFullSize = slope(func(s *stage, _ *run, _ link) span { return point(fullShare(s)) })
