package cnn

// LogShare is the rule of an output that is t less the logarithm of the sum of
// e to the power of each element that the output reads.
var LogShare = newRule("log share", "", Minus(T, Ln(OverAll(Exp(EachOne)))))

// The parts of the slope of a log-softmax, which is written in its output y =
// ln p: p is e^y.
var (
	PowerOf           = newKind("power", Exp(T))
	ComplementOfPower = newKind("complement of power", Minus(Number(1), Exp(T)))
)

// LogSoftmax makes logarithms of probabilities: y_i = s_i − ln Σ_j e^{s_j}. Every
// output reads every score, with slope [i=j] − e^{y_j}.
type LogSoftmax struct{ Softmax }

// Op is "log_softmax".
func (LogSoftmax) Op() string { return "log_softmax" }

// OutputShape is the input's, which must be a vector.
func (s LogSoftmax) OutputShape(in Shape) (Shape, error) {
	return vectorAlone(s.Op(), in)
}

// Forward subtracts the largest score first, so that no power overflows. 1 −
// p_j is summed from the other probabilities.
func (LogSoftmax) Forward(x, y []float64, links []Link) {
	top, shift := logOfPowers(x)
	total := 0.0
	for i, s := range x {
		y[i] = exp(s - top)
		total += y[i]
	}
	n := len(x)
	for j := range x {
		others := 0.0
		for i, power := range y {
			links[i*n+j].Slope = -y[j] / total
			if i != j {
				others += power / total
			}
		}
		links[j*n+j].Slope = others
	}
	for i, s := range x {
		y[i] = s - top - shift
	}
}

// Rule says that an output is the logarithm of its share of all powers.
func (LogSoftmax) Rule() Rule { return LogShare }

// SlopeFactors is 1 − e^y on the diagonal and −e^y off it.
func (LogSoftmax) SlopeFactors(link Link, _, out Quantity) []Factor {
	if link.Out == link.In {
		return []Factor{out.factor(ComplementOfPower, link.In, link.Slope)}
	}
	return []Factor{constant(-1), out.factor(PowerOf, link.In, -link.Slope)}
}
