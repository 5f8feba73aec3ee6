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
		name       string
		e          *Exercise
		text, html string
	}{
		{"wrong numbers", wrong,
			"Exercise 3\n  q\n\n  Answer: x = 2\n\n" +
				"  If you have 0.5, you probably left out the gate (gate-forgotten), or closed\n    it.\n" +
				"  If you have −2, you probably began with y − p (error-sign).",
			`<section class="exercise" id="exercise-3" aria-label="Exercise 3"><h3>Exercise 3</h3><p>{q}</p>` + "\n" + `<details class="solution"><summary>Answer</summary>` +
				`<ul class="answers"><li data-value="2" data-name="x"><math><mi>x</mi></math> = 2<ul class="lapses">` +
				`<li data-value="0.5">If you have 0.5, <span>you probably left out the gate (<a data-mistake="gate-forgotten">gate-forgotten</a>), or closed it.</span></li>` +
				`<li data-value="0.25" hidden="">If you have 0.25, <span>you probably left out the gate (<a data-mistake="gate-forgotten">gate-forgotten</a>).</span></li>` +
				`<li data-value="-2">If you have −2, <span>you probably began with y − p (<a data-mistake="error-sign">error-sign</a>).</span></li>` +
				`</ul></li></ul></details></section>`},
		{"wrong numbers of several answers", several,
			"Exercise 4\n  q\n\n  Answer: x = 1, y = 0\n\n" +
				"  If you have 3 for x, you probably a.\n  If you have 4 for x, you probably b.\n  If you have 3 for y, you probably d.",
			`<section class="exercise" id="exercise-4" aria-label="Exercise 4"><h3>Exercise 4</h3><p>{q}</p>` + "\n" + `<details class="solution"><summary>Answer</summary>` +
				`<ul class="answers"><li data-value="1" data-name="x"><math><mi>x</mi></math> = 1<ul class="lapses">` +
				`<li data-value="3">If you have 3, <span>you probably a.</span></li>` +
				`<li data-value="4">If you have 4, <span>you probably b.</span></li>` +
				`<li data-value="5" hidden="">If you have 5, <span>you probably c.</span></li>` +
				`<li data-value="-1" hidden="">If you have −1, <span>you probably turned the sign around.</span></li></ul></li>` +
				`<li data-value="0" data-name="y"><math><mi>y</mi></math> = 0<ul class="lapses"><li data-value="3">If you have 3, <span>you probably d.</span></li></ul></li>` +
				`</ul></details></section>`},
		{"full", full,
			"Exercise 2\n  What is x?\n\n  Hint: Look.\n\n  Answer: ∂L/∂K[0,1] ≈ −0.1434, = 0.5\n\n  Solution: It is 0.5.\n\n      x",
			`<section class="exercise" id="exercise-2" aria-label="Exercise 2"><h3>Exercise 2</h3><p>{What is $x$?}</p>` + "\n" +
				`<details class="hint"><summary>Hint</summary><p>{Look.}</p>` + "\n" + `</details>` +
				`<details class="solution"><summary>Answer and solution</summary><ul class="answers"><li data-value="-0.14344" data-name="gradient of K, row 0, column 1">` +
				texHTML(full.Answers[0].Name, false) + ` ≈ −0.1434<ul class="lapses"><li data-value="0.14344" hidden="">If you have 0.1434, <span>you probably turned the sign around.</span></li></ul></li>` +
				`<li data-value="0.5">= 0.5<ul class="lapses"><li data-value="-0.5" hidden="">If you have −0.5, <span>you probably turned the sign around.</span></li></ul></li></ul>` +
				"<p>{It is 0.5.\n\n$$x$$}</p>\n</details></section>"},
		{"answer only", &Exercise{Number: 1, Question: "q", Answers: []Answer{{Name: "x", Value: 1.0 / 3}}},
			"Exercise 1\n  q\n\n  Answer: x ≈ 0.3333",
			`<section class="exercise" id="exercise-1" aria-label="Exercise 1"><h3>Exercise 1</h3><p>{q}</p>` + "\n" + `<details class="solution"><summary>Answer</summary>` +
				`<ul class="answers"><li data-value="0.3333333333" data-name="x"><math><mi>x</mi></math> ≈ 0.3333<ul class="lapses"><li data-value="-0.3333333333" hidden="">If you have −0.3333, <span>you probably turned the sign around.</span></li></ul></li></ul></details></section>`},
		{"solution only", &Exercise{Number: 1, Question: "q", Solution: "- a\n- b"},
			"Exercise 1\n  q\n\n  Solution:\n\n  • a\n  • b",
			`<section class="exercise" id="exercise-1" aria-label="Exercise 1"><h3>Exercise 1</h3><p>{q}</p>` + "\n" + `<details class="solution"><summary>Solution</summary><p>{- a` + "\n" + `- b}</p>` + "\n" + `</details></section>`},
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
