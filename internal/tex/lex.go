package tex

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

type tokenKind int

const (
	tokenEnd       tokenKind = iota
	tokenLetter              // one of a–z, A–Z
	tokenNumber              // digits, at most one decimal point
	tokenCharacter           // an operator, a delimiter, punctuation
	tokenCommand             // \name or an escaped character such as \,
	tokenOpen                // {
	tokenClose               // }
	tokenSub                 // _
	tokenSup                 // ^
	tokenPrime               // '
	tokenAlign               // &
	tokenRowEnd              // \\
	tokenInvalid             // text holds the complaint
)

// A token is the smallest piece of a formula. Its text is as in the source; a
// command's has no backslash.
type token struct {
	kind   tokenKind
	text   string
	offset int
}

// source returns the token as it stood in the formula, for messages.
func (t token) source() string {
	switch t.kind {
	case tokenEnd:
		return "the end of the formula"
	case tokenCommand:
		return `\` + t.text
	case tokenRowEnd:
		return `\\`
	}
	return t.text
}

// A lexer cuts a formula into tokens, one at a time: the argument of \text is
// read raw, so nothing is cut before it is known to be math.
type lexer struct {
	src string
	pos int
}

func (l *lexer) next() token {
	for l.pos < len(l.src) && isSpace(l.src[l.pos]) {
		l.pos++
	}
	start := l.pos
	if start == len(l.src) {
		return token{tokenEnd, "", start}
	}
	c := l.src[start]
	one := func(kind tokenKind) token {
		l.pos++
		return token{kind, l.src[start:l.pos], start}
	}
	switch {
	case isLetter(c):
		return one(tokenLetter)
	case isDigit(c), c == '.' && start+1 < len(l.src) && isDigit(l.src[start+1]):
		return l.number()
	case c == '\\':
		return l.command()
	}
	switch c {
	case '{':
		return one(tokenOpen)
	case '}':
		return one(tokenClose)
	case '_':
		return one(tokenSub)
	case '^':
		return one(tokenSup)
	case '\'':
		return one(tokenPrime)
	case '&':
		return one(tokenAlign)
	}
	if _, ok := characters[c]; ok {
		return one(tokenCharacter)
	}
	return l.invalid()
}

func (l *lexer) number() token {
	start, points := l.pos, 0
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		followed := l.pos+1 < len(l.src) && isDigit(l.src[l.pos+1])
		if c == '.' && followed {
			points++
		} else if !isDigit(c) {
			break
		}
		l.pos++
	}
	text := l.src[start:l.pos]
	if points > 1 {
		return token{tokenInvalid, fmt.Sprintf("the number %s has more than one decimal point", text), start}
	}
	return token{tokenNumber, text, start}
}

func (l *lexer) command() token {
	start := l.pos
	l.pos++
	if l.pos == len(l.src) {
		return token{tokenInvalid, `found \ at the end; expected a command after it`, start}
	}
	if l.src[l.pos] == '\\' {
		l.pos++
		return token{tokenRowEnd, `\\`, start}
	}
	if !isLetter(l.src[l.pos]) {
		r, size := utf8.DecodeRuneInString(l.src[l.pos:])
		if r == utf8.RuneError && size == 1 {
			return l.invalid()
		}
		text := l.src[l.pos : l.pos+size]
		if isSpace(l.src[l.pos]) {
			text = " "
		}
		l.pos += size
		return token{tokenCommand, text, start}
	}
	for l.pos < len(l.src) && isLetter(l.src[l.pos]) {
		l.pos++
	}
	return token{tokenCommand, l.src[start+1 : l.pos], start}
}

// invalid consumes one character that has no meaning here and says, where it
// can, how it is written in TeX.
func (l *lexer) invalid() token {
	start := l.pos
	r, size := utf8.DecodeRuneInString(l.src[start:])
	l.pos += size
	message := fmt.Sprintf("found the character %q; expected ASCII math (words and other characters go in \\text{…})", r)
	switch {
	case r == utf8.RuneError && size == 1:
		message = fmt.Sprintf("found the byte 0x%02x; expected UTF-8", l.src[start])
	case r == '−':
		message = `found the character '−'; write - for a minus sign`
	case r == '%' || r == '$' || r == '#':
		message = fmt.Sprintf(`found the character '%c'; write \%c`, r, r)
	case commandOf(r) != "":
		message = fmt.Sprintf(`found the character '%c'; write \%s`, r, commandOf(r))
	}
	return token{tokenInvalid, message, start}
}

// commandOf returns the command that writes r, the first in the alphabet if
// there are several, or "".
func commandOf(r rune) string {
	best := ""
	try := func(name, form string) {
		if form == string(r) && (best == "" || name < best) {
			best = name
		}
	}
	for name, s := range operators {
		try(name, s.math)
		try(name, s.text)
	}
	for name, letter := range letters {
		try(name, letter)
	}
	for name, s := range bigOperators {
		try(name, s.math)
	}
	return best
}

func isSpace(c byte) bool  { return strings.IndexByte(" \t\r\n", c) >= 0 }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
