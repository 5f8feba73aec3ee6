package notebooktest

import (
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"backprop/internal/notebook"
)

// checkExplained reads the rows as a page does that explains their numbers:
// each cell that is named as a source exists in an operand, and each cell with
// sources has its equation, in the row or in the next output. The pages are the
// HTML of the entries.
func checkExplained(t testing.TB, entries []notebook.Entry, pages []string) {
	t.Helper()
	for i, e := range entries {
		row, ok := e.Output.(*notebook.Row)
		if !ok {
			continue
		}
		page := pages[i]
		if i+1 < len(entries) && row.Derived {
			page += pages[i+1]
		}
		p, err := readExplained(page)
		if err != nil {
			t.Errorf("line %d: the row is not well formed: %v", e.Line, err)
			continue
		}
		p.check(func(what string) { t.Errorf("line %d: %s", e.Line, what) })
	}
}

// An explainedPage is what the HTML of a row says about its cells.
type explainedPage struct {
	cells     map[string]bool // GRID:INDEX
	results   []explainedCell
	equations map[string]bool // "PLACE INDEX"
}

// of is the index of its element, where that is not the cell's own.
type explainedCell struct{ grid, place, at, of, from, sums string }

func readExplained(page string) (*explainedPage, error) {
	p := &explainedPage{cells: map[string]bool{}, equations: map[string]bool{}}
	var table explainedCell
	d := xml.NewDecoder(strings.NewReader("<page>" + page + "</page>"))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return p, nil
		}
		if err != nil {
			return nil, err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		a := map[string]string{}
		for _, attribute := range start.Attr {
			a[attribute.Name.Local] = attribute.Value
		}
		from, isResult := a["data-from"]
		switch {
		case start.Name.Local == "table":
			table = explainedCell{grid: a["data-grid"], place: a["data-place"]}
		case a["class"] == "equation":
			p.equations[a["data-place"]+" "+a["data-at"]] = true
		case start.Name.Local == "td" && a["class"] != "":
			p.cells[table.grid+":"+a["data-at"]] = true
			if isResult {
				p.results = append(p.results, explainedCell{table.grid, table.place, a["data-at"], a["data-of"], from, a["data-sums"]})
			}
		}
	}
}

func (p *explainedPage) check(fault func(what string)) {
	for _, c := range p.results {
		strong := 0
		for term := range strings.SplitSeq(c.from, ";") {
			cells, idle := strings.CutPrefix(term, "~")
			if !idle {
				strong++
			}
			for _, cell := range strings.Fields(cells) {
				if !p.cells[cell] || strings.HasPrefix(cell, c.grid+":") {
					fault("cell " + c.at + " of " + c.place + " comes from " + cell + ", which is no cell of an operand")
				}
			}
		}
		if c.sums != "" && strings.Count(c.sums, ";")+1 != strong {
			fault("cell " + c.at + " of " + c.place + " has the partial sums " + c.sums + ", but other terms: " + c.from)
		}
		if !p.equations[c.place+" "+cmp.Or(c.of, c.at)] && !(len(p.results) == 1 && p.equations[c.place+" "]) {
			fault("cell " + c.at + " of " + c.place + " has sources, but no equation in the row or behind it")
		}
	}
}
