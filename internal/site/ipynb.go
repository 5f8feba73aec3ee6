package site

import (
	"bytes"
	"crypto/sha256"
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

// An ipynbOutput is one output in several media types; a reader of notebooks
// shows the richest that it knows.
type ipynbOutput struct {
	Type     string              `json:"output_type"`
	Data     map[string][]string `json:"data"`
	Metadata struct{}            `json:"metadata"`
}

// notebookWidth is how many columns the text of an output has.
const notebookWidth = 80

// ipynb returns the chapter as a Jupyter notebook.
func (m manuscript) ipynb() ([]byte, error) {
	m.form, m.faults = asNotebook, new(faults)
	var nb ipynb
	nb.Format, nb.Minor = 4, 5
	nb.Metadata.Kernel.DisplayName, nb.Metadata.Kernel.Language, nb.Metadata.Kernel.Name = "Go (gonb)", "go", "gonb"
	nb.Metadata.Language.Extension, nb.Metadata.Language.Type, nb.Metadata.Language.Name = ".go", "text/x-go", "go"
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

// ipynbCells are the cells of the source, in its order. What a comment showed,
// which nothing but a mistake does, goes to the code after it.
func (m manuscript) ipynbCells() []ipynbCell {
	if m.entry.woven == nil {
		return []ipynbCell{markdownCell("# " + m.entry.Title() + "\n\n" + m.downloadNote()), codeCell(m.entry.Source)}
	}
	shown := m.entry.byCell()
	waiting := shown[-1]
	var cells []ipynbCell
	noted := false
	for i, cell := range m.entry.woven.Cells {
		if cell.Kind == weave.Prose {
			cells = append(cells, markdownCell(m.portable(cell.Text)))
			if !noted {
				cells = append(cells, markdownCell(m.downloadNote()))
				noted = true
			}
			waiting = append(waiting, shown[i]...)
			continue
		}
		c := codeCell(cell.Text)
		for _, e := range append(waiting, shown[i]...) {
			*c.Outputs = append(*c.Outputs, m.ipynbOutput(e))
		}
		waiting = nil
		cells = append(cells, c)
	}
	return cells
}

// downloadNote says what the reader holds.
func (m manuscript) downloadNote() string {
	note := "> Chapter " + m.entry.Number() + " of *" + bookTitle + "*. The pieces of code are parts of one program, " +
		"and stand here with what it printed. To run it, in the project's folder: `go run ./chapters/" + m.entry.Name + "`."
	if m.entry.failure() != "" {
		note += "\n>\n> This chapter did not run, so it shows no numbers."
	}
	return note
}

func markdownCell(source string) ipynbCell {
	return ipynbCell{Type: "markdown", Source: ipynbLines(source)}
}

func codeCell(source string) ipynbCell {
	null := json.RawMessage("null")
	return ipynbCell{Type: "code", Count: &null, Outputs: &[]ipynbOutput{}, Source: ipynbLines(source)}
}

// ipynbLines cuts a text after each newline, as notebooks hold it.
func ipynbLines(s string) []string {
	lines := strings.SplitAfter(s, "\n")
	if n := len(lines) - 1; lines[n] == "" {
		lines = lines[:n]
	}
	return lines
}

// ipynbOutput writes an output as text, and as more where a notebook can show
// it without the book's style: sentences as Markdown, tables and exercises as
// HTML, figures as drawings.
func (m manuscript) ipynbOutput(e notebook.Entry) ipynbOutput {
	out := ipynbOutput{Type: "display_data", Data: map[string][]string{
		"text/plain": ipynbLines(m.entry.outputText(e.Output)),
	}}
	switch o := e.Output.(type) {
	case *notebook.Sentence:
		out.Data["text/markdown"] = ipynbLines(m.portable(o.Markdown))
	case *notebook.Table, *notebook.Exercise:
		out.Data["text/html"] = ipynbLines(m.output(e))
	case *notebook.Figure:
		if svg, err := m.entry.drawing(o); err == nil {
			out.Data["image/svg+xml"] = ipynbLines(strings.Replace(strings.TrimSpace(svg), "<svg ", `<svg xmlns="http://www.w3.org/2000/svg" `, 1))
		}
	}
	return out
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
