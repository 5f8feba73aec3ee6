package notebook

import (
	"strings"
	"testing"

	"backprop/internal/cnn"
)

func TestStripText(t *testing.T) {
	c := smallNet(t)
	tests := []struct {
		here     string
		backward bool
		want     string
	}{
		{"X", false, "[X 5×5] → Z 4×4 → A 4×4 → P 2×2 → f 4 → s 3 → p 3 → L\ngiven: X"},
		{"Z", false, "X 5×5 → [Z 4×4] → A 4×4 → P 2×2 → f 4 → s 3 → p 3 → L\nknown: X; wanted: Z"},
		{"p", false, "X 5×5 → Z 4×4 → A 4×4 → P 2×2 → f 4 → s 3 → [p 3] → L\nknown: X, Z, A, P, f, s; wanted: p"},
		{"L", false, "X 5×5 → Z 4×4 → A 4×4 → P 2×2 → f 4 → s 3 → p 3 → [L]\nknown: X, Z, A, P, f, s, p; wanted: L"},
		{"s", true, "X 5×5 and K 2×2 ← Z 4×4 ← A 4×4 ← P 2×2 ← f 4 ← [s 3] ← L\nknown: all values, from the forward pass; wanted: ∂L/∂s"},
		{"p", true, "X 5×5 and K 2×2 ← Z 4×4 ← A 4×4 ← P 2×2 ← f 4 ← s 3 ← [p 3] ← L\nknown: all values, from the forward pass; wanted: ∂L/∂p"},
		{"A", true, "X 5×5 and K 2×2 ← Z 4×4 ← [A 4×4] ← P 2×2 ← f 4 ← s 3 ← L\nknown: ∂L/∂s, ∂L/∂f, ∂L/∂P; wanted: ∂L/∂A"},
		{"K", true, "X 5×5 and [K 2×2] ← Z 4×4 ← A 4×4 ← P 2×2 ← f 4 ← s 3 ← L\nknown: ∂L/∂s, ∂L/∂f, ∂L/∂P, ∂L/∂A, ∂L/∂Z; wanted: ∂L/∂K"},
		{"X", true, "[X 5×5] and K 2×2 ← Z 4×4 ← A 4×4 ← P 2×2 ← f 4 ← s 3 ← L\nknown: ∂L/∂s, ∂L/∂f, ∂L/∂P, ∂L/∂A, ∂L/∂Z, ∂L/∂K; wanted: ∂L/∂X"},
	}
	for _, test := range tests {
		s, err := newStrip(c, test.here, test.backward)
		if err == nil {
			err = check(s)
		}
		if err != nil {
			t.Fatal(err)
		}
		if have := s.Text(80); have != test.want {
			t.Errorf("at %s, backward %v: have\n%s\nwant\n%s", test.here, test.backward, have, test.want)
		}
	}
	s, err := newStrip(c, "A", false)
	if err != nil {
		t.Fatal(err)
	}
	if have, want := s.Text(30), "X 5×5 → Z 4×4 → [A 4×4]\n  → P 2×2 → f 4 → s 3 → p 3\n  → L\nknown: X, Z; wanted: A"; have != want {
		t.Errorf("narrow: have\n%s\nwant\n%s", have, want)
	}
}

func TestStripErrors(t *testing.T) {
	c := smallNet(t)
	for _, test := range []struct {
		here     string
		backward bool
		want     string
	}{
		{"K", false, `no stage "K"; expected one of X, Z, A, P, f, s, p, L`},
		{"W", true, `no stage "W"; expected one of X, K, Z, A, P, f, s, L`},
	} {
		_, err := newStrip(c, test.here, test.backward)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("have %v, want %q in it", err, test.want)
		}
	}
	if err := check(&Strip{Stages: []Stage{{Name: `\x`}}}); err == nil {
		t.Error("a name that is not TeX is no error")
	}
	if err := check(&Strip{Stages: []Stage{{Name: "x", Shape: cnn.Shape{-1}}}}); err == nil {
		t.Error("a shape that cannot be is no error")
	}
}

func TestStripHTML(t *testing.T) {
	s := &Strip{Backward: true, Stages: []Stage{
		{Name: "X", Shape: cnn.Shape{2, 1}, Chapter: "14-x"},
		{Name: "K", Shape: cnn.Shape{2}, Here: true, Beside: true, Chapter: "13-k"},
		{Name: "L", Known: true},
	}}
	want := `<nav class="strip backward" aria-label="Where this chapter stands"><ol>` +
		`<li><a href="14-x.html" aria-label="X 2×1"><span class="mini w1" aria-hidden="true"><i></i><i></i></span><b><math><mi>X</mi></math></b> <span class="shape">2×1</span></a></li>` +
		`<li class="here beside"><a href="13-k.html" aria-label="K 2 gradient wanted here" aria-current="step"><span class="mini w1" aria-hidden="true"><i></i><i></i></span><b><math><mi>K</mi></math></b> <span class="shape">2</span><span class="sr"> gradient wanted here</span></a></li>` +
		`<li class="known"><span><span class="mini w1" aria-hidden="true"><i></i></span><b><math><mi>L</mi></math></b><span class="sr"> gradient known</span></span></li>` +
		`</ol></nav>`
	if have := s.HTML(nil); have != want {
		t.Errorf("have\n%s\nwant\n%s", have, want)
	}
	s.Backward = false
	if have := s.HTML(nil); !strings.Contains(have, `<nav class="strip" `) || !strings.Contains(have, "value wanted here") {
		t.Errorf("forward: have %s", have)
	}
}

func TestStageMini(t *testing.T) {
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
		have := Stage{Shape: test.shape}.mini()
		across := `class="mini w` + string(rune('0'+test.across)) + `"`
		if cells := strings.Count(have, "<i></i>"); cells != test.cells || !strings.Contains(have, across) {
			t.Errorf("%v: have %d cells, %s, want %d cells, %s", test.shape, cells, have, test.cells, across)
		}
	}
}

// The strip links to chapters that exist, or will.
func TestStripChapters(t *testing.T) {
	c := smallNet(t)
	want := map[bool]string{
		false: "01-network 02-convolution 03-relu 04-max-pooling 05-flatten 06-fully-connected 07-softmax-cross-entropy 07-softmax-cross-entropy",
		true:  "14-convolution-backward-input 13-convolution-backward-kernel 12-relu-backward 11-max-pooling-backward 10-flatten-backward 09-fully-connected-backward 08-softmax-cross-entropy-backward ",
	}
	for backward, want := range want {
		s, err := newStrip(c, "A", backward)
		if err != nil {
			t.Fatal(err)
		}
		var have []string
		for _, stage := range s.Stages {
			have = append(have, stage.Chapter)
		}
		if have := strings.Join(have, " "); have != want {
			t.Errorf("have %s, want %s", have, want)
		}
	}
}
