package tex

import "regexp"

var (
	texClass    = regexp.MustCompile(`\\class\s*\{[^{}]*\}`)
	texOperator = regexp.MustCompile(`\\operatorname\s*\{([^{}]*)\}`)
	texCommand  = regexp.MustCompile(`\\[A-Za-z]+`)
)

// common are our commands that MathJax does not know.
var common = map[string]string{
	`\ReLU`:    `\mathop{\mathrm{ReLU}}`,
	`\softmax`: `\mathop{\mathrm{softmax}}`,
	`\flatten`: `\mathop{\mathrm{flatten}}`,
	`\maxpool`: `\mathop{\mathrm{maxpool}}`,
	`\avgpool`: `\mathop{\mathrm{avgpool}}`,
	`\argmax`:  `\arg\max`,
	`\argmin`:  `\arg\min`,
}

// Common writes a formula with commands that MathJax knows and that GitHub
// allows it: the names of operators are spelt out, since \operatorname is not
// allowed there. Marks for our pages, which are the classes, are left out.
func Common(src string) string {
	src = texClass.ReplaceAllString(src, "")
	src = texOperator.ReplaceAllString(src, `\mathop{\mathrm{$1}}`)
	return texCommand.ReplaceAllStringFunc(src, func(command string) string {
		if known, ok := common[command]; ok {
			return known
		}
		return command
	})
}
