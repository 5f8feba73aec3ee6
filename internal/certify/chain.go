package certify

import (
	"maps"
	"strings"

	"backprop/internal/tex"
	"backprop/internal/witness"
)

// A side of a formula is what stands between two relations.
type side struct {
	*expression // nil where it is no computation
	value       witness.Decimal
	known       bool
}

// chains computes the relations of a formula and returns the numbers in it
// that are thereby certified. What is computed from numbers alone must come
// out. Where symbols are computed the relation must hold in one of the
// chapter's networks: an exercise may suppose another case, and then its
// numbers have to be found by value, and the list has to allow it.
func (c *certifier) chains(kind, source string, tree []tex.Node) map[*tex.Node]way {
	sure := map[*tex.Node]way{}
	parts, _ := split(tree, func(s string) bool { return s == "," || s == ";" || s == "→" })
	for _, part := range parts {
		rows, relations := splitRelations(part)
		if len(rows) < 2 {
			continue
		}
		var sides []side
		for _, row := range rows {
			e, err := readExpression(row)
			if err != nil {
				e = nil
			}
			sides = append(sides, side{expression: e})
		}
		computed := false
		for _, env := range c.knowing(sides) {
			found, any := holdsIn(sides, relations, env)
			computed = computed || any
			if found != nil {
				maps.Copy(sure, found)
				computed = false
				break
			}
		}
		if computed {
			c.fails(kind, source, sides, relations)
		}
	}
	return sure
}

// fails reports a formula that holds in none of the networks.
func (c *certifier) fails(kind, source string, sides []side, relations []string) {
	for i, relation := range relations {
		a, b := sides[i], sides[i+1]
		if a.expression == nil || b.expression == nil || a.symbols() || b.symbols() {
			continue
		}
		sure := map[*tex.Node]way{}
		a.compute(nil)
		b.compute(nil)
		if a.known && b.known && !related(&a, relation, &b, nil, nil, sure) {
			c.fault(c.line, "%s: in %s the numbers come to %.14s…, not to %.14s…", kind, source, a.value, b.value)
			return
		}
	}
	for _, w := range c.worlds {
		if w.exact.Undecided() {
			return // a gate or a winner of float64, which the equations tell
		}
	}
	if strings.HasPrefix(kind, "exercise") || strings.HasPrefix(kind, "slip") {
		c.gap(c.line, kind+", supposed", "%s", source)
		return
	}
	c.fault(c.line, "%s: %s does not hold in 100 digits", kind, source)
}

// compute finds what a side comes to in an environment, which may be nil.
func (s *side) compute(env environment) {
	s.known = false
	if s.expression == nil {
		return
	}
	if v, err := s.expression.value(env); err == nil {
		s.value, s.known = v, true
	}
}

// holdsIn computes a chain of relations in an environment. It returns nil
// where one of them does not hold, and where none can be computed.
func holdsIn(sides []side, relations []string, env environment) (sure map[*tex.Node]way, computed bool) {
	sure = map[*tex.Node]way{}
	var truth *witness.Decimal // what the symbols stand for
	for i := range sides {
		s := &sides[i]
		s.compute(env)
		if s.known && s.symbols() && truth == nil {
			truth = &s.value
		}
	}
	holds := true
	for i, relation := range relations {
		if a, b := &sides[i], &sides[i+1]; a.known && b.known {
			holds = holds && related(a, relation, b, env, truth, sure)
			computed = true
		}
	}
	if !holds || !computed {
		return nil, computed
	}
	return sure, true
}

// related checks one relation and notes which numbers it certifies.
func related(a *side, relation string, b *side, env environment, truth *witness.Decimal, sure map[*tex.Node]way) bool {
	if relation != "≈" {
		if !holds(a.value, relation, b.value) {
			return false
		}
		if relation == "=" && !a.symbols() {
			for _, leaf := range a.leaves() {
				if _, ok := sure[leaf.node]; !ok {
					sure[leaf.node] = asTyped
				}
			}
		}
		if b.single() && (relation == "=") {
			sure[b.node] = byRelation
			return truth == nil || b.digits.value.Is(*truth)
		}
		if a.symbols() && relation == "=" {
			factors(a.expression, b.expression, env, sure)
		}
		return true
	}
	if b.single() {
		if b.digits.rounds(a.value) != nil {
			return false
		}
		if truth != nil && (b.digits.rounds(*truth) != nil || b.digits.exact(*truth)) {
			return false
		}
		sure[b.node] = byRelation
		return true
	}
	if a.symbols() {
		return factors(a.expression, b.expression, env, sure)
	}
	return true
}

// factors compares symbols with the substitution that follows them, leaf by
// leaf: each number must be the rounded value of its symbol.
func factors(symbols, numbers *expression, env environment, sure map[*tex.Node]way) bool {
	if numbers.op == "number" {
		v, err := symbols.value(env)
		if err != nil || numbers.digits.rounds(v) != nil {
			return false
		}
		sure[numbers.node] = byFactor
		return true
	}
	if symbols.op != numbers.op || len(symbols.kids) != len(numbers.kids) {
		return false
	}
	for i := range symbols.kids {
		if !factors(symbols.kids[i], numbers.kids[i], env, sure) {
			return false
		}
	}
	return true
}
