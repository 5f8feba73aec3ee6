package feedback

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/class"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/sentence"
)

// classPage is the class as a whole. files are the students' pages.
func classPage(c *class.Class, files map[*class.Student]string) []byte {
	p := &page{}
	p.begin("class", "The class, marked", "")
	p.w(`<header class="head">`, "\n<h1>The class, marked</h1>\n<p class=\"lead\">", text(summary(c)), "</p>\n</header>\n")
	p.marks(c, files)
	p.breaks(c, files)
	p.mistakes(c, files)
	p.heats(c)
	p.scheme(c)
	return p.end()
}

// summary says in a sentence how the class did.
func summary(c *class.Class) string {
	var shares []float64
	odd := 0
	for _, s := range c.Students {
		switch {
		case s.Report == nil:
			odd++
		case s.Of > 0:
			shares = append(shares, s.Credit/s.Of)
		}
	}
	said := notebook.Counted(len(c.Students), "student", "students")
	if odd > 0 {
		said += fmt.Sprintf(", of whom %d could not be marked", odd)
	}
	said += "."
	if len(shares) > 0 {
		slices.Sort(shares)
		half := shares[len(shares)/2]
		if len(shares)%2 == 0 {
			half = (half + shares[len(shares)/2-1]) / 2
		}
		said += fmt.Sprintf(" Of those who were, half have %s of the points or more.", percent(half))
	}
	return said
}

func percent(share float64) string { return strconv.Itoa(int(math.Round(100*share))) + " %" }

// link leads to a student's page.
func link(s *class.Student, files map[*class.Student]string) string {
	return `<a href="` + text(address(files[s])) + `">` + text(s.Name) + "</a>"
}

// marks is the table of students and places.
func (p *page) marks(c *class.Class, files map[*class.Student]string) {
	p.w("<h2 id=\"marks\">Who has what</h2>\n<figure class=\"table wide\"><table class=\"data marks\" aria-labelledby=\"marks\">\n<thead><tr><th scope=\"col\">student</th><th scope=\"col\" class=\"num\">", points(c), "</th>")
	for _, place := range c.Places {
		p.w(`<th scope="col">`, symbolIn(c, place), "</th>")
	}
	p.w("</tr></thead>\n<tbody>\n")
	seen := map[look]bool{}
	for _, s := range c.Students {
		p.w(`<tr><th scope="row">`, link(s, files), "</th>")
		if s.Report == nil {
			p.w(`<td class="num">–</td><td class="remark" colspan="`, strconv.Itoa(len(c.Places)), `"><div>`, text(s.Reason), "</div></td></tr>\n")
			continue
		}
		p.w(`<td class="num">`, class.Points(s.Credit), "</td>")
		for _, place := range c.Places {
			m, ok := s.Marks[place]
			if !ok {
				p.w(`<td class="mark"><span class="sr">not handed in</span></td>`)
				continue
			}
			l := lookOf(m.Marked)
			seen[l] = true
			said := l.word
			if len(m.Mistakes) > 0 {
				said += ": " + class.InWords(m.Mistakes[:1])
			}
			p.w(`<td class="mark" title="`, text(said), `">`, sign(l), `<span class="sr">`, text(said), "</span></td>")
		}
		p.w("</tr>\n")
		if s.Note != "" {
			p.w(`<tr class="note"><td></td><td></td><td class="remark" colspan="`, strconv.Itoa(len(c.Places)), `"><div>`, text(s.Note), "</div></td></tr>\n")
		}
	}
	p.w("</tbody>\n<tfoot><tr><th scope=\"row\">sound</th><td></td>")
	for _, place := range c.Places {
		sound, all := 0, 0
		for _, s := range c.Students {
			if m, ok := s.Marks[place]; ok && m.Verdict != marking.Blank {
				all++
				if m.Verdict != marking.Wrong && m.Verdict != marking.Shape && !m.Trivial {
					sound++
				}
			}
		}
		p.w(`<td class="mark">`, fmt.Sprintf("%d/%d", sound, all), "</td>")
	}
	p.w("</tr></tfoot>\n</table></figure>\n")
	p.legend(seen)
}

// points is the head of the column of credit, with the most that can be had where
// that is the same for all.
func points(c *class.Class) string {
	for _, s := range c.Students {
		if s.Of != c.Students[0].Of {
			return "points"
		}
	}
	return "of " + class.Points(c.Students[0].Of)
}

// mostNames is how many students a line names.
const mostNames = 12

// named lists students, with links to their pages.
func named(students []*class.Student, files map[*class.Student]string) string {
	var names []string
	for _, s := range students[:min(len(students), mostNames)] {
		names = append(names, link(s, files))
	}
	if more := len(students) - len(names); more > 0 {
		return strings.Join(names, ", ") + fmt.Sprintf(" and %d more", more)
	}
	return notebook.Listed(names)
}

// bar is a bar whose length is a part of a whole.
func bar(n, most int) string {
	return `<span class="count" aria-hidden="true"><i class="p` + strconv.Itoa(int(math.Ceil(20*float64(n)/float64(most)))) + `"></i></span>`
}

// breaks says where the students go wrong first.
func (p *page) breaks(c *class.Class, files map[*class.Student]string) {
	breaks := c.Breaks()
	if len(breaks) == 0 {
		return
	}
	most := 0
	for _, b := range breaks {
		most = max(most, len(b.Students))
	}
	p.w("<h2 id=\"breaks\">Where it breaks first</h2>\n<p>Everything after a student's first wrong array is computed from it, so this is where a conversation begins.</p>\n",
		"<figure class=\"table\"><table class=\"data breaks\" aria-labelledby=\"breaks\">\n<thead><tr><th scope=\"col\">array</th><th scope=\"col\">place</th><th scope=\"col\" class=\"num\">students</th><th scope=\"col\"><span class=\"sr\">bar</span></th><th scope=\"col\">who</th></tr></thead>\n<tbody>\n")
	for _, b := range breaks {
		p.w(`<tr><th scope="row">`, symbolIn(c, b.Place), "</th><td><code>", text(b.Place.String()), `</code></td><td class="num">`, strconv.Itoa(len(b.Students)),
			"</td><td>", bar(len(b.Students), most), "</td><td class=\"who\">", named(b.Students, files), "</td></tr>\n")
	}
	p.w("</tbody>\n</table></figure>\n")
}

// mistakes are those that the class makes, with what to say about each.
func (p *page) mistakes(c *class.Class, files map[*class.Student]string) {
	made := c.Mistakes()
	p.w("<h2 id=\"mistakes\">Which mistakes the class makes</h2>\n")
	if len(made) == 0 {
		p.w("<p>No wrong array of the class is what a mistake of the catalogue gives.</p>\n")
		return
	}
	p.w("<p>Each array is what the named rule gives on that student's own numbers. Where several rules give the same, the likeliest is counted.</p>\n",
		"<figure class=\"table\"><table class=\"data mistakes\" aria-labelledby=\"mistakes\">\n<thead><tr><th scope=\"col\">mistake</th><th scope=\"col\">at</th><th scope=\"col\" class=\"num\">students</th><th scope=\"col\">who</th><th scope=\"col\">what to do instead</th></tr></thead>\n<tbody>\n")
	for _, m := range made {
		var names, instead, at []string
		for _, place := range m.Places {
			at = append(at, symbolIn(c, place))
		}
		for i := range at[1:] {
			at[i] = `<span class="whole">` + at[i] + ",</span>"
		}
		for _, name := range m.Names {
			mistake, _ := marking.Find(name)
			names = append(names, "<code>"+text(name)+"</code>")
			instead = append(instead, mistake.Instead)
		}
		p.w(`<tr><th scope="row">`, strings.Join(names, " with "), "</th><td>", strings.Join(at, " "), `</td><td class="num">`, strconv.Itoa(len(m.Students)),
			"</td><td class=\"who\">", named(m.Students, files), "</td><td class=\"instead\">", paragraph(strings.Join(instead, " ")), "</td></tr>\n")
	}
	p.w("</tbody>\n</table></figure>\n")
}

// heats are the maps that say which cells are wrong.
func (p *page) heats(c *class.Class) {
	heats := c.Heats()
	if len(heats) == 0 {
		return
	}
	p.w("<h2 id=\"cells\">Which cells are wrong</h2>\n<p>In each cell stands how many students have it wrong, and below the array how many filled it in.</p>\n<div class=\"numbers\">\n")
	for _, h := range heats {
		if len(h.Wrong) > mostCells || len(h.Shape) > 0 && h.Shape[len(h.Shape)-1] > mostColumns {
			continue
		}
		p.w("<div>")
		p.tables("heat", symbolIn(c, h.Place), "wrong cells of "+spoken(passWith(c, h.Place), h.Place), h.Shape, func(at int) string { return heatCell(h, at) })
		p.w(`<p class="of">of `, span(h.Given), "</p></div>\n")
	}
	p.w("</div>\n")
}

func heatCell(h class.Heat, at int) string {
	if h.Wrong[at] == 0 {
		return `<td class="t0">0</td>`
	}
	strength := int(math.Round(10 * float64(h.Wrong[at]) / float64(h.Given[at])))
	return `<td class="hot t` + strconv.Itoa(strength) + `">` + strconv.Itoa(h.Wrong[at]) + "</td>"
}

// span is a number, or from which to which several reach.
func span(numbers []int) string {
	low, high := slices.Min(numbers), slices.Max(numbers)
	if low == high {
		return strconv.Itoa(low)
	}
	return fmt.Sprintf("%d to %d", low, high)
}

// scheme says how the credit came about.
func (p *page) scheme(c *class.Class) {
	s := c.Scheme
	p.w("<h2 id=\"credit\">How the points are given</h2>\n<p>A right array earns all of its points. ")
	p.w("Of the points of an array, ", percent(s.Rounded), " are earned by one that is right up to rounding, ", percent(s.Coarse), " by one with too few decimals, ",
		percent(s.Carried), " by one that follows from earlier wrong numbers, and ", percent(s.Mistake), " by a wrong one that a known mistake explains")
	if len(s.Mistakes) > 0 {
		p.w(" (single mistakes have their own share)")
	}
	p.w(". In any other wrong array the right numbers that are not 0 earn their part of ", percent(s.Wrong),
		". What follows from zeros, and what is left blank, earns nothing.</p>\n")
	var parts []string
	for _, place := range c.Places {
		if _, ok := s.Points[place]; ok {
			parts = append(parts, symbolIn(c, place)+" "+class.Points(s.Points[place]))
		}
	}
	if len(parts) > 0 {
		p.w("<p>Points: ", notebook.Listed(parts), "; every other array ", class.Points(s.Others), ".</p>\n")
	}
}

// paragraph is a sentence of the catalogue as HTML, in a table cell.
func paragraph(markdown string) string {
	return strings.NewReplacer("<p>", "", "</p>", "").Replace(sentence.Writer{}.HTML(markdown))
}
