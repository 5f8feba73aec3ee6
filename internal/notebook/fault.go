package notebook

import "fmt"

// A Fault is what fails a chapter, with its place in the source.
type Fault struct {
	File string // chapters/NN-name/main.go
	Line int
	Err  error
}

// Error is "chapters/NN-name/main.go:LINE: message".
func (f *Fault) Error() string { return fmt.Sprintf("%s:%d: %v", f.File, f.Line, f.Err) }

// Unwrap is what is wrong.
func (f *Fault) Unwrap() error { return f.Err }

// BadInput marks an error as the fault of what the reader gave, a file or a
// flag, and not of the chapter. When run returns one, Main exits with status
// 2.
func BadInput(err error) error { return &badInput{err} }

type badInput struct{ err error }

func (b *badInput) Error() string { return b.err.Error() }
func (b *badInput) Unwrap() error { return b.err }
