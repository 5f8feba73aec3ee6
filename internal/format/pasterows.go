package format

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"backprop/internal/cnn"
)

var (
	columnsHead = regexp.MustCompile(`(?m)^[ \t]*Columns?[ \t]+\d+(?:[ \t]*(?:through|to|and|-)[ \t]*\d+)?:?[ \t]*$`)
	ruleLine    = regexp.MustCompile(`^[|:\-+= \t]*-[|:\-+= \t]*$`)
	blankLines  = regexp.MustCompile(`\n[ \t]*\n`)
)

// readRows reads rows of cells without brackets. In a wide print of MATLAB the
// columns stand in several blocks, side by side.
func readRows(text string, decimalComma bool) (Array, error) {
	if isLaTeX(text) {
		text = strings.ReplaceAll(strings.Trim(text, "[](){}| \t\n"), "\n", " ")
		return ofRows(splitRows(strings.Split(text, rowEnd), "&", decimalComma))
	}
	if heads := columnsHead.FindAllStringIndex(text, -1); len(heads) > 0 {
		return sideBySide(text, heads)
	}
	blocks := blankLines.Split(text, -1)
	var planes []Array
	for _, block := range blocks {
		if strings.TrimSpace(block) == "" {
			continue
		}
		a, err := readBlock(block, decimalComma)
		if err != nil {
			return Array{}, err
		}
		planes = append(planes, a)
	}
	return stackedOrRows(planes, text, decimalComma)
}

func isLaTeX(text string) bool { return strings.ContainsAny(text, "&"+rowEnd) }

// stackedOrRows puts blocks between which there are empty lines on top of each
// other. Blocks of one row each are the rows of one plane.
func stackedOrRows(planes []Array, text string, decimalComma bool) (Array, error) {
	switch len(planes) {
	case 0:
		return Array{}, fmt.Errorf("found nothing; %s", accepted)
	case 1:
		return planes[0], nil
	}
	if slices.ContainsFunc(planes, func(a Array) bool { return len(a.Shape) < 2 || !a.Shape.Equal(planes[0].Shape) }) {
		return readBlock(text, decimalComma)
	}
	all := Array{Shape: append(cnn.Shape{len(planes)}, planes[0].Shape...)}
	for _, a := range planes {
		all.Numbers = append(all.Numbers, a.Numbers...)
	}
	return all, nil
}

// sideBySide joins blocks of columns.
func sideBySide(text string, heads [][]int) (Array, error) {
	if before := strings.TrimSpace(text[:heads[0][0]]); before != "" {
		return Array{}, fmt.Errorf("found %q before the first columns; %s", brief([]byte(before)), accepted)
	}
	var rows [][]Number
	for i, head := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		block, err := splitRows(strings.Split(text[head[1]:end], "\n"), "", false)
		if err != nil {
			return Array{}, err
		}
		if i > 0 && len(block) != len(rows) {
			return Array{}, fmt.Errorf("%q has %s, the columns before have %d; paste all of them", strings.TrimSpace(text[head[0]:head[1]]), counted(len(block), "row"), len(rows))
		}
		for r, row := range block {
			if i == 0 {
				rows = append(rows, nil)
			}
			rows[r] = append(rows[r], row...)
		}
	}
	return ofRows(rows, nil)
}

// readBlock reads lines of cells.
func readBlock(text string, decimalComma bool) (Array, error) {
	lines := unindented(strings.Split(text, "\n"))
	text = strings.Join(lines, "\n")
	between := ""
	switch {
	case strings.Contains(text, "\t"):
		between = "\t"
	case strings.Contains(text, "|"):
		between = "|"
		for i, line := range lines {
			lines[i] = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "|"), "|")
		}
		lines = slices.DeleteFunc(lines, ruleLine.MatchString)
		if !strings.Contains(strings.Join(lines, ""), "|") {
			between = "" // the bars stand around a matrix
		}
	case strings.Contains(text, ";") && severalBetween(lines, decimalComma):
		// Each semicolon ends a row.
		lines = strings.Split(strings.ReplaceAll(text, ";", "\n"), "\n")
		between = commaUnless(decimalComma, text)
	case strings.Contains(text, ";"):
		between = ";"
		lines = listed(lines, ";")
	default:
		between = commaUnless(decimalComma, text)
		lines = listed(lines, ",")
	}
	return ofRows(splitRows(lines, between, decimalComma))
}

// unindented are lines without the tabs that all of them begin with.
func unindented(lines []string) []string {
	for {
		rest := make([]string, len(lines))
		for i, line := range lines {
			cut, indented := strings.CutPrefix(line, "\t")
			if !indented && line != "" {
				return lines
			}
			rest[i] = cut
		}
		if strings.Join(rest, "") == "" {
			return lines
		}
		lines = rest
	}
}

// listed are lines without the separator at the end of each, as in a list that
// goes on in the next line. Where the lines are of one length only with it, an
// empty cell follows.
func listed(lines []string, separator string) []string {
	list := make([]string, len(lines))
	for i, line := range lines {
		cut, ends := strings.CutSuffix(strings.TrimRight(line, " \t"), separator)
		list[i] = cut
		if i < len(lines)-1 && !ends || strings.Count(list[i], separator) != strings.Count(list[0], separator) {
			return lines
		}
	}
	return list
}

func commaUnless(decimalComma bool, text string) string {
	if !decimalComma && strings.Contains(text, ",") {
		return ","
	}
	return ""
}

// severalBetween reports whether several numbers stand between two semicolons.
func severalBetween(lines []string, decimalComma bool) bool {
	for _, line := range lines {
		for _, part := range strings.Split(line, ";") {
			if len(strings.Fields(part)) > 1 || !decimalComma && strings.Contains(part, ",") {
				return true
			}
		}
	}
	return false
}

// splitRows cuts lines into cells. Cells are separated by blanks where nothing
// else is said, and with commas by either.
func splitRows(lines []string, between string, decimalComma bool) ([][]Number, error) {
	var rows [][]Number
	for _, line := range lines {
		if strings.TrimSpace(line) == "" && between != "\t" || line == "" {
			continue
		}
		var cells []string
		switch between {
		case "":
			cells = strings.Fields(line)
		case ",":
			for _, part := range strings.Split(line, ",") {
				if fields := strings.Fields(part); len(fields) > 0 {
					cells = append(cells, fields...)
				} else {
					cells = append(cells, "")
				}
			}
		default:
			cells = strings.Split(line, between)
		}
		row, err := numbers(cells, decimalComma)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// numbers reads the cells of a row. An empty cell is blank.
func numbers(cells []string, decimalComma bool) ([]Number, error) {
	row := make([]Number, 0, len(cells))
	for _, cell := range cells {
		cell = strings.Trim(cell, " \t\n")
		if decimalComma && strings.Count(cell, ",") == 1 {
			cell = strings.ReplaceAll(cell, ",", ".")
		}
		if cell == "" {
			row = append(row, blank)
			continue
		}
		n, err := parseNumber(cell)
		if err != nil {
			return nil, err
		}
		row = append(row, n)
	}
	return row, nil
}

// ofRows is the array of rows: a vector for one of them, and a single number for
// one with one cell.
func ofRows(rows [][]Number, err error) (Array, error) {
	switch {
	case err != nil:
		return Array{}, err
	case len(rows) == 0:
		return Array{}, fmt.Errorf("found nothing; %s", accepted)
	}
	a := Array{Shape: cnn.Shape{len(rows), len(rows[0])}}
	for i, row := range rows {
		if len(row) != len(rows[0]) {
			return Array{}, fmt.Errorf("row %d has %s, row 0 has %d; make all rows equally long", i, counted(len(row), "number"), len(rows[0]))
		}
		a.Numbers = append(a.Numbers, row...)
	}
	switch {
	case len(a.Numbers) == 1:
		a.Shape = cnn.Shape{}
	case len(rows) == 1:
		a.Shape = a.Shape[1:]
	}
	return a, nil
}
