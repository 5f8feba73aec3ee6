package tex

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// raw reads an argument in braces as it stands, and returns it with the
// offset of its first byte. Braces inside must match.
func (p *parser) raw(of string) (string, int, error) {
	open := p.tok
	if open.kind != tokenOpen {
		return "", 0, p.unexpected("{ to open the argument of " + of)
	}
	start := open.offset + 1
	depth := 1
	for i := start; i < len(p.src); i++ {
		switch p.src[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				p.pos = i + 1
				p.advance()
				return p.src[start:i], start, nil
			}
		}
	}
	return "", 0, p.errorf(open, "this { is never closed; expected } before the end of the formula")
}

// text reads the argument of \text: any printable characters. Runs of spaces
// count as one, as in TeX; braces only group.
func (p *parser) text() (string, error) {
	raw, start, err := p.raw(`\text`)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRuneInString(raw[i:])
		at := token{offset: start + i}
		switch {
		case r == utf8.RuneError && size == 1:
			return "", p.errorf(at, "found the byte 0x%02x in \\text; expected UTF-8", raw[i])
		case r == '\\':
			if i+1 == len(raw) || strings.IndexByte(`{}%$&#_ `, raw[i+1]) < 0 {
				return "", p.errorf(at, `found a command in \text; expected characters (of the escapes only \{ \} \%% \$ \& \# \_)`)
			}
			r, size = rune(raw[i+1]), 2
		case r == '{' || r == '}':
			i += size
			continue
		case strings.ContainsRune("%$&#_^", r):
			return "", p.errorf(at, "found %c in \\text; expected characters (close \\text before math)", r)
		case r == '~':
			r = ' '
		case r < 0x80 && isSpace(byte(r)):
			r = ' '
		}
		if !unicode.IsPrint(r) {
			return "", p.errorf(at, "found %U in \\text; expected printable characters", r)
		}
		if r != ' ' || !strings.HasSuffix(b.String(), " ") {
			b.WriteRune(r)
		}
		i += size
	}
	return b.String(), nil
}

// word reads the argument of \mathrm or \operatorname: letters or
// digits; an operator's name may also hold hyphens and thin spaces.
func (p *parser) word(t token) (node, error) {
	name := t.source()
	raw, start, err := p.raw(name)
	if err != nil {
		return nil, err
	}
	word, digits := "", 0
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case isLetter(c):
		case isDigit(c):
			digits++
		case t.text == "operatorname" && c == '-':
		case t.text == "operatorname" && strings.HasPrefix(raw[i:], `\,`):
			c = ' '
			i++
		default:
			r, _ := utf8.DecodeRuneInString(raw[i:])
			return nil, p.errorf(token{offset: start + i}, `found %q in %s; expected letters or digits (words with spaces go in \text)`, r, name)
		}
		word += string(rune(c))
	}
	if strings.TrimSpace(word) == "" {
		return nil, p.errorf(token{offset: start}, "%s is empty; expected letters or digits", name)
	}
	switch {
	case t.text == "operatorname":
		return namedOperator{name: word}, nil
	case digits == len(word):
		return number{word}, nil
	}
	return identifier{word, upright}, nil
}

// class reads \class{name}{body}.
func (p *parser) class() (node, error) {
	name, start, err := p.raw(`\class`)
	if err != nil {
		return nil, err
	}
	if at, ok := badClassName(name); ok {
		return nil, p.errorf(token{offset: start + at}, `found %s as the name in \class; expected names of letters, digits, - and _, apart by spaces, each starting with a letter`, fmt.Sprintf("%q", name))
	}
	body, err := p.braces(`\class`, asClass)
	return classed{strings.Join(strings.Fields(name), " "), body}, err
}

// badClassName returns the place of the first character that cannot stand in
// a list of class names.
func badClassName(s string) (int, bool) {
	first := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == ' ':
			first = true
			continue
		case isLetter(c):
		case !first && (isDigit(c) || c == '-' || c == '_'):
		default:
			return i, true
		}
		first = false
	}
	return 0, strings.TrimSpace(s) == ""
}
