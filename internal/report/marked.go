package report

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// A Marking is a reader's answers with what is said about them.
type Marking struct {
	Result *marking.Report

	nb       *notebook.Notebook
	net      *cnn.Network
	pass     *cnn.Pass
	answers  *marking.Answers
	decimals int // that are asked for
}

// Mark marks answers about a network, to be shown in a notebook. So many
// decimals are asked for. The error is that of marking.Mark, or of a network
// whose numbers overflow.
func Mark(nb *notebook.Notebook, n *cnn.Network, answers *marking.Answers, decimals int) (*Marking, error) {
	pass, err := cnn.Run(n)
	if err != nil {
		return nil, err
	}
	result, err := marking.Mark(n, answers, decimals)
	if err != nil {
		return nil, err
	}
	return NewMarking(nb, pass, answers, result, decimals), nil
}

// NewMarking is a marking that was made already, for a pass and with so many
// decimals asked for, to be shown in a notebook.
func NewMarking(nb *notebook.Notebook, pass *cnn.Pass, answers *marking.Answers, result *marking.Report, decimals int) *Marking {
	return &Marking{result, nb, pass.Network, pass, answers, decimals}
}

// Show is the whole marking: the table, then each place that is not right.
func (m *Marking) Show() {
	m.nb.Markdownf("## Your numbers")
	m.understood()
	m.Overview()
	m.Breaks(len(m.Result.Places))
}

// understood shows how arrays were read that were given as text.
func (m *Marking) understood() {
	const most = 400 // characters of one array
	var list []string
	for _, a := range m.answers.Places {
		text := a.Understood
		if len(text) > most {
			text = text[:most] + "…"
		}
		if text != "" {
			list = append(list, fmt.Sprintf("- `%s = %s`", a.Place, text))
		}
	}
	if len(list) > 0 {
		m.nb.Markdownf("What you pasted was understood as\n\n%s", strings.Join(list, "\n"))
	}
}

// Overview is the table, and in a sentence how it went.
func (m *Marking) Overview() {
	m.table()
	m.Verdict()
	if note := TooClose(m.pass); note != "" {
		m.nb.Markdownf("%s", note)
	}
}

// table shows each place with its verdict, and explains the words that need
// it.
func (m *Marking) table() {
	var rows [][]any
	seen := map[string]bool{}
	for _, p := range m.Result.Places {
		right := fmt.Sprintf("%d of %d", p.Right, p.Elements)
		if p.Verdict == marking.Shape {
			right = "–"
		}
		if b := blanks(p); b > 0 {
			right += fmt.Sprintf(", %d blank", b)
		}
		verdict := verdicts[p.Verdict]
		if p.Trivial {
			verdict += ", all zero"
		}
		rows = append(rows, []any{"`" + p.Place.String() + "`", m.name(p.Place), verdict, right})
		seen[verdict] = true
	}
	m.nb.Table("", []string{"place", "array", "verdict", "right numbers"}, rows)
	if seen["carried"] {
		m.nb.Markdownf("*Carried* means that the step is right from your own numbers, so nothing needs fixing there.")
	}
	if seen["carried, all zero"] {
		m.nb.Markdownf("*Carried, all zero* means that your earlier numbers make everything zero there. That follows, but it shows no work, so nothing can be said about the step.")
	}
	if seen["coarse"] {
		m.nb.Markdownf("*Coarse* means right, but written with fewer than the %s asked for.", notebook.Counted(m.decimals, "decimal that is", "decimals that are"))
	}
}

// verdicts are the verdicts as a table says them.
var verdicts = map[marking.Verdict]string{
	marking.Right:   "right",
	marking.Rounded: "rounded",
	marking.Coarse:  "coarse",
	marking.Carried: "carried",
	marking.Wrong:   "**wrong**",
	marking.Shape:   "**wrong shape**",
	marking.Blank:   "blank",
}

// Verdict says in a sentence how it went and where to begin.
func (m *Marking) Verdict() {
	wrong, left := 0, 0
	for _, p := range m.Result.Places {
		if broken(p) {
			wrong++
		}
		left += blanks(p)
	}
	switch {
	case len(m.Result.Places) == 0:
		m.nb.Markdownf("There is nothing in the file to mark.")
		return
	case wrong == 0:
		m.nb.Markdownf("Nothing is wrong.")
	case wrong == 1:
		m.nb.Markdownf("One place is wrong: %s (`%s`).", m.name(m.Result.FirstBreak), m.Result.FirstBreak)
	default:
		m.nb.Markdownf("%s are wrong. The first is %s (`%s`), so begin there; what comes after it is judged by your own numbers.",
			notebook.Capital(notebook.Numeral(wrong, "place", "places")), m.name(m.Result.FirstBreak), m.Result.FirstBreak)
	}
	if left > 0 {
		m.nb.Markdownf("%s left blank, which counts as neither right nor wrong.", notebook.Capital(notebook.Counted(left, "number is", "numbers are")))
	}
}
