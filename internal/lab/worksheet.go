package lab

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/markup"
	"backprop/internal/notebook"
)

// mostOnWorksheet is how many numbers a worksheet asks for at most: somebody
// has to work them out.
const mostOnWorksheet = 1500

// Worksheet is a pass on paper, as HTML: what the network is given, and then a
// grid for each array of the pass in the order of the work, with empty cells or,
// in the key, with its numbers. A network with too many numbers is refused.
func Worksheet(network string, key bool) (string, error) {
	work, err := workOn(network)
	if err != nil {
		return "", err
	}
	given, asked, err := onPaper(work.pass)
	if err != nil {
		return "", err
	}
	count := 0
	for _, q := range asked {
		count += len(q.Data)
	}
	if count > mostOnWorksheet {
		return "", fmt.Errorf("%s: a worksheet would ask for %d numbers, and at most %d are worth writing by hand; make the network smaller", name, count, mostOnWorksheet)
	}
	title := "Worksheet"
	if key {
		title = "Key of the worksheet"
	}
	givenGrids := gridsOf(given)
	if work.pass.Gradients != nil {
		givenGrids = append(givenGrids, &notebook.Grid{Name: `\eta`, Shape: cnn.Shape{}, Values: []float64{work.network.LearningRate}})
	}
	return "<h2>" + title + "</h2>\n<h3>Given</h3>\n" + side(givenGrids, true) + "<h3>Forward, and back</h3>\n" + side(gridsOf(asked), key), nil
}

// onPaper is what a worksheet gives and what it asks for.
func onPaper(p *cnn.Pass) (given, asked []cnn.Quantity, err error) {
	input := cnn.ActivationPlace(0)
	places := []cnn.Place{input}
	for layer, learned := range p.Parameters {
		for _, l := range learned {
			places = append(places, cnn.ValuePlace(layer, l.Name))
		}
	}
	if p.Network.Loss != nil {
		places = append(places, cnn.TargetPlace)
	}
	for _, place := range places {
		q, err := p.Quantity(place)
		if err != nil {
			return nil, nil, err
		}
		given = append(given, q)
	}
	for _, place := range p.Places() {
		if place == input {
			continue
		}
		q, err := p.Quantity(place)
		if err != nil {
			return nil, nil, err
		}
		asked = append(asked, q)
	}
	return given, asked, nil
}

func gridsOf(all []cnn.Quantity) []*notebook.Grid {
	var grids []*notebook.Grid
	for _, q := range all {
		grids = append(grids, notebook.Bare(q))
	}
	return grids
}

// side writes grids side by side, with their numbers or empty.
func side(grids []*notebook.Grid, filled bool) string {
	row := &notebook.Row{}
	var blank strings.Builder
	for _, g := range grids {
		row.Items = append(row.Items, notebook.Item{Grid: g})
		blank.WriteString("<div class=\"step\">\n" + markup.Blank(g) + "</div>\n")
	}
	if filled {
		return markup.HTML(row, func(string) string { return "" })
	}
	return "<figure class=\"row\">\n<div class=\"operands\">\n" + blank.String() + "</div>\n</figure>\n"
}
