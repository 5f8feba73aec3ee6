package classroom

import (
	"errors"
	"flag"
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/disk"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/report"
)

// Flags are what the flags of chapter 19 say, beside those that every chapter
// takes.
type Flags struct {
	answers, form, classDir, out, scheme, exporting, seeds string
	asking                                                 int
}

// New declares the flags on the command line.
func New() *Flags {
	f := &Flags{}
	flag.StringVar(&f.answers, "answers", "", "the numbers in `FILE`, in JSON or in lines such as loss = 1.16, are marked, and nothing else is shown; the exit status is 0 if nothing is wrong and 1 if something is")
	flag.StringVar(&f.form, "format", "", "the `FORM` of the marking: text, or instead of the text json, or the results of an autograder of gradescope or prairielearn, for which -answers may be a folder as well")
	flag.StringVar(&f.classDir, "class", "", "the whole class in `DIR` is marked, a file or a folder for each student, and nothing else is shown; the exit status is 1 if somebody could not be marked")
	flag.StringVar(&f.out, "o", "", "the pages of a marked class, or what -export makes, go to `OUT`; without it the class goes beside its folder")
	flag.StringVar(&f.scheme, "scheme", "", "the credit of a class, or of an autograder, is given as `FILE` says")
	flag.StringVar(&f.exporting, "export", "", "exercises or an autograder are written for a `SYSTEM`: numbas and moodle make a file with a question for each network of -seeds, gradescope and prairielearn a folder that runs this marking")
	flag.StringVar(&f.seeds, "seeds", "", "the networks of an export are those of the seeds in `LIST`, such as 1-30 or 1,4,7-9")
	flag.IntVar(&f.asking, "decimals", 0, "at least `N` decimals are asked for: a place that is right with fewer is called coarse")
	return f
}

// mostDecimals is the largest number of decimals that can be asked for: all
// that a float64 holds.
const mostDecimals = 15

// isAutograder reports whether a form is that of an autograder's results.
func isAutograder(form string) bool { return form == "gradescope" || form == "prairielearn" }

// Do does what -class, -export, -answers, -format and -decimals ask for, with the
// chapter's network. It reports whether that is all, so that the chapter itself is
// not shown. Its errors are those of a notebook's run.
func (f *Flags) Do(nb *notebook.Notebook, n *cnn.Network) (done bool, err error) {
	switch {
	case f.classDir != "":
		return true, f.marked(nb)
	case f.exporting != "":
		return true, f.exported(nb, n)
	case f.seeds != "":
		return false, notebook.BadInput(errors.New("-seeds belongs to an export; add -export SYSTEM"))
	case f.out != "":
		return false, notebook.BadInput(errors.New("-o belongs to a class or an export; add -class DIR or -export SYSTEM"))
	case f.form != "" && f.form != "text" && f.form != "json" && !isAutograder(f.form):
		return false, notebook.BadInput(fmt.Errorf("-format %q: there is no such form; there are text, json, gradescope and prairielearn", f.form))
	case f.scheme != "" && !isAutograder(f.form):
		return false, notebook.BadInput(errors.New("-scheme gives credit, to a class or for an autograder; add -class DIR, -format gradescope or -export gradescope"))
	case f.form != "" && f.answers == "":
		return false, notebook.BadInput(errors.New("-format without -answers: there is nothing to mark; add -answers FILE"))
	case f.asking < 0 || f.asking > mostDecimals:
		return false, notebook.BadInput(fmt.Errorf("-decimals %d: ask for 0 to %d decimals", f.asking, mostDecimals))
	case f.asking > 0 && f.answers == "":
		return false, notebook.BadInput(errors.New("-decimals without -answers: there is nothing to mark; add -answers FILE"))
	case f.answers == "":
		return false, nil
	case isAutograder(f.form):
		return true, f.single(nb)
	}
	file, err := disk.Open(f.answers, "a file of answers")
	if err != nil {
		return false, notebook.BadInput(err)
	}
	defer file.Close()
	nb.Read(f.answers)
	pass, err := cnn.Run(n)
	if err != nil {
		return false, err
	}
	given, err := marking.ReadAnswers(f.answers, file, pass)
	if err != nil {
		return false, notebook.BadInput(err)
	}
	m, err := report.Mark(nb, n, given, f.asking)
	if err != nil {
		return false, notebook.BadInput(err)
	}
	if !m.Result.OK() {
		nb.ExitStatus(1)
	}
	if f.form == "json" {
		nb.Write("-", m.Result.JSON())
		return true, nil
	}
	m.Show()
	return true, nil
}
