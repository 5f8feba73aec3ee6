package notebook

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// TestFar: what is beyond float64, and beyond what can be computed with, has
// its power of ten in a text, in TeX, and where it is no number at all.
func TestFar(t *testing.T) {
	for _, test := range []struct {
		value             float64
		exact, text, teX  string
		sign              int
		computable, known bool // of its form: it has a value, it is decimal
	}{
		{math.Inf(-1), "-1.97007e434…", "−1.9701·10⁴³⁴", `-1.9701 \cdot 10^{434}`, -1, true, false},
		{math.Inf(-1), "-3.0332…e434294…", "−∞", `-\infty`, -1, false, true}, // no such text
		{math.Inf(-1), "-3.0332e434294…", "−3.0332·10⁴³⁴²⁹⁴", `-3.0332 \cdot 10^{434294}`, -1, false, false},
		{0, "3.2968e-434295…", "3.3·10⁻⁴³⁴²⁹⁵", `3.3 \cdot 10^{-434295}`, 1, false, false},
		{0, "9.9999e-434295…", "10⁻⁴³⁴²⁹⁴", `10^{-434294}`, 1, false, false},
		{1, "1-3.2968e-434295…", "1 − 3.3·10⁻⁴³⁴²⁹⁵", `1 - 3.3 \cdot 10^{-434295}`, 1, false, false},
		{-1, "-1+3.2968e-434295…", "−1 + 3.3·10⁻⁴³⁴²⁹⁵", `-1 + 3.3 \cdot 10^{-434295}`, -1, false, false},
		{math.Inf(-1), "-10^4.34294481903252e11…", "−10^(4.34·10¹¹)", `-10^{4.34 \cdot 10^{11}}`, -1, false, false},
		{0, "10^-4.34294481903252e11…", "10^(−4.34·10¹¹)", `10^{-4.34 \cdot 10^{11}}`, 1, false, false},
		{0, "10^-2.17147240951626e+599…", "10^(−2.17·10⁵⁹⁹)", `10^{-2.17 \cdot 10^{599}}`, 1, false, false},
		{1, "1-10^-4.34294481903252e+17…", "1 − 10^(−4.34·10¹⁷)", `1 - 10^{-4.34 \cdot 10^{17}}`, 1, false, false},
		{math.MaxFloat64, "∞", "∞", `\infty`, 1, false, true},
		{-math.MaxFloat64, "∞", "−∞", `-\infty`, -1, false, true},
	} {
		x := known(test.value, test.exact)
		f := x.in(shownDecimals, mantissaDecimals)
		if f.text() != test.text || f.tex() != test.teX || f.all != test.known {
			t.Errorf("%s: have %s, %s, all %v; want %s, %s, all %v", test.exact, f.text(), f.tex(), f.all, test.text, test.teX, test.known)
		}
		if x.sign() != test.sign || x.isZero() {
			t.Errorf("%s: have the sign %d, zero %v", test.exact, x.sign(), x.isZero())
		}
		if have := f.value() != nil; have != test.computable {
			t.Errorf("%s: has a value: %v, want %v", test.exact, have, test.computable)
		}
		if text := texText(f.tex()); text != f.text() {
			t.Errorf("%s: its TeX reads %s, its text %s", test.exact, text, f.text())
		}
	}
	far, farther := known(0, "10^-4.3e17…"), known(0, "10^-2.17e599…")
	if far.compare(farther) != 1 || farther.compare(far) != -1 || far.compare(far) != 0 || known(1, "").compare(far) != 1 {
		t.Error("sizes beyond float64 are out of order")
	}
	a, b := known(0, "3.2e-434295…"), known(0, "3.3e-434295…")
	if a.same(b) || !a.same(a) || a.same(known(0, "")) {
		t.Error("numbers beyond float64 are taken for each other")
	}
}

// TestHeld: a record holds what is infinite in float64, and a reader of it
// sees the same.
func TestHeld(t *testing.T) {
	n, err := format.ReadNetwork("n.json", strings.NewReader(
		`{"input": [1000000, 0], "layers": [{"op": "softmax"}], "loss": {"op": "cross_entropy", "target": [0, 1]}}`))
	if err != nil {
		t.Fatal(err)
	}
	pass, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	q, err := pass.Quantity(cnn.GradientPlace(1))
	if err != nil {
		t.Fatal(err)
	}
	run := func(nb *Notebook) error {
		nb.Row("=", q)
		nb.Row(Vector("v", []float64{math.Inf(1), math.Inf(-1), 2}))
		nb.Derive(q, 1)
		nb.DeriveAll(q)
		return nil
	}
	p, err := Play(sampleSource, run, Example{Network: n, File: "n.json"})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WriteRecord(&b, p.Entries); err != nil {
		t.Fatal(err)
	}
	read, err := ReadRecord(&b)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"−3.0332·10⁴³⁴²⁹⁴", "−∞", "−3.0332·10⁴³⁴²⁹⁴", "−3.0332·10⁴³⁴²⁹⁴"}
	if len(read) != len(want) {
		t.Fatalf("have %d entries, want %d", len(read), len(want))
	}
	for i, e := range read {
		have := e.Output.Text(80)
		if have != p.Entries[i].Output.Text(80) || !strings.Contains(have, want[i]) {
			t.Errorf("have %s\nwant %s\nand in it %s", have, p.Entries[i].Output.Text(80), want[i])
		}
	}
	if !math.IsInf(q.Data[1], -1) {
		t.Error("showing a number changed the pass")
	}
}
