package weave

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// simplify takes errors and conversions out of what stays.
func (p *plumber) simplify(n ast.Node, first, last int) {
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil || p.lineOf(n.End()) < first || last < p.lineOf(n.Pos()) {
			return false
		}
		switch n := n.(type) {
		case *ast.CallExpr:
			p.withoutMust(n)
		case *ast.BinaryExpr:
			if n.Op == token.ADD || n.Op == token.SUB {
				p.unwrap(n.X)
				p.unwrap(n.Y)
			}
		case *ast.AssignStmt:
			if n.Tok == token.ADD_ASSIGN || n.Tok == token.SUB_ASSIGN {
				p.unwrap(n.Rhs[0])
			}
			p.withoutError(n.Lhs, n.Rhs)
		case *ast.IfStmt:
			if assign, ok := n.Init.(*ast.AssignStmt); ok && failing(n) { // the call alone
				p.leave(n.Pos(), assign.Rhs[0].Pos())
				p.leave(assign.Rhs[0].End(), n.End())
			}
		case *ast.FuncLit:
			p.withoutErrors(n)
		}
		return true
	})
}

// unwrap takes the conversion from a product that is added.
func (p *plumber) unwrap(e ast.Expr) {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return
	}
	product, ok := call.Args[0].(*ast.BinaryExpr)
	name, isName := call.Fun.(*ast.Ident)
	if !ok || !isName || product.Op != token.MUL && product.Op != token.QUO {
		return
	}
	if name.Name == "float64" || len(name.Name) == 1 && strings.ToUpper(name.Name) == name.Name { // or a type parameter
		p.leave(call.Pos(), product.Pos())
		p.leave(product.End(), call.End())
	}
}

// withoutMust takes notebook.Must and notebook.OK from around what may fail.
func (p *plumber) withoutMust(call *ast.CallExpr) {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if ok && named(f.X, "notebook") && (f.Sel.Name == "Must" || f.Sel.Name == "OK") && len(call.Args) == 1 {
		p.leave(call.Pos(), call.Args[0].Pos())
		p.leave(call.Args[0].End(), call.End())
	}
}

// withoutError takes an err from the left side of an assignment.
func (p *plumber) withoutError(left, right []ast.Expr) {
	n := len(left)
	if len(right) != 1 || !named(left[n-1], "err") {
		return
	}
	if n == 1 {
		p.leave(left[0].Pos(), right[0].Pos())
		return
	}
	p.leave(left[n-2].End(), left[n-1].End())
}

// withoutErrors takes the error from what a function returns.
func (p *plumber) withoutErrors(f *ast.FuncLit) {
	if f.Type.Results == nil {
		return
	}
	results := f.Type.Results.List
	n := len(results)
	if n < 2 || !named(results[n-1].Type, "error") {
		return
	}
	p.leave(results[n-2].End(), results[n-1].End())
	if n == 2 && len(results[0].Names) == 0 {
		p.leave(f.Type.Results.Opening, results[0].Pos())
		p.leave(f.Type.Results.Closing, f.Type.Results.Closing+1)
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if ret, ok := n.(*ast.ReturnStmt); ok && len(ret.Results) > 1 {
			p.leave(ret.Results[len(ret.Results)-2].End(), ret.Results[len(ret.Results)-1].End())
		}
		return true
	})
}

// leave leaves out what stands between two places.
func (p *plumber) leave(from, to token.Pos) {
	p.cut = append(p.cut, span{p.offset(from), p.offset(to)})
}

func (p *plumber) offset(at token.Pos) int { return p.fset.PositionFor(at, false).Offset }

// leaveOut leaves out the lines of a statement, with the comment that touches
// it.
func (p *plumber) leaveOut(st ast.Stmt) {
	first := p.lineOf(st.Pos())
	for first > 1 && p.lines[first-1].comment && !p.lines[first-1].code {
		first--
	}
	from := p.offset(p.fset.File(st.Pos()).LineStart(first))
	to := p.offset(st.End() - 1)
	if end := strings.IndexByte(p.text[to:], '\n'); end >= 0 {
		to += end + 1
	} else {
		to = len(p.text)
	}
	p.cut = append(p.cut, span{from, to})
}

// remaining are the lines from the first to the last without what is left out.
func (p *plumber) remaining(first, last int) string {
	var b strings.Builder
	offset := 0
	shared := p.sharedTabs(first, last)
	for i := 1; i <= last; i++ {
		line := p.lines[i].text
		if i < len(p.lines)-1 || strings.HasSuffix(p.text, "\n") {
			line += "\n"
		}
		if i >= first {
			for j := range len(line) {
				if !slices.ContainsFunc(p.cut, func(s span) bool { return s.from <= offset+j && offset+j < s.to }) {
					b.WriteByte(line[j])
				}
			}
		}
		offset += len(line)
	}
	return tidy(b.String(), shared)
}

// tidy moves lines to the left and leaves one blank line where there were
// several, and none at the edges of a block.
func tidy(text string, tabs int) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRight(cutTabs(line, tabs), " \t")
		n := len(lines)
		if line == "" && (n == 0 || lines[n-1] == "" || strings.HasSuffix(lines[n-1], "{")) {
			continue
		}
		if strings.HasPrefix(strings.TrimLeft(line, "\t"), "}") && n > 0 && lines[n-1] == "" {
			lines = lines[:n-1]
		}
		lines = append(lines, line)
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}
