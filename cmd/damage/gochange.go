package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
)

// A goFinder collects the changes of one Go file.
type goFinder struct {
	file     string
	text     []byte
	fset     *token.FileSet
	function string
	found    []change
}

// goChanges are all changes of a Go file: another operator or comparison, a
// number that is one more or one less, a condition that always or never holds,
// a statement that is not there, two arguments in each other's place. Not all
// of them compile.
func goChanges(file string, text []byte) ([]change, error) {
	f := &goFinder{file: file, text: text, fset: token.NewFileSet()}
	tree, err := parser.ParseFile(f.fset, file, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	for _, d := range tree.Decls {
		f.function = ""
		if fn, ok := d.(*ast.FuncDecl); ok {
			f.function = functionName(fn)
		}
		ast.Inspect(d, f.visit)
	}
	return f.found, nil
}

// functionName is the name of a function, after the type of its receiver.
func functionName(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return fn.Name.Name
	}
	t := fn.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
			continue
		case *ast.IndexExpr:
			t = x.X
			continue
		case *ast.Ident:
			return x.Name + "." + fn.Name.Name
		}
		return fn.Name.Name
	}
}

// at is the place from one position to another.
func (f *goFinder) at(from, to token.Pos) place {
	return place{f.fset.Position(from).Offset, f.fset.Position(to).Offset}
}

func (f *goFinder) add(at place, replacement string) {
	f.found = append(f.found, newChange(f.file, f.function, f.text, at, replacement))
}

// visit adds the changes of one node.
func (f *goFinder) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec:
		return false
	case *ast.BinaryExpr:
		f.operator(n.OpPos, n.Op)
	case *ast.UnaryExpr:
		if n.Op == token.NOT || n.Op == token.SUB {
			f.add(f.at(n.OpPos, n.X.Pos()), "")
		}
	case *ast.BasicLit:
		f.literal(n)
	case *ast.Ident:
		if other := map[string]string{"true": "false", "false": "true"}[n.Name]; other != "" {
			f.add(f.at(n.Pos(), n.End()), other)
		}
	case *ast.IfStmt:
		f.add(f.at(n.Cond.Pos(), n.Cond.End()), "true")
		f.add(f.at(n.Cond.Pos(), n.Cond.End()), "false")
	case *ast.ForStmt:
		if n.Cond != nil { // true would only show that the test has a time limit
			f.add(f.at(n.Cond.Pos(), n.Cond.End()), "false")
		}
	case *ast.IncDecStmt:
		f.operator(n.TokPos, n.Tok)
	case *ast.AssignStmt:
		f.operator(n.TokPos, n.Tok)
		if n.Tok != token.ASSIGN && n.Tok != token.DEFINE {
			f.add(f.at(n.TokPos, n.TokPos+token.Pos(len(n.Tok.String()))), "=")
		}
	case *ast.BranchStmt:
		if other := map[token.Token]string{token.BREAK: "continue", token.CONTINUE: "break"}[n.Tok]; other != "" && n.Label == nil {
			f.add(f.at(n.Pos(), n.End()), other)
		}
	case *ast.CallExpr:
		for i := 1; i < len(n.Args) && !orderless(n.Fun); i++ {
			f.swap(n.Args[i-1], n.Args[i])
		}
	case *ast.BlockStmt:
		f.statements(n.List)
	case *ast.CaseClause:
		f.statements(n.Body)
	case *ast.CommClause:
		f.statements(n.Body)
	}
	return true
}

// orderless reports whether a call does the same with its arguments in another
// order: min and max, and a check, whose last two are equal where it passes.
func orderless(called ast.Expr) bool {
	name := ""
	switch c := called.(type) {
	case *ast.Ident:
		name = c.Name
	case *ast.SelectorExpr:
		name = c.Sel.Name
	}
	switch name {
	case "min", "max", "Min", "Max", "Check":
		return true
	}
	return false
}

// operator adds the operator that takes another's place.
func (f *goFinder) operator(pos token.Pos, op token.Token) {
	if other := swapped[op.String()]; other != "" {
		f.add(f.at(pos, pos+token.Pos(len(op.String()))), other)
	}
}

// literal adds the numbers beside a number. Words are no concern of the tests
// that are tried here.
func (f *goFinder) literal(n *ast.BasicLit) {
	at := f.at(n.Pos(), n.End())
	switch n.Kind {
	case token.INT:
		value, err := strconv.ParseInt(n.Value, 0, 64)
		if err != nil {
			return
		}
		f.add(at, strconv.FormatInt(value+1, 10))
		if value > 0 {
			f.add(at, strconv.FormatInt(value-1, 10))
		}
	case token.FLOAT:
		f.add(at, "(1+"+n.Value+")")
	case token.CHAR:
		if value, _, _, err := strconv.UnquoteChar(n.Value[1:len(n.Value)-1], '\''); err == nil {
			f.add(at, strconv.QuoteRune(value+1))
		}
	}
}

// swap adds two arguments in each other's place.
func (f *goFinder) swap(a, b ast.Expr) {
	first, second := f.at(a.Pos(), a.End()), f.at(b.Pos(), b.End())
	if first.of(f.text) == second.of(f.text) {
		return
	}
	between := string(f.text[first.to:second.from])
	f.add(place{first.from, second.to}, second.of(f.text)+between+first.of(f.text))
}

// statements adds the removal of what does something: calls, assignments.
func (f *goFinder) statements(list []ast.Stmt) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.AssignStmt:
			if s.Tok == token.DEFINE {
				continue // what it names would be missing
			}
		case *ast.ExprStmt, *ast.IncDecStmt, *ast.DeferStmt, *ast.SendStmt:
		default:
			continue
		}
		f.add(f.at(s.Pos(), s.End()), "")
	}
}
