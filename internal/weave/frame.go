package weave

import (
	"go/ast"
	"go/token"
	"strings"
)

// A unit is a declaration, a statement of run, or an end of run, with its
// lines. What stands between two units, a comment that touches code or a
// directive, goes with the second.
type unit struct {
	first, last int
	kind        Kind // Code or Frame
}

// units returns the program's units in order.
func (s *source) units(blocks []block) []unit {
	first, last := s.lineOf(s.file.Package), s.lineOf(s.file.Name.End()-1)
	list := []unit{{first, last, Frame}}
	run := s.function("run")
	for _, d := range s.file.Decls {
		if d == run && run.Body != nil {
			list = append(list, s.runUnits(run, blocks)...)
			continue
		}
		first, last := s.span(d)
		kind := Code
		if s.framing(d, list[len(list)-1].last) {
			kind = Frame
		}
		list = append(list, unit{first, last, kind})
	}
	return list
}

// framing reports whether a declaration is a part of the frame: an import,
// main, a run without a body, or a variable under a //go:embed that comes
// after the line before.
func (s *source) framing(d ast.Decl, before int) bool {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return d == s.function("main") || d == s.function("run")
	case *ast.GenDecl:
		_, last := s.span(d)
		return d.Tok == token.IMPORT || d.Tok == token.VAR && len(s.embedded(before, last)) > 0
	}
	return false
}

// embedded returns the files that //go:embed names after one line and up to
// another.
func (s *source) embedded(after, last int) []string {
	var files []string
	for _, c := range s.comments {
		words := strings.Fields(c.text)
		if words[0] == "//go:embed" && after < c.first && c.first <= last {
			files = append(files, words[1:]...)
		}
	}
	return files
}

// runUnits returns the units of run: the lines that open it, its statements,
// and its closing brace. Statements that set up before any prose, and a last
// `return nil`, are a part of the frame.
func (s *source) runUnits(run *ast.FuncDecl, blocks []block) []unit {
	open, end := s.lineOf(run.Body.Lbrace), s.lineOf(run.Body.Rbrace)
	prose := end
	for _, b := range blocks {
		if open < b.first && b.first < prose {
			prose = b.first
		}
	}
	list := []unit{{s.lineOf(run.Pos()), open, Frame}}
	setting := true
	for i, st := range run.Body.List {
		first, last := s.span(st)
		setting = setting && last < prose && (setsUp(st) || givesWords(st))
		kind := Code
		if setting || i == len(run.Body.List)-1 && returns(st, "nil") {
			kind = Frame
		}
		list = append(list, unit{first, last, kind})
	}
	return append(list, unit{end, end, Frame})
}

// kinds returns for each line whether it is Code or Frame. A line that two
// units share is Code if one of them is, and so are lines that a string or a
// comment joins.
func (s *source) kinds(blocks []block) []Kind {
	kinds := make([]Kind, len(s.lines))
	next := 1
	for _, u := range s.units(blocks) {
		for i := min(next, u.first); i <= u.last; i++ {
			if i >= next || u.kind == Code {
				kinds[i] = u.kind
			}
		}
		next = max(next, u.last+1)
	}
	for i := next; i < len(kinds); i++ {
		kinds[i] = kinds[i-1]
	}
	for i := 1; i < len(kinds); {
		first := i
		code := kinds[i] == Code
		for i++; i < len(kinds) && s.lines[i].within != token.ILLEGAL; i++ {
			code = code || kinds[i] == Code
		}
		for j := first; code && j < i; j++ {
			kinds[j] = Code
		}
	}
	return kinds
}

// setsUp reports whether a statement gets something ready without showing or
// computing anything: a definition without a loop, or a branch that does
// nothing but return.
func setsUp(st ast.Stmt) bool {
	switch st := st.(type) {
	case *ast.AssignStmt, *ast.DeclStmt:
		return !holdsLoop(st)
	case *ast.IfStmt:
		if st.Else != nil || len(st.Body.List) != 1 {
			return false
		}
		_, ok := st.Body.List[0].(*ast.ReturnStmt)
		return ok
	}
	return false
}

// givesWords reports nb.Words(words), which gives the notebook the chapter's
// words.md.
func givesWords(st ast.Stmt) bool {
	expr, ok := st.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := expr.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	method, ok := call.Fun.(*ast.SelectorExpr)
	return ok && method.Sel.Name == "Words"
}

// returns reports whether a statement is `return name`.
func returns(st ast.Stmt, name string) bool {
	ret, ok := st.(*ast.ReturnStmt)
	return ok && len(ret.Results) == 1 && named(ret.Results[0], name)
}

// named reports whether an expression is the identifier of that name.
func named(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}
