package weave

import (
	"fmt"
	"slices"
	"strings"
)

// A TwinCell is a piece of a chapter's twin: main.py, which computes in NumPy
// what the chapter's loops compute.
type TwinCell struct {
	// Name is the address of the heading that the cell belongs to. The first
	// cell has none.
	Name string
	// Line and End are the first and the last line of Text in the source.
	Line, End int
	// Text is the code, without the line that names the cell.
	Text string
	// Beside is the index of the chapter's cell that shows the same in Go; -1
	// for the first.
	Beside int

	mark int // the line that opens the cell
}

// cellMark opens a cell of a Python program, as editors and Jupytext know it.
const cellMark = "# %%"

// Twin cuts the source of the chapter's twin into its cells and finds the code
// that each of them stands beside. A line "# %% the-same-in-loops" opens a
// cell, and says under which heading of the chapter the same is shown in Go: by
// the address of the heading. The cells of one name stand beside the code of
// that section in its order. What comes before the first such line is a cell,
// too, which stands beside nothing: it imports NumPy and holds what is given.
//
// An error is of the form "name:line: message": a cell that names no heading
// of the chapter or has no code to stand beside, that is out of the order of
// the page, or that is empty.
func (c *Chapter) Twin(name, source string) ([]TwinCell, error) {
	cells := cutTwin(plainLines(source))
	used := map[int]int{} // how many of a section's pieces have a twin, by its heading
	for i := range cells {
		cell := &cells[i]
		fail := func(format string, args ...any) ([]TwinCell, error) {
			return nil, fmt.Errorf("%s:%d: %s", name, cell.mark, fmt.Sprintf(format, args...))
		}
		if i == 0 {
			if cell.Text == "" {
				return fail("nothing before the first %q: begin with the imports and with what is given", cellMark)
			}
			continue
		}
		h := slices.IndexFunc(c.Headings, func(h Heading) bool { return cell.Name != "" && h.Has(cell.Name) })
		if h < 0 {
			return fail("%q names no heading of the chapter: expected an address of a section that shows code, one of %s",
				strings.TrimSpace(cellMark+" "+cell.Name), strings.Join(c.listingSections(), ", "))
		}
		if cell.Text == "" {
			return fail("the cell %q is empty", cell.Name)
		}
		shown := c.listings(h)
		if used[h] == len(shown) {
			return fail("the section %q shows no code, or no more, for this cell to stand beside: join it with the cell before", cell.Name)
		}
		cell.Beside = shown[used[h]]
		used[h]++
		if before := cells[i-1]; cell.Beside < before.Beside {
			return fail("the cell %q comes after %q, but its section comes before: keep the order of the page", cell.Name, before.Name)
		}
	}
	return cells, nil
}

// cutTwin cuts a Python program at its marks.
func cutTwin(source string) []TwinCell {
	lines := strings.Split(source, "\n")
	cells := []TwinCell{{Beside: -1, mark: 1}}
	first := 0
	end := func(next int) {
		cell := &cells[len(cells)-1]
		from, to := first, next
		for from < to && strings.TrimSpace(lines[from]) == "" {
			from++
		}
		for to > from && strings.TrimSpace(lines[to-1]) == "" {
			to--
		}
		cell.Line, cell.End, cell.Text = from+1, to, strings.Join(lines[from:to], "\n")
	}
	for i, line := range lines {
		if name, ok := strings.CutPrefix(line, cellMark); ok {
			end(i)
			cells = append(cells, TwinCell{Name: strings.TrimPrefix(strings.TrimSpace(name), "#"), Beside: -1, mark: i + 1})
			first = i + 1
		}
	}
	end(len(lines))
	return cells
}

// TwinPrinted takes what a twin prints, cell by cell, each after the mark of its
// cell, apart: one text for each cell, without the marks. It is an error of the
// form "name:line: message" where the marks are not those of the cells.
func TwinPrinted(name, printed string, cells []TwinCell) ([]string, error) {
	parts := cutTwin(plainLines(printed))
	texts := make([]string, len(cells))
	for i := range max(len(cells), len(parts)) {
		if i >= len(cells) || i >= len(parts) || cells[i].Name != parts[i].Name {
			return nil, fmt.Errorf("%s:%d: the cells are not those of main.py", name, parts[min(i, len(parts)-1)].mark)
		}
		texts[i] = parts[i].Text
	}
	return texts, nil
}

// Listed reports whether a page shows a cell as code that the reader reads: it
// does more than present, and is not one of the functions that a chapter uses
// without a word about them, which stand behind run.
func (c *Chapter) Listed(cell int) bool {
	k := c.Cells[cell]
	return k.Kind == Code && !k.Presents && (cell == 0 || !c.Cells[cell-1].EndsFunction())
}

// EndsFunction reports whether a cell is a frame that ends with a function's
// brace, as run's last lines do.
func (c Cell) EndsFunction() bool { return c.Kind == Frame && strings.HasSuffix(c.Text, "\n}") }

// listings are the indices of the code cells that the section under a heading
// shows, up to the next heading of any level.
func (c *Chapter) listings(heading int) []int {
	from, to := c.Headings[heading].Line, int(^uint(0)>>1)
	if heading+1 < len(c.Headings) {
		to = c.Headings[heading+1].Line
	}
	var list []int
	for i, cell := range c.Cells {
		if from < cell.Line && cell.Line < to && c.Listed(i) {
			list = append(list, i)
		}
	}
	return list
}

// listingSections are the addresses of the sections that show code.
func (c *Chapter) listingSections() []string {
	var list []string
	for i, h := range c.Headings {
		if len(c.listings(i)) > 0 {
			list = append(list, h.ID)
		}
	}
	return list
}
