package class

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"strconv"
	"strings"

	"backprop/internal/marking"
)

// CSV is the marks as a table for a spreadsheet: a row for each student and four
// columns for each place, with its verdict, the right cells of all, the credit
// and the mistakes.
func (c *Class) CSV() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	head := []string{"student", "network", "credit", "of", "first break", "remark"}
	for _, place := range c.Places {
		head = append(head, place.String()+" verdict", place.String()+" right", place.String()+" credit", place.String()+" mistakes")
	}
	rows := [][]string{head}
	for _, s := range c.Students {
		first := ""
		if s.Report != nil {
			first = s.Report.FirstBreak.String()
		}
		row := []string{s.Name, s.From, Points(s.Credit), Points(s.Of), first, strings.TrimSpace(s.Reason + s.Note)}
		for _, place := range c.Places {
			m, ok := s.Marks[place]
			if !ok {
				row = append(row, "", "", "0", "")
				continue
			}
			verdict := string(m.Verdict)
			if m.Trivial {
				verdict += ", all zero"
			}
			right := fmt.Sprintf("%d of %d", m.Marked.Right, m.Elements)
			if m.Verdict == marking.Shape {
				right = ""
			}
			row = append(row, verdict, right, Points(m.Credit), InWords(m.Mistakes))
		}
		rows = append(rows, row)
	}
	for _, row := range rows {
		for i, cell := range row {
			row[i] = harmless(cell)
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Points writes credit with three decimals at the most.
func Points(v float64) string {
	return strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64)
}

// InWords writes sets of mistakes: "one + another or a third".
func InWords(sets [][]string) string {
	var words []string
	for _, set := range sets {
		words = append(words, strings.Join(set, " + "))
	}
	return strings.Join(words, " or ")
}

// harmless is a cell that no spreadsheet takes for a formula: a name is
// somebody's text.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
