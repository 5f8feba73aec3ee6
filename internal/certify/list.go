package certify

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// mostTold is how many numbers of a kind a message lists.
const mostTold = 6

// Hold compares the gaps with the list of a chapter and returns what does not
// agree. A line of the list reads
//
//	KIND: COUNT: REASON
//
// and says that so many numbers of the kind, on all networks together, are not
// certified, and why. An empty line or one that begins with # says nothing.
// What is listed counts as listed.
func (r *Report) Hold(list string) []string {
	var problems []string
	allowed := map[string]int{}
	for i, line := range strings.Split(list, "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.SplitN(line, ": ", 3)
		n := 0
		var err error
		if len(parts) == 3 {
			n, err = strconv.Atoi(parts[1])
		}
		if len(parts) != 3 || err != nil || n < 1 || strings.TrimSpace(parts[2]) == "" {
			problems = append(problems, fmt.Sprintf("line %d: %q; expected KIND: COUNT: REASON", i+1, line))
			continue
		}
		allowed[parts[0]] += n
	}
	found := map[string][]Gap{}
	for _, g := range r.Gaps {
		found[g.Kind] = append(found[g.Kind], g)
	}
	for _, kind := range slices.Sorted(maps.Keys(found)) {
		gaps := found[kind]
		if len(gaps) == allowed[kind] {
			r.Counts[listed] += len(gaps)
			continue
		}
		var told []string
		for _, g := range gaps[:min(len(gaps), mostTold)] {
			told = append(told, fmt.Sprintf("\n\tline %d, on %s: %s", g.Line, g.On, g.What))
		}
		if len(gaps) > mostTold {
			told = append(told, "\n\t…")
		}
		problems = append(problems, fmt.Sprintf("%s: %d numbers are not certified, but the list allows %d; "+
			"let the chapter's test work them out, or say in the list why not:%s", kind, len(gaps), allowed[kind], strings.Join(told, "")))
	}
	for _, kind := range slices.Sorted(maps.Keys(allowed)) {
		if len(found[kind]) == 0 {
			problems = append(problems, fmt.Sprintf("%s: every number is certified; take the line away", kind))
		}
	}
	return problems
}
