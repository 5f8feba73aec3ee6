package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// teaching are the mistakes that make the best exercise, the best first.
var teaching = []string{"gate-on-gradient", "error-to-whole-window", "input-gradient-unrotated",
	"softmax-diagonal", "error-shared", "kernel-gradient-rotated", "error-sign"}

// foreseen asks what somebody writes who makes a mistake.
func (all *mistakes) foreseen() (notebook.Exercise, bool) {
	for _, name := range teaching {
		i := slices.IndexFunc(all.changes, func(c change) bool { return c.mistake.Name == name })
		if i < 0 || !all.changes[i].first.Shape.Equal(all.changes[i].wrong.Shape) {
			continue
		}
		c := all.changes[i]
		at := -1
		for k, v := range c.first.Data {
			if differs(v, c.wrong.Data[k]) && (at < 0 || !differs(c.wrong.Data[at], 0)) {
				at = k
			}
		}
		element := notebook.TeX(c.first.Sign, c.first.Shape.Label(at)...)
		return notebook.Exercise{
			Question: fmt.Sprintf("Somebody makes the mistake `%s` and no other: “%s” What do they get for $%s$?",
				name, beliefs[name].says, element),
			Answers: []notebook.Answer{{Name: element, Value: c.wrong.Data[at],
				Wrong: []notebook.Wrong{{Value: c.first.Data[at], Did: "used the right rule"}}}},
			Hint:     "Work by the wrong rule on purpose: " + c.mistake.Wrong,
			Solution: fmt.Sprintf("The wrong rule gives %s and the right one %s. %s", notebook.Num(c.wrong.Data[at]), notebook.Num(c.first.Data[at]), c.mistake.Right),
		}, true
	}
	return notebook.Exercise{}, false
}

// rightLoss asks how many mistakes can be made and leave the loss as it is.
func (all *mistakes) rightLoss() (notebook.Exercise, error) {
	var spoil, both []string // always, or only if they are made on the way forward
	for _, c := range all.changes {
		some, every, err := c.mistake.Changes(all.pass.Network, cnn.LossPlace)
		if err != nil {
			return notebook.Exercise{}, err
		}
		switch name := "`" + c.mistake.Name + "`"; {
		case every:
			spoil = append(spoil, name)
		case some:
			both = append(both, name)
		}
	}
	named := "None of them always does."
	if len(spoil) > 0 {
		named = fmt.Sprintf("%s always %s: %s.", notebook.Capital(notebook.Numeral(len(spoil), "mistake", "mistakes")), notebook.Plural(len(spoil), "does", "do"), notebook.Listed(spoil))
	}
	if len(both) > 0 {
		named += fmt.Sprintf(" With %s it depends on where it is made: on the way forward the loss changes, on the way back it does not.", notebook.ListedOr(both))
	}
	return notebook.Exercise{
		Question: fmt.Sprintf("Your loss is right in every digit. How many of the %s in the table above can you still have made?",
			notebook.Counted(len(all.changes), "mistake", "mistakes")),
		Answers: []notebook.Answer{{Name: `\text{mistakes}`, Value: float64(len(all.changes) - len(spoil)),
			Wrong: []notebook.Wrong{{Value: float64(len(spoil)), Did: "counted those that change the loss"}}}},
		Hint: "The loss is the end of the forward pass, and nothing that is done after that can change it.",
		Solution: fmt.Sprintf("Count those that change the loss wherever they are made. %s So %d can be made without touching it, and a right loss says nothing about the way back.",
			named, len(all.changes)-len(spoil)),
	}, nil
}

// bounds asks for which numbers an answer of two decimals is right.
func (all *mistakes) bounds() (notebook.Exercise, bool) {
	q, at := quantity(all.pass, cnn.ActivationPlace(len(all.pass.Network.Layers))), -1
	if all.pass.Gradients != nil {
		q = quantity(all.pass, cnn.GradientPlace(len(all.pass.Network.Layers)-1))
	}
	for k, v := range q.Data {
		if 0.005 < v && v < 1e6 {
			at = k
			break
		}
	}
	if at < 0 {
		return notebook.Exercise{}, false
	}
	element := notebook.TeX(q.Sign, q.Label(at)...)
	given := math.Round(q.Data[at]*100) / 100
	text := notebook.Places(given, 2)
	unit := math.Pow10(-decimals(text))
	own := notebook.Wrong{Value: q.Data[at], Did: "gave the number itself"}
	return notebook.Exercise{
		Question: fmt.Sprintf("You write %s for $%s$. Between which two bounds does the marking take this for right?", text, element),
		Answers: []notebook.Answer{
			{Name: `\text{lower}`, Value: given - unit/2, Wrong: []notebook.Wrong{{Value: given - unit, Did: "took a whole unit"}, own}},
			{Name: `\text{upper}`, Value: given + unit/2, Wrong: []notebook.Wrong{{Value: given + unit, Did: "took a whole unit"}, own}},
		},
		Hint: "It is judged to the decimals that it is written with.",
		Solution: fmt.Sprintf("Half a unit of the last decimal either way, and the right number, %s, lies in between. With more decimals the bounds come closer, and the marking can tell more mistakes apart.",
			notebook.Num(q.Data[at])),
	}, true
}

// decimals counts the digits after the point.
func decimals(number string) int {
	_, after, _ := strings.Cut(number, ".")
	return len(after)
}
