package notebook

import (
	"slices"
	"strings"
	"testing"
)

func TestTextTable(t *testing.T) {
	tests := []struct {
		name  string
		table textTable
		want  string
	}{
		{"words", textTable{header: []string{"a", "bb"}, rows: [][]string{{"long", ""}, {"x", "y"}}},
			"a     bb\n────  ──\nlong\nx     y"},
		{"numbers", textTable{header: []string{"n", "word"}, rows: [][]string{{"−1.25", "a"}, {"10", "b"}, {"≈ 0.5", "c"}, {"1.2·10⁻⁹", "d"}}},
			"         n  word\n──────────  ────\n −1.25      a\n 10         b\n≈ 0.5       c\n  1.2·10⁻⁹  d"},
		{"holes", textTable{header: []string{"n"}, rows: [][]string{{"1.5"}, {"–"}, {""}, {"∞"}}},
			"  n\n───\n1.5\n–\n\n∞"},
		{"words between numbers", textTable{header: []string{"n"}, rows: [][]string{{"1.5"}, {"x"}, {"10"}}},
			"n\n───\n1.5\nx\n10"},
		{"flush right", textTable{header: []string{"a", "b"}, rows: [][]string{{"x", "yy"}}, right: []bool{false, true}},
			"a   b\n─  ──\nx  yy"},
		{"too wide", textTable{header: []string{"a", "b"}, rows: [][]string{{"one two three four five six seven", "1"}, {"x", "2"}}},
			"a                b\n───────────────  ─\none two three    1\nfour five six\nseven\nx                2"},
		{"cannot be pressed", textTable{header: []string{"aaaaaaaaa", "bbbbbbbbb"}, rows: [][]string{{"x", "y"}}},
			"x\n  bbbbbbbbb y"},
		{"numbers are not pressed", textTable{header: []string{"wide numbers here", "b"}, rows: [][]string{{"1", "y"}}},
			"1\n  b y"},
		{"no rows", textTable{header: []string{"a", "b"}}, "a  b\n─  ─"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if have := strings.Join(test.table.lines(18), "\n"); have != test.want {
				t.Errorf("have\n%s\nwant\n%s", have, test.want)
			}
		})
	}
}

// TestTableOfLongNumbers: numbers that leave no room side by side stand in
// lines that fit, none left out.
func TestTableOfLongNumbers(t *testing.T) {
	long := "325252536328124.75"
	table := textTable{header: []string{"network", "loss", "computed", "measured"}, rows: [][]string{
		{"as it is", long, "-" + long, long}, {"with log₂", "0.5", long, ""}}}
	want := []string{
		"as it is",
		"  loss " + long + "; computed -" + long + ";",
		"  measured " + long,
		"with log₂",
		"  loss 0.5; computed " + long,
	}
	if have := table.lines(60); !slices.Equal(have, want) {
		t.Errorf("have\n%s\nwant\n%s", strings.Join(have, "\n"), strings.Join(want, "\n"))
	}
}
