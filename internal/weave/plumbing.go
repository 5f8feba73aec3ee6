package weave

import (
	"go/ast"
	"go/token"
	"slices"
)

// Plumbing is what a program needs and a reader of its mathematics does not:
// calls of the notebook and what only feeds them, error checks, and the
// conversions that keep a compiler from fusing a product with the sum that it
// is added to. The listing of a cell is its code without them.
//
// A statement is plumbing that
//   - calls the notebook, a function with the notebook, or a method of a
//     variable of run that shows
//   - collects rows for a table, [][]any
//   - checks an error
//   - is a function of the chapter's that calls the notebook, or a call of it
//   - holds nothing but plumbing, or nothing else but definitions
//   - chooses what to show
type plumber struct {
	*source
	nb    string          // the notebook's name in run
	shows map[string]bool // functions and rows that are plumbing themselves
	loops map[string]bool // functions of run that hold the loops
	cut   []span          // what is left out, as offsets in the source
}

type span struct{ from, to int }

// listing returns the code of a cell without plumbing; empty if nothing is left
// that computes.
func (s *source) listing(first, last int) string {
	p := &plumber{source: s, shows: map[string]bool{}, loops: map[string]bool{}}
	run := s.function("run")
	if run != nil {
		p.nb = notebookName(run)
	}
	var stay []ast.Stmt
	whole, dropped := false, false // the cell is of statements of run, and some are left out
	if run != nil && run.Body != nil && s.lineOf(run.Body.Lbrace) < first && last < s.lineOf(run.Body.Rbrace) {
		whole = true
		p.learn(run.Body)
		for _, st := range run.Body.List {
			switch from, to := s.span(st); {
			case to < first || last < from:
			case from < first || last < to:
				whole = false // prose splits it
			case !p.drop(st):
				stay = append(stay, st)
			default:
				dropped = true
			}
		}
	}
	for _, d := range s.file.Decls {
		if from, to := s.span(d); to >= first && from <= last {
			p.simplify(d, first, last)
		}
	}
	if whole && dropped && p.onlyDefinitions(stay) {
		return ""
	}
	return p.remaining(first, last)
}

// learn notes the functions of run that call the notebook, the variables of run
// that show by their methods, and the rows of tables.
func (p *plumber) learn(body *ast.BlockStmt) {
	for _, st := range body.List {
		if p.callsLocal(st) {
			p.shows[receiver(st).Name] = true
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, right := range n.Rhs {
				f, ok := right.(*ast.FuncLit)
				name, named := n.Lhs[min(i, len(n.Lhs)-1)].(*ast.Ident)
				switch {
				case !ok || !named:
				case p.nb != "" && mentions(f.Body, p.nb):
					p.shows[name.Name] = true
				case holdsLoop(f.Body):
					p.loops[name.Name] = true
				}
			}
		case *ast.ValueSpec:
			if rowsOfTable(n.Type) {
				for _, name := range n.Names {
					p.shows[name.Name] = true
				}
			}
		}
		return true
	})
}

// rowsOfTable reports the type [][]any.
func rowsOfTable(t ast.Expr) bool {
	outer, ok := t.(*ast.ArrayType)
	if !ok {
		return false
	}
	inner, ok := outer.Elt.(*ast.ArrayType)
	return ok && named(inner.Elt, "any")
}

// drop leaves a statement out if it is plumbing, or what of it is.
func (p *plumber) drop(st ast.Stmt) bool {
	if p.plumbing(st) {
		p.leaveOut(st)
		return true
	}
	switch st := st.(type) {
	case *ast.ForStmt:
		return p.dropBody(st, st.Body)
	case *ast.RangeStmt:
		return p.dropBody(st, st.Body)
	case *ast.IfStmt:
		if st.Else == nil {
			return p.dropBody(st, st.Body)
		}
	case *ast.AssignStmt:
		for _, right := range st.Rhs {
			if f, ok := right.(*ast.FuncLit); ok {
				for _, inner := range f.Body.List {
					p.drop(inner)
				}
			}
		}
	}
	return false
}

// dropBody does so with the statements of a block, and with the whole where
// nothing is left but definitions.
func (p *plumber) dropBody(st ast.Stmt, body *ast.BlockStmt) bool {
	before := len(p.cut)
	var stay []ast.Stmt
	for _, inner := range body.List {
		if !p.drop(inner) {
			stay = append(stay, inner)
		}
	}
	if len(p.cut) == before || !p.onlyDefinitions(stay) {
		return false
	}
	p.cut = p.cut[:before]
	p.leaveOut(st)
	return true
}

// onlyDefinitions reports statements that compute nothing of their own: values
// that are got ready for what is shown. What the loops of run make of their
// arguments is computed.
func (p *plumber) onlyDefinitions(list []ast.Stmt) bool {
	for _, st := range list {
		switch st := st.(type) {
		case *ast.AssignStmt:
			if holdsLoop(st) || st.Tok != token.DEFINE && !gotten(st) || p.callsLoops(st) {
				return false
			}
		case *ast.DeclStmt:
			if d, ok := st.Decl.(*ast.GenDecl); ok && d.Tok == token.TYPE {
				return false
			}
		case *ast.ReturnStmt:
			if len(st.Results) != 1 || !named(st.Results[0], "nil") {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// callsLoops reports a call of a function that holds loops of run.
func (p *plumber) callsLoops(st ast.Stmt) bool {
	found := false
	ast.Inspect(st, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			name, ok := call.Fun.(*ast.Ident)
			found = found || ok && p.loops[name.Name]
		}
		return !found
	})
	return found
}

// gotten reports a value that a method or a function gives to a variable.
func gotten(st *ast.AssignStmt) bool {
	if st.Tok != token.ASSIGN || len(st.Rhs) != 1 {
		return false
	}
	_, call := st.Rhs[0].(*ast.CallExpr)
	return call && !grows(st)
}

// plumbing reports a statement that is plumbing as a whole.
func (p *plumber) plumbing(st ast.Stmt) bool {
	switch st := st.(type) {
	case *ast.ExprStmt:
		call, ok := st.X.(*ast.CallExpr)
		return ok && (p.callShows(call) || p.callsLocal(st) && p.shows[receiver(st).Name])
	case *ast.AssignStmt:
		for _, left := range st.Lhs {
			if name, ok := left.(*ast.Ident); ok && p.shows[name.Name] {
				return true
			}
		}
		return false
	case *ast.DeclStmt:
		d, ok := st.Decl.(*ast.GenDecl)
		if !ok || len(d.Specs) == 0 {
			return false
		}
		for _, spec := range d.Specs {
			if v, ok := spec.(*ast.ValueSpec); !ok || slices.ContainsFunc(v.Names, func(n *ast.Ident) bool { return !p.shows[n.Name] }) {
				return false
			}
		}
		return true
	case *ast.IfStmt:
		if failing(st) && st.Init == nil {
			return true
		}
		if st.Init != nil && failing(st) {
			assign, ok := st.Init.(*ast.AssignStmt)
			if !ok {
				return false
			}
			call, ok := assign.Rhs[0].(*ast.CallExpr)
			return ok && p.callShows(call)
		}
		return p.choosesWhatToShow(st)
	}
	return false
}

// receiver is the variable whose method a statement calls, see callsLocal.
func receiver(st ast.Stmt) *ast.Ident {
	return st.(*ast.ExprStmt).X.(*ast.CallExpr).Fun.(*ast.SelectorExpr).X.(*ast.Ident)
}

// callShows reports a call of the notebook, with the notebook, or of a function
// that calls it.
func (p *plumber) callShows(call *ast.CallExpr) bool {
	if onNotebook(call, p.nb) {
		return true
	}
	if name, ok := call.Fun.(*ast.Ident); ok && p.shows[name.Name] {
		return true
	}
	return p.nb != "" && slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return named(arg, p.nb) })
}

// choosesWhatToShow reports a branch, without another beside it, that calls the
// notebook for more than a check.
func (p *plumber) choosesWhatToShow(st *ast.IfStmt) bool {
	found := false
	ast.Inspect(st.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if ok && onNotebook(call, p.nb) && !callsCheck(call) {
			found = true
		}
		return !found
	})
	return found && st.Else == nil
}

// failing reports a branch on an error that returns it.
func failing(st *ast.IfStmt) bool {
	cond, ok := st.Cond.(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ || !named(cond.X, "err") || !named(cond.Y, "nil") || st.Else != nil || len(st.Body.List) != 1 {
		return false
	}
	ret, ok := st.Body.List[0].(*ast.ReturnStmt)
	return ok && len(ret.Results) > 0 && named(ret.Results[len(ret.Results)-1], "err")
}
