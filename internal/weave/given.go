package weave

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A Given is an array that a twin in NumPy is given, under its name there: a
// number if it has no rows, a vector if it has one, which Vector says, and else
// a matrix.
type Given struct {
	Name   string
	Rows   [][]float64
	Vector bool
	Number float64
}

// GiveTwin returns the source of a twin with other numbers: the statements
// before its first mark that give one of the names, such as "K = np.array(…)",
// are written anew. A name that the twin does not give is left out, and all
// else stays as it is.
func GiveTwin(source string, given []Given) string {
	head, rest := source, ""
	if at := strings.Index("\n"+source, "\n"+cellMark); at >= 0 {
		head, rest = source[:at], source[at:]
	}
	for _, g := range given {
		at := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(g.Name) + ` = `).FindStringIndex(head)
		if at == nil {
			continue
		}
		end := statementEnd(head, at[1])
		head = head[:at[0]] + g.statement() + head[end:]
	}
	return head + rest
}

// statementEnd is where the statement ends that goes on at an offset: at the
// end of the line on which all of its brackets are closed.
func statementEnd(source string, at int) int {
	depth := 0
	for ; at < len(source) && (depth > 0 || source[at] != '\n'); at++ {
		switch source[at] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		}
	}
	return at
}

// statement gives the array: on one line, if it fits there, and else with a
// line for each row. Whole numbers are made into floats, so that a program can
// change them in place; a one-hot target stays as it is.
func (g Given) statement() string {
	if g.Rows == nil {
		number := python(g.Number)
		if !strings.ContainsAny(number, ".e") {
			number += ".0"
		}
		return g.Name + " = " + number
	}
	whole, bits := true, true
	rows := make([]string, len(g.Rows))
	for i, row := range g.Rows {
		words := make([]string, len(row))
		for j, v := range row {
			words[j] = python(v)
			whole = whole && !strings.ContainsAny(words[j], ".e")
			bits = bits && (v == 0 || v == 1)
		}
		rows[i] = "[" + strings.Join(words, ", ") + "]"
	}
	end := ")"
	if whole && !bits {
		end = ", dtype=float)"
	}
	if g.Vector {
		return g.Name + " = np.array(" + rows[0] + end
	}
	line := fmt.Sprintf("%s = np.array([%s]%s", g.Name, strings.Join(rows, ", "), end)
	if len(line) <= shortLine {
		return line
	}
	return fmt.Sprintf("%s = np.array([\n    %s,\n]%s", g.Name, strings.Join(rows, ",\n    "), end)
}

// shortLine is how long a matrix on one line may be.
const shortLine = 48

// python writes a number as Python does.
func python(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
