package main

import (
	"flag"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/notebook"
	"backprop/internal/report"
)

// The flags of this chapter, beside those that every chapter takes.
var (
	all    = flag.Bool("all", false, "large arrays are shown in whole")
	only   = flag.String("only", "", "one array in whole and nothing else; a `PLACE` is named as in gradients/3")
	values = flag.String("values", "", "every number is written to `FILE` as JSON, with all its digits; - is standard output, in place of the text")
)

// asked does what -values and -only ask for. It reports whether that is all.
func asked(nb *notebook.Notebook, pass *cnn.Pass, r *report.Report) (done bool, err error) {
	if *values != "" {
		text, err := format.MarshalValues(pass.Values())
		if err != nil {
			return false, err
		}
		nb.Write(*values, text)
	}
	if *only == "" {
		return false, nil
	}
	return true, r.Only(cnn.Place(*only))
}
