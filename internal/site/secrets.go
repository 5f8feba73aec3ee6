package site

import (
	"regexp"
	"strings"

	"backprop/internal/notebook"
)

// secrets are the numbers that a worksheet asks for, as the book writes them.
type secrets struct {
	given    map[string]bool
	asked    map[string]bool
	elements []namedElement
}

// A namedElement is a number that is asked for and its name in TeX, without
// spaces.
type namedElement struct{ name, value string }

func newSecrets(given []*notebook.Grid, stages []stage) secrets {
	s := secrets{given: map[string]bool{}, asked: map[string]bool{}}
	for _, g := range given {
		for _, v := range g.Values {
			s.given[notebook.Num(v)] = true
		}
	}
	for _, stage := range stages {
		for _, q := range stage.asked {
			shape := q.Plain()
			for at, v := range q.Data {
				number := notebook.Num(v)
				s.asked[number] = true
				name := strings.Join(strings.Fields(notebook.TeX(q.Sign, shape.Index(at)...)), "")
				s.elements = append(s.elements, namedElement{name, number})
			}
		}
	}
	return s
}

var (
	plainNumber = regexp.MustCompile(`[-−]?[0-9]+(?:\.[0-9]+)?`)
	subscript   = regexp.MustCompile(`[_^](?:\{[^{}]*\}|.)`)
)

// insteadOf is what a question says of the number that another one replaces: the
// sheet has a cell for it, so that nothing is missing without it.
var insteadOf = regexp.MustCompile(` (?:instead of|in place of) ([-−]?[0-9]+(?:\.[0-9]+)?)`)

// hide is a question for a sheet that asks for its numbers: without what it says
// of a number that another one replaces, where that would give it away, and of
// this network instead of the example. It reports false where a number gives
// away what the sheet asks for all the same: a number with decimals that is
// asked for and not given, or the value of an element that the question names,
// but for 0. That question is not for a worksheet.
func (s secrets) hide(question string) (string, bool) {
	parts := strings.Split(question, "$") // every second one is a formula
	named := map[string]bool{}
	for i := 1; i < len(parts); i += 2 {
		formula := strings.Join(strings.Fields(parts[i]), "")
		for _, e := range s.elements {
			if e.value != "0" && mentions(formula, e.name) {
				named[e.value] = true
			}
		}
	}
	gives := func(number string) bool {
		number = strings.ReplaceAll(number, "-", "−")
		return named[number] || strings.Contains(number, ".") && s.asked[number] && !s.given[number]
	}
	for i, part := range parts {
		if i%2 == 0 {
			parts[i] = insteadOf.ReplaceAllStringFunc(strings.ReplaceAll(part, "the example", "this network"), func(said string) string {
				if gives(insteadOf.FindStringSubmatch(said)[1]) {
					return ""
				}
				return said
			})
			part = parts[i]
		}
		for _, number := range plainNumber.FindAllString(subscript.ReplaceAllString(part, " "), -1) {
			if gives(number) {
				return "", false
			}
		}
	}
	return strings.Join(parts, "$"), true
}

// mentions reports whether a formula holds a name that nothing goes on before
// or behind: A_{0,1} is not named by ∂L/∂A_{0,1}.
func mentions(formula, name string) bool {
	for rest := formula; ; {
		at := strings.Index(rest, name)
		if at < 0 {
			return false
		}
		before, behind := formula[:len(formula)-len(rest)+at], rest[at+len(name):]
		if !strings.HasSuffix(before, `\partial`) && !strings.HasPrefix(behind, "_") {
			return true
		}
		rest = rest[at+1:]
	}
}
