package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/report"
)

// mistakes is the catalogue on one network.
type mistakes struct {
	nb      *notebook.Notebook
	pass    *cnn.Pass
	changes []report.Change   // of the mistakes that show
	hidden  []marking.Mistake // the others
	numbers int               // in all arrays
}

// onNetwork makes each mistake of the catalogue in a network.
func onNetwork(nb *notebook.Notebook, pass *cnn.Pass) *mistakes {
	all := &mistakes{nb: nb, pass: pass}
	var err error
	all.changes, all.hidden, err = report.Changes(pass)
	notebook.OK(err)
	for _, place := range pass.Places() {
		all.numbers += len(notebook.Must(pass.Quantity(place)).Data)
	}
	return all
}

// Arrays of more than mostShown numbers, or so wide that two do not stand side
// by side, are not shown in whole: a table holds the first few that change.
const (
	mostShown   = 36
	mostColumns = 6
	fewRows     = 6
)

// small reports whether an array is shown in whole.
func small(s cnn.Shape) bool {
	return s.Size() <= mostShown && (len(s) < 2 || s[len(s)-1] <= mostColumns)
}

// summary is the table of the mistakes that show.
func (all *mistakes) summary() {
	showing := len(all.changes)
	all.nb.Say("the catalogue", notebook.Let{
		"mistakes": notebook.Counted(showing+len(all.hidden), "mistake", "mistakes"),
		"showing":  fmt.Sprint(showing, notebook.Plural(showing, " changes", " change")),
		"numbers":  notebook.Counted(all.numbers, "number", "numbers")})
	var rows [][]any
	for _, c := range all.changes {
		rows = append(rows, []any{"[" + c.Mistake.Name + "](#" + sections[c.Mistake.Group].anchor + ")",
			nameOf(all.pass, c.Places[0]), fmt.Sprintf("%d of %d", c.Counts[c.Places[0]], len(c.First.Data)), c.Total()})
	}
	if showing > 0 {
		all.nb.Table("Where each mistake shows first, and how many printed numbers change",
			[]string{"mistake", "shows first at", "there", "in all"}, rows)
	}
	if layer := closedLayer(all.pass); layer > 0 {
		all.nb.Say("closed gates", notebook.Let{"layer": layer})
	}
	if note := report.TooClose(all.pass); note != "" {
		all.nb.Markdownf("%s", note)
	}
}

// closedLayer is a ReLU without an open gate, which hides much of the catalogue;
// 0 where each has one, and where there is no way back.
func closedLayer(pass *cnn.Pass) int {
	if pass.Gradients == nil {
		return 0
	}
	for i, layer := range pass.Network.Layers {
		if _, ok := layer.(cnn.ReLU); !ok || i == 0 {
			continue
		}
		if !slices.ContainsFunc(pass.Activations[i].Data, func(z float64) bool { return z > 0 }) {
			return i
		}
	}
	return 0
}

// group shows what is said of a group of mistakes, and then one after the other.
func (all *mistakes) group(g marking.Group) {
	all.nb.Markdownf("%s", sections[g].says)
	shown := 0
	for _, c := range all.changes {
		if c.Mistake.Group == g {
			all.entry(c)
			shown++
		}
	}
	if shown == 0 {
		all.nb.Say("nothing of the group", nil)
	}
}

// entry shows a mistake: what people think, what is right, the wrong numbers
// beside the right ones, and how to see it.
func (all *mistakes) entry(c report.Change) {
	m := c.Mistake
	all.nb.Markdownf("#### %s", m.Name)
	all.nb.Markdownf("*“%s”*", beliefs[m.Name].says)
	all.nb.Markdownf("- **Wrong:** %s\n- **Right:** %s", m.Wrong, m.Right)
	if c.Shown != "" {
		all.nb.Say("the same as above", notebook.Let{"mistake": c.Shown})
		all.nb.Markdownf("**Instead:** %s", m.Instead+seenAt(m.Links))
		return
	}
	all.beside(c)
	tells := c.Tell()
	if place := c.Places[0]; len(c.Places) > 1 && m.OnPaper() {
		tells = append(tells, all.nb.Phrase("written down only", notebook.Let{
			"more arrays are": notebook.Capital(notebook.Numeral(len(c.Places)-1, "more array is", "more arrays are"))}))
	} else if len(c.Places) == 1 {
		only := "one array"
		if !c.First.Shape.Equal(c.Wrong.Shape) && place.Kind == cnn.Parameters {
			only = "no update"
		}
		tells = append(tells, all.nb.Phrase(only, notebook.Let{"array": nameOf(all.pass, place)}))
	} else if onlyUpdates(c.Places[1:]) {
		tells = append(tells, all.nb.Phrase("the update only", nil))
	} else {
		tells = append(tells, notebook.Capital(notebook.Numeral(len(c.Places)-1, "more array changes", "more arrays change"))+" with it.")
	}
	all.nb.Markdownf("**How to see it:** %s", strings.Join(tells, " "))
	all.nb.Markdownf("**Instead:** %s", m.Instead+seenAt(m.Links))
}

// onlyUpdates reports whether all places are those of parameters after the
// update.
func onlyUpdates(places []cnn.Place) bool {
	return !slices.ContainsFunc(places, func(p cnn.Place) bool { return !p.Updated })
}

// seenAt links to where people asked.
func seenAt(links []string) string {
	var list []string
	for _, l := range links {
		list = append(list, "["+siteOf(l)+"]("+l+")")
	}
	if len(list) == 0 {
		return ""
	}
	return " Seen at " + notebook.Listed(list) + "."
}

// siteOf is a link's host or, on GitHub, its repository.
func siteOf(link string) string {
	parts := strings.Split(strings.TrimPrefix(link, "https://"), "/")
	if parts[0] == "github.com" && len(parts) > 2 {
		return parts[1] + "/" + parts[2]
	}
	return parts[0]
}

// beside shows the wrong numbers beside the right ones.
func (all *mistakes) beside(c report.Change) {
	right, wrong := c.First, cnn.Quantity{Sign: c.First.Sign, Tensor: c.Wrong}
	if !c.First.Shape.Equal(c.Wrong.Shape) {
		wrong.Sign = cnn.Sign{} // another array's shape, with the axes of that
	}
	for _, v := range wrong.Data {
		if math.IsInf(v, 0) || math.IsNaN(v) {
			all.nb.Say("beyond float64", notebook.Let{"array": nameOf(all.pass, right.Place)})
			return
		}
	}
	if !small(right.Shape) || !small(wrong.Shape) {
		all.few(c)
		return
	}
	marked := across(notebook.Show(wrong).Named(`\text{wrong}`))
	if right.Shape.Equal(wrong.Shape) && len(right.Data) > 1 && len(marked.Shape) <= 2 {
		var cells [][2]int
		for at := range right.Data {
			if c.Differs(at) {
				cells = append(cells, cell(marked.Shape, at))
			}
		}
		if len(cells) < len(right.Data) {
			marked = marked.Mark("wrong", cells...)
		}
	}
	all.nb.Row(across(notebook.Show(right)), `\ne`, marked)
}

// across lays a longer vector out as a row.
func across(g notebook.Grid) notebook.Grid {
	if len(g.Shape) == 1 && g.Shape[0] > 4 {
		return g.AsRow()
	}
	return g
}

// cell is the row and the column of an element.
func cell(plain cnn.Shape, at int) [2]int {
	if len(plain) == 2 {
		return [2]int{at / plain[1], at % plain[1]}
	}
	return [2]int{at, 0}
}

// few is a table of the first numbers that change.
func (all *mistakes) few(c report.Change) {
	name := nameOf(all.pass, c.Places[0])
	if !c.First.Shape.Equal(c.Wrong.Shape) {
		all.nb.Say("another shape", notebook.Let{"array": name, "right": c.First.Shape.Plain(), "wrong": c.Wrong.Shape.Plain()})
		return
	}
	var rows [][]any
	for at, right := range c.First.Data {
		if c.Differs(at) && len(rows) < fewRows {
			rows = append(rows, []any{"$" + notebook.TeX(c.First.Sign, c.First.Shape.Label(at)...) + "$", right, c.Wrong.Data[at]})
		}
	}
	caption := ""
	if more := c.Counts[c.Places[0]] - len(rows); more > 0 {
		caption = all.nb.Phrase("the first few", notebook.Let{"n": c.Counts[c.Places[0]], "array": name})
	}
	all.nb.Table(caption, []string{"element", "right", "wrong"}, rows)
}

// absent lists the mistakes that do not show, with what each of them needs.
func (all *mistakes) absent() {
	if len(all.hidden) == 0 {
		all.nb.Say("all show", nil)
		return
	}
	if all.pass.Gradients == nil {
		all.nb.Say("no loss", nil)
	}
	all.nb.Say("the hidden ones", notebook.Let{
		"mistakes change": notebook.Capital(notebook.Counted(len(all.hidden), "mistake changes", "mistakes change"))})
	var rows [][]any
	for _, m := range all.hidden {
		rows = append(rows, []any{m.Name, beliefs[m.Name].needs})
	}
	all.nb.Table("", []string{"mistake", "it takes"}, rows)
}
