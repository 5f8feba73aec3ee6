package notebook

import (
	"cmp"
	"strings"
)

// calloutLabels are what the marks of callouts say to a reader.
var calloutLabels = map[string]string{
	"NOTE":  "Note",
	"SHORT": "In short",
	"SLIP":  "Common mistake",
	"WHY":   "Why",
}

// CalloutLabel is what the mark of a callout, such as "SHORT", says to a
// reader; "" if there is none of that name.
func CalloutLabel(name string) string { return calloutLabels[name] }

// quote writes a quote or a callout behind a rule at the left.
func (p *prose) quote(lines []sourceLine, width int) (string, []sourceLine) {
	var inner []sourceLine
	n := 0
	for ; n < len(lines); n++ {
		text := lines[n].text
		mark := quoteMark.FindString(text)
		lazy := mark == "" && !blank(lines[n]) && !blank(inner[n-1]) && !interrupts(text)
		if mark == "" && !lazy {
			break
		}
		inner = append(inner, sourceLine{lines[n].at, text[len(mark):]})
	}
	var title string
	if m := callout.FindStringSubmatch(inner[0].text); m != nil {
		title = calloutTitle(m[1], p.inline(inner[:1], m[2]))
		inner = inner[1:]
	}
	text := strings.Join(p.blocks(inner, width-2), "\n\n")
	if title != "" {
		text = strings.Join(append(wrap(title, width-2), text), "\n")
	}
	return indent(strings.TrimRight(text, "\n"), "│ "), lines[n:]
}

// calloutTitle joins what a callout's mark says and the words after it, which
// alone are the title of a note.
func calloutTitle(name, words string) string {
	label := CalloutLabel(name)
	switch {
	case label == "":
		label = strings.ToUpper(name[:1]) + strings.ToLower(name[1:])
	case words != "" && name != "NOTE":
		return label + ": " + words
	}
	return cmp.Or(words, label)
}
