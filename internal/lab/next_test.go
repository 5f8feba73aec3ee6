package lab

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/marking"
)

// typedAt are the cells of somebody whose numbers at a place are these.
func typedAt(values *cnn.Tensor) []string {
	var cells []string
	for _, v := range values.Data {
		cells = append(cells, strconv.FormatFloat(v, 'f', 6, 64))
	}
	return cells
}

// TestNext: the next step is the first number that is missing or wrong, alone.
func TestNext(t *testing.T) {
	network := file(t, "worked-example")
	n, err := format.ParseNetwork("worked-example", []byte(network))
	if err != nil {
		t.Fatal(err)
	}
	right, err := marking.Values(n)
	if err != nil {
		t.Fatal(err)
	}
	pooled, end := typedAt(right[cnn.ActivationPlace(3)]), typedAt(right[cnn.UpdatedPlace(4, "bias")])
	for _, test := range []struct {
		cells map[cnn.Place][]string
		want  string
	}{
		{map[cnn.Place][]string{cnn.ActivationPlace(3): {"", "", "", ""}}, "The next step is"},
		{map[cnn.Place][]string{cnn.ActivationPlace(3): pooled}, "All of that is right. Next comes"},
		{map[cnn.Place][]string{cnn.ActivationPlace(3): append(slices.Clone(pooled[:3]), "9")}, "The next step is"},
		{map[cnn.Place][]string{cnn.UpdatedPlace(4, "bias"): end}, "There is no step after it"},
		{nil, "Next comes"},
	} {
		html, err := Next(network, test.cells)
		if err != nil || !strings.Contains(html, test.want) {
			t.Errorf("%v: have %s, %v; want %q", test.cells, html, err, test.want)
		}
		if equations := strings.Count(html, `class="equation"`); equations > 1 {
			t.Errorf("%v: %d numbers are shown, want one at the most", test.cells, equations)
		}
	}
}

// TestFollowsIsShown: a second mistake after a first is shown with what the
// first would have led to.
func TestFollowsIsShown(t *testing.T) {
	network := file(t, "worked-example")
	cells := map[cnn.Place][]string{cnn.ActivationPlace(5): {"9.5", "1.25", "-2.5"}, cnn.GradientPlace(5): {"0.5", "0.25", "0.125"}}
	m, err := Mark(network, cells, false)
	if err != nil || !strings.Contains(m.HTML, "From your own earlier numbers") {
		t.Errorf("have %v\n%s", err, m.HTML)
	}
	if m, err := Mark(network, cells, true); err != nil || strings.Contains(m.HTML, "From your own earlier numbers") {
		t.Errorf("the first mistake alone: have %v\n%s", err, m.HTML)
	}
}

// TestAnswers: several arrays at once, as they are pasted.
func TestAnswers(t *testing.T) {
	network := file(t, "worked-example")
	for _, test := range []struct{ text, want string }{
		{"activations/3 = [[1, 2], [3, _]]\nloss = 0.5", "activations/3: 1 2 3 ; loss: 0.5"},
		{"dK = tensor([[1., 2.],\n        [3., 4.]])\n# mine\nP = 1 2; 3 4", "activations/3: 1 2 3 4; parameters/0/kernel: 1 2 3 4"},
		{`{"loss": 0.5, "activations/3": [[1, null], [3, 4]]}`, "activations/3: 1  3 4; loss: 0.5"},
		{"loss = 3/8", "loss: 3/8"},
		{"dK = [[1, 2, 3]]", "has the shape 2×2"},
		{"magic = 1", "not one of the network"},
		{"hello", "expected"},
		{"", "expected"},
	} {
		filled, err := Answers(network, test.text)
		var have []string
		for _, f := range filled {
			have = append(have, f.Place.String()+": "+strings.Join(f.Cells, " "))
		}
		if text := strings.Join(have, "; "); err != nil && !strings.Contains(err.Error(), test.want) || err == nil && text != test.want {
			t.Errorf("%q: have %s, %v; want %s", test.text, text, err, test.want)
		}
	}
}

// TestScript: the programs are those of chapter 18.
func TestScript(t *testing.T) {
	for torch, want := range map[bool]string{false: "import numpy as np", true: "import torch"} {
		if have, err := Script(file(t, "worked-example"), torch); err != nil || !strings.Contains(have, want) {
			t.Errorf("have %v, %s; want %q in it", err, have, want)
		}
	}
}
