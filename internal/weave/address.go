package weave

import (
	"fmt"
	"regexp"
	"strings"
)

// A heading may say under which addresses it is known, at its end:
//
//	## The gradient of one weight {#the-formula #one-weight}
//
// The first is its anchor, and links to the others lead to it, too. So a
// heading can be worded anew and every link of the past still arrives.
var (
	addressed = regexp.MustCompile(`^(.*?)[ \t]*\{(#[\pL\pN\pM_-]+(?:[ \t]+#[\pL\pN\pM_-]+)*)\}$`)
	braced    = regexp.MustCompile(`\{[ \t]*#[^}]*\}?$`)
)

// takeAddresses takes the addresses out of the headings and out of the blocks
// that they stand in, so that nobody reads them. It returns what is wrong with
// them: an address that is not written as above, that two headings claim, or
// that the title claims, which has the page's own.
func takeAddresses(blocks []block, list []element) []Problem {
	var problems []Problem
	claimed := map[string]int{}
	for i := range list {
		e := &list[i]
		if e.level == 0 {
			continue
		}
		m := addressed.FindStringSubmatch(e.text)
		if m == nil {
			if braced.MatchString(e.text) {
				problems = append(problems, Problem{e.line,
					fmt.Sprintf("heading %q: expected addresses such as {#the-winner #ties}: letters, digits, - and _ after each #", e.text)})
			}
			continue
		}
		written := e.text[len(m[1]):]
		e.text = m[1]
		for _, word := range strings.Fields(m[2]) {
			id := word[len("#"):]
			if line, ok := claimed[id]; ok {
				problems = append(problems, Problem{e.line,
					fmt.Sprintf("heading %q claims the address #%s, which is that of line %d", e.text, id, line)})
				continue
			}
			claimed[id] = e.line
			e.addresses = append(e.addresses, id)
		}
		if e.level == 1 {
			problems = append(problems, Problem{e.line, fmt.Sprintf("the title %q has addresses: its own is that of the page", e.text)})
		}
		for _, b := range blocks {
			if at := e.line - b.first; at >= 0 && e.line <= b.last {
				b.text[at] = strings.Replace(b.text[at], written, "", 1)
			}
		}
	}
	return problems
}
