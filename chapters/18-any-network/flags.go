package main

import (
	"flag"

	"backprop/internal/cnn"
)

// The flags of this chapter, beside those that every chapter takes.
var (
	all    = flag.Bool("all", false, "large arrays are shown in whole")
	only   = flag.String("only", "", "one array in whole and nothing else; a `PLACE` is named as in gradients/3")
	values = flag.String("values", "", "every number is written to `FILE` as JSON, with all its digits; - is standard output, in place of the text")
)

// asked does what -values and -only ask for. It reports whether that is all.
func (t tour) asked() (done bool, err error) {
	if *values != "" {
		text, err := t.pass.Values().MarshalJSON()
		if err != nil {
			return false, err
		}
		t.nb.Write(*values, text)
	}
	if *only == "" {
		return false, nil
	}
	return true, t.only(cnn.Place(*only))
}
