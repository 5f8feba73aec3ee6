package notebook

import (
	"fmt"
	"strings"

	"backprop/internal/tex"
)

// display writes $$…$$, indented.
func (p *prose) display(lines []sourceLine) (string, []sourceLine) {
	at := lines[0].at
	text := strings.TrimSpace(lines[0].text)[2:]
	rest := lines[1:]
	for !strings.Contains(text, "$$") {
		if len(rest) == 0 {
			p.fail(at, fmt.Errorf("$$ opens a formula that never ends; close it with $$"))
			return "", nil
		}
		text += "\n" + rest[0].text
		rest = rest[1:]
	}
	formula, after, _ := strings.Cut(text, "$$")
	written, err := tex.Text(strings.TrimSpace(formula))
	if err != nil {
		p.fail(at, fmt.Errorf("$$…$$: %w", err))
	}
	if after := strings.TrimSpace(after); strings.Trim(after, ".,;:") == "" {
		written += after
	} else {
		rest = append([]sourceLine{{at, after}}, rest...)
	}
	return indent(written, "    "), rest
}

func (p *prose) indentedCode(lines []sourceLine) (string, []sourceLine) {
	n, end := 0, 0
	for n < len(lines) && (blank(lines[n]) || strings.HasPrefix(lines[n].text, "    ")) {
		if n++; !blank(lines[n-1]) {
			end = n
		}
	}
	var code []string
	for _, l := range lines[:end] {
		code = append(code, strings.TrimPrefix(l.text, "    "))
	}
	return indent(strings.Join(code, "\n"), "    "), lines[end:]
}

func (p *prose) fencedCode(lines []sourceLine) (string, []sourceLine) {
	mark := fence.FindStringSubmatch(lines[0].text)[1]
	var code []string
	for i, l := range lines[1:] {
		closing := strings.TrimSpace(l.text)
		if len(closing) >= len(mark) && strings.Trim(closing, mark[:1]) == "" {
			return indent(strings.Join(code, "\n"), "    "), lines[i+2:]
		}
		code = append(code, l.text)
	}
	return indent(strings.Join(code, "\n"), "    "), nil
}
