package notebook

import (
	"unicode"
	"unicode/utf8"
)

// marks reads a run of * or _ and decides whether it can open or close
// emphasis, by what stands around it (CommonMark 0.31, section 6.2).
func (s *spans) marks(at int) int {
	mark := s.source[at]
	n := repeated(s.source[at:], mark)
	before, _ := utf8.DecodeLastRuneInString(s.source[:at])
	after, _ := utf8.DecodeRuneInString(s.source[at+n:])
	if at == 0 {
		before = ' '
	}
	if at+n == len(s.source) {
		after = ' '
	}
	punctuated := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
	left := !unicode.IsSpace(after) && (!punctuated(after) || unicode.IsSpace(before) || punctuated(before))
	right := !unicode.IsSpace(before) && (!punctuated(before) || unicode.IsSpace(after) || punctuated(after))
	p := piece{mark: rune(mark), marks: n, opens: left, closes: right}
	if mark == '_' {
		p.opens = left && (!right || punctuated(before))
		p.closes = right && (!left || punctuated(after))
	}
	s.pieces = append(s.pieces, p)
	return n
}

// matchEmphasis takes away the marks that open and close emphasis. What is
// left over stands for itself.
func (s *spans) matchEmphasis() {
	for c := range s.pieces {
		closer := &s.pieces[c]
		for o := c - 1; closer.closes && closer.marks > 0 && o >= 0; o-- {
			opener := &s.pieces[o]
			if !opener.opens || opener.mark != closer.mark || opener.marks == 0 {
				continue
			}
			used := min(opener.marks, closer.marks)
			opener.marks -= used
			closer.marks -= used
			for between := o + 1; between < c; between++ {
				s.pieces[between].opens = false
			}
		}
	}
}
