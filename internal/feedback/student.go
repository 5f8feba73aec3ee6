package feedback

import (
	"fmt"
	"strings"

	"backprop/internal/class"
	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/markup"
	"backprop/internal/notebook"
	"backprop/internal/report"
	"backprop/internal/sentence"
)

// Arrays that are larger are not shown cell by cell.
const (
	mostCells   = 128
	mostColumns = 12
)

// studentPage is the feedback for one student.
func studentPage(c *class.Class, s *class.Student) ([]byte, error) {
	p := &page{}
	p.begin("feedback", s.Name+", feedback", "../")
	p.w(`<header class="head">`, "\n<p class=\"kicker\">One pass by hand")
	if s.From != "" {
		p.w(" · ", text(s.From))
	}
	p.w("</p>\n<h1>", text(s.Name), "</h1>\n")
	if s.Report != nil {
		p.w(`<p class="lead">`, class.Points(s.Credit), " of ", class.Points(s.Of), " ", notebook.Plural(int(s.Of), "point", "points"), "</p>\n")
	}
	p.w("</header>\n")
	if s.Reason != "" {
		p.w(`<p class="callout">Nothing could be marked: `, text(s.Reason), ".</p>\n")
		return p.end(), nil
	}
	if s.Foreign { // whose they are is the teacher's concern
		p.w(`<p class="callout">These are the numbers of another network than yours, `, text(s.From), ", so they earn nothing here. If you were given another sheet, tell your teacher which.</p>\n")
		return p.end(), nil
	}
	if s.Note != "" {
		p.w(`<p class="callout">`, text(s.Note), "</p>\n")
	}
	// A pass of their own: what it works out on demand is for one goroutine.
	own := *s
	var err error
	if own.Pass, err = cnn.Run(s.Pass.Network); err != nil {
		return nil, err
	}
	s = &own
	overview, breaks, err := told(c, s)
	if err != nil {
		return nil, err
	}
	p.w(overview)
	p.places(c, s)
	p.cells(s)
	if breaks != "" {
		p.w("<h2>Where it goes wrong</h2>\n", breaks)
	}
	return p.end(), nil
}

// told is how it went in a sentence, and each break with one number worked out.
func told(c *class.Class, s *class.Student) (overview, breaks string, err error) {
	after := 0
	entries, err := notebook.Shown(func(nb *notebook.Notebook) error {
		m := report.NewMarking(nb, s.Pass, s.Answers, s.Report, c.Decimals)
		m.Verdict()
		nb.Markdownf("&")
		m.Breaks(len(s.Report.Places))
		return nil
	}, notebook.Example{File: s.From, Network: s.Pass.Network, Given: true})
	if err != nil {
		return "", "", err
	}
	var parts [2]strings.Builder
	for _, e := range entries {
		if said, ok := e.Output.(*notebook.Sentence); ok && said.Markdown == "&" {
			after = 1
			continue
		}
		parts[after].WriteString(markup.HTML(e.Output, sentence.Writer{}.HTML) + "\n")
	}
	return parts[0].String(), parts[1].String(), nil
}

// places is the table of the places.
func (p *page) places(c *class.Class, s *class.Student) {
	seen := map[look]bool{}
	p.w("<figure class=\"table\"><table class=\"data places\" aria-label=\"The marks of each array\">\n<thead><tr><th scope=\"col\">array</th><th scope=\"col\">place</th><th scope=\"col\">verdict</th><th scope=\"col\" class=\"num\">right numbers</th><th scope=\"col\" class=\"num\">points</th></tr></thead>\n<tbody>\n")
	for _, place := range c.Places {
		if _, err := s.Pass.Quantity(place); err != nil {
			continue
		}
		p.w(`<tr><th scope="row">`, symbol(s.Pass, place), "</th><td><code>", text(place.String()), "</code></td>")
		m, ok := s.Marks[place]
		if !ok {
			p.w("<td>not handed in</td><td class=\"num\"></td><td class=\"num\">0 of ", class.Points(worth(c, place)), "</td></tr>\n")
			continue
		}
		l := lookOf(m.Marked)
		seen[l] = true
		p.w("<td>", sign(l), " ", l.word, "</td><td class=\"num\">", rightOf(m.Marked), "</td><td class=\"num\">",
			class.Points(m.Credit), " of ", class.Points(m.Points), "</td></tr>\n")
	}
	p.w("</tbody>\n</table></figure>\n")
	p.legend(seen)
}

// worth is what a place is worth.
func worth(c *class.Class, place cnn.Place) float64 {
	if v, ok := c.Scheme.Points[place]; ok {
		return v
	}
	return c.Scheme.Others
}

func sign(l look) string {
	return `<b class="sign ` + l.class + `" aria-hidden="true">` + l.sign + "</b>"
}

// rightOf says how many numbers of a place are right.
func rightOf(m marking.Marked) string {
	if m.Verdict == marking.Shape {
		return ""
	}
	return fmt.Sprintf("%d of %d", m.Right, m.Elements)
}

// cells shows what the student wrote, each cell with its verdict.
func (p *page) cells(s *class.Student) {
	begun, left := false, 0
	for _, m := range s.Report.Places {
		a, _ := s.Answers.At(m.Place)
		if m.Cells == nil || m.Verdict == marking.Blank || len(a.Numbers) != len(m.Cells) {
			continue
		}
		q, err := s.Pass.Quantity(m.Place)
		if err != nil {
			continue
		}
		shape := q.Plain()
		if len(m.Cells) > mostCells || len(shape) > 0 && shape[len(shape)-1] > mostColumns {
			left++
			continue
		}
		if !begun {
			begun = true
			p.w("<h2>Your numbers, cell by cell</h2>\n<div class=\"numbers\">\n")
		}
		p.w("<div>")
		p.tables("given", symbol(s.Pass, m.Place), spoken(s.Pass, m.Place), shape, func(at int) string {
			l := looks[m.Cells[at]]
			if m.Cells[at] == marking.Blank {
				return `<td class="blank"><span class="sr">blank</span></td>`
			}
			content := text(strings.ReplaceAll(a.Numbers[at].Text, "-", "−"))
			if m.Cells[at] != marking.Right {
				content = `<b aria-hidden="true">` + l.sign + "</b> " + content + ` <span class="sr">` + l.word + "</span>"
			}
			return `<td class="` + l.class + `">` + content + "</td>"
		})
		p.w("</div>\n")
	}
	if begun {
		p.w("</div>\n")
	}
	if left > 0 {
		p.w(`<p class="note">`, notebook.Capital(notebook.Numeral(left, "larger array is", "larger arrays are")), " not shown cell by cell.</p>\n")
	}
}
