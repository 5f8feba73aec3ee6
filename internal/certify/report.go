package certify

import (
	"fmt"
	"strings"
)

// A way is how a printed number is certified.
type way int

const (
	_          way = iota
	byPlace        // a cell, an equation's result or an answer, by its place in the pass
	byName         // a hole of the chapter's words.md, by what the chapter's test says of its name
	byFactor       // a factor of a substitution: the rounded element that the symbols name
	byRelation     // a side of a formula that a reader can compute
	asTyped        // the same: a number in an equation of numbers that holds exactly
	byValue        // a number in a text, by its float64: an element or a term of a network
	pairValue      // the same: a sum, difference, product or quotient of two elements
	ownValue       // the same: a value that the chapter's test works out
	tooShort       // the same: an element or a term, but so short that this proves little
	indices        // not certified: the index of an element, of a row or a column
	wholes         // not certified: a whole number of a text, which counts or names
	constants      // not certified: a typed decimal of one or two digits
	computed       // not certified: what float64 arithmetic came to, rounding and all
	mistaken       // not certified: what a mistake gives in an exercise, by the marking alone
	listed         // not certified: the list of the chapter says why
	ways
)

var wayNames = [ways]string{
	byPlace: "by place", byName: "by name", byFactor: "as factors", byRelation: "by computing the formula", asTyped: "in arithmetic", byValue: "by value",
	pairValue: "as two values", ownValue: "by the chapter's test", tooShort: "short",
	indices: "indices", wholes: "whole numbers of the text", constants: "short constants of the text", computed: "what float64 came to", mistaken: "wrong numbers of exercises", listed: "listed",
}

// A Report says what of a chapter is certified.
type Report struct {
	Counts [ways]int
	Faults []string
	Gaps   []Gap
}

// A Gap is a printed number that no check covers.
type Gap struct {
	On   string // the network, for messages
	Line int    // of the chapter
	Kind string // of the output, with the part of it
	What string // the number and what is around it
}

// Certified is how many numbers are certified: the short ones among them, the
// constants of the text not.
func (r *Report) Certified() int {
	n := 0
	for w := byPlace; w <= tooShort; w++ {
		n += r.Counts[w]
	}
	return n
}

func (r *Report) add(w way) { r.Counts[w]++ }

func (r *Report) fault(line int, format string, args ...any) {
	r.Faults = append(r.Faults, fmt.Sprintf("line %d: ", line)+fmt.Sprintf(format, args...))
}

func (r *Report) gap(line int, kind, format string, args ...any) {
	r.Gaps = append(r.Gaps, Gap{Line: line, Kind: kind, What: fmt.Sprintf(format, args...)})
}

// Add adds another report's counts.
func (r *Report) Add(other *Report) {
	for w, n := range other.Counts {
		r.Counts[w] += n
	}
	r.Faults = append(r.Faults, other.Faults...)
	r.Gaps = append(r.Gaps, other.Gaps...)
}

// String is the counts in words.
func (r *Report) String() string {
	said := func(from, to way) string {
		var parts []string
		for w := from; w < to; w++ {
			if n := r.Counts[w]; n > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", n, wayNames[w]))
			}
		}
		return strings.Join(parts, ", ")
	}
	return fmt.Sprintf("certified %d numbers: %s; not certified: %s", r.Certified(), said(byPlace, indices), said(indices, ways))
}
