package notebook

import (
	"bytes"
	_ "embed"
	"os"

	"backprop/internal/cnn"
)

// An Example is a network and the file that holds it.
type Example struct {
	File    string // for messages
	Network *cnn.Network
}

//go:embed worked-example.json
var workedExample []byte

// WorkedExample is the network of the book.
func WorkedExample() (Example, error) {
	return readExample("worked-example.json", workedExample)
}

// ReadExample reads a network file. An error names the file and what is wrong
// in it.
func ReadExample(name string) (Example, error) {
	f, err := os.Open(name)
	if err != nil {
		return Example{}, BadInput(err)
	}
	defer f.Close()
	network, err := cnn.ReadNetwork(name, f)
	if err != nil {
		return Example{}, BadInput(err)
	}
	return Example{name, network}, nil
}

func readExample(name string, data []byte) (Example, error) {
	network, err := cnn.ReadNetwork(name, bytes.NewReader(data))
	if err != nil {
		return Example{}, BadInput(err)
	}
	return Example{name, network}, nil
}
