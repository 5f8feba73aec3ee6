package notebook

import (
	"math"
	"strings"
	"testing"
)

func TestExercise(t *testing.T) {
	full := &Exercise{
		Number: 2, Question: "What is $x$?", Hint: "Look.", Solution: "It is 0.5.\n\n$$x$$",
		Answers: []Answer{{Name: `\partial L/\partial K_{0,1}`, Value: -0.14344}, {Value: 0.5}},
	}
	tests := []struct {
		name       string
		e          *Exercise
		text, html string
	}{
		{"full", full,
			"Exercise 2\n  What is x?\n\n  Hint: Look.\n\n  Answer: ∂L/∂K[0,1] ≈ −0.1434, = 0.5\n\n  Solution: It is 0.5.\n\n      x",
			`<section class="exercise" id="exercise-2"><h3>Exercise 2</h3><p>{What is $x$?}</p>` + "\n" +
				`<details class="hint"><summary>Hint</summary><p>{Look.}</p>` + "\n" + `</details>` +
				`<details class="solution"><summary>Answer and solution</summary><ul class="answers"><li data-value="-0.14344">` +
				texHTML(full.Answers[0].Name, false) + ` ≈ −0.1434</li><li data-value="0.5">= 0.5</li></ul>` +
				"<p>{It is 0.5.\n\n$$x$$}</p>\n</details></section>"},
		{"answer only", &Exercise{Number: 1, Question: "q", Answers: []Answer{{Name: "x", Value: 1.0 / 3}}},
			"Exercise 1\n  q\n\n  Answer: x ≈ 0.3333",
			`<section class="exercise" id="exercise-1"><h3>Exercise 1</h3><p>{q}</p>` + "\n" + `<details class="solution"><summary>Answer</summary>` +
				`<ul class="answers"><li data-value="0.3333333333"><math><mi>x</mi></math> ≈ 0.3333</li></ul></details></section>`},
		{"solution only", &Exercise{Number: 1, Question: "q", Solution: "- a\n- b"},
			"Exercise 1\n  q\n\n  Solution:\n\n  • a\n  • b",
			`<section class="exercise" id="exercise-1"><h3>Exercise 1</h3><p>{q}</p>` + "\n" + `<details class="solution"><summary>Solution</summary><p>{- a` + "\n" + `- b}</p>` + "\n" + `</details></section>`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := check(test.e); err != nil {
				t.Fatal(err)
			}
			if have := test.e.Text(80); have != test.text {
				t.Errorf("have\n%s\nwant\n%s", have, test.text)
			}
			if have := test.e.HTML(braced); have != test.html {
				t.Errorf("have\n%s\nwant\n%s", have, test.html)
			}
		})
	}
}

func TestExerciseErrors(t *testing.T) {
	tests := []struct {
		name string
		e    Exercise
		want string
	}{
		{"no question", Exercise{Solution: "s"}, "no question"},
		{"nothing to say", Exercise{Question: "q", Hint: "h"}, "neither an answer nor a solution"},
		{"name", Exercise{Question: "q", Answers: []Answer{{Name: "x", Value: 1}, {Name: `\x`, Value: 1}}}, "answer 1: "},
		{"value", Exercise{Question: "q", Answers: []Answer{{Name: "x", Value: math.Inf(1)}}}, "answer 0 is +Inf"},
		{"question", Exercise{Question: `$\x$`, Solution: "s"}, "unknown command"},
		{"hint", Exercise{Question: "q", Hint: `$\x$`, Solution: "s"}, "unknown command"},
		{"solution", Exercise{Question: "q", Solution: `$\x$`}, "unknown command"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := check(&test.e); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("have %v, want %q in it", err, test.want)
			}
		})
	}
}
