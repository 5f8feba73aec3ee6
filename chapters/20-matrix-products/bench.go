package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"

	"backprop/internal/lenet"
	"backprop/internal/measure"
	"backprop/internal/notebook"
)

// recorded is what `-bench -save-run recorded.json` wrote: the times that the
// chapter shows.
//
//go:embed recorded.json
var recorded []byte

// The flags of this chapter, beside those that every chapter takes.
var (
	benched = flag.Bool("bench", false, "the times are measured on this machine, which takes a while, and nothing else is shown")
	saveRun = flag.String("save-run", "", "what -bench measured is written to `FILE` as JSON")
)

// What -bench measures: so many examples in a batch, and so many rounds.
const batchSize, rounds = 64, 40

// asked does what -bench and -save-run ask for. It reports whether that is
// all.
func asked(nb *notebook.Notebook) (done bool, err error) {
	switch {
	case *saveRun != "" && !*benched:
		return false, notebook.BadInput(errors.New("-save-run without -bench: nothing was measured; add -bench"))
	case !*benched:
		return false, nil
	}
	times := bench(batchSize, rounds)
	if *saveRun != "" {
		nb.Write(*saveRun, times.Text())
	}
	nb.Figure(timeFigure(times))
	return true, nil
}

// bench measures all programs with a batch of so many examples.
func bench(examples, rounds int) measure.Times {
	batch := lenet.DrawExamples(examples, 1)
	var all []measure.Program
	for _, p := range lenet.Programs(lenet.DrawParameters(1)) {
		all = append(all, measure.Program{Name: p.Name, Run: func() { p.Run(batch) }})
	}
	return measure.Programs(rounds, all...)
}

// timeFigure is the times as bars.
func timeFigure(t measure.Times) notebook.Figure {
	label := fmt.Sprintf("milliseconds for a batch of %d", batchSize)
	bars := &notebook.Bars{Label: label, Series: []string{"one core"}}
	for _, p := range t.Programs {
		bars.Groups = append(bars.Groups, notebook.BarGroup{Name: p.Name, Values: []float64{p.Milliseconds}})
	}
	return notebook.Figure{
		Title:   "How long a batch takes",
		Caption: fmt.Sprintf("Forward and backward on one core, the fastest of %d rounds. Measured on %s.", t.Rounds, t.Machine),
		Bars:    bars,
	}
}

// library compares the times of the loops and the library.
func library(t measure.Times) notebook.Let {
	return notebook.Let{"loops": t.Programs[0].Milliseconds, "library": t.Programs[2].Milliseconds,
		"products": notebook.Places(float64(batchSize*lenet.Products())/1e6, 1)}
}

// convolutions is the shapes of the measured network's two.
func convolutions() notebook.Let {
	let := notebook.Let{}
	for name, c := range map[string]lenet.Convolution{"first": lenet.First, "second": lenet.Second} {
		let[name+" X"], let[name+" K"], let[name+" Z"] = c.In, c.Kernel, c.Out
		let[name+" rows"], let[name+" columns"] = c.Taps(), c.Places()
		let[name+" products"] = c.Products()
	}
	return let
}

// memory is how large the matrix of the second convolution is.
func memory() notebook.Let {
	c := lenet.Second
	entries, cells := c.Taps()*c.Places(), c.In.Size()
	return notebook.Let{"cells": cells, "rows": c.Taps(), "columns": c.Places(), "entries": entries, "batch": batchSize,
		"times": notebook.Places(float64(entries)/float64(cells), 1),
		"bytes": notebook.Places(float64(entries*batchSize*8)/1e6, 1)}
}
