package notebook

// Must is the first of what a function returns. If there is an error, the
// chapter fails with it, at the line of run out of which Must was called. It is
// for the functions of a chapter, and for no goroutine but that of its run.
func Must[T any](value T, err error) T {
	if err != nil {
		panic(failure{err})
	}
	return value
}

// OK is Must for a function that returns nothing but its error.
func OK(err error) { Must(true, err) }

// A failure is an error on its way out of run.
type failure struct{ err error }
