package notebook

import (
	"fmt"
	"strings"
)

// A Reason is one of those that a reader chooses from: Markdown, and for a
// wrong one what they did who chose it, in plain words to follow "you
// probably". The right one has none.
type Reason struct{ Says, Did string }

// Why is an exercise that asks why and gives reasons to choose from, one of
// which is right. The answer is its number, from 1.
func Why(question string, reasons []Reason, hint, solution string) Exercise {
	var list strings.Builder
	answer := Answer{Name: `\text{reason}`, Choices: len(reasons)}
	for i, r := range reasons {
		fmt.Fprintf(&list, "%d. %s\n", i+1, strings.ReplaceAll(r.Says, "\n", "\n   "))
		if number := float64(i + 1); r.Did == "" {
			answer.Value = number
		} else {
			answer.Wrong = append(answer.Wrong, Wrong{Value: number, Did: r.Did})
		}
	}
	return Exercise{
		Question: question + "\n\n" + list.String(),
		Answers:  []Answer{answer},
		Hint:     hint,
		Solution: solution,
	}
}

// checkChoices reports what is wrong with the choices of an answer.
func (a Answer) checkChoices() error {
	if a.Choices != 0 && (a.Choices < 2 || len(a.Wrong) != a.Choices-1 || a.Value < 1 || a.Value > float64(a.Choices)) {
		return fmt.Errorf("%d reasons, of which %d are wrong; expected two or more and a single right one", a.Choices, len(a.Wrong))
	}
	return nil
}
