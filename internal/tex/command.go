package tex

import (
	"unicode"
	"unicode/utf8"
)

// isSymbol reports whether the command is one sign without arguments.
func isSymbol(name string) bool {
	n, ok := symbolOf(name)
	return ok && n.class() != nothing
}

// symbolOf returns the node of a command without arguments.
func symbolOf(name string) (node, bool) {
	if s, ok := operators[name]; ok {
		return &operator{s}, true
	}
	if s, ok := bigOperators[name]; ok {
		return bigOperator{s}, true
	}
	if n, ok := named[name]; ok {
		return n, true
	}
	if s, ok := dots[name]; ok {
		return identifier{s, upright}, true
	}
	if s, ok := spaces[name]; ok && name != "~" {
		return s, true
	}
	if s, ok := letters[name]; ok {
		if r, _ := utf8.DecodeRuneInString(s); unicode.Is(unicode.Greek, r) && unicode.IsLower(r) || name == "ell" {
			return identifier{s, italic}, true
		}
		return identifier{s, upright}, true
	}
	return nil, false
}

// command reads the arguments of the command t, which is consumed already.
func (p *parser) command(t token) (node, error) {
	if n, ok := symbolOf(t.text); ok {
		return n, nil
	}
	name := t.source()
	switch t.text {
	case "frac":
		over, err := p.argument(name)
		if err != nil {
			return nil, err
		}
		under, err := p.argument(name)
		if err != nil {
			return nil, err
		}
		return fraction{contents(over), contents(under)}, nil
	case "sqrt":
		if p.tok.kind == tokenCharacter && p.tok.text == "[" {
			return nil, p.unexpected(`the argument of \sqrt in braces (there are only square roots)`)
		}
		body, err := p.argument(name)
		if err != nil {
			return nil, err
		}
		return root{contents(body)}, nil
	case "hat", "bar", "tilde":
		base, err := p.argument(name)
		if err != nil {
			return nil, err
		}
		return accented{base, accents[t.text]}, nil
	case "text":
		text, err := p.text()
		return textual{text}, err
	case "mathrm", "operatorname":
		return p.word(t)
	case "boxed":
		body, err := p.braces(name, asGroup)
		return boxed{body}, err
	case "underbrace", "overbrace":
		body, err := p.braces(name, asGroup)
		return braced{over: t.text == "overbrace", body: body}, err
	case "class":
		return p.class()
	case "left":
		return p.fence(t)
	case "begin":
		return p.environment(t)
	}
	return nil, p.errorf(t, "unknown command %s; expected one that this book uses (the name of a function is written \\operatorname{…}, words \\text{…})", name)
}

// contents returns what an argument holds.
func contents(argument node) row {
	if g, ok := argument.(group); ok {
		return g.body
	}
	return row{argument}
}

// fence reads \left…\right.
func (p *parser) fence(left token) (node, error) {
	open, err := p.delimiter(`\left`)
	if err != nil {
		return nil, err
	}
	body, err := p.row(asGroup)
	if err != nil {
		return nil, err
	}
	if p.tok.kind == tokenEnd {
		return nil, p.errorf(left, `this \left is never closed; expected \right before the end of the formula`)
	}
	if p.tok.kind != tokenCommand || p.tok.text != "right" {
		return nil, p.unexpected(`\right`)
	}
	p.advance()
	closing, err := p.delimiter(`\right`)
	if err != nil {
		return nil, err
	}
	return fenced{open, closing, body}, nil
}

func (p *parser) delimiter(after string) (string, error) {
	if p.tok.kind == tokenCharacter || p.tok.kind == tokenCommand {
		if d, ok := delimiters[p.tok.source()]; ok {
			p.advance()
			return d, nil
		}
	}
	return "", p.unexpected("a delimiter after " + after + `: ( ) [ ] | / . \{ \} \| \lfloor \rfloor \lceil \rceil`)
}
