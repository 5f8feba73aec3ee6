package format

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"backprop/internal/cnn"
)

// accepted is what can be pasted, for error messages.
const accepted = "an array can be pasted as NumPy, PyTorch, MATLAB, LaTeX or a spreadsheet has it, such as [[1, 2], [3, 4]] or 1 2; 3 4"

// ReadArray reads an array as people have it: as NumPy, PyTorch and MATLAB
// print it, as it is written in Python, MATLAB or LaTeX, as cells copied from a
// spreadsheet, as CSV, as rows or columns of numbers, with or without a name in
// front. Numbers keep their digits, and a cell that holds _, ?, null or nan, or
// nothing between two separators, is blank.
//
// shape is what is expected, and nil where nobody knows. It decides where a
// text can be read in two ways; the array that is returned has it if it differs
// in leading axes of length 1 alone, or is a column for a vector. Another shape
// is no error: that is for the caller to say. The error says what was found and
// what would be accepted.
func ReadArray(text string, shape cnn.Shape) (Array, error) {
	a, err := readArray(text, shape)
	switch {
	case err != nil:
		return Array{}, err
	case len(a.Numbers) > cnn.MaxElements:
		return Array{}, fmt.Errorf("found more than %d numbers; no tensor has so many", cnn.MaxElements)
	}
	if shape != nil {
		a = a.fitted(shape)
	}
	return a, nil
}

func readArray(text string, shape cnn.Shape) (Array, error) {
	if elided.MatchString(text) {
		return Array{}, errors.New(`some numbers are left out ("..."); print the whole array: in NumPy after np.set_printoptions(threshold=10**6), in PyTorch after torch.set_printoptions(profile="full")`)
	}
	text = mended(text)
	pages, err := matlabPages(text)
	if err != nil {
		return Array{}, err
	}
	if len(pages) > 0 {
		return stacked(pages)
	}
	text = unnamed(text)
	factor, text := commonFactor(text)
	text = unwrapped(text)
	if strings.TrimSpace(text) == "" {
		return Array{}, fmt.Errorf("found nothing; %s", accepted)
	}
	a, err := withCommas(text, shape)
	if err != nil {
		return Array{}, err
	}
	for i, n := range a.Numbers {
		if a.Numbers[i], err = n.scaled(factor); err != nil {
			return Array{}, err
		}
	}
	return a, nil
}

var elided = regexp.MustCompile(`\.\.\.|…|\\[cldv]?dots`)

// stacked puts the pages of a print of MATLAB on top of each other.
func stacked(pages []string) (Array, error) {
	all := Array{}
	for i, page := range pages {
		a, err := readArray(page, nil)
		if err != nil {
			return Array{}, fmt.Errorf("page %d: %w", i+1, err)
		}
		for len(a.Shape) < 2 {
			a.Shape = append(cnn.Shape{1}, a.Shape...)
		}
		if i > 0 && !a.Shape.Equal(all.Shape[1:]) {
			return Array{}, fmt.Errorf("page %d is %s, page 1 is %s; give all pages one shape", i+1, a.Shape, all.Shape[1:])
		}
		all.Shape = append(cnn.Shape{i + 1}, a.Shape...)
		all.Numbers = append(all.Numbers, a.Numbers...)
	}
	if len(all.Shape) > maxAxes {
		return Array{}, fmt.Errorf("the pages have %d axes, expected 2", len(all.Shape)-1)
	}
	return all, nil
}

// tight are commas with a digit on each side: each may separate two numbers or
// be a decimal comma.
var tight = regexp.MustCompile(`\d,\d`)

// withCommas reads an array and decides what its commas are. A decimal comma is
// one only where it cannot be anything else; where both is possible, the
// expected shape decides, and otherwise nobody does.
func withCommas(text string, shape cnn.Shape) (Array, error) {
	read := readRows
	nested := strings.ContainsAny(text[:1], "[({") && !isLaTeX(text)
	if nested {
		read = readBrackets
	}
	if t := thousands.FindString(text); t != "" {
		t = strings.Trim(t, "[({;| \t\n")
		return Array{}, fmt.Errorf("%s can be one number or several; write no comma in a number, or a blank behind each comma that separates", t)
	}
	a, err := read(text, false)
	if !tight.MatchString(text) || strings.Contains(text, ".") || nested && separating.MatchString(text) {
		return a, err
	}
	b, other := read(text, true)
	fits := func(a Array, err error) bool { return err == nil && shape != nil && a.fitted(shape).Shape.Equal(shape) }
	switch {
	case other != nil, fits(a, err) && !fits(b, nil):
		return a, err
	case fits(b, nil) && !fits(a, err), !nested && (inCells(text) || err != nil && semicolons.MatchString(text)):
		return b, nil
	case nested && (err != nil || !mixedCommas.MatchString(text)):
		return a, err
	}
	return Array{}, fmt.Errorf("%s can be two numbers or one with a decimal comma; write a point, as in 1.5, or a blank behind each comma that separates", around(text))
}

// thousands are what may be thousands with a comma, as in 1,234.5.
var thousands = regexp.MustCompile(`(?:^|[\s;|\[({])[-+]?\d{1,3}(?:,\d{3})+\.\d+`)

// separating is a comma that cannot be a decimal comma. Where one separates,
// so do the others between the same brackets.
var separating = regexp.MustCompile(`\D,|,\D`)

// mixedCommas are numbers in brackets between which there are both commas
// without a blank and blanks without a comma.
var mixedCommas = regexp.MustCompile(`\d,\d[\d,]*[ \t]+[-+]?\d+,\d`)

// inCells says whether something else than commas and blanks separates the
// cells: then no comma does.
func inCells(text string) bool { return isLaTeX(text) || strings.ContainsAny(text, "\t|") }

// semicolons are lines with a semicolon inside each: it separates cells, as CSV
// has it where the comma is decimal, and not rows.
var semicolons = regexp.MustCompile(`^[^\n;]+;[^\n;][^\n]*(?:\n[^\n;]+;[^\n;][^\n]*)+$`)

var commaNumber = regexp.MustCompile(`\d+,\d+`)

// around is the first comma with its digits.
func around(text string) string { return brief([]byte(commaNumber.FindString(text))) }
