package main

import (
	"fmt"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/notebook"
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

// What an output reads is said of one output or of several, and in a batch of
// those of one example: the sum is that of its links alone.
func TestOutputsOfOneExample(t *testing.T) {
	for _, test := range []struct {
		net  string
		says []string
		not  string
	}{
		{`{"input": [1, 2], "layers": [{"op": "dense", "weights": [[3, 4]], "bias": [5]}], "upstream": [1]}`,
			[]string{"have?", "There is 1 output, and it reads an input element 2 times. Each"}, "one example"},
		{`{"input": [1, 2], "layers": [{"op": "relu"}], "upstream": [1, 1]}`,
			[]string{"have?", "There are 2 outputs, and together they read an input element 2 times."}, "one example"},
		{`{"batch": [{"input": [1, 2], "target": [1, 1]}, {"input": [3, 4], "target": [1, 1]}, {"input": [5, 6], "target": [1, 1]}], "layers": [{"op": "dense", "weights": [[3, 4], [5, 6]], "bias": [5, 6]}], "loss": {"op": "squared_error"}}`,
			[]string{"have for one example of the batch?", "For one example there are 2 outputs, and together they read an input element 4 times. Each"}, "6 outputs"},
	} {
		pass := passOf(t, test.net)
		p, err := notebook.Play(source, func(nb *notebook.Notebook) error {
			nb.Words(words)
			nb.Ask(linksOf(pass))
			return nil
		}, notebook.Example{File: "test", Network: pass.Network, Given: true})
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(p.Text()), " ")
		for _, says := range test.says {
			if !strings.Contains(text, says) {
				t.Errorf("%s: have %q, want %q", test.net, text, says)
			}
		}
		if strings.Contains(text, test.not) {
			t.Errorf("%s: have %q, which says %q", test.net, text, test.not)
		}
	}
}
