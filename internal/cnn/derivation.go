package cnn

// A Rule says how the terms of a derivation make its value.
type Rule string

// The rules.
const (
	Given             Rule = "given"     // read from the network; no terms
	Sum               Rule = "sum"       // the sum of the terms
	Largest           Rule = "largest"   // the largest term, the first of equal ones
	Rectified         Rule = "rectified" // the larger of 0 and the one term
	Logistic          Rule = "logistic"  // 1/(1 + e^−t) of the one term t
	HyperbolicTangent Rule = "tanh"      // tanh(t) of the one term t
	Share             Rule = "share"     // e^t of the chosen term over the sum of e^t of all
)

// A FactorKind says how a factor comes from the element that it names.
type FactorKind string

// The kinds of a factor. t is the element that the factor names.
const (
	Element          FactorKind = "element"           // t
	Complement       FactorKind = "complement"        // 1 − t
	SquareComplement FactorKind = "square complement" // 1 − t²
	Gate             FactorKind = "gate"              // [t > 0], which is 1 or 0
	Logarithm        FactorKind = "logarithm"         // ln t
	Reciprocal       FactorKind = "reciprocal"        // 1/t
	Constant         FactorKind = "constant"          // a number without a name
	Fraction         FactorKind = "fraction"          // 1/n, with n in Element
	Rate             FactorKind = "rate"              // η, the learning rate
	Difference       FactorKind = "difference"        // t − u, with u in Minus
	SquareDifference FactorKind = "square difference" // (t − u)²
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
}

// A Term is a product of factors.
type Term struct {
	Factors []Factor
	Value   float64
	// Chosen marks the winner of Largest, the element itself of Share, and a
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
}

// constant is a factor without a name.
func constant(v float64) Factor { return Factor{Kind: Constant, Element: v, Value: v} }

// term multiplies factors in the order in which they stand.
func term(factors ...Factor) Term {
	v := 1.0
	for _, f := range factors {
		v *= f.Value
	}
	return Term{Factors: factors, Value: v}
}
