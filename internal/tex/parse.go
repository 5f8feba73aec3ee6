package tex

import "fmt"

// maxDepth bounds how deep a formula may nest, so that no input can overflow
// the stack. A written formula rarely passes ten.
const maxDepth = 100

// A parser reads by recursive descent with one token of lookahead.
type parser struct {
	lexer
	tok   token // the next token, not yet consumed
	depth int
}

func (p *parser) advance() { p.tok = p.next() }

// A rowKind says what surrounds a row, which decides how its first operator
// is read.
type rowKind int

const (
	asGroup     rowKind = iota
	asClass             // the body of \class: its operators belong to the row around it
	asRightCell         // a cell of aligned that continues the one before it
)

// row reads nodes up to a token that closes something; the caller checks that
// it closes the right thing.
func (p *parser) row(kind rowKind) (row, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, p.errorf(p.tok, "the formula nests deeper than %d levels", maxDepth)
	}
	defer func() { p.depth-- }()
	var r row
	for !p.atRowEnd() {
		at := p.tok
		n, err := p.scripted()
		if err != nil {
			return nil, err
		}
		if len(r) > 0 {
			a, wasNumber := edge(r[len(r)-1], false).(number)
			b, isNumber := edge(n, true).(number)
			if wasNumber && isNumber {
				return nil, p.errorf(at, "the numbers %s and %s run together; expected an operator or a space such as \\, between them", a.digits, b.digits)
			}
		}
		r = append(r, n)
	}
	if kind != asClass {
		settle(r, kind == asRightCell)
	}
	return r, nil
}

func (p *parser) atRowEnd() bool {
	switch p.tok.kind {
	case tokenEnd, tokenClose, tokenAlign, tokenRowEnd:
		return true
	case tokenCommand:
		return p.tok.text == "end" || p.tok.text == "right"
	}
	return false
}

// scripted reads an atom with its scripts.
func (p *parser) scripted() (node, error) {
	first := p.tok
	switch first.kind {
	case tokenSub, tokenSup, tokenPrime:
		return nil, p.errorf(first, "found %s without a base; expected a symbol in front of it", first.source())
	}
	base, err := p.atom()
	if err != nil {
		return nil, err
	}
	s := scripted{base: base}
	for {
		at := p.tok
		switch at.kind {
		case tokenSub:
			if s.sub != nil {
				return nil, p.errorf(at, "double subscript; expected braces, as in x_{ij}")
			}
			p.advance()
			if s.sub, err = p.argument("_"); err != nil {
				return nil, err
			}
		case tokenSup:
			if s.sup != nil {
				return nil, p.errorf(at, "double superscript; expected braces, as in x^{ij}")
			}
			p.advance()
			if s.sup, err = p.argument("^"); err != nil {
				return nil, err
			}
		case tokenPrime:
			if s.sup != nil {
				return nil, p.errorf(at, "double superscript; expected the prime in front of ^")
			}
			p.advance()
			s.primes++
		default:
			if s.sub == nil && s.sup == nil && s.primes == 0 {
				return base, nil
			}
			return p.finishScripts(s, first)
		}
	}
}

// finishScripts refuses scripts on what cannot carry them, and gives a brace
// its note.
func (p *parser) finishScripts(s scripted, first token) (node, error) {
	switch base := s.base.(type) {
	case space:
		return nil, p.errorf(first, "a space cannot carry a script; expected {} or a symbol")
	case braced:
		if s.primes > 0 || base.over && s.sub != nil || !base.over && s.sup != nil {
			return nil, p.errorf(first, "the note of \\underbrace is written with _ and that of \\overbrace with ^; no other script is expected")
		}
		base.note = s.sub
		if base.over {
			base.note = s.sup
		}
		return base, nil
	}
	return s, nil
}

// argument reads what belongs to a script or a command: a group in braces or
// one symbol.
func (p *parser) argument(of string) (node, error) {
	at := p.tok
	switch at.kind {
	case tokenOpen:
		body, err := p.braces(of, asGroup)
		if err != nil {
			return nil, err
		}
		return group{body}, nil
	case tokenNumber:
		if len(at.text) > 1 {
			return nil, p.errorf(at, "TeX takes only the first digit of %s as the argument of %s; expected braces: {%[1]s}", at.text, of)
		}
		return p.atom()
	case tokenLetter:
		return p.atom()
	case tokenCharacter:
		if c := characters[at.text[0]].class; c == binary || c == ordinary {
			return p.single()
		}
	case tokenCommand:
		if isSymbol(at.text) {
			return p.single()
		}
		switch at.text {
		case "text", "mathrm":
			return p.atom()
		}
	}
	return nil, p.unexpected("the argument of " + of + ": one symbol, or a group in braces")
}

// single reads one symbol that is an argument by itself.
func (p *parser) single() (node, error) {
	n, err := p.atom()
	settle(row{n}, false)
	return n, err
}

// braces reads a group that must stand in braces.
func (p *parser) braces(of string, kind rowKind) (row, error) {
	open := p.tok
	if open.kind != tokenOpen {
		return nil, p.unexpected("{ to open the argument of " + of)
	}
	p.advance()
	body, err := p.row(kind)
	if err != nil {
		return nil, err
	}
	if err := p.closeBrace(open); err != nil {
		return nil, err
	}
	return body, nil
}

func (p *parser) closeBrace(open token) error {
	if p.tok.kind == tokenEnd {
		return p.errorf(open, "this { is never closed; expected } before the end of the formula")
	}
	if p.tok.kind != tokenClose {
		return p.unexpected("}")
	}
	p.advance()
	return nil
}

// atom reads one node without scripts.
func (p *parser) atom() (node, error) {
	t := p.tok
	switch t.kind {
	case tokenLetter:
		p.advance()
		return identifier{t.text, italic}, nil
	case tokenNumber:
		p.advance()
		return number{t.text}, nil
	case tokenCharacter:
		p.advance()
		if t.text == "~" {
			return spaces[t.text], nil
		}
		return &operator{characters[t.text[0]]}, nil
	case tokenOpen:
		body, err := p.braces("the group", asGroup)
		return group{body}, err
	case tokenCommand:
		p.advance()
		return p.command(t)
	}
	return nil, p.unexpected("a symbol")
}

// unexpected says what stands where something else was expected.
func (p *parser) unexpected(expected string) error {
	t := p.tok
	switch {
	case t.kind == tokenInvalid:
		return p.errorf(t, "%s", t.text)
	case t.kind == tokenAlign, t.kind == tokenRowEnd:
		return p.errorf(t, "found %s where no cell of an environment can end; expected %s", t.source(), expected)
	case t.kind == tokenClose:
		return p.errorf(t, "found } without its {; expected %s", expected)
	case t.kind == tokenCommand && t.text == "right":
		return p.errorf(t, `found \right without its \left; expected %s`, expected)
	case t.kind == tokenCommand && t.text == "end":
		return p.errorf(t, `found \end without its \begin; expected %s`, expected)
	}
	return p.errorf(t, "found %s; expected %s", t.source(), expected)
}

func (p *parser) errorf(at token, format string, args ...any) error {
	return &Error{Source: p.src, Offset: at.offset, Message: printable(fmt.Sprintf(format, args...))}
}
