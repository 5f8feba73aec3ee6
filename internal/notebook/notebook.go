package notebook

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/words"
)

// A Notebook is where a chapter shows its numbers. Its showing methods return
// no errors: what is wrong with the first of them that cannot be shown is
// kept, and fails the chapter when run returns.
//
// Each output has the line of run that showed it: the call itself, or the
// statement of run out of which it came. A Notebook is for one goroutine.
type Notebook struct {
	example   Example
	run       function
	words     *words.File // nil: none
	entries   []Entry
	written   [][]Written // for each entry
	exercises int
	fault     *Fault // the first
	refused   error  // why the network is not for this chapter, if it asked
	files     []file
	read      []string // the names of the chapter's own inputs
	status    int
}

// Classic is the network of chapters 1 to 16, run: the worked example, or the
// network that -net names. A network of another kind is an error; when run
// returns it, Main exits with status 2.
func (nb *Notebook) Classic() (*cnn.Classic, error) {
	c, err := cnn.AsClassic(nb.example.Network)
	if err != nil {
		return nil, nb.refuse(err)
	}
	return c, nil
}

// Network is the same network, of any kind. One whose numbers overflow when
// it runs is an error, as for Classic.
func (nb *Notebook) Network() (*cnn.Network, error) {
	if _, err := cnn.Run(nb.example.Network); err != nil {
		return nil, nb.refuse(err)
	}
	return nb.example.Network, nil
}

// Example is the network with where it comes from, for a chapter that asks
// whether the reader gave it.
func (nb *Notebook) Example() Example { return nb.example }

func (nb *Notebook) refuse(err error) error {
	err = BadInput(fmt.Errorf("%s: %w", nb.example.File, err))
	if nb.refused == nil {
		nb.refused = err
	}
	return err
}

// Strip shows where the chapter stands in the classic network: at the stage
// of the sign here, which is one of X, Z, A, P, f, s, p, L and, backward, K.
func (nb *Notebook) Strip(here string, backward bool) {
	c, err := nb.Classic()
	if err != nil {
		nb.fail(nb.run.line(), err)
		return
	}
	strip, err := newStrip(c, here, backward)
	nb.show(strip, err)
}

// Markdownf shows a sentence with numbers that the program computed. A
// float64 for %v is written by Num; other verbs and integers are formatted as
// package fmt does, with a true minus. Inside $…$ the signs are TeX's.
func (nb *Notebook) Markdownf(format string, args ...any) {
	text, err := sprintf(format, args)
	nb.show(&Sentence{Markdown: text}, err)
}

// Row shows operands, operators and result side by side. An item is a
// cnn.Quantity, a Grid, a *Grid, a float64, or a string, which is an operator
// in TeX.
func (nb *Notebook) Row(items ...any) {
	row, err := newRow(items...)
	nb.show(row, err)
}

// Captioned is Row with a line of Markdown under it.
func (nb *Notebook) Captioned(caption string, items ...any) {
	row, err := newRow(items...)
	if err == nil {
		row.Caption = withMathSigns(caption)
		err = checkMarkdown(row.Caption)
	}
	nb.show(row, err)
}

// Folded is a row that a page keeps folded behind a line of Markdown, and of
// which a terminal shows that line alone.
func (nb *Notebook) Folded(line string, items ...any) {
	row, err := newRow(items...)
	if err == nil {
		row.Folded = withMathSigns(line)
		err = checkMarkdown(row.Folded)
	}
	nb.show(row, err)
}

// Derive shows how one element came about: symbols, substitution, result. A
// sum of more than six terms leaves out those that are 0, and says so.
func (nb *Notebook) Derive(q cnn.Quantity, index ...int) { nb.derive(q, index, false) }

// DeriveFull is Derive with all terms.
func (nb *Notebook) DeriveFull(q cnn.Quantity, index ...int) { nb.derive(q, index, true) }

// DeriveAll derives every element, in row-major order. After a row whose
// result is the same quantity, the row leaves the derivations to it.
func (nb *Notebook) DeriveAll(q cnn.Quantity) {
	var equations []*Equation
	for at := range q.Data {
		d, err := q.Derive(q.Shape.Index(at)...)
		if err != nil {
			nb.show(nil, err)
			return
		}
		e, err := newDerivation(d, false)
		if err != nil {
			nb.show(nil, err)
			return
		}
		e.network = q.Network()
		equations = append(equations, e)
	}
	if n := len(nb.entries); n > 0 {
		if row, ok := nb.entries[n-1].Output.(*Row); ok && row.result() == q.Place {
			row.Derived = true
		}
	}
	nb.show(newDerivations(TeX(q.Sign), equations), nil)
}

func (nb *Notebook) derive(q cnn.Quantity, index []int, full bool) {
	d, err := q.Derive(index...)
	if err != nil {
		nb.show(nil, err)
		return
	}
	equation, err := newDerivation(d, full)
	if err == nil {
		equation.network = q.Network()
	}
	nb.show(equation, err)
}

// Equation shows an equation of the text, in TeX. Each step begins with its
// relation: "= a + b", "≈ 0.5".
func (nb *Notebook) Equation(left string, steps ...string) {
	equation, err := newEquation(left, steps...)
	nb.show(equation, err)
}

// Table shows rows of cells: a string is Markdown, a float64 is written by
// Num, an int by its digits. A column of numbers is aligned at the point.
func (nb *Notebook) Table(caption string, columns []string, rows [][]any) {
	table, err := newTable(caption, columns, rows)
	nb.show(table, err)
}

// Figure shows data to look at.
func (nb *Notebook) Figure(f Figure) {
	f.Caption = withMathSigns(f.Caption)
	nb.show(&f, nil)
}

// Check compares two routes to the same numbers, element by element, and
// fails the chapter where they are more than 1e-12·max(1, |want|) apart, and
// more than 1e-15 of the largest |want|, or their shapes do not fit. Each of the
// two is a float64, slices of them, a *cnn.Tensor or a cnn.Quantity.
//
// Sizes, where there are any, hold for each number the sum of the sizes of the
// terms that it is made of. Where these cancel, rounding leaves 1e-15 of that, so
// the two may be as far apart.
func (nb *Notebook) Check(what string, have, want any, sizes ...any) {
	c, err := newCheck(what, have, want, sizes...)
	nb.show(c, err)
}

// Exercise shows an exercise under the next number. Wrong numbers that count
// as right or are there twice are dropped: which ones do depends on the
// network.
func (nb *Notebook) Exercise(e Exercise) {
	nb.exercises++
	e.Number = nb.exercises
	e.Answers = slices.Clone(e.Answers)
	for i := range e.Answers {
		e.Answers[i].Wrong = knownWrong(e.Answers[i])
	}
	e.Question, e.Hint, e.Solution = withMathSigns(e.Question), withMathSigns(e.Hint), withMathSigns(e.Solution)
	nb.show(&e, nil)
}

// Slip shows a box "Common mistake": the mistake's name in the catalogue, the
// text in Markdown, and what is right beside what is wrong, each as the items
// of a Row. Either may be nil. Where the text begins with what people think, in
// “…”, that is the title of the box.
func (nb *Notebook) Slip(mistake, text string, right, wrong []any) {
	s, err := newSlip(mistake, text, right, wrong)
	nb.show(s, err)
}

// Write has Main write a file when the chapter is through: whole or not at
// all. The name "-" is standard output, instead of the text.
func (nb *Notebook) Write(name string, data []byte) {
	nb.files = append(nb.files, file{name, data})
}

// Read tells Main that the chapter has read a file that the reader named, so
// that nothing is written over it. Main knows of the file of -net.
func (nb *Notebook) Read(name string) { nb.read = append(nb.read, name) }

// ExitStatus sets the status with which Main exits when the chapter is
// through and nothing failed.
func (nb *Notebook) ExitStatus(status int) { nb.status = status }

// show adds an output, or keeps why it cannot be shown.
func (nb *Notebook) show(o Output, err error) {
	line := nb.run.line()
	if err == nil {
		err = check(o)
	}
	if err != nil {
		nb.fail(line, err)
		return
	}
	nb.entries = append(nb.entries, Entry{line, o})
	nb.written = append(nb.written, takeWritten())
}

func (nb *Notebook) fail(line int, err error) {
	if nb.fault == nil {
		nb.fault = &Fault{nb.run.file, line, err}
	}
}
