package notebook

import (
	"regexp"

	"backprop/internal/tex"
)

// What an output holds was checked when it was made. TeX and Markdown that a
// record brings and that cannot be read are shown as they stand.

// texText is TeX for a terminal.
func texText(src string) string {
	text, err := tex.Text(src)
	if err != nil {
		return src
	}
	return text
}

// PlainText is inline Markdown for a terminal, to be wrapped.
func PlainText(source string) string {
	text, err := inlineText(source)
	if err != nil {
		return source
	}
	return text
}

// highPower is a power of ten whose exponent is a number of such a form itself.
var highPower = regexp.MustCompile(`10\^\(([^()]*)\)`)

// mathSigns writes the signs of a computed number, such as 1.2·10⁻⁹, as TeX.
func mathSigns(s string) string {
	s = highPower.ReplaceAllString(s, "10^{$1}")
	return inMath.Replace(raised.ReplaceAllStringFunc(s, func(exponent string) string {
		return "^{" + lowered.Replace(exponent) + "}"
	}))
}
