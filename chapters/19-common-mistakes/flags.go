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
	answers   = flag.String("answers", "", "the numbers in `FILE`, in JSON or in lines such as loss = 1.16, are marked, and nothing else is shown; the exit status is 0 if nothing is wrong and 1 if something is")
	form      = flag.String("format", "", "the `FORM` of the marking: text, or instead of the text json, or the results of an autograder of gradescope or prairielearn, for which -answers may be a folder as well")
	classDir  = flag.String("class", "", "the whole class in `DIR` is marked, a file or a folder for each student, and nothing else is shown; the exit status is 1 if somebody could not be marked")
	out       = flag.String("o", "", "the pages of a marked class, or what -export makes, go to `OUT`; without it the class goes beside its folder")
	scheme    = flag.String("scheme", "", "the credit of a class, or of an autograder, is given as `FILE` says")
	exporting = flag.String("export", "", "exercises or an autograder are written for a `SYSTEM`: numbas and moodle make a file with a question for each network of -seeds, gradescope and prairielearn a folder that runs this marking")
	seeds     = flag.String("seeds", "", "the networks of an export are those of the seeds in `LIST`, such as 1-30 or 1,4,7-9")
	asking    = flag.Int("decimals", 0, "at least `N` decimals are asked for: a place that is right with fewer is called coarse")
)

// mostDecimals is the largest number of decimals that can be asked for: all
// that a float64 holds.
const mostDecimals = 15

// isAutograder reports whether a form is that of an autograder's results.
func isAutograder(form string) bool { return form == "gradescope" || form == "prairielearn" }

// asked does what -class, -export, -answers, -format and -decimals ask for. It
// reports whether that is all.
func asked(nb *notebook.Notebook, n *cnn.Network) (done bool, err error) {
	switch {
	case *classDir != "":
		return true, marked(nb)
	case *exporting != "":
		return true, exported(nb, n)
	case *seeds != "":
		return false, notebook.BadInput(errors.New("-seeds belongs to an export; add -export SYSTEM"))
	case *out != "":
		return false, notebook.BadInput(errors.New("-o belongs to a class or an export; add -class DIR or -export SYSTEM"))
	case *form != "" && *form != "text" && *form != "json" && !isAutograder(*form):
		return false, notebook.BadInput(fmt.Errorf("-format %q: there is no such form; there are text, json, gradescope and prairielearn", *form))
	case *scheme != "" && !isAutograder(*form):
		return false, notebook.BadInput(errors.New("-scheme gives credit, to a class or for an autograder; add -class DIR, -format gradescope or -export gradescope"))
	case *form != "" && *answers == "":
		return false, notebook.BadInput(errors.New("-format without -answers: there is nothing to mark; add -answers FILE"))
	case *asking < 0 || *asking > mostDecimals:
		return false, notebook.BadInput(fmt.Errorf("-decimals %d: ask for 0 to %d decimals", *asking, mostDecimals))
	case *asking > 0 && *answers == "":
		return false, notebook.BadInput(errors.New("-decimals without -answers: there is nothing to mark; add -answers FILE"))
	case *answers == "":
		return false, nil
	case isAutograder(*form):
		return true, single(nb)
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
