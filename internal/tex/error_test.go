package tex

import (
	"errors"
	"strings"
	"testing"
)

func TestErrors(t *testing.T) {
	for _, test := range []struct {
		src    string
		offset int
		want   string
	}{
		{``, 0, `empty formula; expected at least one symbol`},
		{"  ", 2, `empty formula; expected at least one symbol`},
		{`a + \foo b`, 4, `unknown command \foo; expected one that this book uses (the name of a function is written \operatorname{…}, words \text{…})`},
		{`\color{red}{x}`, 0, `unknown command \color; expected one that this book uses (the name of a function is written \operatorname{…}, words \text{…})`},
		{`a {b`, 2, `this { is never closed; expected } before the end of the formula`},
		{`a b}`, 3, `found } without its {; expected the end of the formula`},
		{`\frac{a}`, 8, `found the end of the formula; expected the argument of \frac: one symbol, or a group in braces`},
		{`\frac{a} = b`, 9, `found =; expected the argument of \frac: one symbol, or a group in braces`},
		{`\frac12`, 5, `TeX takes only the first digit of 12 as the argument of \frac; expected braces: {12}`},
		{`x^10`, 2, `TeX takes only the first digit of 10 as the argument of ^; expected braces: {10}`},
		{`x_\frac{a}{b}`, 2, `found \frac; expected the argument of _: one symbol, or a group in braces`},
		{`\sqrt[3]{x}`, 5, `found [; expected the argument of \sqrt in braces (there are only square roots)`},
		{`x_i_j`, 3, `double subscript; expected braces, as in x_{ij}`},
		{`x^i^j`, 3, `double superscript; expected braces, as in x^{ij}`},
		{`x^2'`, 3, `double superscript; expected the prime in front of ^`},
		{`_i`, 0, `found _ without a base; expected a symbol in front of it`},
		{`a \, ^2`, 2, `a space cannot carry a script; expected {} or a symbol`},
		{`\underbrace{x}^2`, 0, `the note of \underbrace is written with _ and that of \overbrace with ^; no other script is expected`},
		{`\boxed x`, 7, `found x; expected { to open the argument of \boxed`},
		{`a & b`, 2, `found & where no cell of an environment can end; expected the end of the formula`},
		{`a \\ b`, 2, `found \\ where no cell of an environment can end; expected the end of the formula`},
		{`\begin{matrix} {a & b} \end{matrix}`, 18, `found & where no cell of an environment can end; expected }`},
		{`\begin{matrix} a`, 0, `this \begin{matrix} is never closed; expected \end{matrix} before the end of the formula`},
		{`\begin{matrix} a & b \\ c`, 0, `this \begin{matrix} is never closed; expected \end{matrix} before the end of the formula`},
		{`\begin{align} a \end{align}`, 7, `unknown environment "align"; expected matrix, pmatrix, bmatrix, cases or aligned`},
		{`\begin{matrix} a \end{pmatrix}`, 22, `found \end{pmatrix}; expected \end{matrix}`},
		{`\begin{matrix} a } \end{matrix}`, 17, `found } without its {; expected & or \\ or \end{matrix}`},
		{`\begin{matrix} a & b \\ c \end{matrix}`, 26, `row 2 of the matrix has 1 cell; expected 2, as in row 1`},
		{`\begin{matrix} a \\ b & c \end{matrix}`, 26, `row 2 of the matrix has 2 cells; expected 1, as in row 1`},
		{`\begin{cases} a & b & c \end{cases}`, 20, `found cell 3 in a row of cases; expected at most 2`},
		{`\begin{matrix} a \\ [b] \end{matrix}`, 20, `found [ after \\, where TeX reads a length; expected {[} for a bracket`},
		{`a \end{matrix}`, 2, `found \end without its \begin; expected the end of the formula`},
		{`\left( a`, 0, `this \left is never closed; expected \right before the end of the formula`},
		{`a \right)`, 2, `found \right without its \left; expected the end of the formula`},
		{`\left( {a \right)}`, 10, `found \right without its \left; expected }`},
		{`\left x \right)`, 6, `found x; expected a delimiter after \left: ( ) [ ] | / . \{ \} \| \lfloor \rfloor \lceil \rceil`},
		{`\text{a $x$}`, 8, `found $ in \text; expected characters (close \text before math)`},
		{`\text{\foo}`, 6, `found a command in \text; expected characters (of the escapes only \{ \} \% \$ \& \# \_)`},
		{"\\text{a\x00}", 7, `found U+0000 in \text; expected printable characters`},
		{"\\text{\xff}", 6, `found the byte 0xff in \text; expected UTF-8`},
		{`\hat`, 4, `found the end of the formula; expected the argument of \hat: one symbol, or a group in braces`},
		{`\sqrt`, 5, `found the end of the formula; expected the argument of \sqrt: one symbol, or a group in braces`},
		{`\left( x \right x`, 16, `found x; expected a delimiter after \right: ( ) [ ] | / . \{ \} \| \lfloor \rfloor \lceil \rceil`},
		{`\left( x & y \right)`, 9, `found & where no cell of an environment can end; expected \right`},
		{`\begin{matrix} a \end`, 21, `found the end of the formula; expected { to open the argument of \end`},
		{`\mathrm`, 7, `found the end of the formula; expected { to open the argument of \mathrm`},
		{`\class`, 6, `found the end of the formula; expected { to open the argument of \class`},
		{`\text`, 5, `found the end of the formula; expected { to open the argument of \text`},
		{`\mathrm{é}`, 8, `found 'é' in \mathrm; expected letters or digits (words with spaces go in \text)`},
		{`\text{a`, 5, `this { is never closed; expected } before the end of the formula`},
		{`\mathrm{a\,b}`, 9, `found '\\' in \mathrm; expected letters or digits (words with spaces go in \text)`},
		{`\operatorname{a+b}`, 15, `found '+' in \operatorname; expected letters or digits (words with spaces go in \text)`},
		{`\mathrm{max pool}`, 11, `found ' ' in \mathrm; expected letters or digits (words with spaces go in \text)`},
		{`\operatorname{}`, 14, `\operatorname is empty; expected letters or digits`},
		{`\class{a"b}{x}`, 8, `found "a\"b" as the name in \class; expected names of letters, digits, - and _, apart by spaces, each starting with a letter`},
		{`\class{a 1b}{x}`, 9, `found "a 1b" as the name in \class; expected names of letters, digits, - and _, apart by spaces, each starting with a letter`},
		{`\class{}{x}`, 7, `found "" as the name in \class; expected names of letters, digits, - and _, apart by spaces, each starting with a letter`},
		{`\class{a}`, 9, `found the end of the formula; expected { to open the argument of \class`},
		{`2 3`, 2, `the numbers 2 and 3 run together; expected an operator or a space such as \, between them`},
		{`\class{a}{2}{3}`, 12, `the numbers 2 and 3 run together; expected an operator or a space such as \, between them`},
		{`1.2.3`, 0, `the number 1.2.3 has more than one decimal point`},
		{`a − b`, 2, `found the character '−'; write - for a minus sign`},
		{`∂L`, 0, `found the character '∂'; write \partial`},
		{`η`, 0, `found the character 'η'; write \eta`},
		{`5 × 5`, 2, `found the character '×'; write \times`},
		{`50%`, 2, `found the character '%'; write \%`},
		{`a "b"`, 2, `found the character '"'; expected ASCII math (words and other characters go in \text{…})`},
		{"a\xff", 1, `found the byte 0xff; expected UTF-8`},
		{"\\end{\xff}", 0, `found \end without its \begin; expected the end of the formula`},
		{"\\begin{matrix}\\end{\xff}", 19, `found \end{�}; expected \end{matrix}`},
		{`a \`, 2, `found \ at the end; expected a command after it`},
		{`a\~b`, 1, `unknown command \~; expected one that this book uses (the name of a function is written \operatorname{…}, words \text{…})`},
	} {
		_, err := Parse(test.src)
		var have *Error
		if !errors.As(err, &have) {
			t.Errorf("%s: have error %v, want an *Error", test.src, err)
			continue
		}
		if have.Source != test.src || have.Offset != test.offset || have.Message != test.want {
			t.Errorf("%s\nhave %d: %s\nwant %d: %s", test.src, have.Offset, have.Message, test.offset, test.want)
		}
	}
}

func TestErrorShowsThePlace(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{`a + x_i_j`, "double subscript; expected braces, as in x_{ij} (column 8)\n" +
			"\ta + x_i_j\n" +
			"\t       ^"},
		{"\\text{größe} = \\text{a}\n\t+ \\foo", "unknown command \\foo; expected one that this book uses (the name of a function is written \\operatorname{…}, words \\text{…}) (line 2, column 4)\n" +
			"\t + \\foo\n" +
			"\t   ^"},
		{`\text{größe} &`, "found & where no cell of an environment can end; expected the end of the formula (column 14)\n" +
			"\t\\text{größe} &\n" +
			"\t             ^"},
	} {
		_, err := Parse(test.src)
		if err == nil {
			t.Errorf("%s: have no error", test.src)
			continue
		}
		if have := err.Error(); have != test.want {
			t.Errorf("have\n%s\nwant\n%s", have, test.want)
		}
	}
}

// What is no formula is an error of each way to ask, and nothing beside it.
func TestErrorsOfTheShortForms(t *testing.T) {
	if have, err := MathML(`x_`, true); err == nil || have != "" {
		t.Errorf("MathML: have %q, %v, want an error", have, err)
	}
	if have, err := Text(`x_`); err == nil || have != "" {
		t.Errorf("Text: have %q, %v, want an error", have, err)
	}
}

func TestDepth(t *testing.T) {
	nest := func(open, close string, n int) string {
		return strings.Repeat(open, n) + "x" + strings.Repeat(close, n)
	}
	for _, test := range []struct{ open, close string }{
		{"{", "}"},
		{"x_{", "}"},
		{`\frac{`, "}{y}"},
		{`\left(`, `\right)`},
		{`\class{c}{`, `}`},
		{`\begin{matrix}`, `\end{matrix}`},
	} {
		// The formula itself is the first level.
		if _, err := Parse(nest(test.open, test.close, maxDepth-1)); err != nil {
			t.Errorf("%s %d deep: have %v, want no error", test.open, maxDepth-1, err)
		}
		for _, n := range []int{maxDepth, 100_000} {
			_, err := Parse(nest(test.open, test.close, n))
			var have *Error
			if want := "the formula nests deeper than 100 levels"; !errors.As(err, &have) || have.Message != want {
				t.Errorf("%s %d deep: have %v, want %s", test.open, n, err, want)
			}
		}
	}
}
