package witness

import (
	"math"
	"strconv"

	"github.com/cockroachdb/apd/v3"
)

// Digits is how many digits the arithmetic has, and mostDigits how many it has
// at the most where a curve is so flat that 50 cannot tell it from its limit.
const (
	Digits     = 50
	mostDigits = 2466 // σ(5678) is 1 − 10⁻²⁴⁶⁶
)

var (
	decimals = apd.BaseContext.WithPrecision(Digits)
	minusOne = apd.New(-1, 0)
)

// context is the arithmetic of so many digits; 0 stands for Digits.
func context(digits uint32) *apd.Context {
	if digits <= Digits {
		return decimals
	}
	return apd.BaseContext.WithPrecision(digits)
}

// A node is one number of a computation: its value, what it was computed
// from, the slope towards each of these, and the gradient that arrives.
type node struct {
	value, grad apd.Decimal
	parents     [2]*node
	slopes      [2]*apd.Decimal // nil stands for 1

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

	digits uint32
	*apd.Context
	steepest float64 // the largest size of what a power of e was taken of
}

func must[T any](_ T, err error) {
	if err != nil {
		panic(err)
	}
}

// written is the decimal that a float64 is written as: the shortest that no
// other float64 is nearer to. So 0.1 is a tenth, as whoever wrote it meant.
func written(d *apd.Decimal, f float64) {
	_, _, err := d.SetString(strconv.FormatFloat(f, 'g', -1, 64))
	must(d, err)
}

func (t *tape) leaf(f float64) *node {
	n := &node{float: f, exact: true}
	written(&n.value, f)
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
	must(t.Add(&n.value, &a.value, &b.value))
	settle(&n.value, &a.value, &b.value, t.digits)
	n.float = a.float + b.float
	back := n.float - a.float
	n.exact = n.exact && (a.float-(n.float-back))+(b.float-back) == 0
	return n
}

func (t *tape) sub(a, b *node) *node {
	n := t.made(a, b)
	must(t.Sub(&n.value, &a.value, &b.value))
	settle(&n.value, &a.value, &b.value, t.digits)
	n.float = a.float - b.float
	n.slopes[1] = minusOne
	n.exact = false // subtracted only where nothing is compared afterwards
	return n
}

func (t *tape) mul(a, b *node) *node {
	n := t.made(a, b)
	must(t.Mul(&n.value, &a.value, &b.value))
	n.slopes = [2]*apd.Decimal{&b.value, &a.value}
	n.float = a.float * b.float
	n.exact = n.exact && math.FMA(a.float, b.float, -n.float) == 0
	return n
}

func (t *tape) div(a, b *node) *node {
	n := t.made(a, b)
	inverse, slope := new(apd.Decimal), new(apd.Decimal)
	must(t.Quo(&n.value, &a.value, &b.value))
	must(t.Quo(inverse, apd.New(1, 0), &b.value))
	must(t.Mul(slope, &n.value, inverse))
	slope.Neg(slope)
	n.slopes = [2]*apd.Decimal{inverse, slope}
	n.float = a.float / b.float
	frac, _ := math.Frexp(b.float)
	n.exact = n.exact && frac == 0.5 // a power of two
	return n
}

// copied is the same number at another place.
func (t *tape) copied(a *node) *node {
	n := t.made(a, nil)
	n.value.Set(&a.value)
	n.float = a.float
	return n
}

func (t *tape) exp(a *node) *node {
	n := t.made(a, nil)
	t.steepest = max(t.steepest, math.Abs(a.float))
	exp(t.Context, &n.value, &a.value)
	n.slopes[0] = &n.value
	n.float, n.exact = math.Exp(a.float), false
	return n
}

func (t *tape) ln(a *node) *node {
	n := t.made(a, nil)
	must(t.Ln(&n.value, &a.value))
	n.slopes[0] = new(apd.Decimal)
	must(t.Quo(n.slopes[0], apd.New(1, 0), &a.value))
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
	return a.value.Cmp(&b.value) > 0
}

// backward sends the gradients of the nodes, which some end has seeded, back
// to what each was computed from.
func (t *tape) backward() {
	var product, before apd.Decimal
	for i := len(t.nodes) - 1; i >= 0; i-- {
		n := t.nodes[i]
		if n.grad.IsZero() {
			continue
		}
		for k, parent := range n.parents {
			if parent == nil {
				continue
			}
			arriving := &n.grad
			if n.slopes[k] != nil {
				must(t.Mul(&product, &n.grad, n.slopes[k]))
				arriving = &product
			}
			before.Set(&parent.grad)
			must(t.Add(&parent.grad, &before, arriving))
			settle(&parent.grad, &before, arriving, t.digits)
		}
	}
}
