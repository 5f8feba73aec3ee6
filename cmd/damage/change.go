package main

import (
	"fmt"
	"strings"
)

// A change is one small damage that was not thought out but found: some bytes
// of a file replaced by others, such as one operator by another.
type change struct {
	file     string // from the root of the module, with slashes
	function string // where it is, as in "Layer.Forward"; empty outside functions
	line     int    // counted from 1
	from, to int    // the bytes that are replaced
	new      string

	// before and after are the lines around it, with single spaces. after is
	// empty where nothing is left of them.
	before, after string
}

// A place is a span of bytes of a source.
type place struct{ from, to int }

// of is the text at a place.
func (p place) of(text []byte) string { return string(text[p.from:p.to]) }

// newChange fills in what follows from the place.
func newChange(file, function string, text []byte, at place, replacement string) change {
	start := strings.LastIndexByte(string(text[:at.from]), '\n') + 1
	end := len(text)
	if i := strings.IndexByte(string(text[at.to:]), '\n'); i >= 0 {
		end = at.to + i
	}
	shown := func(middle string) string {
		line := string(text[start:at.from]) + middle + string(text[at.to:end])
		return strings.Join(strings.Fields(line), " ")
	}
	return change{
		file: file, function: function, line: 1 + strings.Count(string(text[:at.from]), "\n"),
		from: at.from, to: at.to, new: replacement,
		before: shown(at.of(text)), after: shown(replacement),
	}
}

// changed is a source with the change made.
func (c change) changed(text []byte) []byte {
	return []byte(string(text[:c.from]) + c.new + string(text[c.to:]))
}

// String is the change as file:line, before → after.
func (c change) String() string {
	after := c.after
	if after == "" {
		after = "(removed)"
	}
	return fmt.Sprintf("%s:%d: %s → %s", c.file, c.line, c.before, after)
}

// swapped are the operators that take another's place, in Go and in scripts:
// comparisons are moved by one or turned around, sums become differences.
var swapped = map[string]string{
	"==": "!=", "!=": "==", "===": "!==", "!==": "===",
	"<": "<=", "<=": "<", ">": ">=", ">=": ">",
	"+": "-", "-": "+", "*": "/", "/": "*", "%": "*",
	"&&": "||", "||": "&&", "&": "|", "|": "&", "<<": ">>", ">>": "<<",
	"+=": "-=", "-=": "+=", "*=": "/=", "/=": "*=", "++": "--", "--": "++",
}
