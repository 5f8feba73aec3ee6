package main

import (
	"os"
	"path/filepath"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/notebook"
	"backprop/internal/site"
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

// networks are those that the lab offers to begin with. The book's own may
// have other numbers than the worked example.
func (p *press) networks() ([]site.Network, error) {
	files, err := filepath.Glob(filepath.Join(p.root, "testdata", "networks", "*.json"))
	if err != nil {
		return nil, err
	}
	var list []site.Network
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if filepath.Base(file) == "worked-example.json" && (p.network != "" || p.seed != nil) {
			example, _, err := p.example()
			if err != nil {
				return nil, err
			}
			if text, err = format.MarshalNetwork(example.Network); err != nil {
				return nil, err
			}
		}
		list = append(list, site.Network{Name: strings.TrimSuffix(filepath.Base(file), ".json"), Text: string(text)})
	}
	return list, nil
}
