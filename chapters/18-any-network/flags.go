package main

import (
	"flag"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/notebook"
	"backprop/internal/report"
	"backprop/internal/script"
)

// The flags of this chapter, beside those that every chapter takes.
var (
	all       = flag.Bool("all", false, "large arrays are shown in whole")
	only      = flag.String("only", "", "one array in whole and nothing else; a `PLACE` is named as in gradients/3")
	values    = flag.String("values", "", "every number is written to `FILE` as JSON, with all its digits; - is standard output, in place of the text")
	numpy     = flag.String("numpy", "", "a script is written to `FILE` that computes this network in NumPy and compares; - is standard output")
	torch     = flag.String("torch", "", "the same in PyTorch, to `FILE`")
	fromTorch = flag.Bool("from-torch", false, "prints what writes your PyTorch model and its gradients as the book's files, and nothing else")
)

// asked does what the flags of the chapter ask for. It reports whether that is
// all.
func asked(nb *notebook.Notebook, pass *cnn.Pass, r *report.Report) (done bool, err error) {
	if *values != "" {
		text, err := format.MarshalValues(pass.Values())
		if err != nil {
			return false, err
		}
		nb.Write(*values, text)
	}
	if *numpy != "" {
		nb.Write(*numpy, []byte(script.NumPy(pass)))
	}
	if *torch != "" {
		nb.Write(*torch, []byte(script.Torch(pass)))
	}
	if *fromTorch {
		nb.Write("-", []byte(script.FromTorch))
	}
	if *only == "" {
		return *fromTorch, nil
	}
	return true, r.Only(cnn.Place(*only))
}
