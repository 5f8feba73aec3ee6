package main

import (
	"errors"
	"flag"

	"backprop/internal/notebook"
)

// The flags of this chapter, beside those that every chapter takes.
var (
	benched = flag.Bool("bench", false, "the times are measured on this machine, which takes a while, and nothing else is shown")
	saveRun = flag.String("save-run", "", "what -bench measured is written to `FILE` as JSON")
)

// asked does what -bench and -save-run ask for. It reports whether that is
// all.
func asked(nb *notebook.Notebook) (done bool, err error) {
	switch {
	case *saveRun != "" && !*benched:
		return false, notebook.BadInput(errors.New("-save-run without -bench: nothing was measured; add -bench"))
	case !*benched:
		return false, nil
	}
	r := bench(batchSize, rounds)
	if *saveRun != "" {
		text, err := r.text()
		if err != nil {
			return false, err
		}
		nb.Write(*saveRun, text)
	}
	nb.Figure(timeFigure(r))
	nb.Table(timeTable(r))
	nb.Say("the peak", peakSaid(r))
	return true, nil
}
