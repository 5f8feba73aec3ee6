package cnn

// A Rule says how the terms of a derivation make its value. A layer with a
// function of its own declares the rule beside it, with newRule.
type Rule string

// The rules that belong to no single layer.
const (
	Given   Rule = "given"   // read from the network; no terms
	Sum     Rule = "sum"     // the sum of the terms
	Largest Rule = "largest" // the largest term, the first of equal ones
)

// A FactorKind says how a factor comes from the element t that it names. A
// layer whose slope has another form declares that beside it, with newKind.
type FactorKind string

// The kinds that say no more than their name.
const (
	Constant FactorKind = "constant" // a number without a name
	Fraction FactorKind = "fraction" // 1/n, with n in Element
	Rate     FactorKind = "rate"     // η, the learning rate
	Decay    FactorKind = "decay"    // λ, the weight decay
)

// The kinds that the layers and the losses share.
var (
	Element          = newKind("element", T)
	Complement       = newKind("complement", Minus(Number(1), T))
	Logarithm        = newKind("logarithm", Ln(T))
	Reciprocal       = newKind("reciprocal", Over(Number(1), T))
	Difference       = newKind("difference", Minus(T, U)) // u is in Minus
	SquareDifference = newKind("square difference", Squared(Minus(T, U)))
)

// A Factor is one number of a term, with the element that it comes from.
type Factor struct {
	Kind    FactorKind
	Sign    Sign
	Place   Place   // where the element stands; "" for a constant
	Index   []int   // the element's label in its tensor
	Element float64 // the element's own value
	Value   float64 // what the factor contributes
	Exact   string  `json:",omitempty"` // what the element is where its float64 does not tell; see Quantity.Exact
	Minus   *Factor `json:",omitempty"` // the element that a difference subtracts
	// Constant is what the kind's expression calls c, a number of the network.
	Constant float64 `json:",omitempty"`
}

// A Term is a product of factors.
type Term struct {
	Factors []Factor
	Value   float64
	// Sum is what is said beside the float64 of the sum up to and with this term,
	// as by Quantity.Exact.
	Sum string `json:",omitempty"`
	// Chosen marks the winner of Largest, the element itself of Share and LogShare, and a
	// Rectified term that is above 0.
	Chosen bool `json:",omitempty"`
}

// A Derivation is how one element came about: the terms, in the order in
// which they were added or compared, and the rule that made them one value.
type Derivation struct {
	Sign  Sign
	Place Place
	Index []int // the element's label in its tensor
	Rule  Rule
	Terms []Term
	Value float64
	Exact string `json:",omitempty"` // as that of a factor
	// Lost marks the gradient of a cell that windows have read and none has kept,
	// which has no terms for that reason.
	Lost bool `json:",omitempty"`
	// OnlyClass marks a loss of the other classes, or its gradient, which has no
	// terms because there is no other.
	OnlyClass bool `json:",omitempty"`
}

// constant is a factor without a name.
func constant(v float64) Factor { return Factor{Kind: Constant, Element: v, Value: v} }

// oneOver is the factor 1/n.
func oneOver(n int) Factor { return Factor{Kind: Fraction, Element: float64(n), Value: 1 / float64(n)} }

// term multiplies factors in the order in which they stand.
func term(factors ...Factor) Term {
	v := 1.0
	for _, f := range factors {
		v *= f.Value
	}
	return Term{Factors: factors, Value: v}
}
