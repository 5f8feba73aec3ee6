package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"backprop/internal/notebook"
	"backprop/internal/weave"
)

// An ipynb is a Jupyter notebook of the format 4.5, as described at
// https://nbformat.readthedocs.io/en/latest/format_description.html.
type ipynb struct {
	Cells    []ipynbCell `json:"cells"`
	Metadata struct {
		Kernel struct {
			DisplayName string `json:"display_name"`
			Language    string `json:"language"`
			Name        string `json:"name"`
		} `json:"kernelspec"`
		Language struct {
			Extension string `json:"file_extension"`
			Type      string `json:"mimetype"`
			Name      string `json:"name"`
		} `json:"language_info"`
		Title string `json:"title"`
	} `json:"metadata"`
	Format int `json:"nbformat"`
	Minor  int `json:"nbformat_minor"`
}

// An ipynbCell is a cell of Markdown or of code.
type ipynbCell struct {
	Type string `json:"cell_type"`
	// Count is the null that a cell of code without a number has.
	Count    *json.RawMessage `json:"execution_count,omitempty"`
	ID       string           `json:"id"`
	Metadata struct{}         `json:"metadata"`
	Outputs  *[]ipynbOutput   `json:"outputs,omitempty"`
	Source   []string         `json:"source"`
}

// An ipynbOutput is what a cell of code printed.
type ipynbOutput struct {
	Type string   `json:"output_type"`
	Name string   `json:"name"`
	Text []string `json:"text"`
}

// notebookWidth is how many columns the text of an output has.
const notebookWidth = 80

// ipynb returns the chapter as a Jupyter notebook for Python. Its cells of code
// are those of the chapter's twin, which run from top to bottom, each with what
// the twin prints; prose and the book's numbers are Markdown.
func (m manuscript) ipynb() ([]byte, error) {
	m.form, m.faults = asNotebook, new(faults)
	var nb ipynb
	nb.Format, nb.Minor = 4, 5
	nb.Metadata.Kernel.DisplayName, nb.Metadata.Kernel.Language, nb.Metadata.Kernel.Name = "Python 3", "python", "python3"
	nb.Metadata.Language.Extension, nb.Metadata.Language.Type, nb.Metadata.Language.Name = ".py", "text/x-python", "python"
	nb.Metadata.Title = m.entry.Number() + " · " + plainText(m.entry.Title())
	nb.Cells = m.ipynbCells()
	taken := map[string]bool{}
	for i := range nb.Cells {
		nb.Cells[i].ID = cellID(nb.Cells[i], taken)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(nb); err != nil {
		return nil, fmt.Errorf("notebook of %s: %w", m.entry.Name, err)
	}
	return b.Bytes(), nil
}

// ipynbCells are the cells of the source, in its order: the prose, with a note
// and what the twin is given behind the first of it, and in place of each piece
// of code its twin. Code without one is shown and does not run.
func (m manuscript) ipynbCells() []ipynbCell {
	if m.entry.woven == nil {
		return []ipynbCell{markdownCell("# " + m.entry.Title() + "\n\n" + m.notebookNote()), markdownCell(fenced("go", m.entry.Source))}
	}
	shown := m.entry.byCell()
	var cells []ipynbCell
	show := func(entries []notebook.Entry) {
		if blocks := m.notebookOutputs(entries); len(blocks) > 0 {
			cells = append(cells, markdownCell(strings.Join(blocks, "\n\n")))
		}
	}
	show(shown[-1])
	noted := false
	for i, cell := range m.entry.woven.Cells {
		twin := m.entry.twinBeside(i)
		switch {
		case cell.Kind == weave.Prose:
			cells = append(cells, markdownCell(m.portable(cell.Text)))
			if !noted {
				noted = true
				cells = append(cells, markdownCell(m.notebookNote()))
				if len(m.entry.twin) > 0 {
					cells = append(cells, m.entry.codeCell(0))
				}
			}
		case twin >= 0:
			cells = append(cells, m.entry.codeCell(twin))
		case m.entry.woven.Listed(i):
			cells = append(cells, markdownCell(fenced("go", cell.Listing)))
		}
		show(shown[i])
	}
	return cells
}

// notebookNote says what the reader of a notebook holds.
func (m manuscript) notebookNote() string {
	note := "> Chapter " + m.entry.Number() + " of *" + bookTitle + "*, "
	if len(m.entry.twin) > 0 {
		note += "with its code in NumPy. The cells run from top to bottom, and print the book's numbers."
	} else {
		note += "to read: its program is in Go, and no cell runs here."
	}
	return m.orFailure(note)
}

// downloadNote says what the reader of a Markdown file holds.
func (m manuscript) downloadNote() string {
	return m.orFailure("> Chapter " + m.entry.Number() + " of *" + bookTitle + "*. The code on this page is one program, shown piece by piece, " +
		"and each piece is followed by what it printed. To run it, in the project's folder: `go run ./chapters/" + m.entry.Name + "`.")
}

// orFailure is a note that also says so if the chapter failed.
func (m manuscript) orFailure(note string) string {
	if m.entry.failure() != "" {
		note += "\n>\n> This chapter did not run, so it shows no numbers."
	}
	return note
}

func markdownCell(source string) ipynbCell {
	return ipynbCell{Type: "markdown", Source: ipynbLines(source)}
}

// codeCell is a piece of the twin, with what it prints.
func (e *entry) codeCell(twin int) ipynbCell {
	null := json.RawMessage("null")
	c := ipynbCell{Type: "code", Count: &null, Outputs: &[]ipynbOutput{}, Source: ipynbLines(e.twin[twin].Text)}
	if printed := e.printed[twin]; printed != "" {
		*c.Outputs = append(*c.Outputs, ipynbOutput{"stream", "stdout", ipynbLines(printed + "\n")})
	}
	return c
}

// ipynbLines cuts a text after each newline, as notebooks hold it.
func ipynbLines(s string) []string {
	lines := strings.SplitAfter(s, "\n")
	if n := len(lines) - 1; lines[n] == "" {
		lines = lines[:n]
	}
	return lines
}

// notebookOutputs writes outputs as Markdown, as the Markdown file has them, but
// for tables and drawings, which a notebook can show. The checks compare the
// loops in Go, which are not here.
func (m manuscript) notebookOutputs(entries []notebook.Entry) (blocks []string) {
	for _, e := range entries {
		switch o := e.Output.(type) {
		case *notebook.Check:
		case *notebook.Table:
			blocks = append(blocks, m.notebookTable(o)...)
		case *notebook.Figure:
			blocks = append(blocks, m.notebookFigure(e, o)...)
		default:
			blocks = append(blocks, m.markdownOutputs([]notebook.Entry{e})...)
		}
	}
	return blocks
}

// notebookTable is a table in Markdown, under its caption.
func (m manuscript) notebookTable(t *notebook.Table) (blocks []string) {
	if t.Caption != "" {
		blocks = append(blocks, "**"+strings.TrimSpace(m.portable(t.Caption))+"**")
	}
	row := func(cells []string) string {
		var b strings.Builder
		for _, cell := range cells {
			b.WriteString("| " + strings.ReplaceAll(strings.TrimSpace(m.portable(cell)), "|", `\|`) + " ")
		}
		return b.String() + "|"
	}
	lines := []string{row(t.Columns), "|"}
	for _, numeric := range t.Numeric {
		lines[1] += map[bool]string{false: " --- |", true: " ---: |"}[numeric]
	}
	for _, cells := range t.Rows {
		lines = append(lines, row(cells))
	}
	return append(blocks, strings.Join(lines, "\n"))
}

// notebookFigure is a drawing, on white so that a dark notebook shows its lines,
// above its caption. What cannot be drawn is shown as text.
func (m manuscript) notebookFigure(e notebook.Entry, f *notebook.Figure) []string {
	svg, err := m.entry.drawing(f)
	if err != nil {
		return m.markdownOutputs([]notebook.Entry{e})
	}
	svg = strings.Replace(strings.TrimSpace(svg), "<svg ", `<svg xmlns="http://www.w3.org/2000/svg" style="background:#fff" `, 1)
	return []string{
		"![" + strings.NewReplacer("[", "(", "]", ")").Replace(plainText(f.Title)) + "](data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString([]byte(svg)) + ")",
		"**" + f.Title + ".** " + strings.TrimSpace(m.portable(f.Caption)),
	}
}

// cellID makes the name of a cell from what it holds, so that a change
// elsewhere does not rename it.
func cellID(c ipynbCell, taken map[string]bool) string {
	sum := sha256.Sum256([]byte(c.Type + "\x00" + strings.Join(c.Source, "")))
	base := c.Type + "-" + hex.EncodeToString(sum[:6])
	id := base
	for n := 2; taken[id]; n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	taken[id] = true
	return id
}
