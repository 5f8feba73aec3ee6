package weave

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"regexp"
	"strings"
)

// A source is a Go file that parses, with what its tokens say of each line.
type source struct {
	name     string
	text     string // with \n at line ends and without a byte order mark
	lines    []line // lines[0] is not used, so that an index is a line number
	comments []comment
	fset     *token.FileSet
	file     *ast.File
}

// A line says what stands on one line of a source. A line without code and
// without a comment is blank.
type line struct {
	text    string
	code    bool        // a token of code, a directive, or a comment beside code
	comment bool        // at least a part of a comment
	within  token.Token // STRING or COMMENT if one of these runs on from the line before
}

func (l line) blank() bool { return !l.code && !l.comment }

// A comment is one // line or one /* */ with its first and last line.
type comment struct {
	text        string
	offset      int // in the text of the source
	first, last int
}

// directive matches comments that speak to a tool: //go:embed, //line.
var directive = regexp.MustCompile(`^//([a-z0-9]+:[a-z0-9]|line )`)

// A syntaxError is why a source does not parse.
type syntaxError struct {
	name    string
	line    int
	message string
}

func (e *syntaxError) Error() string { return fmt.Sprintf("%s:%d: %s", e.name, e.line, e.message) }

// read parses a file.
func read(name, text string) (*source, *syntaxError) {
	text = plainLines(text)
	s := &source{name: name, text: text, fset: token.NewFileSet()}
	s.lines = make([]line, 1)
	for t := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		s.lines = append(s.lines, line{text: t})
	}
	var err error
	s.file, err = parser.ParseFile(s.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, s.syntaxError(err)
	}
	s.scan()
	return s, nil
}

// plainLines drops a byte order mark and makes every line end a \n. Go reads
// a lone \r as white space, so that it becomes a space here.
func plainLines(text string) string {
	text = strings.TrimPrefix(text, "\ufeff")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.ReplaceAll(text, "\r", " ")
}

// syntaxError returns the first of the parser's errors. Its line comes from
// the offset, which a //line directive does not change.
func (s *source) syntaxError(err error) *syntaxError {
	var list scanner.ErrorList
	if !errors.As(err, &list) || len(list) == 0 {
		return &syntaxError{s.name, 1, err.Error()}
	}
	offset := min(max(list[0].Pos.Offset, 0), len(s.text))
	at := 1 + strings.Count(s.text[:offset], "\n")
	return &syntaxError{s.name, min(at, len(s.lines)-1), list[0].Msg}
}

// scan fills in the lines and the comments from the tokens of the source.
func (s *source) scan() {
	var sc scanner.Scanner
	file := s.fset.AddFile(s.name, -1, len(s.text))
	sc.Init(file, []byte(s.text), nil, scanner.ScanComments)
	for {
		pos, tok, lit := sc.Scan()
		if tok == token.EOF {
			break
		}
		if lit == "\n" {
			continue // a semicolon that the scanner made, nobody wrote it
		}
		first := file.PositionFor(pos, false).Line
		last := first + strings.Count(lit, "\n")
		for i := first; i <= last; i++ {
			if tok == token.COMMENT {
				s.lines[i].comment = true
			}
			if tok != token.COMMENT || directive.MatchString(lit) {
				s.lines[i].code = true
			}
			if i > first {
				s.lines[i].within = tok
			}
		}
		if tok == token.COMMENT {
			s.comments = append(s.comments, comment{lit, file.Offset(pos), first, last})
		}
	}
	// A comment that begins beside code is beside code on all of its lines. One
	// that ends beside code needs no mark: it touches the code already.
	for _, c := range s.comments {
		for i := c.first; s.lines[c.first].code && i <= c.last; i++ {
			s.lines[i].code = true
		}
	}
}

// lineOf returns the line of a position in the syntax tree.
func (s *source) lineOf(pos token.Pos) int {
	return min(max(s.fset.PositionFor(pos, false).Line, 1), len(s.lines)-1)
}

// span returns the first and the last line of a node, without its comments.
func (s *source) span(n ast.Node) (first, last int) {
	first = s.lineOf(n.Pos())
	return first, max(first, s.lineOf(n.End()-1))
}

// function returns the declaration of the function, not method, of that name,
// or nil.
func (s *source) function(name string) *ast.FuncDecl {
	for _, d := range s.file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == name {
			return f
		}
	}
	return nil
}
