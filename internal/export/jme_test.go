package export

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A jme evaluates expressions of the part of JME that the exams use: a second
// reader, so that a definition is held against the numbers of the pass.
type jme struct {
	text string
	at   int
	vars map[string]any // float64 or [][]float64
}

// evaluate is the value of an expression: a float64 or a matrix.
func evaluate(text string, vars map[string]any) (value any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: %v", text, r)
		}
	}()
	e := &jme{text: text, vars: vars}
	value = e.and()
	if e.at < len(e.text) {
		panic(fmt.Sprintf("left over: %s", e.text[e.at:]))
	}
	return value, nil
}

func (e *jme) skip(token string) bool {
	e.at += len(e.text[e.at:]) - len(strings.TrimLeft(e.text[e.at:], " "))
	if !strings.HasPrefix(e.text[e.at:], token) {
		return false
	}
	e.at += len(token)
	return true
}

func (e *jme) must(token string) {
	if !e.skip(token) {
		panic("expected " + token + " at " + e.text[e.at:])
	}
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func (e *jme) and() any {
	v := e.compared()
	for e.skip("and ") {
		right := e.compared().(float64)
		v = truth(v.(float64) != 0 && right != 0)
	}
	return v
}

func (e *jme) compared() any {
	v := e.sum()
	switch {
	case e.skip(">="):
		return truth(v.(float64) >= e.sum().(float64))
	case e.skip(">"):
		return truth(v.(float64) > e.sum().(float64))
	}
	return v
}

func (e *jme) sum() any {
	v := e.product()
	for {
		switch {
		case e.skip("+"):
			v = v.(float64) + e.product().(float64)
		case e.skip("-"):
			v = v.(float64) - e.product().(float64)
		default:
			return v
		}
	}
}

func (e *jme) product() any {
	v := e.unary()
	for {
		switch {
		case e.skip("*"):
			v = float64(v.(float64) * e.unary().(float64))
		case e.skip("/"):
			v = v.(float64) / e.unary().(float64)
		default:
			return v
		}
	}
}

func (e *jme) unary() any {
	if e.skip("-") {
		return -e.unary().(float64)
	}
	if e.skip("(") {
		v := e.and()
		e.must(")")
		return v
	}
	if e.skip("[") {
		return e.list()
	}
	start := e.at
	for e.at < len(e.text) && strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789.", rune(e.text[e.at])) {
		e.at++
	}
	word := e.text[start:e.at]
	if v, err := strconv.ParseFloat(word, 64); err == nil {
		return v
	}
	if e.skip("(") {
		return e.call(word)
	}
	v, ok := e.vars[word]
	if !ok {
		panic("no variable " + word)
	}
	for e.skip("[") {
		i := int(e.sum().(float64))
		e.must("]")
		switch of := v.(type) {
		case [][]float64:
			v = of[i]
		case []float64:
			v = of[i]
		}
	}
	return v
}

// list is what stands in brackets.
func (e *jme) list() []float64 {
	var all []float64
	for !e.skip("]") {
		all = append(all, e.and().(float64))
		e.skip(",")
	}
	return all
}

func (e *jme) call(name string) any {
	var args []any
	for !e.skip(")") {
		args = append(args, e.and())
		e.skip(",")
	}
	number := func(i int) float64 { return args[i].(float64) }
	switch name {
	case "matrix":
		var m [][]float64
		for _, row := range args {
			m = append(m, row.([]float64))
		}
		return m
	case "max":
		if list, ok := args[0].([]float64); ok {
			largest := math.Inf(-1)
			for _, v := range list {
				largest = max(largest, v)
			}
			return largest
		}
		return max(number(0), number(1))
	case "exp":
		return math.Exp(number(0))
	case "ln":
		return math.Log(number(0))
	case "if":
		if number(0) != 0 {
			return args[1]
		}
		return args[2]
	}
	panic("no function " + name)
}

// flat are the numbers of a value.
func flat(value any) []float64 {
	switch v := value.(type) {
	case float64:
		return []float64{v}
	case [][]float64:
		var all []float64
		for _, row := range v {
			all = append(all, row...)
		}
		return all
	}
	return nil
}
