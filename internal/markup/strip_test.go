package markup

import (
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

func TestStrip(t *testing.T) {
	s := &notebook.Strip{Backward: true, Stages: []notebook.Stage{
		{Name: "X", Shape: cnn.Shape{2, 1}, Chapter: "14-x"},
		{Name: "K", Shape: cnn.Shape{2}, Here: true, Beside: true, Chapter: "13-k"},
		{Name: "L", Known: true},
	}}
	want := `<nav class="strip backward" aria-label="Where this chapter stands"><ol>` +
		`<li><a href="14-x.html" aria-label="X 2×1"><span class="mini w1" aria-hidden="true"><i></i><i></i></span><b><math><mi>X</mi></math></b> <span class="shape">2×1</span></a></li>` +
		`<li class="here beside"><a href="13-k.html" aria-label="K 2 gradient wanted here" aria-current="step"><span class="mini w1" aria-hidden="true"><i></i><i></i></span><b><math><mi>K</mi></math></b> <span class="shape">2</span><span class="sr"> gradient wanted here</span></a></li>` +
		`<li class="known"><span><span class="mini w1" aria-hidden="true"><i></i></span><b><math><mi>L</mi></math></b><span class="sr"> gradient known</span></span></li>` +
		`</ol></nav>`
	if have := HTML(s, nil); have != want {
		t.Errorf("have\n%s\nwant\n%s", have, want)
	}
	s.Backward = false
	if have := HTML(s, nil); !strings.Contains(have, `<nav class="strip" `) || !strings.Contains(have, "value wanted here") {
		t.Errorf("forward: have %s", have)
	}
}

func TestMini(t *testing.T) {
	tests := []struct {
		shape         cnn.Shape
		across, cells int
	}{
		{nil, 1, 1},
		{cnn.Shape{3}, 1, 3},
		{cnn.Shape{100}, 1, 8},
		{cnn.Shape{8, 8}, 8, 64},
		{cnn.Shape{6, 10}, 8, 32},
		{cnn.Shape{100, 2}, 1, 8},
		{cnn.Shape{3, 5, 4}, 4, 20},
		{cnn.Shape{28, 28}, 8, 64},
	}
	for _, test := range tests {
		have := mini(test.shape, false)
		across := `class="mini w` + string(rune('0'+test.across)) + `"`
		if cells := strings.Count(have, "<i></i>"); cells != test.cells || !strings.Contains(have, across) {
			t.Errorf("%v: have %d cells, %s, want %d cells, %s", test.shape, cells, have, test.cells, across)
		}
	}
}
