package cnn

// ruleForms and factorForms hold the expressions that the layers declare, by name: a
// record of what a chapter shows holds the name alone.
var (
	ruleForms   = map[Rule]ruleForm{}
	factorForms = map[FactorKind]Expression{}
)

type ruleForm struct {
	Expression
	function string
}

// newRule declares the function by which an output is made of the one element
// t that it reads, or of t among all that it reads. function is its name where
// the field writes it with one, such as "tanh"; else "".
func newRule(name Rule, function string, value Expression) Rule {
	if _, known := ruleForms[name]; known {
		panic("cnn: two layers declare the rule " + string(name))
	}
	ruleForms[name] = ruleForm{value, function}
	return name
}

// newKind declares how a factor comes from the element t that it names.
func newKind(name FactorKind, value Expression) FactorKind {
	if _, known := factorForms[name]; known {
		panic("cnn: the kind of factor " + string(name) + " is declared twice")
	}
	factorForms[name] = value
	return name
}

// Expression is what the rule makes of its terms; ok is false for Given, Sum
// and Largest, which are no functions of one term among others.
func (r Rule) Expression() (e Expression, ok bool) {
	f, ok := ruleForms[r]
	return f.Expression, ok
}

// Function is the name that the field has for the rule's function, such as
// "tanh", or "".
func (r Rule) Function() string { return ruleForms[r].function }

// Expression is how a factor of the kind comes from its element; ok is false
// for Constant, Fraction, Rate and Decay, which name none.
func (k FactorKind) Expression() (e Expression, ok bool) {
	e, ok = factorForms[k]
	return e, ok
}
