package notebook

import (
	"strings"
	"testing"
)

func TestSlip(t *testing.T) {
	right, wrong := Vector("a", []float64{1, -2}), Vector("a", []float64{2, -1})
	s, err := newSlip("error-sign", "“Swap.” People write *a*. It is $b$.", []any{right}, []any{wrong})
	if err == nil {
		err = check(s)
	}
	if err != nil {
		t.Fatal(err)
	}
	have := s.Text(80)
	for i, line := range strings.Split(have, "\n") {
		if !strings.HasPrefix(line, "│") {
			t.Errorf("line %d has no rule at the left: %q", i+1, line)
		}
	}
	row, err := newRow(right)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"│ Common mistake: “Swap.”\n│ People write a. It is b.\n│\n│ right:\n",
		indent(indent(row.Text(76), "  "), "│ "),
		"\n│\n│ wrong:\n",
	} {
		if !strings.Contains(have, want) {
			t.Errorf("have\n%s\nwant in it\n%s", have, want)
		}
	}
}

// A box whose two rows are equal says so, and no other does.
func TestSlipTellsNothing(t *testing.T) {
	zeros, marked := Vector("a", []float64{0, 0}), Vector("a", []float64{0, 0}).Mark("winner", [2]int{0, 0})
	tests := []struct {
		name         string
		right, wrong []any
		want         bool
	}{
		{"the same", []any{zeros}, []any{Vector("b", []float64{0, 0})}, true},
		{"another number", []any{zeros}, []any{Vector("a", []float64{0, 1})}, false},
		{"another shape", []any{zeros}, []any{Vector("a", []float64{0})}, false},
		{"another winner", []any{zeros}, []any{marked}, false},
		{"another operator", []any{zeros, "+", zeros}, []any{zeros, "-", zeros}, false},
		{"more", []any{zeros}, []any{zeros, "=", zeros}, false},
		{"nothing beside it", []any{zeros}, nil, false},
	}
	for _, test := range tests {
		s, err := newSlip("", "t", test.right, test.wrong)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		if have := strings.Contains(s.Belief, tellsNothing); have != test.want {
			t.Errorf("%s: says that it tells nothing: %v, want %v", test.name, have, test.want)
		}
	}
}

func TestSlipWithoutRows(t *testing.T) {
	s, err := newSlip("", "Text.", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if have, want := s.Text(80), "│ Common mistake\n│ Text."; have != want {
		t.Errorf("have %q, want %q", have, want)
	}
}

func TestSlipErrors(t *testing.T) {
	tests := []struct {
		name, text   string
		right, wrong []any
		want         string
	}{
		{"no text", " ", nil, nil, "slip: no text"},
		{"text", `$\x$`, nil, nil, "unknown command"},
		{"right", "t", []any{true}, nil, "slip: right: "},
		{"wrong", "t", nil, []any{true}, "slip: wrong: "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, err := newSlip("", test.text, test.right, test.wrong)
			if err == nil {
				err = check(s)
			}
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("have %v, want %q in it", err, test.want)
			}
		})
	}
	wrong := &Slip{Belief: "t", Wrong: &Row{Items: []Item{{Grid: &Grid{Name: "a", Shape: []int{2}, Values: []float64{1}}}}}}
	if err := check(wrong); err == nil || !strings.Contains(err.Error(), "slip: wrong: ") {
		t.Errorf("a row that does not fit: have %v", err)
	}
}
