package tex

import "fmt"

// An environment says how a table is laid out.
type environment struct {
	name        string
	open, close string // fences as tall as the table
	even, odd   align  // of the columns 0, 2, … and 1, 3, …
	columns     int    // the most cells in a row; 0 for any number
	equal       bool   // all rows have the same number of cells
	display     bool   // cells are set as displayed formulas
}

// An align says where a column's cells stand. Its value is the class name of
// the cell on the page.
type align string

const (
	right   align = "right"
	toLeft  align = "left"
	natural align = "" // centred on the page, right in the terminal
)

var environments = map[string]environment{
	"matrix":  {name: "matrix", equal: true},
	"pmatrix": {name: "pmatrix", open: "(", close: ")", equal: true},
	"bmatrix": {name: "bmatrix", open: "[", close: "]", equal: true},
	"cases":   {name: "cases", open: "{", even: toLeft, odd: toLeft, columns: 2},
	"aligned": {name: "aligned", even: right, odd: toLeft, display: true},
}

// align returns how column j is aligned.
func (e environment) align(j int) align {
	if j%2 == 0 {
		return e.even
	}
	return e.odd
}

// environment reads \begin{name}…\end{name} after the \begin.
func (p *parser) environment(begin token) (node, error) {
	name, start, err := p.raw(`\begin`)
	if err != nil {
		return nil, err
	}
	env, ok := environments[name]
	if !ok {
		return nil, p.errorf(token{offset: start}, "unknown environment %q; expected matrix, pmatrix, bmatrix, cases or aligned", name)
	}
	t := table{env: env}
	for {
		cells, err := p.cells(env)
		if err != nil {
			return nil, err
		}
		if err := p.checkRow(t, cells); err != nil {
			return nil, err
		}
		t.rows = append(t.rows, cells)
		if p.tok.kind != tokenRowEnd {
			break
		}
		p.advance()
		if p.tok.kind == tokenCharacter && p.tok.text == "[" {
			return nil, p.errorf(p.tok, `found [ after \\, where TeX reads a length; expected {[} for a bracket`)
		}
		if p.tok.kind == tokenCommand && p.tok.text == "end" {
			break // a last \\ opens no row
		}
	}
	return t, p.endEnvironment(begin, name)
}

// cells reads one row of cells, up to \\ or \end.
func (p *parser) cells(env environment) ([]row, error) {
	var cells []row
	for {
		kind := asGroup
		if env.name == "aligned" && len(cells)%2 == 1 {
			kind = asRightCell
		}
		cell, err := p.row(kind)
		if err != nil {
			return nil, err
		}
		cells = append(cells, cell)
		if p.tok.kind != tokenAlign {
			return cells, nil
		}
		if env.columns > 0 && len(cells) == env.columns {
			return nil, p.errorf(p.tok, "found cell %d in a row of %s; expected at most %d", len(cells)+1, env.name, env.columns)
		}
		p.advance()
	}
}

// checkRow holds the rows of a matrix to one length.
func (p *parser) checkRow(t table, cells []row) error {
	if !t.env.equal || len(t.rows) == 0 || len(cells) == len(t.rows[0]) {
		return nil
	}
	if p.tok.kind == tokenEnd {
		return nil // the missing \end is the better message
	}
	return p.errorf(p.tok, "row %d of the %s has %s; expected %d, as in row 1", len(t.rows)+1, t.env.name, count(len(cells), "cell"), len(t.rows[0]))
}

func (p *parser) endEnvironment(begin token, name string) error {
	if p.tok.kind == tokenEnd {
		return p.errorf(begin, `this \begin{%s} is never closed; expected \end{%[1]s} before the end of the formula`, name)
	}
	if p.tok.kind != tokenCommand || p.tok.text != "end" {
		return p.unexpected(fmt.Sprintf(`& or \\ or \end{%s}`, name))
	}
	p.advance()
	ended, start, err := p.raw(`\end`)
	if err != nil {
		return err
	}
	if ended != name {
		return p.errorf(token{offset: start}, `found \end{%s}; expected \end{%s}`, ended, name)
	}
	return nil
}

func count(n int, what string) string {
	if n == 1 {
		return fmt.Sprintf("%d %s", n, what)
	}
	return fmt.Sprintf("%d %ss", n, what)
}
