package weave

import (
	"go/ast"
	"go/token"
)

// presents reports whether the lines hold statements of run and each of them
// does nothing but call the notebook.
func (s *source) presents(first, last int) bool {
	run := s.function("run")
	if run == nil || run.Body == nil {
		return false
	}
	if first <= s.lineOf(run.Body.Lbrace) || s.lineOf(run.Body.Rbrace) <= last {
		return false
	}
	found := false
	for _, st := range run.Body.List {
		from, to := s.span(st)
		if to < first || last < from {
			continue
		}
		// A statement that prose splits is not whole in any cell.
		if from < first || last < to || !presenting(st, notebookName(run)) {
			return false
		}
		found = true
	}
	return found
}

// presenting reports whether a statement is a call of the notebook, such a
// call with its error check, or a loop over such statements.
func presenting(st ast.Stmt, nb string) bool {
	switch st := st.(type) {
	case *ast.ExprStmt:
		call, ok := st.X.(*ast.CallExpr)
		return ok && onNotebook(call, nb)
	case *ast.IfStmt:
		assign, ok := st.Init.(*ast.AssignStmt)
		if !ok || assign.Tok != token.DEFINE || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 {
			return false
		}
		err, ok := assign.Lhs[0].(*ast.Ident)
		if !ok {
			return false
		}
		call, ok := assign.Rhs[0].(*ast.CallExpr)
		return ok && onNotebook(call, nb) && checks(st, err.Name)
	case *ast.ForStmt:
		return allPresenting(st.Body.List, nb)
	case *ast.RangeStmt:
		return allPresenting(st.Body.List, nb)
	}
	return false
}

func allPresenting(list []ast.Stmt, nb string) bool {
	for _, st := range list {
		if !presenting(st, nb) {
			return false
		}
	}
	return len(list) > 0
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
