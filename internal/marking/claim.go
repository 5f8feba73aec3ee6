package marking

import (
	"strconv"
	"strings"
)

const (
	// bareDecimals is how many decimals a number without any claims in a file
	// that has none.
	bareDecimals = 4

	// bareDigits is how many digits make a whole number of such a file one
	// that somebody has rounded.
	bareDigits = 3
)

// claim says how exact each number without decimals claims to be. Taken at
// its word, 2 would be right for 1.5, and 0 for everything below a half: it
// would hide every mistake about gates and winners. So in an array where
// others have decimals it claims as many as the most exact of them, and in an
// array that has none as many as the most exact number of the whole file.
// Where the file has none at all, it is right where the true number equals it
// to four decimals or, with three digits or more, rounds to it.
func (a *Answers) claim() {
	file := 0
	for _, answer := range a.Places {
		file = max(file, answer.decimals())
	}
	for _, answer := range a.Places {
		most := answer.decimals()
		if most == 0 {
			most = file
		}
		for i := range answer.Numbers {
			n := &answer.Numbers[i]
			switch {
			case n.Blank || !n.bare():
			case most > 0:
				n.Decimals = most
			case n.digits() >= bareDigits:
				n.Decimals = 0
			default:
				n.Decimals = bareDecimals
			}
		}
	}
}

// bare reports whether a number is written without decimals. A zero is bare
// with one, too: programs write 0, 0. and 0.0 for a zero of any precision.
func (n Number) bare() bool {
	if n.isFraction() {
		return false
	}
	if n.Value == 0 {
		return n.writtenDecimals() < 2
	}
	mantissa, power := n.parts()
	return power == "" && !strings.Contains(strings.TrimSuffix(mantissa, "."), ".")
}

// parts are what stands before the exponent of a number and the exponent.
func (n Number) parts() (mantissa, power string) {
	mantissa, power, _ = strings.Cut(strings.ToLower(n.Text), "e")
	return mantissa, power
}

// writtenDecimals is the number of decimals that a number is written with: 3
// for 0.120, for 1.2e-2 and for 1.250e3, which could be written as 1250 too.
func (n Number) writtenDecimals() int {
	mantissa, power := n.parts()
	_, after, _ := strings.Cut(mantissa, ".")
	return max(len(after), len(after)-readPower(power))
}

// digits counts the digits of a number that are not zeros in front.
func (n Number) digits() int {
	mantissa, _ := n.parts()
	return len(strings.TrimLeft(strings.Map(onlyDigits, mantissa), "0"))
}

func onlyDigits(r rune) rune {
	if '0' <= r && r <= '9' {
		return r
	}
	return -1
}

// decimals is the largest number of decimals that a number of the answer is
// written with; 0 where none has any.
func (a Answer) decimals() int {
	most := 0
	for _, n := range a.Numbers {
		if !n.Blank && !n.bare() && !n.isFraction() {
			most = max(most, n.Decimals)
		}
	}
	return most
}

// claimed is the largest number of decimals that a number of the answer
// claims.
func (a Answer) claimed() int {
	most := 0
	for _, n := range a.Numbers {
		if !n.Blank {
			most = max(most, n.Decimals)
		}
	}
	return most
}

// readPower is the exponent of a number, 0 where it has none, or a bound where
// it is larger than any that matters.
func readPower(digits string) int {
	if digits == "" {
		return 0
	}
	power, err := strconv.Atoi(digits)
	if err != nil || power > mostDecimals || power < -mostDecimals {
		if strings.HasPrefix(digits, "-") {
			return -mostDecimals
		}
		return mostDecimals
	}
	return power
}
