package cnn

// LeakyReLU is z where z > 0 and Leak·z elsewhere; its slope at 0 is Leak.
type LeakyReLU struct {
	elementwise
	Leak float64
}

// Op is "leaky_relu".
func (LeakyReLU) Op() string { return "leaky_relu" }

// Forward multiplies each element by its slope.
func (r LeakyReLU) Forward(x, y []float64, links []Link) {
	for i, z := range x {
		slope := r.Leak
		if z > 0 {
			slope = 1
		}
		y[i], links[i].Slope = slope*z, slope
	}
}

// Rule says that an output is its slope times what it reads.
func (LeakyReLU) Rule() Rule { return Sum }

// SlopeFactors is the slope as a number, 1 or the leak.
func (LeakyReLU) SlopeFactors(link Link, _, _ Quantity) []Factor {
	if link.Slope == 1 {
		return nil
	}
	return []Factor{constant(link.Slope)}
}
