package witness

import "math"

var minusOne = New(-1)

// A node is one number of a computation: its value, what it was computed
// from, the slope towards each of these, and the gradient that arrives.
type node struct {
	value, grad Decimal
	parents     [2]*node
	slopes      [2]*Decimal // nil stands for 1

	// float is what plain float64 arithmetic makes of the same steps, and
	// exact says that no step rounded, so that ties of float are true ties.
	float float64
	exact bool
}

// A tape is scalar reverse-mode differentiation: a computation in the order in which it was made.
type tape struct {
	nodes []*node
	// undecided is set when two numbers were compared that are so close that
	// float64 arithmetic may have ordered them otherwise.
	undecided bool
}

func (t *tape) leaf(f float64) *node {
	n := &node{value: New(f), float: f, exact: true}
	t.nodes = append(t.nodes, n)
	return n
}

func (t *tape) leaves(fs []float64) []*node {
	all := make([]*node, len(fs))
	for i, f := range fs {
		all[i] = t.leaf(f)
	}
	return all
}

func (t *tape) made(a, b *node) *node {
	n := &node{parents: [2]*node{a, b}, exact: a.exact && (b == nil || b.exact)}
	t.nodes = append(t.nodes, n)
	return n
}

func (t *tape) add(a, b *node) *node {
	n := t.made(a, b)
	n.value = a.value.Plus(b.value)
	n.float = a.float + b.float
	back := n.float - a.float
	n.exact = n.exact && (a.float-(n.float-back))+(b.float-back) == 0
	return n
}

func (t *tape) sub(a, b *node) *node {
	n := t.made(a, b)
	n.value = a.value.Minus(b.value)
	n.float = a.float - b.float
	n.slopes[1] = &minusOne
	n.exact = false // subtracted only where nothing is compared afterwards
	return n
}

func (t *tape) mul(a, b *node) *node {
	n := t.made(a, b)
	n.value = a.value.Times(b.value)
	n.slopes = [2]*Decimal{&b.value, &a.value}
	n.float = a.float * b.float
	n.exact = n.exact && math.FMA(a.float, b.float, -n.float) == 0
	return n
}

func (t *tape) div(a, b *node) *node {
	n := t.made(a, b)
	n.value = a.value.Over(b.value)
	inverse := New(1).Over(b.value)
	slope := n.value.Times(inverse).Negated()
	n.slopes = [2]*Decimal{&inverse, &slope}
	n.float = a.float / b.float
	frac, _ := math.Frexp(b.float)
	n.exact = n.exact && frac == 0.5 // a power of two
	return n
}

// copied is the same number at another place.
func (t *tape) copied(a *node) *node {
	n := t.made(a, nil)
	n.value = a.value
	n.float = a.float
	return n
}

func (t *tape) exp(a *node) *node {
	n := t.made(a, nil)
	n.value = a.value.Exp()
	n.slopes[0] = &n.value
	n.float, n.exact = math.Exp(a.float), false
	return n
}

func (t *tape) ln(a *node) *node {
	n := t.made(a, nil)
	n.value = a.value.Ln()
	slope := New(1).Over(a.value)
	n.slopes[0] = &slope
	n.float, n.exact = math.Log(a.float), false
	return n
}

// above reports a > b. Where that hangs on rounding it marks the tape and says
// what float64 arithmetic says, which is what the engine and other systems do.
func (t *tape) above(a, b *node) bool {
	if !(a.exact && b.exact) && math.Abs(a.float-b.float) <= 1e-9*max(math.Abs(a.float), math.Abs(b.float), 1e-3) {
		t.undecided = true
		return a.float > b.float
	}
	return a.value.Compare(b.value) > 0
}

// backward sends the gradients of the nodes, which some end has seeded, back
// to what each was computed from.
func (t *tape) backward() {
	for i := len(t.nodes) - 1; i >= 0; i-- {
		n := t.nodes[i]
		if n.grad.Sign() == 0 {
			continue
		}
		for k, parent := range n.parents {
			if parent == nil {
				continue
			}
			arriving := n.grad
			if n.slopes[k] != nil {
				arriving = arriving.Times(*n.slopes[k])
			}
			parent.grad = parent.grad.Plus(arriving)
		}
	}
}
