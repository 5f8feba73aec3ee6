package lab

import (
	"sync"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/notebook"
)

// A work is a network that was read and run, and its sheet.
type work struct {
	network *cnn.Network
	pass    *cnn.Pass
	sheet   *notebook.Sheet // a quick one
}

// The last work is kept: a page asks for one thing about a network after
// another. It is never changed, so that an answer does not depend on it.
var last struct {
	sync.Mutex
	file string
	work *work
}

// workOn reads and runs a network, unless it was the last.
func workOn(file string) (*work, error) {
	if w := known(file); w != nil {
		return w, nil
	}
	n, err := format.ParseNetwork(name, []byte(file))
	if err != nil {
		return nil, err
	}
	return workFor(file, n)
}

// known is the work on a file if it was the last, or nil.
func known(file string) *work {
	last.Lock()
	defer last.Unlock()
	if last.file != file {
		return nil
	}
	return last.work
}

// workFor runs a network that was read from a file, unless it was the last.
func workFor(file string, n *cnn.Network) (*work, error) {
	if w := known(file); w != nil {
		return w, nil
	}
	pass, err := cnn.Run(n)
	if err != nil {
		return nil, inNetwork(err)
	}
	sheet, err := notebook.QuickSheet(pass)
	if err != nil {
		return nil, inNetwork(err)
	}
	last.Lock()
	defer last.Unlock()
	last.file, last.work = file, &work{n, pass, sheet}
	return last.work, nil
}
