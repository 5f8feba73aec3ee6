package certify

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"backprop/internal/notebook"
	"backprop/internal/tex"
)

// pieces of Markdown: code and links' addresses are skipped, formulas are
// read as formulas.
var pieces = regexp.MustCompile("`[^`]*`|\\$\\$[^$]+\\$\\$|\\$[^$]+\\$|\\]\\([^)]*\\)|<[^<>]+>")

// text certifies the numbers of a piece of Markdown.
func (c *certifier) text(kind, markdown string) {
	if strings.Contains(markdown, notebook.BelowFloat) {
		c.tooClose(markdown)
		return
	}
	for len(markdown) > 0 {
		at := pieces.FindStringIndex(markdown)
		if at == nil {
			c.plain(kind, markdown)
			return
		}
		c.plain(kind, markdown[:at[0]])
		if piece := markdown[at[0]:at[1]]; strings.HasPrefix(piece, "$") {
			c.formula(kind, strings.Trim(piece, "$"))
		}
		markdown = markdown[at[1]:]
	}
}

// sum matches a computation in plain text, such as −0.5 · (−0.1) ≈ 0.05.
var sum = regexp.MustCompile(`[(−]*[0-9][0-9.]*[)²]*( ?[+−·/] ?[(−]*[0-9][0-9.]*[)²]*)+ [=≈] −?[0-9][0-9.]*[0-9]|\(?−?[0-9.]+\)?² [=≈] −?[0-9][0-9.]*[0-9]`)

var plainTeX = strings.NewReplacer("−", "-", "·", `\cdot `, "²", "^2", "≈", `\approx `)

// sums computes what plain text computes.
func (c *certifier) sums(kind, text string) {
	for _, s := range sum.FindAllString(text, -1) {
		if tree, err := parse(plainTeX.Replace(s)); err == nil {
			c.chains(kind, s, tree)
		}
	}
}

// plain certifies the numbers among words. Digits in a word, such as float64,
// are none.
func (c *certifier) plain(kind, text string) {
	c.sums(kind, text)
	end := 0
	for _, at := range number.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		digits := text[at[0]:at[1]]
		if at[0] > 0 && (unicode.IsLetter(before) || before == '_') || at[0] < end {
			continue
		}
		end = at[1]
		digits = strings.TrimPrefix(digits, "-") // a hyphen
		c.digits(kind, around(text, at[0], at[1]), digits, relationBefore(text[:at[0]]), true)
	}
}

func relationBefore(text string) string {
	text = strings.TrimRight(text, " \n")
	for _, r := range []string{"=", "≈"} {
		if strings.HasSuffix(text, r) {
			return r
		}
	}
	return ""
}

// around is a piece of text with a little of its neighbours.
func around(text string, from, to int) string {
	from, to = max(0, from-20), min(len(text), to+12)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	return strings.Join(strings.Fields(text[from:to]), " ")
}

// formula certifies a formula of a text.
func (c *certifier) formula(kind, source string) {
	tree, err := parse(source)
	if err != nil {
		c.fault(c.line, "%s: %v", kind, err)
		return
	}
	sure := c.chains(kind, source, tree)
	c.rest(kind, source, tree, sure)
}

// rest certifies, by their float64, the numbers of a formula that its own
// computation did not.
func (c *certifier) rest(kind, source string, row []tex.Node, sure map[*tex.Node]way) {
	relation := ""
	negative := false
	for i := 0; i < len(row); i++ {
		n := &row[i]
		text := n.Text
		if text == "−" && (i == 0 || row[i-1].Text == "(") { // of a number, and no operator
			if digits, nodes, node := c.withPower(row[i+1:], text); nodes > 1 {
				if w, ok := sure[node]; ok {
					c.add(w)
				} else {
					c.digits(kind, source, text+digits, "", true)
				}
				i += nodes
				continue
			}
		}
		if digits, nodes, node := c.withPower(row[i:], ""); nodes > 0 {
			switch w, ok := sure[node]; {
			case ok:
				c.add(w)
			case relation == "" || !negative:
				c.digits(kind, source, digits, relation, false)
			default:
				c.digits(kind, source, "−"+digits, relation, true)
			}
			i += nodes - 1
			relation, negative = "", false
			continue
		}
		if n.Kind == tex.Sign {
			if relationSigns[text] {
				relation, negative = text, false
				if i+1 < len(row) && row[i+1].Text == "−" {
					negative = true
				}
			} else if text != "−" {
				relation = ""
			}
			continue
		}
		if n.Kind == tex.Number {
			if w, ok := sure[n]; ok && (w != asTyped || len(writtenAs(c.window, text, false)) == 0) {
				c.add(w)
			} else if power, ok := powerOfTen(row[i+1:]); ok && len(writtenAs(c.written, text+power, false)) > 0 {
				c.digits(kind, source, text+power, "", false)
				i += 2
			} else {
				alone := i+1 == len(row) || row[i+1].Text == "," || relationSigns[row[i+1].Text]
				if !alone {
					relation = "" // a computation follows
				}
				if negative && relation != "" {
					c.digits(kind, source, "−"+text, relation, true)
				} else {
					c.digits(kind, source, text, relation, false)
				}
			}
		}
		c.rest(kind, source, n.Kids, sure)
		if n.Kind == tex.Scripted {
			c.index(n.Sub)
			told := false // a power of ten with its exponent
			if len(n.Kids) == 1 {
				_, told = sure[&n.Kids[0]]
			}
			if numberOfSign(n.Sup) == 0 && !told {
				c.rest(kind, source, n.Sup, sure)
			}
		}
		relation, negative = "", false
	}
}

// index counts the numbers of an index.
func (c *certifier) index(row []tex.Node) {
	for _, n := range row {
		if n.Kind == tex.Number {
			c.add(indices)
		}
		c.index(n.Kids)
	}
}

// withPower reads 10^{−1.71 \cdot 10^{10}}, and a number beside 1 such as
// 1 − 3.5 \cdot 10^{−17}, as it is written in a text: 10^(−1.71·10¹⁰) and
// 1 − 3.5·10⁻¹⁷, with its sign if one stands before it. It says how many nodes that
// takes, and by which of them a formula knows the number.
func (c *certifier) withPower(row []tex.Node, sign string) (text string, nodes int, of *tex.Node) {
	if len(row) == 0 {
		return "", 0, nil
	}
	if digits, ok := high(row[0]); ok {
		return digits, 1, &row[0].Kids[0]
	}
	if len(row) < 3 || row[0].Text != "1" || row[1].Kind != tex.Sign || !strings.Contains("+−", row[1].Text) {
		return "", 0, nil
	}
	before := "1 " + row[1].Text + " "
	if digits, ok := high(row[2]); ok {
		return before + digits, 3, &row[2].Kids[0]
	}
	if power, ok := powerOfTen(append([]tex.Node{{Text: "·"}}, row[2:]...)); ok {
		text, nodes, of = before+strings.TrimPrefix(power, "·"), 3, &row[2].Kids[0]
	} else if power, ok := powerOfTen(row[3:]); ok && row[2].Kind == tex.Number {
		text, nodes, of = before+row[2].Text+power, 5, &row[2]
	}
	if len(writtenAs(c.window, sign+text, sign != "")) == 0 {
		return "", 0, nil
	}
	return text, nodes, of
}

// high reads a power of ten whose exponent has one itself.
func high(n tex.Node) (text string, ok bool) {
	if n.Kind != tex.Scripted || len(n.Kids) != 1 || n.Kids[0].Text != "10" || len(n.Sup) != 1 {
		return "", false
	}
	sign, power := "", n.Sup[0].Kids
	if len(power) > 1 && power[0].Text == "−" {
		sign, power = "−", power[1:]
	}
	if len(power) == 0 {
		return "", false
	}
	if times, ok := powerOfTen(power[1:]); ok && power[0].Kind == tex.Number {
		return "10^(" + sign + power[0].Text + times + ")", true
	}
	if times, ok := powerOfTen(append([]tex.Node{{Text: "·"}}, power...)); ok {
		return "10^(" + sign + strings.TrimPrefix(times, "·") + ")", true
	}
	return "", false
}

// powerOfTen reads · 10^{−9} as it is written in a text: ·10⁻⁹.
func powerOfTen(row []tex.Node) (string, bool) {
	if len(row) < 2 || row[0].Text != "·" || row[1].Kind != tex.Scripted || len(row[1].Kids) != 1 || row[1].Kids[0].Text != "10" {
		return "", false
	}
	var digits strings.Builder
	var write func(row []tex.Node)
	write = func(row []tex.Node) {
		for _, n := range row {
			digits.WriteString(n.Text)
			write(n.Kids)
		}
	}
	write(row[1].Sup)
	return "·10" + raised.Replace(digits.String()), true
}

var raised = strings.NewReplacer("−", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴",
	"5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")
