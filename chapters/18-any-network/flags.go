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
	values    = flag.String("values", "", "every number is written to `FILE` as JSON, with all its digits; - is standard output, instead of the text")
	numpy     = flag.String("numpy", "", "the network is written to `FILE` as a script in NumPy, which computes every number again and compares; - is standard output, instead of the text")
	torch     = flag.String("torch", "", "the network is written to `FILE` as a script in PyTorch, which computes every number again and compares; - is standard output, instead of the text")
	fromTorch = flag.Bool("from-torch", false, "prints nothing but what you put behind a model in PyTorch: it writes the model as a network and its gradients as answers")
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
