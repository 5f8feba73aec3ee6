package weave

import (
	"go/ast"
	"slices"
)

// deferred reports defers that touch the notebook: what they show would have
// no line of its own.
func (l *linter) deferred() {
	for _, d := range l.file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Body == nil {
			continue
		}
		nb := notebookName(f)
		ast.Inspect(f.Body, func(n ast.Node) bool {
			if d, ok := n.(*ast.DeferStmt); ok && nb != "" && mentions(d, nb) {
				l.report(l.lineOf(d.Pos()), "%s shows in a defer: show it where its place is on the page", nb)
				return false
			}
			return true
		})
	}
}

// mentions reports whether the identifier stands anywhere in a node.
func mentions(n ast.Node, name string) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == name {
			found = true
		}
		return !found
	})
	return found
}

// program reports what is missing of the frame that every chapter has.
func (l *linter) program() {
	if f := l.function("run"); f == nil || f.Body == nil {
		l.report(1, "missing: func run(nb *notebook.Notebook) error { … }")
	}
	if f := l.function("main"); f == nil || !callsMain(f) {
		at := 1
		if f != nil {
			at = l.lineOf(f.Pos())
		}
		l.report(at, "missing: func main() { notebook.Main(source, run) }")
	}
	if !l.embedsItself() {
		l.report(1, "missing: //go:embed main.go above var source string")
	}
}

// callsMain reports whether a function does notebook.Main(source, run) and
// nothing else.
func callsMain(f *ast.FuncDecl) bool {
	if f.Body == nil || len(f.Body.List) != 1 {
		return false
	}
	st, ok := f.Body.List[0].(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := st.X.(*ast.CallExpr)
	if !ok || len(call.Args) != 2 {
		return false
	}
	fun, ok := call.Fun.(*ast.SelectorExpr)
	return ok && named(fun.X, "notebook") && fun.Sel.Name == "Main" &&
		named(call.Args[0], "source") && named(call.Args[1], "run")
}

// embedsItself reports whether main.go is embedded into the variable source.
func (l *linter) embedsItself() bool {
	before := 0
	for _, d := range l.file.Decls {
		_, last := l.span(d)
		if g, ok := d.(*ast.GenDecl); ok && slices.Contains(l.embedded(before, last), "main.go") {
			for _, spec := range g.Specs {
				v, ok := spec.(*ast.ValueSpec)
				if ok && len(v.Names) == 1 && v.Names[0].Name == "source" && named(v.Type, "string") {
					return true
				}
			}
		}
		before = last
	}
	return false
}
