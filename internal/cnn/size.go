package cnn

import (
	"math"
	"strconv"
)

// size is what is said of an element where scores are so far apart that
// nothing but float64 is known of the pass: of a probability that is 0 or 1
// there, and of ∂L/∂p = −t/p that is infinite there, the logarithm. As in
// SoftmaxCrossEntropy, −ln p_i = (m − s_i) + ln Σ_j e^(s_j − m), and behind a
// sigmoid it is ln(1 + e^|z|). Without such scores, and elsewhere, it is "".
func (p *Pass) size(place Place, offset int) string {
	kind, last := place.Kind, len(p.stages)
	if place.Number != last || last == 0 || offset >= len(p.Activations[last].Data) {
		return ""
	}
	gradient := 0.0
	if kind == Gradients && p.Gradients != nil {
		gradient = p.Gradients[last].Data[offset]
	}
	count := p.shapes[last].Size()
	scores, log := p.examplePart(p.Activations[last-1].Data, offset/count), 0.0
	switch p.Network.Layers[last-1].(type) {
	case Softmax:
		top, rest := logOfPowers(scores)
		log = top - scores[offset%count] + rest
	case Sigmoid:
		if kind == Activations {
			return "" // what is next to 1 here is next to it everywhere
		}
		log = minusLog(-math.Abs(scores[offset%count]))
	default:
		return ""
	}
	log /= math.Ln10
	switch {
	case kind == Activations && p.Activations[last].Data[offset] == 0:
		return "10^" + strconv.FormatFloat(-log, 'e', 14, 64) + "…"
	case math.IsInf(gradient, 0):
		sign := ""
		if gradient < 0 {
			sign = "-"
		}
		return sign + "10^" + strconv.FormatFloat(log, 'e', 14, 64) + "…"
	}
	return ""
}
