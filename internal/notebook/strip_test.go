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
