package cnn

// The losses of squares. n is the number of outputs.
const (
	SquaredError     LossOp = "squared_error"      // Σ (out − t)²
	HalfSquaredError LossOp = "half_squared_error" // ½ Σ (out − t)²
	MeanSquaredError LossOp = "mean_squared_error" // (1/n) Σ (out − t)²
)

var (
	squaredErrorKind = LossKind{
		Op:       SquaredError,
		Sentence: "Squared error: the squares of all differences, added.",
		Formula:  `\sum_{INDEX} (OUT - TARGET)^2`,
		Slope:    `2 \cdot (OUT - TARGET)`,
		rule:     squares{},
	}
	halfSquaredErrorKind = LossKind{
		Op:       HalfSquaredError,
		Sentence: "Half the squared error, with the ½ to cancel the 2 of the slope.",
		Formula:  `\frac{1}{2} \sum_{INDEX} (OUT - TARGET)^2`,
		Slope:    `OUT - TARGET`,
		rule:     squares{half: true},
	}
	meanSquaredErrorKind = LossKind{
		Op:       MeanSquaredError,
		Sentence: "Mean squared error: the mean of the squares of all differences.",
		Formula:  `\frac{1}{COUNT} \sum_{INDEX} (OUT - TARGET)^2`,
		Slope:    `\frac{2}{COUNT} (OUT - TARGET)`,
		rule:     squares{mean: true},
	}
)

// squares is a share of Σ (out − t)²; with neither half nor mean the share is 1.
type squares struct{ half, mean bool }

// share is the factor before the sum: 1, ½ or 1/n.
func (s squares) share(n int) float64 {
	switch {
	case s.half:
		return 0.5
	case s.mean:
		return 1 / float64(n)
	}
	return 1
}

// factors is the share as factors of a term, where it is not 1.
func (s squares) factors(n int) []Factor {
	switch {
	case s.half:
		return []Factor{oneOver(2)}
	case s.mean && n > 1:
		return []Factor{oneOver(n)}
	}
	return nil
}

func (s squares) value(l *Loss, _, out []float64) float64 {
	sum := 0.0
	for i, o := range out {
		d := o - l.Target.Data[i]
		sum += float64(d * d)
	}
	return s.share(len(out)) * sum
}

// gradient is twice the share times the difference.
func (s squares) gradient(l *Loss, _, out, grad []float64) {
	for i, o := range out {
		grad[i] = 2 * s.share(len(out)) * (o - l.Target.Data[i])
	}
}

func (s squares) terms(_ *Loss, e lossEnd, i int) []Term {
	t := e.y(i)
	d := e.o(i) - t.Value
	square := e.a(SquareDifference, i, d*d)
	square.Minus = &t
	return []Term{term(append(s.factors(e.count), square)...)}
}

func (s squares) slopes(_ *Loss, e lossEnd, i int) []Term {
	t := e.y(i)
	difference := e.a(Difference, i, e.o(i)-t.Value)
	difference.Minus = &t
	switch {
	case s.half:
		return []Term{term(difference)}
	case s.mean && e.count > 1:
		return []Term{term(constant(2), oneOver(e.count), difference)}
	}
	return []Term{term(constant(2), difference)}
}
