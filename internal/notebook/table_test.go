package notebook

import (
	"math"
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	table, err := newTable("All $x$", []string{"", "loss", "what"}, [][]any{
		{-1, 0.99431, "*a* $−1$"},
		{10, 12.0, "b"},
	})
	if err == nil {
		err = check(table)
	}
	if err != nil {
		t.Fatal(err)
	}
	wantText := "All x\n       loss  what\n──  ───────  ────\n−1   0.9943  a −1\n10  12       b"
	if have := table.Text(80); have != wantText {
		t.Errorf("have\n%s\nwant\n%s", have, wantText)
	}
}

func TestTableErrors(t *testing.T) {
	tests := []struct {
		name    string
		columns []string
		rows    [][]any
		want    string
	}{
		{"no columns", nil, nil, "no columns"},
		{"short row", []string{"a", "b"}, [][]any{{1, 2}, {1}}, "row 1 has 1 cells, but there are 2 columns"},
		{"long row", []string{"a"}, [][]any{{1, 2}}, "row 0 has 2 cells, but there are 1 columns"},
		{"unknown type", []string{"a"}, [][]any{{true}}, "row 0, column 0 holds a bool"},
		{"no number", []string{"a"}, [][]any{{math.NaN()}}, "row 0, column 0 holds NaN"},
		{"cell", []string{"a"}, [][]any{{`$\x$`}}, `unknown command \x`},
		{"head", []string{`$\x$`}, nil, `unknown command \x`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			table, err := newTable("", test.columns, test.rows)
			if err == nil {
				err = check(table)
			}
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("have %v, want %q in it", err, test.want)
			}
		})
	}
	if err := check(&Table{Caption: `$\x$`, Columns: []string{"a"}, Numeric: []bool{false}}); err == nil {
		t.Error("a caption that is not TeX is no error")
	}
	if err := check(&Table{Columns: []string{"a"}}); err == nil {
		t.Error("a table that does not say which columns are numeric is no error")
	}
}
