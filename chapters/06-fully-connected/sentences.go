package main

import (
	"fmt"
	"strings"

	"backprop/internal/notebook"
)

// aboutZeros says which features are 0 and what follows from it.
func aboutZeros(silent []int, f []float64, w [][]float64) string {
	count := fmt.Sprintf("Features that are 0 here: %d of %d.",
		len(silent), len(f))
	if len(silent) == 0 {
		return count + " So every weight plays a part here."
	}
	var names []string
	for _, j := range silent {
		names = append(names, fmt.Sprintf(`$f_{%d} = 0$, so column
%[1]d of $W$, (%s), takes no part`, j, notebook.List(column(w, j))))
	}
	return count + " " + strings.Join(names, "; ") +
		". Put other weights there, and no score moves."
}

// passes says whether the wrong product has the right shape here.
func passes(classes, features int) string {
	if classes == features {
		return "In this network the shapes let it pass."
	}
	return fmt.Sprintf(`In this network it cannot be computed: a
column of $W$ has %d numbers and $f$ has %d. With as many classes as
features nothing complains.`, classes, features)
}
