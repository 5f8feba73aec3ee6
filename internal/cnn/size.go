package cnn

import (
	"math"
	"strconv"
)

// size is what is said of an element where scores are so far apart that
// nothing but float64 is known of the pass: of a probability that is 0 or 1
// there, and of ∂L/∂p = −t/p that is infinite there, the logarithm. As in
// SoftmaxCrossEntropy, −ln p_i = (m − s_i) + ln Σ_j e^(s_j − m). Without such
// scores, and elsewhere, it is "".
func (p *Pass) size(place Place, offset int) string {
	kind, number, _, err := place.parts()
	last := len(p.stages)
	if err != nil || number != last || last == 0 || offset >= len(p.Activations[last].Data) {
		return ""
	}
	if _, ok := p.Network.Layers[last-1].(Softmax); !ok {
		return ""
	}
	size := p.shapes[last].Size()
	only := make([]float64, size)
	only[offset%size] = 1
	log := SoftmaxCrossEntropy(p.examplePart(p.Activations[last-1].Data, offset/size), only) / math.Ln10
	switch {
	case kind == "activations" && p.Activations[last].Data[offset] == 0:
		return "10^" + strconv.FormatFloat(-log, 'e', 14, 64) + "…"
	case kind == "gradients" && p.Gradients != nil && math.IsInf(p.Gradients[last].Data[offset], 0):
		return "-10^" + strconv.FormatFloat(log, 'e', 14, 64) + "…"
	}
	return ""
}
