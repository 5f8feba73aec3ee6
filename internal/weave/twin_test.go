package weave

import (
	"fmt"
	"strings"
	"testing"
)

// twinned is a chapter with two sections that show code, the first in two
// pieces, and one that shows none.
const twinned = `// # T
//
// ## First {#the-first #one}

package main

func run(nb N) error {
	// ## Loops {#the-loops #in-loops}

	for {
		f()
	}

	// And again:

	for {
		g()
	}

	// ## Words
	//
	// No code.

	nb.Row(x)

	// ## More

	for {
		h()
	}

	return nil
}

func unsaid() {}
`

func TestTwin(t *testing.T) {
	c, err := Parse("main.go", twinned)
	if err != nil {
		t.Fatal(err)
	}
	const given = "import numpy as np\n"
	tests := []struct{ name, source, want string }{
		{"one cell", given, "1-1 : import numpy as np"},
		{"cells of one section stand beside its code in its order",
			given + "\n\n# %% the-loops\nf\n\nf\n\n# %% the-loops\ng\n# %% more\n\n\nh\n\n",
			"1-1 : import numpy as np | 5-7 the-loops: f⏎⏎f beside f() | 10-10 the-loops: g beside g() | 14-14 more: h beside h()"},
		{"any address of a heading, with its mark too, and line ends of another system",
			"\ufeff" + given + "# %% #in-loops\r\nf\r\n", "1-1 : import numpy as np | 3-3 in-loops: f beside f()"},
		{"code may go without a twin", given + "# %% more\nh", "1-1 : import numpy as np | 3-3 more: h beside h()"},
		{"nothing is given", "\n# %% more\nh\n", `main.py:1: nothing before the first "# %%": begin with the imports and with what is given`},
		{"an empty file", "", `main.py:1: nothing before the first "# %%": begin with the imports and with what is given`},
		{"no name", given + "# %%\nh\n", `main.py:2: "# %%" names no heading of the chapter: expected an address of a section that shows code, one of the-loops, more`},
		{"a name of no heading", given + "\n# %% less\n\nh\n", `main.py:3: "# %% less" names no heading of the chapter: expected an address of a section that shows code, one of the-loops, more`},
		{"a section without code", given + "# %% words\nh\n", `main.py:2: the section "words" shows no code, or no more, for this cell to stand beside: join it with the cell before`},
		{"more cells than code", given + "# %% more\nh\n# %% more\nh\n", `main.py:4: the section "more" shows no code, or no more, for this cell to stand beside: join it with the cell before`},
		{"not in the order of the page", given + "# %% more\nh\n# %% the-loops\nf\n", `main.py:4: the cell "the-loops" comes after "more", but its section comes before: keep the order of the page`},
		{"an empty cell", given + "# %% the-loops\n\n# %% more\nh\n", `main.py:2: the cell "the-loops" is empty`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cells, err := c.Twin("main.py", tt.source)
			have := ""
			if err != nil {
				have = err.Error()
			}
			for i, cell := range cells {
				if i > 0 {
					have += " | "
				}
				have += fmt.Sprintf("%d-%d %s: %s", cell.Line, cell.End, cell.Name, strings.ReplaceAll(cell.Text, "\n", "⏎"))
				if cell.Beside >= 0 {
					have += " beside " + strings.TrimSpace(strings.Split(c.Cells[cell.Beside].Text, "\n")[1])
				}
			}
			if have != tt.want {
				t.Errorf("have %s\nwant %s", have, tt.want)
			}
		})
	}
}

func TestTwinPrinted(t *testing.T) {
	cells := []TwinCell{{}, {Name: "a"}, {Name: "b"}}
	tests := []struct{ name, printed, want string }{
		{"each cell", "# %% a\nZ =\n[[1. 2.]\n [3. 4.]]\n\n# %% b\nL = 1\n", `["" "Z =\n[[1. 2.]\n [3. 4.]]" "L = 1"] <nil>`},
		{"cells that print nothing", "x = 1\n# %% a\n# %% b\n", `["x = 1" "" ""] <nil>`},
		{"one too few", "# %% a\nZ = 1\n", `[] x.golden:1: the cells are not those of main.py`},
		{"one too many", "# %% a\n# %% b\n# %% b\n", `[] x.golden:3: the cells are not those of main.py`},
		{"another order", "# %% b\n# %% a\n", `[] x.golden:1: the cells are not those of main.py`},
	}
	for _, tt := range tests {
		texts, err := TwinPrinted("x.golden", tt.printed, cells)
		if have := fmt.Sprintf("%q %v", texts, err); have != tt.want {
			t.Errorf("%s: have %s\nwant %s", tt.name, have, tt.want)
		}
	}
}

func TestListed(t *testing.T) {
	c, err := Parse("main.go", twinned)
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for i, cell := range c.Cells {
		if c.Listed(i) {
			have = append(have, strings.TrimSpace(strings.Split(cell.Text, "\n")[1]))
		}
	}
	if want := "f() g() h()"; strings.Join(have, " ") != want {
		t.Errorf("have %q, want %s: no prose tells of what stands behind run, and nb.Row presents", have, want)
	}
}
