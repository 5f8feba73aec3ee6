package notebook

import (
	"errors"
	"fmt"
	"regexp"

	"backprop/internal/cnn"
)

// badFormat is what package fmt writes for a verb that does not fit.
var badFormat = regexp.MustCompile(`%!(.?\([^)]*\)?)`)

// sprintf formats with the numbers of the book.
func sprintf(format string, args []any) (string, error) {
	wrapped := make([]any, len(args))
	for i, arg := range args {
		switch v := arg.(type) {
		case float64:
			wrapped[i] = number{v}
		case cnn.Real:
			wrapped[i] = number{v}
		case int:
			wrapped[i] = number{v}
		default:
			wrapped[i] = arg
		}
	}
	text := fmt.Sprintf(format, wrapped...)
	if bad := badFormat.FindString(text); bad != "" {
		return "", errors.New("Markdownf: " + bad + ": a verb and its value do not fit")
	}
	return withMathSigns(text), nil
}

// number formats itself as the book writes numbers.
type number struct{ value any }

// Format is fmt.Formatter.
func (n number) Format(f fmt.State, verb rune) {
	_, precise := f.Precision()
	if verb == 'v' && !precise {
		switch v := n.value.(type) {
		case float64:
			fmt.Fprint(f, Num(v))
			return
		case cnn.Real:
			fmt.Fprint(f, Num(v))
			return
		}
	}
	fmt.Fprint(f, readable(fmt.Sprintf(fmt.FormatString(f, verb), n.value)))
}
