package notebook

import (
	"fmt"
	"strings"

	"backprop/internal/cnn"
)

// TooClose says where float64 decides a gate or the winner of a window of q, the
// output of a ReLU or of max pooling, otherwise than the numbers themselves do. It
// shows nothing where there is no such cell, or where a derivation of q has said so.
func (nb *Notebook) TooClose(q cnn.Quantity) {
	told := func(e *Equation) bool { return e.Place == q.Place && strings.Contains(e.Note, BelowFloat) }
	for _, entry := range nb.entries {
		if e, ok := entry.Output.(*Equation); ok && told(e) {
			return
		}
	}
	note, err := TooCloseIn(q)
	if err != nil {
		nb.show(nil, err)
	} else if note != "" {
		nb.Markdownf("%s The array goes by float64, as PyTorch does.", note)
	}
}

// TooCloseIn is what TooClose says of the first element of q of which it says
// anything; "" where there is none.
func TooCloseIn(q cnn.Quantity) (string, error) {
	for at := range q.Data {
		d, err := q.Derive(q.Shape.Index(at)...)
		if err != nil {
			return "", err
		}
		if note := tooClose(d); note != "" || d.Rule != cnn.Rectified && d.Rule != cnn.Largest {
			return note, nil
		}
	}
	return "", nil
}

// tooClose says, in a sentence of Markdown, that float64 decides the gate or the
// winner of an element otherwise than the numbers themselves do; "" where it does not.
func tooClose(d cnn.Derivation) string {
	v := derivationWriter{d}
	switch d.Rule {
	case cnn.Rectified:
		return v.gateNote(d.Terms[0].Factors[0], d.Terms[0].Chosen)
	case cnn.Largest:
		return v.winnerNote()
	}
	return ""
}

// BelowFloat is in every such sentence, and in no other.
const BelowFloat = "for float64 to tell"

// gateNote says that float64 cannot tell an element from 0, where its gate is
// for that reason not what the element itself asks for; "" elsewhere.
func (v derivationWriter) gateNote(t cnn.Factor, open bool) string {
	x := realOf(t)
	if open == (x.sign() > 0) {
		return ""
	}
	state := "closed"
	if open {
		state = "open"
	}
	near := "too close to 0 "
	if x.sign() == 0 {
		near = "too fine a point "
	}
	return fmt.Sprintf("$%s$ is $%s$, "+near+BelowFloat+": there it comes out as $%s$, so the gate counts as %s.",
		v.element(t), x.in(shownDecimals, mantissaDecimals).tex(), known(t.Element, "").in(shownDecimals, mantissaDecimals).tex(), state)
}

// winnerNote says that float64 cannot tell the winner from a larger cell; "" where no
// cell is larger.
func (v derivationWriter) winnerNote() string {
	best := v.winner()
	larger, most := best, realOf(best)
	for _, t := range v.Terms {
		if x := realOf(t.Factors[0]); x.compare(most) > 0 && !x.same(most) {
			larger, most = t.Factors[0], x
		}
	}
	if most.same(realOf(best)) {
		return ""
	}
	return fmt.Sprintf("$%s$ is larger by $%s$, too little "+BelowFloat+": there $%s$ wins.",
		v.element(larger), most.lead(realOf(best)).tex(), v.element(best))
}
