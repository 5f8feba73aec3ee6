package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

// recorded is what `-bench -save-run recorded.json` wrote: the times that the
// chapter shows.
//
//go:embed recorded.json
var recorded []byte

// A record holds how long each path took on one machine. Times are those of
// the fastest round: what else runs on the machine makes a round slower, and
// nothing makes it faster.
type record struct {
	Machine machine   `json:"machine"`
	Batch   int       `json:"batch"`   // examples
	Rounds  int       `json:"rounds"`  // of all paths, one after the other
	Peak    float64   `json:"peak"`    // billions of operations a second in registers
	Library float64   `json:"library"` // the same for the library's product of large matrices
	Paths   []measure `json:"paths"`
}

// A measure is what was found about one path. A product with the addition
// behind it is two operations.
type measure struct {
	Name     string  `json:"name"`
	Products float64 `json:"products"` // of a batch, in millions
	Forward  float64 `json:"forward"`  // milliseconds a batch on one core; 0: not known
	One      float64 `json:"one"`      // forward and backward
	Two      float64 `json:"two"`      // the same on two cores; 0 where there is one
}

// rate is how many billions of operations a second a path does on one core.
func (m measure) rate() float64 { return 2 * m.Products / m.One }

// readRecord reads the text of a record of all paths.
func readRecord(text []byte) (record, error) {
	var r record
	if err := json.Unmarshal(text, &r); err != nil {
		return r, fmt.Errorf("recorded.json: %w; write it anew with -bench -save-run", err)
	}
	if len(r.Paths) != len(paths) {
		return r, fmt.Errorf("recorded.json: found %d paths, expected %d; write it anew with -bench -save-run", len(r.Paths), len(paths))
	}
	for i, m := range r.Paths {
		if m.Name != paths[i].name || !(m.One > 0) {
			return r, fmt.Errorf("recorded.json: path %d is %q with %v ms, expected %q and a time above 0; write it anew with -bench -save-run",
				i, m.Name, m.One, paths[i].name)
		}
	}
	return r, nil
}

// text is the record as a file.
func (r record) text() ([]byte, error) {
	text, err := json.MarshalIndent(r, "", "  ")
	return append(text, '\n'), err
}
