package main

import (
	"flag"
	"fmt"
	"strings"

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
	values    = flag.String("values", "", "every number is written to `FILE` as JSON, with all its digits, and no text is printed; - is standard output")
	numpy     = flag.String("numpy", "", "the network is written to `FILE` as a script in NumPy, which computes every number again and compares, and no text is printed; - is standard output")
	torch     = flag.String("torch", "", "the network is written to `FILE` as a script in PyTorch, which computes every number again and compares, and no text is printed; - is standard output")
	fromTorch = flag.Bool("from-torch", false, "prints nothing but what you put behind a model in PyTorch: it writes the model as a network and its gradients as answers")
)

// asked does what the flags of the chapter ask for. It reports whether that is
// all: who has something written wants no text beside it.
func asked(nb *notebook.Notebook, pass *cnn.Pass, r *report.Report) (done bool, err error) {
	var said []string
	write := func(file string, data []byte, what string) {
		nb.Write(file, data)
		if done = true; file != "-" {
			said = append(said, fmt.Sprintf("%s is written: %s\n", file, what))
		}
	}
	printed := *fromTorch || *values == "-" || *numpy == "-" || *torch == "-"
	if *values != "" {
		text, err := format.MarshalValues(pass.Values())
		if err != nil {
			return false, err
		}
		write(*values, text, "every number, with all its digits")
	}
	if *numpy != "" {
		write(*numpy, notebook.Sealed(script.NumPy(pass)), "the network in NumPy")
	}
	if *torch != "" {
		write(*torch, notebook.Sealed(script.Torch(pass)), "the network in PyTorch")
	}
	if *fromTorch {
		write("-", []byte(script.FromTorch), "")
	}
	if *only != "" {
		place, err := cnn.ParsePlace(*only)
		if err != nil {
			return true, notebook.BadInput(fmt.Errorf("-only: %w", err))
		}
		return true, r.Only(place)
	}
	if len(said) > 0 && !printed {
		nb.Write("-", []byte(strings.Join(said, "")))
	}
	return done, nil
}

// ops are the kinds of layers and losses that a network file can have.
func ops() notebook.Let {
	var layers, losses []string
	for _, k := range cnn.Kinds() {
		layers = append(layers, "`"+k.Layer.Op()+"`")
	}
	for _, k := range cnn.LossKinds() {
		losses = append(losses, "`"+string(k.Op)+"`")
	}
	return notebook.Let{"layers": notebook.ListedOr(layers), "losses": notebook.ListedOr(losses)}
}
