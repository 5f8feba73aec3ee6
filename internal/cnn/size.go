package cnn

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// mostWritten is up to which power of 2 package big writes a number: with
// twenty times as many digits it takes seconds.
const mostWritten = 70_000

// farDigits writes a number that is too large, or too near to 0, to be written
// by package big: with log₁₀|x| = n + r, it is 10^r·10^n.
func farDigits(x *big.Float) string {
	const bits = 256
	log := BigLn(new(big.Float).SetPrec(bits).Abs(x), bits)
	log.Quo(log, BigLn(bigNumber(bits, 10), bits))
	whole, _ := log.Int64() // toward 0
	if log.Sign() < 0 {
		whole--
	}
	rest := log.Sub(log, bigNumber(bits, whole))
	digits := BigExp(rest.Mul(rest, BigLn(bigNumber(bits, 10), bits)), bits).Text('f', 24)
	sign := ""
	if x.Sign() < 0 {
		sign = "-"
	}
	return sign + strings.TrimSuffix(strings.TrimRight(digits, "0"), ".") + "e" + strconv.FormatInt(whole, 10) + "…"
}

// size is what is said of an element where scores are so far apart that
// nothing but float64 is known of the pass: of a probability that is 0 there,
// and of ∂L/∂p = −t/p that is infinite there, the logarithm. As in
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
	only := make([]float64, len(p.Activations[last].Data))
	only[offset] = 1
	log := SoftmaxCrossEntropy(p.Activations[last-1].Data, only) / math.Ln10
	switch {
	case kind == "activations" && p.Activations[last].Data[offset] == 0:
		return "10^" + strconv.FormatFloat(-log, 'e', 14, 64) + "…"
	case kind == "gradients" && p.Gradients != nil && math.IsInf(p.Gradients[last].Data[offset], 0):
		return "-10^" + strconv.FormatFloat(log, 'e', 14, 64) + "…"
	}
	return ""
}
