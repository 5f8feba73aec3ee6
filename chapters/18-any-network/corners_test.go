package main

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"backprop/internal/notebook"
	"backprop/internal/notebook/notebooktest"
)

// TestCorners certifies the chapter where float64 is at its ends: numbers near
// 0, next to 1 and beyond sixteen digits, curves that are flat. Each file is
// the smallest input of its kind, and holds what must be in the text.
func TestCorners(t *testing.T) {
	if testing.Short() {
		t.Skip("plays the chapter on many networks")
	}
	const note = "float64 to tell"
	for _, corner := range []struct {
		file string
		says []string
		not  string // in no line
		far  bool   // powers of e occur that are beyond the certificate
	}{
		{"small-pixel", []string{"x  =  10⁻¹¹", "max(0, 10⁻¹¹) = 10⁻¹¹"}, "x = 0", false},
		{"sigmoid-of-24", []string{"≈ 1 − 3.8·10⁻¹¹", "≈ 1·(1 − 3.78·10⁻¹¹)·(1 − (1 − 3.78·10⁻¹¹))", "≈ 3.78·10⁻¹¹"}, "h = 1\n", false},
		{"tanh-tie", []string{"1 − 8.5·10⁻¹⁸ 1 − 1.8·10⁻²⁶", note, "[ 1 0 ]"}, "equal cells", false},
		{"scores-apart", []string{"≈ −2.3539·10¹⁷", "1 − 4.2·10⁻¹⁸"}, "23538526683702", false},
		{"sixteen-digits", []string{"x  =  1234567890123457"}, "1234567890123460", false},
		{"small-weight", []string{"= (10⁻¹²)·0.1 + 0 = 10⁻¹³"}, "= 0·0.1", false},
		{"sigmoid-of-50", []string{"1/(1 + e⁻⁵⁰) ≈ 1 − 1.9·10⁻²²", "≈ (3.86·10⁻²²)·62.5 ≈ 2.41·10⁻²⁰", "≈ 4.82·10⁻²⁰"}, "= 1/(1 + e⁻⁵⁰) = 1", false},
		{"small-upstream", []string{"10⁻¹¹ ·  0 [ 1 1 ]"}, "0.0000", false},
		{"small-gradients", []string{"1.234·10⁻⁵", "10⁻⁶ ·  1 ⎣ 3.702 4.936 ⎦"}, "0.0000", false},
		{"exam-sigmoid", []string{"10⁻⁵ ·  1 ⎣ 4.5396 0.0083 ⎦", "1 − 4.1·10⁻⁸"}, "0.0000", false},
		{"gate-of-37", []string{"≈ 8.53·10⁻¹⁷", note, "the gate counts as closed"}, "= 1/(1 + e⁻³⁷) = 1", false},
		{"gate-of-48", []string{"≈ 1.43·10⁻²¹", note}, "= 1/(1 + e⁻⁴⁸) = 1", false},
		{"largest", []string{"1.7·10³⁰⁸", "3·10²⁰⁰"}, "00000000", false},
		{"sigmoid-of-2000", []string{"1 − 2.6·10⁻⁸⁶⁹", "≈ 2.58·10⁻⁸⁶⁹"}, "e⁻²⁰⁰⁰) = 1", false},
		{"negative-leak", []string{"x·([x > 0] − 5[x ≤ 0])", "There is 1 output", "has 1 number"}, "+ −", false},
		{"nearly-a-tie", []string{"−0.0"}, "−0.0000", false},
		{"saturated-tanh", []string{"−1 + 3.4·10⁻¹⁵", "−9.51·10⁻¹⁶"}, "= −1\n", false},
		{"small-shares", []string{"0.25"}, "p[0] = 0.25", false},
		{"scores-and-saturation", []string{"1 − "}, "−0.0000", false},
		{"batch-of-one-class", []string{"= 0"}, "≈ 0\n", false},
		{"gelu-of-a-billion", []string{"≈ −10^(−2.17·10¹⁷)"}, "= 0\n", true},
		{"sigmoid-of-a-trillion-millions", []string{"≈ 1 − 10^(−4.34·10¹⁷)", "≈ 10^(−4.34·10¹⁷)"}, "(1 − 1) = 0", true},
		{"softmax-beyond-powers", []string{"≈ 1 − 10^(−8.69·10¹⁶)", "−1 + 10^(−8.69·10¹⁶)", "L = −y[1]·ln p[1] ≈ 2·10¹⁷"}, "= 1\n", true},
		{"dense-before-softmax", []string{"≈ 10²⁰⁰", "⎣ 0 ⎦  ≈  1 ⎣ 10¹⁹⁹ ⎦"}, "= 10²⁰⁰", true},
		{"power-less-one", []string{"e^(−10⁻¹⁰⁰) − 1 ≈ −10⁻¹⁰⁰", "1·e^(−10⁻¹⁰⁰) ≈ 1 − 10⁻¹⁰⁰"}, "= −10⁻¹⁰⁰", false},
		{"sigmoid-next-to-a-half", []string{"≈ 2.5·10⁻¹⁰¹"}, "= 2.5·10⁻¹⁰¹", false},
		{"root-next-to-1", []string{"√((10⁻¹⁰⁰) + 1) ≈ 1 + 5·10⁻¹⁰¹", "≈ −10⁻⁵⁰"}, "+ 1) = 1", false},
		{"square-next-to-1", []string{"((1 + 10⁻¹⁰⁰) − 0)² ≈ 1 + 2·10⁻¹⁰⁰"}, "= 1 + 2·10⁻¹⁰⁰", false},
		{"small-step", []string{"2 − 0.1·(10⁻²⁰⁰) ≈ 2"}, "(10⁻²⁰⁰) = 2\n", false},
		{"mean-of-one", []string{"L = (a − y)² ≈", "∂L/∂a = 2·(a − y) ≈"}, "1/1·", false},
		{"mean-of-one-answer", []string{"∂L/∂a = −y/a ≈", "simplifies to ∂L/∂s = a − y:"}, "1/1·", false},
	} {
		example, err := notebook.ReadExample(filepath.Join("testdata/corners", corner.file+".json"))
		if err != nil {
			t.Fatal(err)
		}
		p, err := notebook.PlayWatched(source, run, example)
		if err != nil {
			t.Fatal(err)
		}
		text := p.Text()
		flowing := strings.Join(strings.Fields(text), " ")
		for _, want := range corner.says {
			if !strings.Contains(text, want) && !strings.Contains(flowing, want) {
				t.Errorf("%s: the text does not say %q", corner.file, want)
			}
		}
		if strings.Contains(text, corner.not) {
			t.Errorf("%s: the text says %q", corner.file, corner.not)
		}
		for _, line := range strings.Split(text, "\n") {
			if n := utf8.RuneCountInString(line); n > 80 {
				t.Errorf("%s: a line of %d columns: %s", corner.file, n, line)
			}
		}
		if !corner.far {
			notebooktest.Certify(t, p)
		}
	}
}
