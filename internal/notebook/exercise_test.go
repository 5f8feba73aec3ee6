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
	wrong := &Exercise{Number: 3, Question: "q", Answers: []Answer{{Name: "x", Value: 2, Wrong: []Wrong{
		{0.5, "gate-forgotten", "left out the gate"},
		{0.5, "", "closed it"},
		{0.25, "gate-forgotten", "left out the gate"},
		{-2, "error-sign", "began with y − p"},
	}}}}
	several := &Exercise{Number: 4, Question: "q", Answers: []Answer{
		{Name: "x", Value: 1, Wrong: []Wrong{{3, "", "a"}, {4, "", "b"}, {5, "", "c"}}},
		{Name: "y", Value: 0, Wrong: []Wrong{{3, "", "d"}}}}}
	tests := []struct {
		name string
		e    *Exercise
		text string
	}{
		{"wrong numbers", wrong,
			"Exercise 3\n  q\n\n  Answer: x = 2\n\n" +
				"  If you have 0.5, you probably left out the gate (gate-forgotten), or closed\n    it.\n" +
				"  If you have −2, you probably began with y − p (error-sign)."},
		{"wrong numbers of several answers", several,
			"Exercise 4\n  q\n\n  Answer: x = 1, y = 0\n\n" +
				"  If you have 3 for x, you probably a.\n  If you have 4 for x, you probably b.\n  If you have 3 for y, you probably d."},
		{"full", full,
			"Exercise 2\n  What is x?\n\n  Hint: Look.\n\n  Answer: ∂L/∂K[0,1] ≈ −0.1434, = 0.5\n\n  Solution: It is 0.5.\n\n      x"},
		{"answer only", &Exercise{Number: 1, Question: "q", Answers: []Answer{{Name: "x", Value: 1.0 / 3}}},
			"Exercise 1\n  q\n\n  Answer: x ≈ 0.3333"},
		{"solution only", &Exercise{Number: 1, Question: "q", Solution: "- a\n- b"},
			"Exercise 1\n  q\n\n  Solution:\n\n  • a\n  • b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := check(test.e); err != nil {
				t.Fatal(err)
			}
			if have := test.e.Text(80); have != test.text {
				t.Errorf("have\n%s\nwant\n%s", have, test.text)
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
		{"wrong value", Exercise{Question: "q", Answers: []Answer{{Value: 1, Wrong: []Wrong{{math.NaN(), "", "a"}}}}}, "wrong number 0 is NaN"},
		{"nothing was done", Exercise{Question: "q", Answers: []Answer{{Value: 1, Wrong: []Wrong{{2, "error-sign", " "}}}}}, "does not say what was done"},
		{"wrong is right", Exercise{Question: "q", Answers: []Answer{{Value: 0.12344, Wrong: []Wrong{{0.12343, "", "a"}}}}}, "answer 0: wrong number 0, 0.1234, counts as right"},
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
