package format

import (
	"fmt"
	"regexp"
	"strings"
)

// signs are what people and programs write for what a number is made of.
var signs = strings.NewReplacer(
	"\r\n", "\n", "\r", "\n", "\ufeff", "", "\u200b", "",
	"\f", "\n", "\v", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n", "\u00a0", " ", "\u2007", " ", "\u2009", " ", "\u202f", " ", "\u3000", " ", "\\,", " ", "\\;", " ", "\\!", "", "\\quad", " ", "\\ ", " ",
	"−", "-", "–", "-", "－", "-",
	"{,}", ".",
	"·", "*", "⋅", "*", "×", "*", "\\cdot", "*", "\\times", "*",
	"\\left", "", "\\right", "", "\\displaystyle", "", "\\hline", "",
	"$", "", "≈", "=", "\\approx", "=", "│", "|",
)

var (
	superscript = regexp.MustCompile(`[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+`)
	digitsAbove = strings.NewReplacer("⁻", "-", "⁺", "", "⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")
	starred     = regexp.MustCompile(`[ \t]*\*[ \t]*`)
	fences      = regexp.MustCompile("(?m)^[ \t]*```.*$")
	prompts     = regexp.MustCompile(`(?m)^[ \t]*(?:>>>|>>|In \[\d*\]:|octave:\d+>).*$`)
	outPrompt   = regexp.MustCompile(`(?m)^[ \t]*Out\[\d*\]:`)
	latexEnd    = regexp.MustCompile(`\\\[|\\\]|\\\(|\\\)|\\begin\{\w+\*?\}(?:\{[lcr| ]*\}|\[[lcr]*\])?|\\end\{\w+\*?\}|\\h?phantom\{[^{}]*\}`)
	latexBreak  = regexp.MustCompile(`\\\\(?:\[[^\]]*\]|\*)?`)
	latexPart   = regexp.MustCompile(`([-+]?)\\[dt]?frac\{([-+]?\d+)\}\{(\d+)\}`)
	braced      = regexp.MustCompile(`\{([-+]?[\d.]+)\}`)
	scalarCall  = regexp.MustCompile(`\b(?:np\.|numpy\.|torch\.)?(?:u?int|float|double|half|bfloat)\d*_?\(([^()\[\],]*)\)`)
	numberCall  = regexp.MustCompile(`\b(?:torch\.|np\.)?(?:tensor|array)\(([-+]?[\d.]+(?:[eE][-+]?\d+)?)(?:, *\w+=[^()\[\]]*)?\)`)
	quotedComma = regexp.MustCompile(`"([-+]?\d+),(\d+)"`)
	innerCall   = regexp.MustCompile(`\b(?:np\.|numpy\.|torch\.)?(?:array|tensor)\((\[[^()]*\])(?:, *\w+=[\w.'":]+)*\)`)
	bracketed   = regexp.MustCompile(`(?m)^[^⎡⎢⎣⎤⎥⎦⎛⎜⎝⎞⎟⎠\n]*[⎡⎢⎣⎛⎜⎝]([^⎡⎢⎣⎤⎥⎦⎛⎜⎝⎞⎟⎠\n]*)[⎤⎥⎦⎞⎟⎠][^⎡⎢⎣⎤⎥⎦⎛⎜⎝⎞⎟⎠\n]*$`)
)

// rowEnd stands for the \\ at the end of a row of LaTeX, which may carry a
// distance.
const rowEnd = "\x1e"

// mended is a pasted text in the few signs that the reader knows: \n for a line's
// end, - for minus, * and ^ for powers of ten, rowEnd.
func mended(text string) string {
	text = fences.ReplaceAllString(text, "")
	text = latexBreak.ReplaceAllString(strings.ReplaceAll(text, rowEnd, ""), rowEnd)
	text = latexEnd.ReplaceAllString(text, "")
	text = superscript.ReplaceAllStringFunc(text, func(s string) string { return "^" + digitsAbove.Replace(s) })
	text = signs.Replace(text)
	text = latexPart.ReplaceAllString(text, "$1$2/$3")
	text = prompts.ReplaceAllString(text, "")
	text = outPrompt.ReplaceAllString(text, "")
	text = bracketed.ReplaceAllString(text, "$1")
	if strings.ContainsAny(text, `&^\`+rowEnd) {
		text = braced.ReplaceAllString(text, "$1")
	}
	text = starred.ReplaceAllString(text, "*")
	text = strings.ReplaceAll(quotedComma.ReplaceAllString(text, "$1.$2"), `"`, "")
	text = numberCall.ReplaceAllString(scalarCall.ReplaceAllString(text, "$1"), "$1")
	return trimmed(text)
}

// trimmed is a text without blanks and empty lines around it. A tab may stand
// for an empty cell.
func trimmed(text string) string { return strings.Trim(text, " \n") }

var (
	named      = regexp.MustCompile(`^[\pL∂\\][^=\n(]*=\s*`)
	sizeLine   = regexp.MustCompile(`(?m)^[ \t]*\d+(?:[*x]\d+)+[ \t]+(?:\w+ )?(?:matrix|array)[ \t]*$`)
	factorForm = regexp.MustCompile(`^(\d+\.?\d*[eE][-+]?\d+|10\^-?\d+)\*(?:\s*\n|\s*([\[(]))`)
	pageHead   = regexp.MustCompile(`(?m)^[ \t]*\w*\(:,:,\d+\)[ \t]*=[ \t]*$`)
)

// unnamed is a text without the name in front, as in K.grad = … or ans = ….
func unnamed(text string) string {
	for name := named.FindString(text); name != ""; name = named.FindString(text) {
		text = text[len(name):]
	}
	text = strings.TrimPrefix(text, "=")
	return trimmed(sizeLine.ReplaceAllString(text, ""))
}

// commonFactor is the power of ten that stands in front of a whole array, "" if
// there is none, and the rest.
func commonFactor(text string) (factor, rest string) {
	m := factorForm.FindStringSubmatchIndex(text)
	if m == nil {
		return "", text
	}
	factor = text[m[2]:m[3]]
	if power, ok := strings.CutPrefix(factor, "10^"); ok {
		factor = "1e" + power
	}
	end := m[1]
	if m[4] >= 0 {
		end = m[4] // the bracket belongs to the array
	}
	return factor, trimmed(text[end:])
}

// matlabPages are the planes of a print of an array with three axes, each under
// a head such as ans(:,:,1) =, or nil.
func matlabPages(text string) ([]string, error) {
	heads := pageHead.FindAllStringIndex(text, -1)
	if len(heads) == 0 {
		return nil, nil
	}
	if before := unnamed(text[:heads[0][0]]); before != "" {
		return nil, fmt.Errorf("found %q before the first page; %s", brief([]byte(before)), accepted)
	}
	var pages []string
	for i, head := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		pages = append(pages, text[head[1]:end])
	}
	return pages, nil
}

var (
	callForm     = regexp.MustCompile(`^(?:\w+\.)*(?:array|asarray|matrix|Array|tensor|as_tensor|\w*Tensor|constant|Parameter|Variable|list|tuple)\(`)
	tensorFlow   = regexp.MustCompile(`(?s)^<tf\.\w+:?.*?numpy=(.*)>$`)
	afterBracket = regexp.MustCompile(`([\])}])[;, \t\n]+$`)
	afterCall    = regexp.MustCompile(`^(?:\.\w+\(\))*$`)
)

// unwrapped is what stands in the calls around an array: array([1, 2],
// dtype=float32), tensor(1.5, grad_fn=<NllLossBackward0>).
func unwrapped(text string) string {
	text = strings.TrimPrefix(text, "Parameter containing:")
	for {
		text = strings.TrimRight(trimmed(text), "; \n")
		text = afterBracket.ReplaceAllString(text, "$1")
		if m := tensorFlow.FindStringSubmatch(text); m != nil {
			text = m[1]
			continue
		}
		call := callForm.FindString(text)
		end := strings.LastIndexByte(text, ')')
		if call == "" || end < len(call) || !afterCall.MatchString(text[end+1:]) {
			return innerCall.ReplaceAllString(text, "$1")
		}
		text = firstArgument(trimmed(text[len(call):end]))
	}
}

// firstArgument is an array, with all its brackets, or what stands before the
// first comma.
func firstArgument(text string) string {
	depth := 0
	for i, c := range text {
		switch c {
		case '[', '(':
			depth++
		case ']', ')':
			depth--
		case ',':
			if depth == 0 {
				return text[:i]
			}
		}
	}
	return text
}
