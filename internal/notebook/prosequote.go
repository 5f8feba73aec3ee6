package notebook

import "strings"

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
		title = strings.ToUpper(m[1][:1]) + strings.ToLower(m[1][1:])
		if m[2] != "" {
			title = p.inline(inner[:1], m[2])
		}
		inner = inner[1:]
	}
	text := strings.Join(p.blocks(inner, width-2), "\n\n")
	if title != "" {
		text = strings.Join(append(wrap(title, width-2), text), "\n")
	}
	return indent(strings.TrimRight(text, "\n"), "│ "), lines[n:]
}
