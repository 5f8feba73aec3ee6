package main

import (
	"errors"
	"fmt"
)

// A harmless change is one that no test can notice, because the program does
// the same with it. It is named by its function and by the lines that -random
// prints, so it does not move when others come before it.
type harmless struct {
	file, function string
	before, after  string
	why            string
}

// is reports whether a change is this one.
func (h harmless) is(c change) bool {
	return h.file == c.file && h.function == c.function && h.before == c.before && h.after == c.after
}

// current reports the entries that no longer fit the sources, and those that
// give no reason.
func current(known []harmless, all []change) error {
	fits := map[harmless]bool{}
	for _, c := range all {
		fits[harmless{c.file, c.function, c.before, c.after, ""}] = true
	}
	var faults []error
	for _, h := range known {
		switch why := h.why; {
		case why == "":
			faults = append(faults, fmt.Errorf("%s, %s: says no reason why %q does the same", h.file, h.function, h.after))
		default:
			h.why = ""
			if !fits[h] {
				faults = append(faults, fmt.Errorf("%s, %s: no change turns %q into %q any more; mend or remove the entry in harmlesslist.go", h.file, h.function, h.before, h.after))
			}
		}
	}
	return errors.Join(faults...)
}
