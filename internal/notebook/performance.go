package notebook

import (
	"errors"
	"fmt"

	"backprop/internal/weave"
)

// A Performance is a chapter that was run, and what it showed.
type Performance struct {
	Name    string // the chapter's folder, such as "13-convolution-backward-kernel"
	Chapter *weave.Chapter
	Example Example
	Entries []Entry // in the order in which they were shown
	// Written are, for each entry, the numbers that were written as text since
	// the entry before it: in a performance of PlayWatched.
	Written [][]Written

	files  []file
	read   []string
	status int
}

// Play runs a chapter on an example. The source is the text of the file that
// holds run. The error is a *Fault where the chapter is to blame, in its
// prose or in what it does, and one made by BadInput where it is what the
// reader gave.
func Play(source string, run func(*Notebook) error, example Example) (*Performance, error) {
	at := locate(run)
	chapter, err := weave.Parse(at.file, source)
	if err != nil {
		return nil, err
	}
	p := &Performance{Name: chapterName(at.file), Chapter: chapter, Example: example}
	if err := p.checkProse(at.file); err != nil {
		return nil, err
	}
	nb := &Notebook{example: example, run: at}
	if err := nb.play(run); err != nil {
		return nil, err
	}
	p.Example, p.Entries, p.Written = nb.example, nb.entries, nb.written
	p.files, p.read, p.status = nb.files, nb.read, nb.status
	return p, nil
}

// Shown is what a function shows that is no chapter and has no text of its own.
// The error is that of Play.
func Shown(run func(*Notebook) error, example Example) ([]Entry, error) {
	nb := &Notebook{example: example, run: locate(run)}
	err := nb.play(run)
	return nb.entries, err
}

// play calls run and says what went wrong, if anything.
func (nb *Notebook) play(run func(*Notebook) error) error {
	err := nb.perform(run)
	if err != nil && nb.refused != nil {
		err = nb.refused // however run wrapped it
	}
	if err != nil {
		nb.fail(nb.lastLine(), err)
	}
	if nb.fault == nil {
		return nil
	}
	var bad *badInput
	if errors.As(nb.fault.Err, &bad) {
		return bad
	}
	return nb.fault
}

// perform calls run. A panic is a fault at the line of run out of which it
// came.
func (nb *Notebook) perform(run func(*Notebook) error) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case failure:
			nb.fail(nb.run.line(), r.err)
		default:
			nb.fail(nb.run.line(), fmt.Errorf("panic: %v", r))
		}
	}()
	return run(nb)
}

// lastLine is the line of the last output, or where run begins.
func (nb *Notebook) lastLine() int {
	if n := len(nb.entries); n > 0 {
		return nb.entries[n-1].Line
	}
	return nb.run.at
}

// checkProse reports the first formula of the prose that does not read.
func (p *Performance) checkProse(path string) error {
	for _, cell := range p.Chapter.Cells {
		if cell.Kind != weave.Prose {
			continue
		}
		_, err := proseText(cell.Text, terminalWidth)
		var wrong *proseError
		if errors.As(err, &wrong) {
			return &Fault{path, cell.Line + wrong.line, wrong.err}
		}
	}
	return nil
}
