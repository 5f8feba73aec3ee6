package main

import (
	"errors"
	"flag"
	"fmt"
	"os"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/report"
)

// The flags of this chapter, beside those that every chapter takes.
var (
	answers  = flag.String("answers", "", "the numbers in `FILE`, in JSON or in lines such as loss = 1.16, are marked, and nothing else is shown; the exit status is 0 if nothing is wrong and 1 if something is")
	form     = flag.String("format", "", "the `FORM` of the marking: text, or json instead of the text")
	classDir = flag.String("class", "", "the whole class in `DIR` is marked, a file or a folder for each student, and nothing else is shown; the exit status is 1 if somebody could not be marked")
	out      = flag.String("o", "", "the pages of the marked class go into `DIR`: class.html, marks.csv and a page for each student; without it, beside the folder of the class")
	scheme   = flag.String("scheme", "", "the credit of the class is given as `FILE` says")
	asking   = flag.Int("decimals", 0, "at least `N` decimals are asked for: a place that is right with fewer is called coarse")
)

// mostDecimals is the largest number of decimals that can be asked for: all
// that a float64 holds.
const mostDecimals = 15

// asked does what -class, -answers, -format and -decimals ask for. It reports whether that is
// all.
func asked(nb *notebook.Notebook, n *cnn.Network) (done bool, err error) {
	switch {
	case *classDir != "":
		return true, marked(nb)
	case *out != "" || *scheme != "":
		return false, notebook.BadInput(errors.New("-o and -scheme belong to a class; add -class DIR"))
	case *form != "" && *form != "text" && *form != "json":
		return false, notebook.BadInput(fmt.Errorf("-format %q: there is no such form; there are text and json", *form))
	case *form != "" && *answers == "":
		return false, notebook.BadInput(errors.New("-format without -answers: there is nothing to mark; add -answers FILE"))
	case *asking < 0 || *asking > mostDecimals:
		return false, notebook.BadInput(fmt.Errorf("-decimals %d: ask for 0 to %d decimals", *asking, mostDecimals))
	case *asking > 0 && *answers == "":
		return false, notebook.BadInput(errors.New("-decimals without -answers: there is nothing to mark; add -answers FILE"))
	case *answers == "":
		return false, nil
	}
	file, err := os.Open(*answers)
	if err != nil {
		return false, notebook.BadInput(err)
	}
	defer file.Close()
	nb.Read(*answers)
	pass, err := cnn.Run(n)
	if err != nil {
		return false, err
	}
	given, err := marking.ReadAnswers(*answers, file, pass)
	if err != nil {
		return false, notebook.BadInput(err)
	}
	m, err := report.Mark(nb, n, given, *asking)
	if err != nil {
		return false, notebook.BadInput(err)
	}
	if !m.Result.OK() {
		nb.ExitStatus(1)
	}
	if *form == "json" {
		text, err := m.Result.JSON()
		if err != nil {
			return false, err
		}
		nb.Write("-", text)
		return true, nil
	}
	m.Show()
	return true, nil
}
