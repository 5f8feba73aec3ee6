package main

import (
	"math"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
	"backprop/internal/report"
)

// teaching are the mistakes that make the best exercise, the best first.
var teaching = []string{"gate-on-gradient", "error-to-whole-window", "input-gradient-unrotated",
	"softmax-diagonal", "error-shared", "kernel-gradient-rotated", "error-sign"}

// foreseen is what somebody writes who makes a mistake.
func (all *mistakes) foreseen() (notebook.Let, bool) {
	for _, name := range teaching {
		i := slices.IndexFunc(all.changes, func(c report.Change) bool { return c.Mistake.Name == name })
		if i < 0 || !all.changes[i].First.Shape.Equal(all.changes[i].Wrong.Shape) {
			continue
		}
		c := all.changes[i]
		at := -1
		for k, v := range c.First.Data {
			if isFinite(v) && isFinite(c.Wrong.Data[k]) && c.Differs(k) && (at < 0 || !report.Differs(c.Wrong.Data[at], 0)) {
				at = k
			}
		}
		if at < 0 { // where the numbers differ, float64 cannot hold them
			continue
		}
		return notebook.Let{"mistake": name, "belief": beliefs[name].says,
			"element": notebook.TeX(c.First.Sign, c.First.Shape.Label(at)...),
			"wrong":   c.Wrong.Data[at], "right": c.First.Data[at],
			"wrong rule": c.Mistake.Wrong, "right rule": c.Mistake.Right}, true
	}
	return nil, false
}

func isFinite(v float64) bool { return v-v == 0 }

// rightLoss is how many mistakes can be made and leave the loss as it is.
func (all *mistakes) rightLoss() notebook.Let {
	var spoil, both []string // always, or only if they are made on the way forward
	var turned bool          // an array can be written down transposed, and be used so
	for _, c := range all.changes {
		some, every, err := c.Mistake.Changes(all.pass.Network, cnn.LossPlace)
		if err != nil {
			panic(err)
		}
		switch name := "`" + c.Mistake.Name + "`"; {
		case every:
			spoil = append(spoil, name)
		case some && c.Mistake.Name == "rows-for-columns":
			turned = true
		case some:
			both = append(both, name)
		}
	}
	which := all.nb.Phrase("none spoils it", nil)
	if n := len(spoil); n > 0 {
		which = all.nb.Phrase("some spoil it", notebook.Let{"names": notebook.Listed(spoil),
			"mistakes do": notebook.Capital(notebook.Numeral(n, "mistake", "mistakes")) + " always " + notebook.Plural(n, "does", "do")})
	}
	if len(both) > 0 {
		which += " " + all.nb.Phrase("it depends", notebook.Let{"names": notebook.ListedOr(both)})
	}
	if turned {
		which += " " + all.nb.Phrase("it depends on going on", nil)
	}
	return notebook.Let{"which": which, "spoil": len(spoil), "harmless": len(all.changes) - len(spoil),
		"mistakes": notebook.Counted(len(all.changes), "mistake", "mistakes")}
}

// bounds are the numbers between which an answer of two decimals is right.
func (all *mistakes) bounds() (notebook.Let, bool) {
	q, at := notebook.Must(all.pass.Quantity(cnn.ActivationPlace(len(all.pass.Network.Layers)))), -1
	if all.pass.Gradients != nil {
		q = notebook.Must(all.pass.Quantity(cnn.GradientPlace(len(all.pass.Network.Layers) - 1)))
	}
	for k, v := range q.Data {
		if 0.005 < v && v < 1e6 {
			at = k
			break
		}
	}
	if at < 0 {
		return nil, false
	}
	given := math.Round(q.Data[at]*100) / 100
	text := notebook.Places(given, 2)
	unit := math.Pow10(-decimals(text))
	return notebook.Let{"given": text, "element": notebook.TeX(q.Sign, q.Label(at)...), "itself": q.Data[at],
		"lower": given - unit/2, "a unit lower": given - unit,
		"upper": given + unit/2, "a unit higher": given + unit}, true
}

// decimals counts the digits after the point.
func decimals(number string) int {
	_, after, _ := strings.Cut(number, ".")
	return len(after)
}
