package site

import (
	"strings"
	"testing"

	"backprop/internal/notebook"
)

// TestAnswerIsTold: an answer that float64 takes for a short decimal, and that is
// none, is rounded in the Markdown and the notebook as it is on the page.
func TestAnswerIsTold(t *testing.T) {
	for _, test := range []struct{ exact, want string }{
		{"", "= 39.6"},
		{"3.959999999999999999999987e01…", "≈ 39.6"},
	} {
		x := &notebook.Exercise{Number: 1, Question: "How much?", Answers: []notebook.Answer{{Value: 39.6, Exact: test.exact}}}
		if have := strings.Join(manuscript{}.markdownExercise(x), "\n"); !strings.Contains(have, test.want) {
			t.Errorf("%s: have %q, want %q in it", test.exact, have, test.want)
		}
	}
}
