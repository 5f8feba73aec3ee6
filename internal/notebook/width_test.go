package notebook

import (
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// Text of any length fills the width that it is given, and is never wider:
// there are widths that its lines reach, and none that they pass.
func TestTextFillsItsWidth(t *testing.T) {
	words := strings.TrimSpace(strings.Repeat("ab cde f ", 20))
	var stages []Stage
	for range 30 {
		stages = append(stages, Stage{Name: "X", Shape: cnn.Shape{2}}, Stage{Name: "Z", Known: true})
	}
	var answers []Answer
	for range 30 {
		answers = append(answers, Answer{Name: "x", Value: 0.5})
	}
	prose := func(markdown string) Output { return &Sentence{Markdown: markdown} }
	for name, o := range map[string]Output{
		"the title of a mistake":   &Slip{Title: words, Belief: "b"},
		"the text of a mistake":    &Slip{Title: "a", Belief: words},
		"a check":                  &Check{What: words, Elements: 4, OK: true},
		"the note of an equation":  &Equation{Left: "x", Steps: []Step{{Relation: "=", Terms: []string{"1"}}}, Note: words},
		"a question":               &Exercise{Number: 1, Question: words},
		"a hint":                   &Exercise{Number: 1, Question: "a", Hint: words},
		"a solution":               &Exercise{Number: 1, Question: "a", Solution: words},
		"answers":                  &Exercise{Number: 1, Question: "a", Answers: answers},
		"a likely mistake":         &Exercise{Number: 1, Question: "a", Answers: []Answer{{Value: 1, Wrong: []Wrong{{Value: 2, Did: words}}}}},
		"a strip":                  &Strip{Stages: stages},
		"a sentence":               prose(words),
		"a list":                   prose("- " + words),
		"a list in a list":         prose("- a\n  - " + words),
		"a quote":                  prose("> " + words),
		"the title of a callout":   prose("> [!NOTE] " + words + "\n> b"),
		"the text of a callout":    prose("> [!NOTE] a\n> " + words),
		"a quote in a list's item": prose("- a\n\n  > " + words),
	} {
		reached := 0
		for width := 40; width <= 70; width++ {
			for _, line := range strings.Split(o.Text(width), "\n") {
				if n := columns(line); n > width {
					t.Errorf("%s: %d columns where there are %d: %q", name, n, width, line)
				} else if n == width {
					reached++
				}
			}
		}
		if reached < 5 {
			t.Errorf("%s: %d lines fill their width, want more", name, reached)
		}
	}
}
