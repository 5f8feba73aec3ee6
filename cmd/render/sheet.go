package main

import (
	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// sheet is the network of the book on one sheet, for the front page.
func (p *press) sheet() (*notebook.Sheet, error) {
	example, _, err := p.example()
	if err != nil {
		return nil, err
	}
	pass, err := cnn.Run(example.Network)
	if err != nil {
		return nil, err
	}
	return notebook.NewSheet(pass)
}
