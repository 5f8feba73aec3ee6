package site

import (
	"html/template"
	"slices"
)

// measuredPage is what the template of "Measured" needs.
type measuredPage struct {
	page
	Machines []string // where all was measured
	Parts    []measuredSection
}

// A measuredSection is a part of the page, with one table for each machine on
// which something of it was measured.
type measuredSection struct {
	ID, Heading, Lead string
	Tables            []measuredTable
}

// A measuredTable is what one machine gave.
type measuredTable struct {
	Machine string
	Rows    []measuredRow
}

// A measuredRow is a measure with its Markdown rendered.
type measuredRow struct {
	measure
	What template.HTML
}

// measured renders the page "Measured": what the file of measures holds, by
// part and machine. A part of which nothing was measured is left out.
func (p *pages) measured([]*rendering) ([]byte, error) {
	m := measuredPage{page: p.page("measured", "Measured · "+bookTitle,
		"How fast, how big and how certain the book is, and on which machine that was measured.", "measured.html")}
	md := manuscript{contents: p.contents, entry: &entry{}}
	for _, part := range measuredParts {
		s := measuredSection{ID: part.name, Heading: part.heading, Lead: part.lead}
		for _, x := range p.measures {
			name := x.on.String()
			if !slices.Contains(m.Machines, name) {
				m.Machines = append(m.Machines, name)
			}
			if x.Part != part.name {
				continue
			}
			if n := len(s.Tables); n == 0 || s.Tables[n-1].Machine != name {
				s.Tables = append(s.Tables, measuredTable{Machine: name})
			}
			t := &s.Tables[len(s.Tables)-1]
			t.Rows = append(t.Rows, measuredRow{x, template.HTML(md.aside(x.What))})
		}
		if len(s.Tables) > 0 {
			m.Parts = append(m.Parts, s)
		}
	}
	return p.fill("measured", m)
}

// indexedMeasures is the page for the search.
func indexedMeasures(list []measure) indexedPage {
	page := indexedPage{file: "measured.html", title: "Measured"}
	for _, part := range measuredParts {
		s := indexedSection{id: part.name, heading: part.heading, text: part.lead}
		for _, m := range list {
			if m.Part == part.name {
				s.text += " " + plainText(m.What) + "."
			}
		}
		if s.text != part.lead {
			page.sections = append(page.sections, s)
		}
	}
	return page
}
