package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/markup"
	"backprop/internal/notebook"
)

var from = regexp.MustCompile(` data-from="([^"]*)"`)

// TestRowsExplain: on networks with every kind of layer and loss each array
// stands behind what it was made of, and all of that is named as its source.
func TestRowsExplain(t *testing.T) {
	if testing.Short() {
		t.Skip("plays the chapter on many networks")
	}
	for _, name := range examples {
		if name == "lenet-sized" {
			continue // its arrays are too large
		}
		explain(t, name, played(t, name))
	}
	for i, text := range []string{
		`{"input": [[[1, -2], [3, 4]], [[0.5, 1], [-1, 2]]], "layers": [
			{"op": "conv", "kernel": [[[[1, 2], [-1, 0.5]], [[0, 1], [2, -1]]]], "stride": 2, "pad": 1}, {"op": "leaky_relu"},
			{"op": "avgpool", "size": 2, "ceil": true}, {"op": "flatten", "order": "HWC"}, {"op": "tanh"}],
			"loss": {"op": "mean_squared_error", "target": [1]}}`,
		`{"input": [1, -2], "layers": [{"op": "dense", "weights": [[1, 2], [3, -1]]}, {"op": "sigmoid"}, {"op": "dense", "weights": [[1, 2]]}, {"op": "relu"}],
			"loss": {"op": "half_squared_error", "target": [0.5]}}`,
		`{"input": [3, 2], "layers": [{"op": "softmax"}], "upstream": [1, -1]}`,
		`{"input": [3, 2], "layers": [{"op": "relu"}], "loss": {"op": "squared_error", "target": [1, 1]}}`,
	} {
		n, err := format.ParseNetwork("network", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		p, err := notebook.Play(source, run, notebook.Example{File: "network.json", Network: n})
		if err != nil {
			t.Fatal(err)
		}
		explain(t, fmt.Sprint("network ", i), p)
	}
}

// explain looks for the sources of each row that a performance shows.
func explain(t *testing.T, name string, p *notebook.Performance) {
	t.Helper()
	rows := 0
	for _, e := range p.Entries {
		row, ok := e.Output.(*notebook.Row)
		if !ok || row.Folded != "" { // the other examples of a batch, which explain nothing
			continue
		}
		var operands []string
		grids := 0
		for _, item := range row.Items {
			if item.Grid == nil {
				continue
			}
			hinge := item.Grid.Place == cnn.TargetPlace && p.Example.Network.Loss.Op == cnn.Hinge // y says which class is t, and is in no sum
			if !hinge && (!item.Grid.Place.IsZero() || len(item.Grid.Values) > 1) {               // all but the learning rate
				operands = append(operands, fmt.Sprint(grids))
			}
			grids++
		}
		if grids < 2 {
			continue // the input, or an array by itself
		}
		rows++
		var all []string
		for _, m := range from.FindAllStringSubmatch(markup.HTML(row, func(s string) string { return s }), -1) {
			all = append(all, m[1])
		}
		sources := strings.NewReplacer(";", " ", "~", "").Replace(strings.Join(all, " "))
		for _, grid := range operands[:len(operands)-1] {
			if !strings.Contains(" "+sources, " "+grid+":") {
				t.Errorf("%s: the grid %s is the source of nothing:\n%s", name, grid, row.Text(80))
			}
		}
	}
	last := len(p.Example.Network.Layers)
	if rows < 2*last {
		t.Errorf("%s: have %d rows that explain, want two for each of the %d layers", name, rows, last)
	}
}
