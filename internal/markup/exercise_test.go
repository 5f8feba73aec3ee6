package markup

import (
	"backprop/internal/notebook"
	"strings"
	"testing"
)

// The answers and their likely mistakes stand behind the fold, for the script
// also those that are not shown.
func TestExercise(t *testing.T) {
	full := &notebook.Exercise{
		Number: 2, Question: "What is $x$?", Hint: "Look.", Solution: "It is 0.5.\n\n$$x$$",
		Answers: []notebook.Answer{{Name: `\partial L/\partial K_{0,1}`, Value: -0.14344}, {Value: 0.5}},
	}
	wrong := &notebook.Exercise{Number: 3, Question: "q", Answers: []notebook.Answer{{Name: "x", Value: 2, Wrong: []notebook.Wrong{
		{0.5, "gate-forgotten", "left out the gate"},
		{0.5, "", "closed it"},
		{0.25, "gate-forgotten", "left out the gate"},
		{-2, "error-sign", "began with y − p"},
	}}}}
	several := &notebook.Exercise{Number: 4, Question: "q", Answers: []notebook.Answer{
		{Name: "x", Value: 1, Wrong: []notebook.Wrong{{3, "", "a"}, {4, "", "b"}, {5, "", "c"}}},
		{Name: "y", Value: 0, Wrong: []notebook.Wrong{{3, "", "d"}}}}}
	tests := []struct {
		name string
		e    *notebook.Exercise
		html string
	}{
		{"wrong numbers", wrong,
			`<section class="exercise" id="exercise-3" aria-label="Exercise 3"><h3>Exercise 3</h3><p>{q}</p>` + "\n" + `<details class="solution"><summary>Answer</summary>` +
				`<ul class="answers"><li data-value="2" data-name="x"><math><mi>x</mi></math> = 2<ul class="lapses">` +
				`<li data-value="0.5">If you have 0.5, <span>you probably left out the gate (<a data-mistake="gate-forgotten">gate-forgotten</a>), or closed it.</span></li>` +
				`<li data-value="0.25" hidden="">If you have 0.25, <span>you probably left out the gate (<a data-mistake="gate-forgotten">gate-forgotten</a>).</span></li>` +
				`<li data-value="-2">If you have −2, <span>you probably began with y − p (<a data-mistake="error-sign">error-sign</a>).</span></li>` +
				`</ul></li></ul></details></section>`},
		{"wrong numbers of several answers", several,
			`<section class="exercise" id="exercise-4" aria-label="Exercise 4"><h3>Exercise 4</h3><p>{q}</p>` + "\n" + `<details class="solution"><summary>Answer</summary>` +
				`<ul class="answers"><li data-value="1" data-name="x"><math><mi>x</mi></math> = 1<ul class="lapses">` +
				`<li data-value="3">If you have 3, <span>you probably a.</span></li>` +
				`<li data-value="4">If you have 4, <span>you probably b.</span></li>` +
				`<li data-value="5" hidden="">If you have 5, <span>you probably c.</span></li>` +
				`<li data-value="-1" hidden="">If you have −1, <span>you probably turned the sign around.</span></li></ul></li>` +
				`<li data-value="0" data-name="y"><math><mi>y</mi></math> = 0<ul class="lapses"><li data-value="3">If you have 3, <span>you probably d.</span></li></ul></li>` +
				`</ul></details></section>`},
		{"full", full,
			`<section class="exercise" id="exercise-2" aria-label="Exercise 2"><h3>Exercise 2</h3><p>{What is $x$?}</p>` + "\n" +
				`<details class="hint"><summary>Hint</summary><p>{Look.}</p>` + "\n" + `</details>` +
				`<details class="solution"><summary>Answer and solution</summary><ul class="answers"><li data-value="-0.14344" data-name="gradient of K, row 0, column 1">` +
				formula(full.Answers[0].Name, false) + ` ≈ −0.1434<ul class="lapses"><li data-value="0.14344" hidden="">If you have 0.1434, <span>you probably turned the sign around.</span></li></ul></li>` +
				`<li data-value="0.5">= 0.5<ul class="lapses"><li data-value="-0.5" hidden="">If you have −0.5, <span>you probably turned the sign around.</span></li></ul></li></ul>` +
				"<p>{It is 0.5.\n\n$$x$$}</p>\n</details></section>"},
		{"answer only", &notebook.Exercise{Number: 1, Question: "q", Answers: []notebook.Answer{{Name: "x", Value: 1.0 / 3}}},
			`<section class="exercise" id="exercise-1" aria-label="Exercise 1"><h3>Exercise 1</h3><p>{q}</p>` + "\n" + `<details class="solution"><summary>Answer</summary>` +
				`<ul class="answers"><li data-value="0.3333333333" data-name="x"><math><mi>x</mi></math> ≈ 0.3333<ul class="lapses"><li data-value="-0.3333333333" hidden="">If you have −0.3333, <span>you probably turned the sign around.</span></li></ul></li></ul></details></section>`},
		{"solution only", &notebook.Exercise{Number: 1, Question: "q", Solution: "- a\n- b"},
			`<section class="exercise" id="exercise-1" aria-label="Exercise 1"><h3>Exercise 1</h3><p>{q}</p>` + "\n" + `<details class="solution"><summary>Solution</summary><p>{- a` + "\n" + `- b}</p>` + "\n" + `</details></section>`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if have := HTML(test.e, braced); have != test.html {
				t.Errorf("have\n%s\nwant\n%s", have, test.html)
			}
		})
	}
}

// A reason to choose has no other sign.
func TestWhy(t *testing.T) {
	x := notebook.Why("Why?", []notebook.Reason{{Says: "It is red.", Did: "looked at the colour"}, {Says: "It is\nround."}}, "", "Round things roll.")
	page := HTML(&x, braced)
	if want := `data-choices="2"`; !strings.Contains(page, want) {
		t.Errorf("want %q in\n%s", want, page)
	}
	if strings.Contains(page, "turned the sign") {
		t.Errorf("a choice has no sign:\n%s", page)
	}
}
