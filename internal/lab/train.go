package lab

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/notebook"
)

// mostSteps is how many steps can be taken at once.
const mostSteps = 1000

// Train is a network after some steps of gradient descent on its one example.
func Train(network string, steps int) (string, error) {
	n, err := format.ParseNetwork(name, []byte(network))
	if err != nil {
		return "", err
	}
	if steps < 1 || steps > mostSteps {
		return "", fmt.Errorf("%s: take 1 to %d steps at once, not %d", name, mostSteps, steps)
	}
	for range steps {
		pass, err := cnn.Run(n)
		if err != nil {
			return "", inNetwork(err)
		}
		if pass.Gradients == nil {
			return "", fmt.Errorf("%s: there is neither a loss nor an upstream gradient, so there is nothing to learn from; add one to the file", name)
		}
		n = pass.Updated()
	}
	file, err := format.MarshalNetwork(n)
	if err != nil {
		return "", inNetwork(err)
	}
	return string(file), nil
}

// Make is the network that the book's commands make for a seed.
func Make(seed string) (string, error) {
	s, err := notebook.ParseSeed(seed)
	if err != nil {
		return "", err
	}
	file, err := format.MarshalNetwork(notebook.SeededExample(s).Network)
	return string(file), err
}

// checkStep is how far the gradient check moves a number, and checkDecimals how
// many decimals it shows: those on which the two ways agree, and one or two
// more.
const (
	checkStep     = 1e-5
	checkDecimals = 10
)

// Check compares the gradient of one number, by the place of the gradient,
// with its central difference, as chapter 15 does.
func Check(network string, place cnn.Place, offset int) (string, error) {
	n, err := format.ParseNetwork(name, []byte(network))
	if err != nil {
		return "", err
	}
	c, err := cnn.CheckGradient(n, place, offset, checkStep)
	if err != nil {
		return "", inNetwork(err)
	}
	symbol := "$" + notebook.TeX(c.Sign, c.Index...) + "$"
	entries, err := notebook.Shown(func(nb *notebook.Notebook) error {
		if c.Kink != "" {
			nb.Markdownf("%s cannot be checked: %s.", symbol, c.Kink)
			return nil
		}
		nb.Markdownf("%s by backpropagation: %s. By moving the number up and down by $10^{-5}$ and running forward twice: %s.",
			symbol, notebook.Places(c.Gradient, checkDecimals), notebook.Places(c.Difference, checkDecimals))
		if c.OK(1e-6) {
			nb.Markdownf("They agree: the relative error is below $10^{-6}$.")
		} else {
			nb.Markdownf("**They do not agree**: the relative error is %v.", c.RelativeError)
		}
		return nil
	}, notebook.Example{File: name, Network: n, Given: true})
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(pageOf(entries)), nil
}
