package certify

import (
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
// that are thereby certified. A formula that does not hold as it stands
// certifies none: it may speak of another case than the network's ("suppose
// that …"), and its numbers have to be found by value.
func (c *certifier) chains(tree []tex.Node) map[*tex.Node]way {
	sure := map[*tex.Node]way{}
	parts, _ := split(tree, func(s string) bool { return s == "," || s == ";" || s == "→" })
	for _, part := range parts {
		rows, relations := splitRelations(part)
		if len(rows) < 2 {
			continue
		}
		var sides []side
		symbols := false
		for _, row := range rows {
			e, err := readExpression(row)
			if err != nil {
				e = nil
			}
			symbols = symbols || e != nil && e.symbols()
			sides = append(sides, side{expression: e})
		}
		worlds := c.worlds
		if !symbols {
			worlds = worlds[:1]
		}
		for _, w := range worlds {
			if found := holdsIn(sides, relations, w); found != nil {
				for n, way := range found {
					sure[n] = way
				}
				break
			}
		}
	}
	return sure
}

// holdsIn computes a chain of relations in a world; nil where one of them
// does not hold or none can be computed.
func holdsIn(sides []side, relations []string, w *world) map[*tex.Node]way {
	sure := map[*tex.Node]way{}
	var truth *witness.Decimal // what the symbols stand for
	for i := range sides {
		s := &sides[i]
		s.known = false
		if s.expression == nil {
			continue
		}
		v, err := s.expression.value(w)
		if err != nil {
			continue
		}
		s.value, s.known = v, true
		if s.symbols() && truth == nil {
			truth = &s.value
		}
	}
	computed := false
	for i, relation := range relations {
		a, b := &sides[i], &sides[i+1]
		if !a.known || !b.known {
			continue
		}
		if !related(a, relation, b, w, truth, sure) {
			return nil
		}
		computed = true
	}
	if !computed {
		return nil
	}
	return sure
}

// related checks one relation and notes which numbers it certifies.
func related(a *side, relation string, b *side, w *world, truth *witness.Decimal, sure map[*tex.Node]way) bool {
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
			factors(a.expression, b.expression, w, sure)
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
		return factors(a.expression, b.expression, w, sure)
	}
	return true
}

// factors compares symbols with the substitution that follows them, leaf by
// leaf: each number must be the rounded value of its symbol.
func factors(symbols, numbers *expression, w *world, sure map[*tex.Node]way) bool {
	if numbers.op == "number" {
		v, err := symbols.value(w)
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
		if !factors(symbols.kids[i], numbers.kids[i], w, sure) {
			return false
		}
	}
	return true
}
