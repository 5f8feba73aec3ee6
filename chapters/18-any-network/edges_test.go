package main

import (
	"fmt"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// passOf is a pass through a network of a file.
func passOf(t *testing.T, file string) *cnn.Pass {
	t.Helper()
	net, err := format.ReadNetwork("test", strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	pass, err := cnn.Run(net)
	if err != nil {
		t.Fatal(err)
	}
	return pass
}

// A bias is a link that reads no input: it is counted, and said, only where
// there is one.
func TestBiasesAreCountedWhereThereAre(t *testing.T) {
	tests := []struct {
		net   string
		links int
		sum   string // in the solution
	}{
		{`{"input": [1, 2], "layers": [{"op": "dense", "weights": [[3, 4]], "bias": [5]}], "upstream": [1]}`, 3, "$2 + 1 = 3$"},
		{`{"input": [1, 2], "layers": [{"op": "dense", "weights": [[3, 4], [5, 6]]}], "upstream": [1, 1]}`, 6, "$4 + 2 = 6$"},
		{`{"input": [1, 2, 3, 4], "layers": [{"op": "relu"}], "upstream": [1, 1, 1, 1]}`, 4, ""},
	}
	for _, test := range tests {
		section, let := linksOf(passOf(t, test.net))
		sum := ""
		if section == "the links with biases" {
			sum = fmt.Sprintf("$%d + %d = %d$", let["no biases"], let["biases"], let["links"])
		}
		if let["links"] != test.links || sum != test.sum {
			t.Errorf("%s: have %v, %q, want %d links and %q", test.net, let, sum, test.links, test.sum)
		}
	}
}
