package notebook

import (
	"regexp"
	"strings"
)

// checkMarkdown is what is wrong with the first of some sources, if anything.
func checkMarkdown(sources ...string) error {
	for _, source := range sources {
		if _, err := proseText(source, terminalWidth); err != nil {
			return err
		}
	}
	return nil
}

// checkInline is the same for Markdown that must fit in a line: no lists, no
// displayed math.
func checkInline(sources ...string) error {
	for _, source := range sources {
		if _, err := inlineText(source); err != nil {
			return err
		}
	}
	return nil
}

// textOf writes Markdown that has been checked for a terminal. What has not
// been checked and does not read stands as it is.
func textOf(markdown string, width int) string {
	text, err := proseText(markdown, width)
	if err != nil {
		return markdown
	}
	return text
}

// inMath are the signs of computed numbers and how TeX writes them, and raised
// matches an exponent of such a number.
var (
	inMath  = strings.NewReplacer("−", "-", "≈", `\approx `, "·", `\cdot `)
	raised  = regexp.MustCompile(`[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+`)
	lowered = strings.NewReplacer("⁻", "-", "⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4",
		"⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")
)

// withMathSigns writes the signs of computed numbers inside $…$ as TeX, so
// that a number may be put into a sentence and into a formula alike.
func withMathSigns(markdown string) string {
	var b strings.Builder
	for at := 0; at < len(markdown); {
		n := 1
		switch rest := markdown[at:]; rest[0] {
		case '\\':
			n = min(2, len(rest))
		case '`':
			n = max(codeSpan(rest), 1)
		case '$':
			if n = formulaSpan(rest); n > 0 {
				formula := raised.ReplaceAllStringFunc(highPower.ReplaceAllString(rest[:n], "10^{$1}"), func(exponent string) string {
					return "^{" + lowered.Replace(exponent) + "}"
				})
				b.WriteString(inMath.Replace(formula))
				at += n
				continue
			}
			n = repeated(rest, '$')
		}
		b.WriteString(markdown[at : at+n])
		at += n
	}
	return b.String()
}
