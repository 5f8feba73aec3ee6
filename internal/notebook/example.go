package notebook

import (
	"bytes"

	"backprop/internal/cnn"
	"backprop/internal/disk"
	"backprop/internal/format"
	"backprop/testdata/networks"
)

// An Example is a network and where it comes from.
type Example struct {
	File    string // or "seed 7", for messages
	Network *cnn.Network
	Given   bool // by the reader, in place of the book's own
}

// WorkedExample is the network of the book.
func WorkedExample() (Example, error) {
	return readExample("worked-example.json", networks.WorkedExample)
}

// NetworkOr is Network for a chapter with an example of its own: where the
// reader gave no network, the text of the file is used, -save writes it, and
// given is false.
func (nb *Notebook) NetworkOr(file string, text []byte) (n *cnn.Network, given bool, err error) {
	if !nb.example.Given {
		if nb.example, err = readExample(file, text); err != nil {
			return nil, false, err
		}
	}
	n, err = nb.Network()
	return n, nb.example.Given, err
}

// ReadExample reads a network file. An error names the file and what is wrong
// in it.
func ReadExample(name string) (Example, error) { return ReadExampleAt(name, name) }

// ReadExampleAt is ReadExample of the file at a path that its reader knows by
// another name, which is the one that an error names.
func ReadExampleAt(path, name string) (Example, error) {
	f, err := disk.OpenAs(path, name, "a network file")
	if err != nil {
		return Example{}, BadInput(err)
	}
	defer f.Close()
	network, err := format.ReadNetwork(name, f)
	if err != nil {
		return Example{}, BadInput(err)
	}
	return Example{File: name, Network: network, Given: true}, nil
}

func readExample(name string, data []byte) (Example, error) {
	network, err := format.ReadNetwork(name, bytes.NewReader(data))
	if err != nil {
		return Example{}, BadInput(err)
	}
	return Example{File: name, Network: network}, nil
}
