package notebook

import "testing"

func TestSpoken(t *testing.T) {
	for tex, want := range map[string]string{
		`X`:                                 "X",
		`\partial L/\partial K`:             "gradient of K",
		`\partial L/\partial K_{1,0}`:       "gradient of K, row 1, column 0",
		`s_2`:                               "s, element 2",
		`A_{0,1,2}`:                         "A, channel 0, row 1, column 2",
		`\partial L/\partial K_{3,0,1,2}`:   "gradient of K, output channel 3, input channel 0, row 1, column 2",
		`\partial L/\partial Z^{(2)}_{1,0}`: "gradient of Z⁽²⁾, row 1, column 0",
		`L`:                                 "L",
	} {
		if have := Spoken(tex); have != want {
			t.Errorf("%s: have %q, want %q", tex, have, want)
		}
	}
}
