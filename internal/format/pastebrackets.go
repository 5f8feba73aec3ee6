package format

import (
	"errors"
	"fmt"
	"strings"

	"backprop/internal/cnn"
)

// closing is the bracket that closes each.
var closing = map[byte]byte{'[': ']', '(': ')', '{': '}'}

// bracketReader reads arrays in brackets: rows in brackets of their own as in
// Python, with or without commas as NumPy prints them, or one bracket with rows
// between semicolons as in MATLAB.
type bracketReader struct {
	text         string
	at           int
	decimalComma bool
}

// readBrackets reads one array in brackets, or several of one shape below each
// other, which are the rows of one.
func readBrackets(text string, decimalComma bool) (Array, error) {
	r := bracketReader{text: text, decimalComma: decimalComma}
	var parts []Array
	for {
		a, err := r.array(1)
		if err != nil {
			return Array{}, err
		}
		parts = append(parts, a)
		rest := strings.TrimLeft(r.text[r.at:], " \t\n,")
		if rest == "" {
			break
		}
		if closing[rest[0]] == 0 {
			return Array{}, fmt.Errorf("found %q after the array; paste one array at a time", brief([]byte(strings.TrimSpace(r.text[r.at:]))))
		}
		r.at = len(r.text) - len(rest)
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return joined(parts)
}

// array reads the array whose bracket comes next.
func (r *bracketReader) array(depth int) (Array, error) {
	if depth > maxAxes {
		return Array{}, fmt.Errorf("the numbers stand in more than %d brackets; no array has so many axes", maxAxes)
	}
	end := closing[r.text[r.at]]
	r.at++
	var parts []Array
	first := r.at
	for r.at < len(r.text) {
		switch c := r.text[r.at]; {
		case closing[c] != 0:
			if text := strings.Trim(r.text[first:r.at], " \t\n"); text != "" && text != "," {
				return Array{}, fmt.Errorf("found %q before an array in brackets; write every row in brackets, or none", brief([]byte(text)))
			}
			part, err := r.array(depth + 1)
			if err != nil {
				return Array{}, err
			}
			parts, first = append(parts, part), r.at
		case c == end:
			inside := r.text[first:r.at]
			r.at++
			if parts == nil {
				return r.rows(inside, depth)
			}
			if text := strings.Trim(inside, " \t\n"); text != "" && text != "," {
				return Array{}, fmt.Errorf("found %q after an array in brackets; write every row in brackets, or none", brief([]byte(text)))
			}
			return joined(parts)
		case c == ']' || c == ')' || c == '}':
			return Array{}, fmt.Errorf("found %q, expected %q", string(c), string(end))
		default:
			r.at++
		}
	}
	return Array{}, fmt.Errorf("a bracket is not closed; add the rest, with %q at the end", string(end))
}

// rows reads what stands in a bracket without others in it.
func (r *bracketReader) rows(text string, depth int) (Array, error) {
	if strings.Trim(text, " \t\n") == "" {
		return Array{}, errors.New("found an empty array; write _ for a cell that is left blank")
	}
	lines := strings.Split(text, ";")
	if len(lines) == 1 && depth == 1 {
		lines = typedRows(text)
	}
	for i, line := range lines {
		lines[i] = strings.TrimSuffix(strings.Trim(strings.ReplaceAll(line, "\n", " "), " \t"), ",")
	}
	a, err := ofRows(splitRows(lines, commaUnless(r.decimalComma, text), r.decimalComma))
	if err != nil {
		return Array{}, err
	}
	if len(a.Shape) == 0 {
		a.Shape = cnn.Shape{1}
	}
	return a, nil
}

// typedRows are the lines of a bracket, where each is a row of MATLAB, or all of
// it, where a program has broken one row into lines: then the last is shorter,
// or commas or full lines tell.
func typedRows(text string) []string {
	const wide = 50
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		}
	}
	for _, line := range lines[:max(0, len(lines)-1)] {
		line = strings.TrimRight(line, " \t")
		if strings.HasSuffix(line, ",") || len(line) > wide {
			return []string{text}
		}
	}
	for _, line := range lines {
		if len(strings.Fields(line)) != len(strings.Fields(lines[0])) {
			return []string{text}
		}
	}
	return lines
}

// joined is the array of arrays of one shape.
func joined(parts []Array) (Array, error) {
	all := Array{Shape: append(cnn.Shape{len(parts)}, parts[0].Shape...)}
	if len(all.Shape) > maxAxes {
		return Array{}, fmt.Errorf("the numbers have more than %d axes; no array has so many", maxAxes)
	}
	for i, part := range parts {
		if !part.Shape.Equal(parts[0].Shape) {
			return Array{}, fmt.Errorf("part %d has shape %s, part 0 has %s; make all rows equally long", i, part.Shape, parts[0].Shape)
		}
		all.Numbers = append(all.Numbers, part.Numbers...)
	}
	return all, nil
}
