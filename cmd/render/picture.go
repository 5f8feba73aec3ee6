package main

import (
	"backprop/internal/card"
	"backprop/internal/cnn"
)

// picture is the picture that goes with links to the book, with the numbers of
// its network.
func (p *press) picture() ([]byte, error) {
	example, _, err := p.example()
	if err != nil {
		return nil, err
	}
	c, err := cnn.AsClassic(example.Network)
	if err != nil {
		return nil, err
	}
	return card.PNG("Backprop, Number by Number", "How the error travels backward through a convolutional network", c)
}
