package markup

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"backprop/internal/notebook"
)

// exercise is a section; the hint and the solution open when asked.
func exercise(e *notebook.Exercise, markdown Markdown) string {
	number := strconv.Itoa(e.Number)
	var b strings.Builder
	b.WriteString(`<section class="exercise" id="exercise-` + number + `" aria-label="Exercise ` + number + `"><h3>Exercise ` + number + "</h3>" + markdown(e.Question))
	if e.Hint != "" {
		b.WriteString(`<details class="hint"><summary>Hint</summary>` + markdown(e.Hint) + "</details>")
	}
	summary := "Answer and solution"
	switch {
	case e.Solution == "":
		summary = "Answer"
	case len(e.Answers) == 0:
		summary = "Solution"
	}
	b.WriteString(`<details class="solution"><summary>` + summary + "</summary>")
	if len(e.Answers) > 0 {
		b.WriteString(`<ul class="answers">`)
		wrong := e.AllLapses(mistake)
		for i, a := range e.Answers {
			b.WriteString(answer(a, wrong[i]))
		}
		b.WriteString("</ul>")
	}
	if e.Solution != "" {
		b.WriteString(markdown(e.Solution))
	}
	b.WriteString("</details></section>")
	return b.String()
}

// answer is one number that is asked for. The page's script compares with its
// data-value.
func answer(a notebook.Answer, wrong []notebook.Lapse) string {
	name, said := "", ""
	if a.Name != "" {
		name = formula(a.Name, false) + " "
		said = ` data-name="` + html.EscapeString(notebook.Spoken(a.Name)) + `"`
	}
	if a.Choices > 0 {
		said += fmt.Sprintf(` data-choices="%d"`, a.Choices)
	}
	return `<li data-value="` + notebook.ScriptNumber(a.Value) + `"` + said + `>` + name + a.Printed() + lapses(wrong) + "</li>"
}

// mistake is an a without an address, which the page gives to it.
func mistake(name string) string {
	name = html.EscapeString(name)
	return `<a data-mistake="` + name + `">` + name + "</a>"
}

// lapses is the list of the wrong numbers of an answer. What is hidden is for
// the page's script, which compares with all of them.
func lapses(list []notebook.Lapse) string {
	if len(list) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(`<ul class="lapses">`)
	for _, l := range list {
		hidden := ""
		if !l.Shown {
			hidden = ` hidden=""`
		}
		b.WriteString(`<li data-value="` + notebook.ScriptNumber(l.Value) + `"` + hidden + ">If you have " + notebook.Num(l.Value) + ", <span>you probably " + l.Did + "</span></li>")
	}
	b.WriteString("</ul>")
	return b.String()
}
