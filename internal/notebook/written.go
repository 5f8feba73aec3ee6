package notebook

import (
	"sync"

	"backprop/internal/cnn"
)

// A Written is a number that was written as text, by Num and its kin.
type Written struct {
	Text  string  // such as "−0.2098"
	Value float64 // what it was, to the last bit
	Exact string  // what is said beside it; see cnn.Quantity.Exact

	// Computed says that it is a fact of float64 arithmetic and no number of the
	// network, see Computed.
	Computed bool

	// Name is the hole that it fills, as "section/hole"; "" for one that was
	// written by the way.
	Name string
	// Network, Place and Offset say which element it is, where it is one.
	Network *cnn.Network
	Place   cnn.Place
	Offset  int
}

// ledger is what was written since the last output, while PlayWatched plays.
var ledger struct {
	sync.Mutex
	open    bool
	written []Written
}

// PlayWatched is Play that keeps, beside each output, the numbers that were
// written as text on the way to it: a sentence holds digits only, and a test
// that judges them needs the numbers behind them. One chapter is watched at a
// time, and no other may be playing.
func PlayWatched(source string, run func(*Notebook) error, example Example) (*Performance, error) {
	watched.Lock()
	defer watched.Unlock()
	openLedger(true)
	defer openLedger(false)
	return Play(source, run, example)
}

// watched is held by the chapter that is being watched.
var watched sync.Mutex

func openLedger(open bool) {
	ledger.Lock()
	defer ledger.Unlock()
	ledger.open, ledger.written = open, nil
}

// note writes a number into the ledger, if it is open.
func note(text string, v float64, exact string) string {
	return noteNumber(Written{Text: text, Value: v, Exact: exact})
}

// noteNumber is note for a number with a name or a place.
func noteNumber(w Written) string {
	ledger.Lock()
	defer ledger.Unlock()
	if ledger.open {
		ledger.written = append(ledger.written, w)
	}
	return w.Text
}

// takeWritten empties the ledger.
func takeWritten() []Written {
	ledger.Lock()
	defer ledger.Unlock()
	written := ledger.written
	ledger.written = nil
	return written
}
