package main

import (
	"fmt"
	"strings"

	"backprop/internal/notebook"
)

// aboutZeros says which features are 0 and what follows from it.
func aboutZeros(silent []int, f []float64, w [][]float64) string {
	count := fmt.Sprintf("Here %s %s 0.",
		notebook.OfAll(len(silent), len(f), "feature", "features"),
		notebook.Plural(len(silent), "is", "are"))
	if len(silent) == 0 {
		return count + " Every weight plays a part."
	}
	var names []string
	for _, j := range silent {
		names = append(names, fmt.Sprintf(`$f_{%d} = 0$, so column %[1]d
of $W$, (%s), plays no part`, j, notebook.List(column(w, j))))
	}
	return count + " " + strings.Join(names, "; ") +
		". With any other weights there, no score would change."
}

// passes says whether the wrong product has the right shape here.
func passes(classes, features int) string {
	if classes == features {
		return "In this network the shapes let it pass."
	}
	return fmt.Sprintf(`In this network it cannot even be computed,
because a column of $W$ has %d numbers and $f$ has %d. With as many
classes as features, nothing would complain.`, classes, features)
}
