package notebook

import (
	"errors"
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	"backprop/internal/tex"
)

// glued is the width up to which a formula or a piece of code is not broken
// between two lines.
const glued = 32

var (
	autolink = regexp.MustCompile(`^<(https?://[^ <>]*|mailto:[^ <>]*)>`)
	htmlTag  = regexp.MustCompile(`^<(/?[A-Za-z][^<>]*|!--.*?--)>`)
	entity   = regexp.MustCompile(`^&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
)

// inlineText writes inline Markdown for a terminal: math as Unicode, code as
// it stands, a link as its text with the address in parentheses, emphasis
// without its marks. The result is to be wrapped; "\n" in it ends a line.
func inlineText(source string) (string, error) {
	s := spans{source: source}
	if err := s.read(); err != nil {
		return "", err
	}
	s.matchEmphasis()
	var b strings.Builder
	for _, p := range s.pieces {
		b.WriteString(p.text)
		b.WriteString(strings.Repeat(string(p.mark), p.marks))
	}
	return b.String(), nil
}

// spans reads inline Markdown into pieces.
type spans struct {
	source string
	pieces []piece
}

// A piece is text, or a run of marks (* or _) that may be emphasis.
type piece struct {
	text          string
	mark          rune
	marks         int
	opens, closes bool
}

func (s *spans) text(t string) {
	if n := len(s.pieces); n > 0 && s.pieces[n-1].marks == 0 {
		s.pieces[n-1].text += t
	} else {
		s.pieces = append(s.pieces, piece{text: t})
	}
}

func (s *spans) read() error {
	for at := 0; at < len(s.source); {
		n, err := s.next(at)
		if err != nil {
			return err
		}
		at += n
	}
	return nil
}

// next reads what begins at an offset and returns its length in bytes.
func (s *spans) next(at int) (int, error) {
	rest := s.source[at:]
	switch rest[0] {
	case '\\':
		if len(rest) > 1 && (rest[1] == '\n' || isPunctuation(rest[1])) {
			s.text(rest[1:2])
			return 2, nil
		}
	case '`':
		if n := codeSpan(rest); n > 0 {
			s.text(together(strings.ReplaceAll(rest[:n], "\n", " ")))
			return n, nil
		}
		n := repeated(rest, '`')
		s.text(rest[:n])
		return n, nil
	case '$':
		if n := formulaSpan(rest); n > 0 {
			return n, s.formula(rest[:n])
		}
	case '<':
		if m := autolink.FindStringSubmatch(rest); m != nil {
			s.text(m[1])
			return len(m[0]), nil
		}
		if tag := htmlTag.FindString(rest); tag != "" {
			return len(tag), nil
		}
	case '!', '[':
		if n, err := s.link(rest); n > 0 || err != nil {
			return n, err
		}
	case '&':
		if e := entity.FindString(rest); e != "" {
			s.text(html.UnescapeString(e))
			return len(e), nil
		}
	case '*', '_':
		return s.marks(at), nil
	case '\n':
		if strings.HasSuffix(s.source[:at], "  ") {
			s.text("\n")
		} else {
			s.text(" ")
		}
		return 1, nil
	}
	_, size := utf8.DecodeRuneInString(rest)
	s.text(rest[:size])
	return size, nil
}

// formula writes $…$ on one line.
func (s *spans) formula(source string) error {
	if strings.HasPrefix(source, "$$") {
		return errors.New("$$ stands inside a sentence; begin a line of its own with it, or write $…$")
	}
	text, err := tex.Text(strings.Trim(source, "$"))
	if err != nil {
		return fmt.Errorf("%s: %w", source, err)
	}
	if strings.Contains(text, "\n") {
		return fmt.Errorf("%s takes several lines; write it on lines of its own, between $$ and $$", source)
	}
	s.text(together(text))
	return nil
}

// link reads [text](address) and ![text](address). It returns 0 if there is
// none.
func (s *spans) link(rest string) (int, error) {
	open := strings.IndexByte(rest, '[')
	if open > 1 || open < 0 {
		return 0, nil
	}
	end := closing(rest, open)
	if end < 0 || !strings.HasPrefix(rest[end:], "](") {
		return 0, nil
	}
	length := strings.IndexByte(rest[end:], ')')
	if length < 0 {
		return 0, nil
	}
	address, _, _ := strings.Cut(strings.TrimSpace(rest[end+2:end+length]), " ")
	text, err := inlineText(rest[open+1 : end])
	if err != nil {
		return 0, err
	}
	s.text(text)
	if address != text && !strings.HasPrefix(address, "#") && address != "" {
		s.text(" (" + address + ")")
	}
	return end + length + 1, nil
}

// closing is the offset of the bracket that closes the one at open, or −1.
func closing(s string, open int) int {
	depth := 0
	for i := open; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '`':
			i += max(codeSpan(s[i:]), 1) - 1
		case '$':
			i += max(formulaSpan(s[i:]), 1) - 1
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// together replaces the spaces of something short by glue.
func together(s string) string {
	if columns(s) <= glued {
		return strings.ReplaceAll(s, " ", glue)
	}
	return s
}

// codeSpan is the length of the code span that s begins with, or 0.
func codeSpan(s string) int {
	n := repeated(s, '`')
	for i := n; i < len(s); i++ {
		if s[i] == '`' {
			m := repeated(s[i:], '`')
			if m == n {
				return i + m
			}
			i += m - 1
		}
	}
	return 0
}

// formulaSpan is the length of the formula with its dollars that s begins
// with, or 0.
func formulaSpan(s string) int {
	dollars := s[:min(repeated(s, '$'), 2)]
	for i := len(dollars); i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case strings.HasPrefix(s[i:], dollars):
			return i + len(dollars)
		}
	}
	return 0
}

// repeated counts how often a character is repeated at the start of s.
func repeated(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

func isPunctuation(c byte) bool {
	return strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) >= 0
}
