package notebook

import (
	"fmt"
	"strconv"
	"strings"
)

// list writes the items of a list. Items stand close together unless a blank
// line separates them in the source.
func (p *prose) list(lines []sourceLine, width int) (string, []sourceLine) {
	kind := listKind(lines[0].text)
	number, _ := strconv.Atoi(strings.TrimRight(strings.TrimSpace(itemMark.FindStringSubmatch(lines[0].text)[1]), ".)"))
	var items [][]sourceLine
	loose := false
	for len(lines) > 0 && itemMark.MatchString(lines[0].text) && listKind(lines[0].text) == kind && !thematic.MatchString(lines[0].text) {
		item, rest := listItem(lines)
		after := rest
		for len(after) > 0 && blank(after[0]) {
			after = after[1:]
		}
		another := len(after) > 0 && itemMark.MatchString(after[0].text) && listKind(after[0].text) == kind
		loose = loose || another && len(after) < len(rest)
		for i := 1; i < len(item); i++ {
			loose = loose || blank(item[i])
		}
		items = append(items, item)
		lines = after
	}
	last := len(strconv.Itoa(number + len(items) - 1))
	between := "\n"
	if loose {
		between = "\n\n"
	}
	var written []string
	for i, item := range items {
		mark := "• "
		if kind == '.' || kind == ')' {
			mark = fmt.Sprintf("%*d%c ", last, number+i, kind)
		}
		space := strings.Repeat(" ", columns(mark))
		text := strings.Join(p.blocks(item, width-columns(mark)), between)
		written = append(written, strings.Join(hang(strings.Split(text, "\n"), mark, space), "\n"))
	}
	return strings.Join(written, between), lines
}

// listKind is the character that marks the items of a list: its bullet, or
// what follows the number.
func listKind(text string) byte {
	mark := itemMark.FindStringSubmatch(text)[1]
	return mark[len(mark)-1]
}

// listItem takes the lines of the first item, without its mark, and returns
// the rest.
func listItem(lines []sourceLine) (item, rest []sourceLine) {
	mark := itemMark.FindString(lines[0].text)
	item = []sourceLine{{lines[0].at, lines[0].text[len(mark):]}}
	n, end := 1, 1
	for ; n < len(lines); n++ {
		text := lines[n].text
		inside := strings.HasPrefix(text, strings.Repeat(" ", len(mark)))
		switch {
		case blank(lines[n]):
			continue
		case inside:
			text = text[len(mark):]
		case n > end || interrupts(text) || itemMark.MatchString(text):
			return item, lines[end:]
		}
		for end < n {
			item = append(item, sourceLine{lines[end].at, ""})
			end++
		}
		item = append(item, sourceLine{lines[n].at, text})
		end = n + 1
	}
	return item, lines[end:]
}
