package weave

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// presents reports whether the lines hold statements of run that show things
// and do nothing else but get ready for it: there is a call of the notebook,
// and no loop that computes. A loop whose result is checked computes, even if
// all it does is to let a list grow.
func (s *source) presents(first, last int) bool {
	run := s.function("run")
	if run == nil || run.Body == nil {
		return false
	}
	if first <= s.lineOf(run.Body.Lbrace) || s.lineOf(run.Body.Rbrace) <= last {
		return false
	}
	shows, loops, checked := false, false, false
	for _, st := range run.Body.List {
		from, to := s.span(st)
		if to < first || last < from {
			continue
		}
		// A statement that prose splits is not whole in any cell.
		if from < first || last < to {
			return false
		}
		shown, ok := presenting(st, notebookName(run))
		if !ok {
			if ok = s.callsLocal(st); !ok {
				return false
			}
			shown = true
		}
		shows = shows || shown
		loops = loops || holdsLoop(st)
		checked = checked || callsCheck(st)
	}
	return shows && !(loops && checked)
}

// callsLocal reports whether a statement calls a method of a variable: in
// run that is something of the chapter's own which shows.
func (s *source) callsLocal(st ast.Stmt) bool {
	expr, ok := st.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := expr.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	receiver, ok := method.X.(*ast.Ident)
	return ok && receiver.Name != "_" && !s.imports(receiver.Name)
}

// imports reports whether a name is that of an imported package, by the last
// element of its path.
func (s *source) imports(name string) bool {
	for _, spec := range s.file.Imports {
		if spec.Name != nil && spec.Name.Name == name || strings.HasSuffix("/"+strings.Trim(spec.Path.Value, `"`), "/"+name) {
			return true
		}
	}
	return false
}

// holdsLoop reports whether a loop stands anywhere in a statement.
func holdsLoop(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			found = true
		}
		return !found
	})
	return found
}

// compares reports whether the lines hold a statement of run that is a check:
// what it compares was computed for the reader.
func (s *source) compares(first, last int) bool {
	run := s.function("run")
	if run == nil || run.Body == nil {
		return false
	}
	return slices.ContainsFunc(run.Body.List, func(st ast.Stmt) bool {
		from, to := s.span(st)
		expr, ok := st.(*ast.ExprStmt)
		return ok && first <= from && to <= last && callsCheck(expr)
	})
}

// callsCheck reports whether a statement is nb.Check(…) or holds one.
func callsCheck(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		method, ok := n.(*ast.SelectorExpr)
		found = found || ok && method.Sel.Name == "Check"
		return !found
	})
	return found
}

// either reports whether an if statement only chooses between things to show.
// Such a choice concerns the page and not the computation.
func either(st *ast.IfStmt, nb string) (shows, ok bool) {
	if shows, ok = allPresenting(st.Body.List, nb); !ok || st.Else == nil {
		return shows, ok
	}
	switch other := st.Else.(type) {
	case *ast.BlockStmt:
		return allPresenting(other.List, nb)
	case *ast.IfStmt:
		return either(other, nb)
	}
	return false, false
}

// presenting reports whether a statement shows something, and whether it
// does nothing but show and get ready: a call of the notebook, a definition,
// a list that grows, an error check, or a loop over such statements, or a
// choice between them. What
// counts or sums, or sets an element, computes: that is for the reader.
func presenting(st ast.Stmt, nb string) (shows, ok bool) {
	switch st := st.(type) {
	case *ast.ExprStmt:
		call, isCall := st.X.(*ast.CallExpr)
		ok = isCall && onNotebook(call, nb)
		return ok, ok
	case *ast.AssignStmt:
		return false, (st.Tok == token.DEFINE || grows(st)) && !holdsLoop(st)
	case *ast.DeclStmt:
		return false, true
	case *ast.IfStmt:
		if failing(st) {
			return checked(st, nb)
		}
		return either(st, nb)
	case *ast.ForStmt:
		return allPresenting(st.Body.List, nb)
	case *ast.RangeStmt:
		return allPresenting(st.Body.List, nb)
	}
	return false, false
}

func allPresenting(list []ast.Stmt, nb string) (shows, ok bool) {
	for _, st := range list {
		shown, ok := presenting(st, nb)
		if !ok {
			return false, false
		}
		shows = shows || shown
	}
	return shows, len(list) > 0
}

// grows reports whether a statement is x = append(x, …).
func grows(st *ast.AssignStmt) bool {
	if len(st.Rhs) != 1 {
		return false
	}
	call, ok := st.Rhs[0].(*ast.CallExpr)
	return ok && named(call.Fun, "append")
}

// checked reports whether an error check is alone or around a call of the
// notebook.
func checked(st *ast.IfStmt, nb string) (shows, ok bool) {
	if st.Init == nil {
		return false, true
	}
	assign, ok := st.Init.(*ast.AssignStmt)
	if !ok {
		return false, false
	}
	call, ok := assign.Rhs[0].(*ast.CallExpr)
	ok = ok && onNotebook(call, nb)
	return ok, ok
}

// onNotebook reports whether a call is nb.Something(…), or a chain of calls
// that begins with one.
func onNotebook(call *ast.CallExpr, nb string) bool {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || nb == "" {
		return false
	}
	if before, ok := method.X.(*ast.CallExpr); ok {
		return onNotebook(before, nb)
	}
	return named(method.X, nb)
}

// notebookName returns the name of a function's notebook: of its parameter
// whose type is called Notebook, or of its first if it is run. It is empty if
// there is none.
func notebookName(f *ast.FuncDecl) string {
	for _, p := range f.Type.Params.List {
		t := p.Type
		if star, ok := t.(*ast.StarExpr); ok {
			t = star.X
		}
		if sel, ok := t.(*ast.SelectorExpr); ok {
			t = sel.Sel
		}
		ofRun := f.Recv == nil && f.Name.Name == "run"
		if (ofRun || named(t, "Notebook")) && len(p.Names) > 0 && p.Names[0].Name != "_" {
			return p.Names[0].Name
		}
	}
	return ""
}
