package notebook

import (
	"slices"
	"testing"
)

func TestPlayWatched(t *testing.T) {
	example, err := WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	Num(0.5) // written before: not the chapter's
	p, err := PlayWatched(sampleSource, func(nb *Notebook) error {
		nb.Markdownf("%v and %s", 1.0/3, Eq(-2))
		nb.Markdownf("nothing")
		nb.Table("", []string{"a"}, [][]any{{0.25}, {Power(1.5e-9)}})
		return nil
	}, example)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]Written{
		{{Text: "−2", Value: -2}, {Text: "0.3333", Value: 1.0 / 3}},
		nil,
		{{Text: "1.5·10⁻⁹", Value: 1.5e-9}, {Text: "0.25", Value: 0.25}},
	}
	if !slices.EqualFunc(p.Written, want, slices.Equal) {
		t.Errorf("have %v\nwant %v", p.Written, want)
	}
	Num(0.5)
	if left := takeWritten(); left != nil {
		t.Errorf("written after the performance: have %v, want nothing", left)
	}
}
