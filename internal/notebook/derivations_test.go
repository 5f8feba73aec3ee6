package notebook

import (
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// derivedAfterRow shows a row and then all elements of its result.
func derivedAfterRow(t *testing.T, q func(*cnn.Classic) cnn.Quantity) (*Row, *Derivations) {
	t.Helper()
	c := smallNet(t)
	nb := &Notebook{run: locate(func(*Notebook) error { return nil })}
	nb.Row(c.X, "=", q(c))
	nb.DeriveAll(q(c))
	if nb.fault != nil {
		t.Fatal(nb.fault)
	}
	return nb.entries[0].Output.(*Row), nb.entries[1].Output.(*Derivations)
}

func TestDeriveAllAfterItsRow(t *testing.T) {
	row, d := derivedAfterRow(t, func(c *cnn.Classic) cnn.Quantity { return c.DK })
	if len(row.Elements()) > 0 {
		t.Error("the row repeats the derivations that follow it")
	}
	if want := "In each sum 13 of the 16 terms are 0 and left out."; d.Note != want {
		t.Errorf("have note %q, want %q", d.Note, want)
	}
	if have := d.Text(80); strings.Count(have, "left out") != 1 || strings.Count(have, "∂L/∂K[") != 4 {
		t.Errorf("have %s, want four equations and the note once", have)
	}
}

func TestEqualVectorsKeepTheirSign(t *testing.T) {
	c := smallNet(t)
	for _, x := range []struct {
		left, right cnn.Quantity
		want        string
	}{
		{c.DS, c.DC, "="},
		{c.S, c.Prob, `\approx`},
	} {
		if have := rowOf(t, x.left, "=", x.right).Items[1].Operator; have != x.want {
			t.Errorf("%v beside %v: have %s, want %s", x.left.Sign, x.right.Sign, have, x.want)
		}
	}
}

// A note that all equations carry is said once, where they are several.
func TestNoteOfDerivations(t *testing.T) {
	for _, test := range []struct {
		notes     []string
		all, each string
	}{
		{[]string{"2 are 0."}, "", "2 are 0."},
		{[]string{"2 are 0.", "2 are 0."}, "In each sum 2 are 0.", ""},
		{[]string{"2 are 0.", "1 is 0."}, "", "2 are 0."},
		{[]string{"All 9 terms are 0.", "All 9 terms are 0."}, "In each sum all 9 terms are 0.", ""},
		{[]string{tooFarApart, tooFarApart}, "In each equation the numbers are too far apart in size to be written out here.", ""},
		{[]string{"2 are 0. " + tooFarApart, "2 are 0. " + tooFarApart}, "In each sum 2 are 0. " + tooFarApart, ""},
		{[]string{"$A_{0,1}$ wins.", "$A_{0,1}$ wins."}, "", "$A_{0,1}$ wins."},
		{[]string{"", ""}, "", ""},
	} {
		var equations []*Equation
		for _, note := range test.notes {
			equations = append(equations, &Equation{Note: note})
		}
		if d := newDerivations("x", equations); d.Note != test.all || equations[0].Note != test.each {
			t.Errorf("%q: have %q of all and %q of the first, want %q and %q", test.notes, d.Note, equations[0].Note, test.all, test.each)
		}
	}
}

// Behind an arrow a grid keeps its derivations where the row shows what it was
// made of.
func TestDerivationsBehindAnArrow(t *testing.T) {
	c := smallNet(t)
	for _, test := range []struct {
		from cnn.Quantity
		want int
	}{{c.Z, len(c.A.Data)}, {c.X, 0}} {
		row := rowOf(t, test.from, `\to`, c.A)
		if have := len(row.Items[2].Grid.Derivations); have != test.want {
			t.Errorf("%s → A: have %d derivations, want %d", test.from.Sign.Letter, have, test.want)
		}
	}
}
