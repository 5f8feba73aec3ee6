package main

import (
	"bytes"
	"fmt"
	"io"
	"strconv"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"
)

// A scriptToken is a token of a script that is no space and no comment.
type scriptToken struct {
	place
	kind js.TokenType
	text string
}

// scriptChanges are the changes of a script, as goChanges has them of a Go
// file. They are found in its tokens, so they have no function.
func scriptChanges(file string, text []byte) ([]change, error) {
	tokens, err := scriptTokens(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var found []change
	add := func(at place, replacement string) {
		found = append(found, newChange(file, "", text, at, replacement))
	}
	var open []js.TokenType // what is open around the token
	for i, t := range tokens {
		switch nesting(t) {
		case 1:
			open = append(open, t.kind)
		case -1:
			open = open[:max(0, len(open)-1)]
		}
		operand := i > 0 && endsOperand(tokens[i-1])
		switch {
		case t.text == "!" || t.text == "-" && !operand:
			add(t.place, "")
		case js.IsOperator(t.kind):
			if other := swapped[t.text]; other != "" && (operand || t.text == "++" || t.text == "--") {
				add(t.place, other)
			}
		case t.kind == js.TrueToken:
			add(t.place, "false")
		case t.kind == js.FalseToken:
			add(t.place, "true")
		case t.kind == js.IntegerToken:
			if n, err := strconv.Atoi(t.text); err == nil {
				add(t.place, strconv.Itoa(n+1))
				if n > 0 {
					add(t.place, strconv.Itoa(n-1))
				}
			}
		case t.kind == js.DecimalToken:
			add(t.place, "(1+"+t.text+")")
		case t.kind == js.IfToken && i+1 < len(tokens):
			if end := closing(tokens, i+1); end > 0 {
				condition := place{tokens[i+2].from, tokens[end-1].to}
				add(condition, "true")
				add(condition, "false")
			}
		case t.kind == js.OpenParenToken && operand && tokens[i-1].text != "min" && tokens[i-1].text != "max":
			for _, at := range arguments(tokens, i, text) {
				between := string(text[at[0].to:at[1].from])
				add(place{at[0].from, at[1].to}, at[1].of(text)+between+at[0].of(text))
			}
		}
		inBlock := len(open) == 0 || open[len(open)-1] == js.OpenBraceToken
		if end := statement(tokens, i); inBlock && end > 0 {
			add(place{t.from, tokens[end].to}, ";")
		}
	}
	return found, nil
}

// scriptTokens cuts a script into tokens.
func scriptTokens(text []byte) ([]scriptToken, error) {
	lexer := js.NewLexer(parse.NewInputBytes(bytes.Clone(text)))
	var tokens []scriptToken
	for at := 0; ; {
		kind, token := lexer.Next()
		if kind == js.ErrorToken {
			if err := lexer.Err(); err != io.EOF {
				return nil, err
			}
			return tokens, nil
		}
		if (kind == js.DivToken || kind == js.DivEqToken) && (len(tokens) == 0 || !endsOperand(tokens[len(tokens)-1])) {
			kind, token = lexer.RegExp()
		}
		t := scriptToken{place{at, at + len(token)}, kind, string(token)}
		at = t.to
		switch kind {
		case js.WhitespaceToken, js.LineTerminatorToken, js.CommentToken, js.CommentLineTerminatorToken:
			continue
		}
		tokens = append(tokens, t)
	}
}

// endsOperand reports whether an operand can end here, so that a sign behind
// it joins two.
func endsOperand(t scriptToken) bool {
	switch t.kind {
	case js.CloseParenToken, js.CloseBracketToken, js.CloseBraceToken, js.StringToken, js.TemplateToken, js.TemplateEndToken, js.RegExpToken, js.ThisToken, js.TrueToken, js.FalseToken, js.NullToken, js.IncrToken, js.DecrToken:
		return true
	}
	return js.IsNumeric(t.kind) || js.IsIdentifier(t.kind)
}

// nesting is what a token opens or closes.
func nesting(t scriptToken) int {
	switch t.kind {
	case js.OpenParenToken, js.OpenBracketToken, js.OpenBraceToken, js.TemplateStartToken:
		return 1
	case js.CloseParenToken, js.CloseBracketToken, js.CloseBraceToken, js.TemplateEndToken:
		return -1
	}
	return 0
}

// closing is the index of the token that closes what the one at i opens, or 0.
func closing(tokens []scriptToken, i int) int {
	depth := 0
	for j := i; j < len(tokens); j++ {
		if depth += nesting(tokens[j]); depth == 0 {
			return j
		}
	}
	return 0
}

// arguments pairs each argument of the call whose parenthesis is at i with the
// next one. What a function names itself is no argument.
func arguments(tokens []scriptToken, i int, text []byte) [][2]place {
	end := closing(tokens, i)
	if end <= i+1 || end+1 < len(tokens) && (tokens[end+1].kind == js.ArrowToken || tokens[end+1].kind == js.OpenBraceToken) {
		return nil
	}
	var list []place
	start := i + 1
	for j := i + 1; j <= end; j++ {
		if inner := closing(tokens, j); nesting(tokens[j]) > 0 && inner > 0 {
			j = inner
			continue
		}
		if j == end || tokens[j].kind == js.CommaToken {
			if start < j {
				list = append(list, place{tokens[start].from, tokens[j-1].to})
			}
			start = j + 1
		}
	}
	var pairs [][2]place
	for k := 1; k < len(list); k++ {
		if list[k-1].of(text) != list[k].of(text) {
			pairs = append(pairs, [2]place{list[k-1], list[k]})
		}
	}
	return pairs
}

// statement is the index of the semicolon of the call or assignment that
// begins at i, or 0.
func statement(tokens []scriptToken, i int) int {
	if i == 0 || !js.IsIdentifier(tokens[i].kind) && tokens[i].kind != js.ThisToken {
		return 0
	}
	switch tokens[i-1].kind {
	case js.SemicolonToken, js.OpenBraceToken, js.CloseBraceToken, js.CloseParenToken, js.ElseToken:
	default:
		return 0
	}
	for j := i; j < len(tokens); j++ {
		if tokens[j].kind == js.SemicolonToken {
			return j
		}
		if nesting(tokens[j]) > 0 {
			if j = closing(tokens, j); j == 0 {
				return 0
			}
		} else if nesting(tokens[j]) < 0 || tokens[j].kind == js.ArrowToken {
			return 0
		}
	}
	return 0
}

// isScript reports whether a script can be read at all.
func isScript(text []byte) bool {
	_, err := js.Parse(parse.NewInputBytes(bytes.Clone(text)), js.Options{})
	return err == nil
}
