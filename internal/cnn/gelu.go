package cnn

// ShareBelow is the rule of an output that is t·Φ(t).
var ShareBelow = newRule("gelu", "", Times(T, Phi(T)))

// ShareBelowSlope is the slope of that, Φ(t) + t·φ(t).
var ShareBelowSlope = newKind("gelu slope", Plus(Phi(T), Times(T, Density(T))))

// GELU is z·Φ(z), with Φ the integral of the normal distribution and not the
// approximation by a tanh (Hendrycks and Gimpel, Gaussian error linear units,
// arXiv:1606.08415). Its slope is Φ(z) + z·φ(z), with φ the distribution's
// density.
type GELU struct{ elementwise }

// Op is "gelu".
func (GELU) Op() string { return "gelu" }

// Forward multiplies each element by the share of the normal distribution that
// lies below it. A sum with 0 makes 0 of −0.
func (GELU) Forward(x, y []float64, links []Link) {
	for i, z := range x {
		share, density := normal(z)
		at := double{hi: z}
		y[i] = at.times(share).float() + 0
		links[i].Slope = share.plus(at.times(density)).float()
	}
}

// Rule names the function.
func (GELU) Rule() Rule { return ShareBelow }

// SlopeFactors is Φ(z) + z·φ(z).
func (GELU) SlopeFactors(link Link, in, _ Quantity) []Factor {
	return []Factor{in.factor(ShareBelowSlope, link.In, link.Slope)}
}
