package sheet

import (
	"html"
	"strconv"
	"strings"

	"backprop/internal/notebook"
)

// html writes the section.
func (v *view) html() string {
	var b strings.Builder
	w := func(parts ...string) {
		for _, part := range parts {
			b.WriteString(part)
		}
	}
	w(`<section class="sheet w`, strconv.Itoa(v.gaps), `" id="map" aria-label="The whole network, forward and backward">
<div class="sheet-room w`, strconv.Itoa(v.wide), `">
<div class="sheet-body w`, strconv.Itoa(v.narrow), `">
`)
	for _, block := range v.blocks {
		class := "stage"
		if block.step != nil {
			class = "stage step"
		}
		for _, s := range v.skips {
			if block.step == nil && block.column == s.from && !strings.Contains(class, "source") {
				class += " source from" + strconv.Itoa(s.from)
			}
			if block.step != nil && block.column == s.to {
				class += " sum to" + strconv.Itoa(s.to)
			}
		}
		end, close := "", ""
		if strings.Contains(class, "source") {
			end, close = `<div class="anchored">`, "</div>" // of an arrow
		}
		w(`<div class="`, class, `">`, "\n", `<div class="up">`, end, tablesHTML(block.up), close, "</div>\n")
		if s := block.step; s != nil {
			w(`<p class="way forward">`, linked(s.there, "<b>"+html.EscapeString(s.title)+"</b>"), ` <span>`, html.EscapeString(s.forward), "</span></p>\n")
			w(`<p class="way backward">`)
			if s.backward != "" {
				w(`<span>`, linked(s.back, html.EscapeString(s.backward)), `</span>`)
			}
			w("</p>\n")
		}
		w(`<div class="down">`, end, tablesHTML(block.down), close, "</div>\n</div>\n")
	}
	for _, s := range v.skips {
		for _, way := range []string{"fw", "bw"} {
			w(`<i class="around `, way, ` from`, strconv.Itoa(s.from), ` to`, strconv.Itoa(s.to), ` w`, strconv.Itoa(s.level), `" aria-hidden="true"></i>`, "\n")
		}
	}
	w(`</div>
</div>
<div class="sheet-foot">
<div class="sheet-bar" hidden>
<button class="play" type="button">Play</button>
<button class="back" type="button" aria-label="One step back">‹</button>
<button class="forth" type="button" aria-label="One step on">›</button>
<label>Speed <select><option value="0.5">slow</option><option value="1" selected>normal</option><option value="2.5">fast</option></select></label>
</div>
<p class="sheet-line" role="status">Every number is here. <span class="needs-script">Point at one, tap it or use the arrow keys, and its way to the loss and back lights up.</span></p>
</div>
<p class="sheet-key"><span class="fw">forward: the numbers</span> <span class="bw">backward: how the loss changes with each of them</span> <span>darker: larger</span> <span class="neg">underlined: negative</span> <span class="winner">ringed: winner of its window</span> <span class="closed">hatched: closed gate</span>`)
	if v.hidden > 0 {
		w(` <span>`, strconv.Itoa(v.hidden), ` numbers of large arrays are left out</span>`)
	}
	w("</p>\n</section>\n")
	return b.String()
}

// linked puts HTML into a link, where there is a file to lead to.
func linked(file, inner string) string {
	if file == "" {
		return inner
	}
	return `<a href="` + html.EscapeString(file) + `">` + inner + `</a>`
}

// tablesHTML writes matrices one after another.
func tablesHTML(tables []table) string {
	var b strings.Builder
	attribute := func(name, value string) {
		b.WriteString(" " + name + `="` + html.EscapeString(value) + `"`)
	}
	for _, t := range tables {
		way := "fw"
		if t.gradient {
			way = "bw"
		}
		b.WriteString("<table")
		attribute("class", "cells "+way+" "+t.part)
		attribute("data-array", strconv.Itoa(t.array))
		if t.gradient {
			attribute("data-of", strconv.Itoa(t.of))
		}
		if t.file != "" {
			attribute("data-chapter", t.file)
		}
		attribute("aria-label", t.label)
		b.WriteByte('>')
		if t.name != "" {
			b.WriteString("<caption>" + t.name + "</caption>")
		}
		b.WriteString("<tbody>")
		for _, row := range t.rows {
			b.WriteString("<tr>")
			for _, c := range row {
				b.WriteString("<td")
				attribute("class", classOf(c))
				attribute("data-at", indexText(c.At))
				attribute("data-line", c.Line)
				if len(c.From) > 0 {
					attribute("data-from", Sources(c.From))
				}
				b.WriteString(">" + html.EscapeString(c.Text) + "</td>")
			}
			b.WriteString("</tr>")
		}
		b.WriteString("</tbody></table>")
	}
	return b.String()
}

// classOf says how a cell looks: how strong its tint is, its sign, what it
// decides, and whether its number is too long for the usual size.
func classOf(c notebook.SheetCell) string {
	class := "t" + strconv.Itoa(int(c.Size*10+0.5))
	switch {
	case c.Value == 0:
		class += " zero"
	case c.Value < 0:
		class += " neg"
	}
	if c.Mark != "" {
		class += " " + c.Mark
	}
	if len(c.Text) > len("−0.000") {
		class += " long"
	}
	return class
}

// Sources are what a cell was computed from, as the page's script reads it: the
// number of an array and an index for each.
func Sources(from []notebook.SheetSource) string {
	var parts []string
	for _, s := range from {
		parts = append(parts, strconv.Itoa(s.Array)+":"+indexText(s.At))
	}
	return strings.Join(parts, " ")
}

func indexText(index []int) string {
	var parts []string
	for _, i := range index {
		parts = append(parts, strconv.Itoa(i))
	}
	return strings.Join(parts, ",")
}
