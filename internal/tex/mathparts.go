package tex

import "strings"

// mathScripted writes scripts beside their base, or under and over it where
// the base has limits and the formula is displayed.
func mathScripted(n scripted, st style, extra []attr) *element {
	base := mathNode(n.base, st, extra...)
	var sub, sup *element
	if n.sub != nil {
		sub = mathNode(n.sub, st.inScript())
	}
	if n.sup != nil {
		sup = mathNode(n.sup, st.inScript())
	}
	if n.primes > 0 {
		primes := leaf("mo", strings.Repeat(prime, n.primes), attr{"lspace", "0"}, attr{"rspace", "0"}).addClass("prime")
		if sup != nil {
			sup = branch("mrow", primes, sup)
		} else {
			sup = primes
		}
	}
	names := [...]string{"msub", "msup", "msubsup"}
	if st.display && hasLimits(n.base) {
		names = [...]string{"munder", "mover", "munderover"}
	}
	switch {
	case sup == nil:
		return branch(names[0], base, sub)
	case sub == nil:
		return branch(names[1], base, sup)
	}
	return branch(names[2], base, sub, sup)
}

// hasLimits reports whether scripts of n stand under and over it in a
// displayed formula.
func hasLimits(n node) bool {
	switch v := unwrap(n).(type) {
	case bigOperator:
		return true
	case namedOperator:
		return v.limits
	}
	return false
}

// mathFenced puts delimiters that grow around elements.
func mathFenced(open, close string, kids []*element) *element {
	fence := func(delimiter, form string) []*element {
		if delimiter == "" {
			return nil
		}
		return []*element{leaf("mo", delimiter, attr{"fence", "true"}, attr{"stretchy", "true"}, attr{"form", form})}
	}
	all := fence(open, "prefix")
	all = append(all, kids...)
	return branch("mrow", append(all, fence(close, "postfix")...)...)
}

// mathTable writes an environment. The class of the mtable is the
// environment's name, or matrix; a cell that belongs to the left or to the
// right has that as its class, because MathML Core leaves alignment to the
// style sheet.
func mathTable(t table, st style) *element {
	in := style{display: t.env.display, script: st.script}
	mtable := branch("mtable").set("class", tableClass(t.env))
	if t.env.display {
		mtable.set("displaystyle", "true")
	}
	for _, cells := range t.rows {
		mtr := branch("mtr")
		for j, cell := range cells {
			mtr.kids = append(mtr.kids, mathCell(cell, t.env.align(j), in))
		}
		mtable.kids = append(mtable.kids, mtr)
	}
	if t.env.open == "" && t.env.close == "" {
		return mtable
	}
	return mathFenced(t.env.open, t.env.close, []*element{mtable})
}

func tableClass(env environment) string {
	if env.equal {
		return "matrix"
	}
	return env.name
}

// mathCell writes a cell. A \class around the whole cell becomes the cell's.
func mathCell(cell row, a align, st style) *element {
	mtd := branch("mtd")
	if a != natural {
		mtd.addClass(string(a))
	}
	for len(cell) == 1 {
		c, ok := cell[0].(classed)
		if !ok {
			break
		}
		mtd.addClass(c.name)
		cell = c.body
	}
	mtd.kids = mathRow(cell, st)
	return mtd
}

func mathBraced(n braced, st style) *element {
	name, brace := "munder", underBrace
	if n.over {
		name, brace = "mover", overBrace
	}
	mo := leaf("mo", brace, attr{"stretchy", "true"})
	e := branch(name, branch("mrow", mathRow(n.body, st)...), mo)
	if n.note != nil {
		e = branch(name, e, mathNode(n.note, st.inScript()))
	}
	return e
}
