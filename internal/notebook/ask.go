package notebook

import (
	"errors"
	"fmt"
	"path"

	"backprop/internal/words"
)

// Words gives the notebook the text of words.md, which stands beside the
// chapter's program; see package words. It comes first in run.
func (nb *Notebook) Words(source string) {
	file, err := words.Parse(source)
	if err != nil {
		nb.failWords(err)
	}
	nb.words = file
}

// Say shows a section of words.md as a sentence.
func (nb *Notebook) Say(section string, let Let) {
	if text, ok := nb.filled(section, let); ok {
		nb.show(&Sentence{Markdown: withMathSigns(text)}, nil)
	}
}

// Ask shows a section of words.md as an exercise under the next number; see
// Exercise.
func (nb *Notebook) Ask(section string, let Let) { nb.ask(section, let, false) }

// AskHere is Ask for an exercise that speaks of an example that stands in its
// chapter alone; see Exercise.Here.
func (nb *Notebook) AskHere(section string, let Let) { nb.ask(section, let, true) }

func (nb *Notebook) ask(section string, let Let, here bool) {
	var e Exercise
	if nb.fill(section, let, func(f *filling) (err error) {
		e, err = f.exercise()
		return err
	}) {
		e.Here = here
		nb.Exercise(e)
	}
}

// Mistake shows a section of words.md as a box "Common mistake", with what is
// right beside what is wrong, each as the items of a Row. Either may be nil.
// Where the text begins with what people think, in “…”, that is the title of
// the box. The mistake's name in the catalogue stands behind the section's
// heading.
func (nb *Notebook) Mistake(section string, let Let, right, wrong []any) {
	if text, ok := nb.filled(section, let); ok {
		s, _ := nb.words.Section(section)
		nb.Slip(s.ID, text, right, wrong)
	}
}

// Tabulate shows a section of words.md as a table. Its rows are those of the
// file; for a table whose rows are computed there is Table.
func (nb *Notebook) Tabulate(section string, let Let) {
	var caption string
	var columns []string
	var rows [][]any
	ok := nb.fill(section, let, func(f *filling) error {
		t, err := f.section.Table()
		if err != nil {
			return err
		}
		text := func(t words.Text) (filled string) {
			if err == nil {
				filled, err = f.text(t)
			}
			return filled
		}
		caption = text(t.Caption)
		for _, c := range t.Columns {
			columns = append(columns, text(c))
		}
		for _, cells := range t.Rows {
			var row []any
			for _, c := range cells {
				row = append(row, text(c))
			}
			rows = append(rows, row)
		}
		return err
	})
	if ok {
		nb.Table(caption, columns, rows)
	}
}

// TableOf is the rows of a table of words.md without holes, for a program to
// look up what stands in it. It panics where there is no such table.
func TableOf(source, section string) [][]string {
	table := func() (*words.Table, error) {
		file, err := words.Parse(source)
		if err != nil {
			return nil, err
		}
		s, err := file.Section(section)
		if err != nil {
			return nil, err
		}
		return s.Table()
	}
	t, err := table()
	if err != nil {
		panic("words.md: " + err.Error())
	}
	var rows [][]string
	for _, cells := range t.Rows {
		var row []string
		for _, c := range cells {
			row = append(row, c.Source)
		}
		rows = append(rows, row)
	}
	return rows
}

// Phrase is the text of a section of words.md, for a caption.
func (nb *Notebook) Phrase(section string, let Let) string {
	text, _ := nb.filled(section, let)
	return text
}

// filled is the text of a section with its holes filled.
func (nb *Notebook) filled(section string, let Let) (text string, ok bool) {
	ok = nb.fill(section, let, func(f *filling) (err error) {
		text, err = f.text(f.section.Text)
		return err
	})
	return text, ok
}

// fill does something with a section and the values for it, and reports
// whether all went well.
func (nb *Notebook) fill(section string, let Let, with func(*filling) error) bool {
	if nb.words == nil {
		nb.fail(nb.run.line(), errors.New("there are no words; embed words.md and give it to nb.Words at the beginning of run"))
		return false
	}
	s, err := nb.words.Section(section)
	if err == nil {
		f := &filling{section: s, let: let, used: map[string]bool{}}
		if err = with(f); err == nil {
			err = f.unused()
		}
	}
	if err != nil {
		nb.failWords(err)
	}
	return err == nil
}

// failWords is fail with the line of words.md.
func (nb *Notebook) failWords(err error) {
	line := 1
	if at := (*words.Error)(nil); errors.As(err, &at) {
		line, err = at.Line, errors.New(at.Message)
	}
	if nb.fault == nil {
		nb.fault = &Fault{path.Join(path.Dir(nb.run.file), "words.md"), line, err}
	}
}

// exercise fills an exercise.
func (f *filling) exercise() (e Exercise, err error) {
	asked, err := f.section.Exercise()
	if err != nil {
		return e, err
	}
	text := func(t words.Text) (filled string) {
		if err == nil {
			filled, err = f.text(t)
		}
		return filled
	}
	number := func(h words.Hole) (n numberTold) {
		if err == nil {
			n, err = f.number(h)
		}
		return n
	}
	e.Question = text(asked.Question)
	for _, a := range asked.Answers {
		if a.List && err == nil {
			list, ok := f.let[a.Value.Name].([]Answer)
			if !ok {
				return e, &words.Error{Line: a.Value.Line, Message: fmt.Sprintf("‹%s› holds a %T; expected a []Answer, or a name and = before the hole", a.Value.Name, f.let[a.Value.Name])}
			}
			f.used[a.Value.Name] = true
			e.Answers = append(e.Answers, list...)
			continue
		}
		n := number(a.Value)
		answer := Answer{Name: text(a.Name), Value: n.value, Exact: n.exact, Source: f.source(a.Value, n, "")}
		for _, w := range a.Wrong {
			if list, ok := f.let[w.Value.Name].([]Wrong); ok && w.Did.Source == "" {
				f.used[w.Value.Name] = true
				answer.Wrong = append(answer.Wrong, list...)
				continue
			}
			answer.Wrong = append(answer.Wrong, Wrong{Value: number(w.Value).value, Mistake: w.Mistake, Did: text(w.Did)})
		}
		e.Answers = append(e.Answers, answer)
	}
	if asked.Hint.Source != "" {
		e.Hint = text(asked.Hint)
	}
	if asked.Solution.Source != "" {
		e.Solution = text(asked.Solution)
	}
	if len(asked.Reasons) > 0 {
		var reasons []Reason
		for _, r := range asked.Reasons {
			reasons = append(reasons, Reason{Says: text(r.Says), Did: text(r.Did)})
		}
		e = Why(e.Question, reasons, e.Hint, e.Solution)
	}
	return e, err
}

// number is the number for a hole that asks for nothing else.
func (f *filling) number(h words.Hole) (n numberTold, err error) {
	value, err := f.of(h)
	if err == nil {
		n, err = numberOf(value)
	}
	if err != nil {
		return n, &words.Error{Line: h.Line, Message: "‹" + h.Name + "›: " + err.Error()}
	}
	return n, nil
}
