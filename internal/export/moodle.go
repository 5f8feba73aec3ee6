package export

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/tex"
)

// A Network is one to export, with its name, such as "seed 7".
type Network struct {
	Name    string
	Network *cnn.Network
}

// mistaken is the part of a cell's mark that a known mistake leaves, in percent.
const mistaken = 50

// Moodle is a question bank in Moodle's XML: a category for each network and in
// it a question for each array, a table whose cells are numerical fields
// ("cloze"). A field knows the right number and what the mistakes of the
// catalogue give there, with what to do instead. Moodle judges each field alone,
// so it cannot see what was carried on from an earlier wrong number.
//
// The networks are classic; another is an error that names it.
func Moodle(networks []Network) ([]byte, error) {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n")
	for _, n := range networks {
		c, err := cnn.AsClassic(n.Network)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", n.Name, err)
		}
		wrong, err := wrongArrays(c)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", n.Name, err)
		}
		b.WriteString("<question type=\"category\"><category><text>" + html.EscapeString("$course$/top/Backprop, Number by Number/"+strings.ReplaceAll(n.Name, "/", "//")) + "</text></category></question>\n")
		for i, place := range asked(c.Pass) {
			q, err := c.Pass.Quantity(place)
			if err != nil {
				return nil, err
			}
			name := fmt.Sprintf("%s, %02d: %s", n.Name, i+1, plainName(q))
			text := given(c) + "<p>Work out " + symbolOf(q.Sign) + ", with at least four decimals.</p>\n" + fields(q, wrong)
			b.WriteString("<question type=\"cloze\">\n<name><text>" + html.EscapeString(name) + "</text></name>\n" +
				"<questiontext format=\"html\"><text><![CDATA[" + text + "]]></text></questiontext>\n" +
				"<generalfeedback format=\"html\"><text></text></generalfeedback>\n<penalty>0.3333333</penalty>\n<hidden>0</hidden>\n</question>\n")
		}
	}
	b.WriteString("</quiz>\n")
	return []byte(b.String()), nil
}

// asked are the places that are asked for, in working order.
func asked(p *cnn.Pass) []cnn.Place { return p.Places()[1:] }

// symbolOf is a sign in Unicode, as ∂L/∂K.
func symbolOf(s cnn.Sign) string {
	text, err := tex.Text(notebook.TeX(s))
	if err != nil {
		return s.Letter
	}
	return text
}

// given says in HTML what a classic network gives.
func given(c *cnn.Classic) string {
	var b strings.Builder
	b.WriteString("<p>An image X goes through a convolution with the kernel K and the bias b (it moves by 1, without padding, and is not rotated), ReLU, max pooling " +
		fmt.Sprintf("(windows of %d×%d that move by %d down and by %d across; the first of equal cells wins)", c.Pool.Size.Down, c.Pool.Size.Across, c.Pool.Stride.Down, c.Pool.Stride.Across) +
		", flatten (row by row) and a fully connected layer with the weights W and the biases c. The loss is the cross entropy of softmax with the target y, and the learning rate is " + notebook.Num(c.LearningRate) + ".</p>\n<table><tr>")
	for _, q := range []cnn.Quantity{c.X, c.K, c.B, c.W, c.C, c.Y} {
		b.WriteString("<td>" + symbolOf(q.Sign) + " =</td><td>" + table(q, func(at int) string { return notebook.Num(q.Data[at]) }) + "</td>")
	}
	b.WriteString("</tr></table>\n")
	return b.String()
}

// table is an array in HTML: a vector is a row.
func table(q cnn.Quantity, cell func(at int) string) string {
	rows, columns := size(q)
	var b strings.Builder
	b.WriteString("<table>")
	for i := range rows {
		b.WriteString("<tr>")
		for j := range columns {
			b.WriteString("<td>" + cell(i*columns+j) + "</td>")
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</table>")
	return b.String()
}

// size is how many rows and columns an array has as a matrix: a vector is a row.
func size(q cnn.Quantity) (rows, columns int) {
	plain := q.Plain()
	switch len(plain) {
	case 0:
		return 1, 1
	case 1:
		return 1, plain[0]
	}
	return plain[len(plain)-2], plain[len(plain)-1]
}

// fields is the table with a numerical field in each cell.
func fields(q cnn.Quantity, wrong []wrongArray) string {
	return table(q, func(at int) string { return field(q, at, wrong) })
}

// field is one cell, as {1:NUMERICAL:=0.35:0.0005~%50%0.12:0.0005#feedback}.
func field(q cnn.Quantity, at int, wrong []wrongArray) string {
	right, bound := q.Data[at], tolerance(q)
	text := "{1:NUMERICAL:=" + decimal(right) + ":" + decimal(bound)
	taken := []float64{right}
	for _, w := range wrong {
		if w.place != q.Place || near(taken, w.values.Data[at], 2*bound) {
			continue
		}
		taken = append(taken, w.values.Data[at])
		text += fmt.Sprintf("~%%%d%%%s:%s#%s", mistaken, decimal(w.values.Data[at]), decimal(bound), guarded(feedback(w.names)))
	}
	return text + "}"
}

// near reports whether a number cannot be told from one of several.
func near(numbers []float64, v, bound float64) bool {
	for _, n := range numbers {
		if math.Abs(n-v) <= bound {
			return true
		}
	}
	return false
}

// feedback is what is said to a mistake, or to several that give the same.
func feedback(names []string) string {
	var instead []string
	for _, name := range names {
		m, _ := marking.Find(name)
		instead = append(instead, m.Instead)
	}
	return "It looks like " + notebook.ListedOr(names) + ". " + strings.Join(instead, " Or: ")
}

// guarded is a text in a field of Moodle, in which some signs end an answer.
func guarded(text string) string {
	text = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
	return strings.NewReplacer(`\`, `\\`, "~", `\~`, "}", `\}`, "#", `\#`).Replace(text)
}

// decimal is a number in plain decimals, exact to more of them than matter.
func decimal(v float64) string {
	text := strconv.FormatFloat(v, 'f', 8, 64)
	text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	if text == "-0" {
		return "0"
	}
	return text
}
