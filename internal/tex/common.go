package tex

import "regexp"

var (
	texClass    = regexp.MustCompile(`\\class\s*\{[^{}]*\}`)
	texOperator = regexp.MustCompile(`\\operatorname\s*\{([^{}]*)\}`)
	texNamed    = regexp.MustCompile(`\\(ReLU|softmax|flatten|maxpool|avgpool)\b`)
	texArg      = regexp.MustCompile(`\\arg(max|min)\b`)
)

// Common writes a formula with commands that MathJax knows and that GitHub
// allows it: the names of operators are spelt out, since \operatorname is not
// allowed there. Marks for our pages, which are the classes, are left out.
func Common(src string) string {
	src = texClass.ReplaceAllString(src, "")
	src = texOperator.ReplaceAllString(src, `\mathop{\mathrm{$1}}`)
	src = texNamed.ReplaceAllString(src, `\mathop{\mathrm{$1}}`)
	return texArg.ReplaceAllString(src, `\arg\$1`)
}
