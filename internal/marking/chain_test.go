package marking

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"backprop/internal/cnn"
)

// rounders are ways in which people and programs round to so many decimals.
// Each works on the float64 as it is.
var rounders = map[string]func(v float64, decimals int) float64{
	"as printed": func(v float64, decimals int) float64 {
		r, _ := strconv.ParseFloat(fixed(decimals)(v), 64)
		return r
	},
	"half up":   func(v float64, d int) float64 { return math.Floor(v*math.Pow10(d)+0.5) / math.Pow10(d) },
	"half even": func(v float64, d int) float64 { return math.RoundToEven(v*math.Pow10(d)) / math.Pow10(d) },
	"half away": func(v float64, d int) float64 { return math.Round(v*math.Pow10(d)) / math.Pow10(d) },
	"half even, snapped": func(v float64, d int) float64 {
		return math.RoundToEven(math.Round(v*math.Pow10(d+6))/1e6) / math.Pow10(d)
	},
	"half up, snapped": func(v float64, d int) float64 {
		return math.Floor(math.Round(v*math.Pow10(d+6))/1e6+0.5) / math.Pow10(d)
	},
}

// byHand works a softmax out with a calculator: each power is rounded before
// they are added. Where it is shifted, the largest score is subtracted first.
func byHand(scores, p []float64, shifted bool, round func(float64) float64) {
	sum, shift := 0.0, 0.0
	if shifted {
		shift = slices.Max(scores)
	}
	for i, s := range scores {
		p[i] = round(math.Exp(s - shift))
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}

// chain works a network out layer by layer, and rounds what stands at each
// place before it goes on. It is a plain engine of its own. softmax is nil or
// a softmax that takes the place of the layer's.
func chain(n *cnn.Network, round func(float64) float64, softmax func(scores, p []float64)) map[cnn.Place]*cnn.Tensor {
	p, err := cnn.Run(n)
	if err != nil {
		panic(err)
	}
	values := map[cnn.Place]*cnn.Tensor{}
	keep := func(place cnn.Place, data []float64) []float64 {
		q, _ := p.Quantity(place)
		kept := make([]float64, len(data))
		for i, v := range data {
			kept[i] = round(v)
		}
		values[place] = &cnn.Tensor{Shape: q.Shape, Data: kept}
		return kept
	}
	x := [][]float64{n.Input.Data}
	values[cnn.ActivationPlace(0)] = n.Input
	links := make([][]cnn.Link, len(n.Layers))
	for i, layer := range n.Layers {
		links[i] = append([]cnn.Link(nil), p.Links(i)...)
		y := make([]float64, len(p.Activations[i+1].Data))
		if nonlinear, ok := layer.(cnn.Nonlinear); ok {
			nonlinear.Forward(x[i], y, links[i])
			if layer.Op() == "softmax" && softmax != nil {
				softmax(x[i], y)
			}
		} else {
			for _, l := range links[i] {
				if l.In == cnn.One {
					y[l.Out] += l.Slope
				} else {
					y[l.Out] += float64(l.Slope * x[i][l.In])
				}
			}
		}
		x = append(x, keep(cnn.ActivationPlace(i+1), y))
	}
	last := len(n.Layers)
	var g []float64
	entropy := n.Loss != nil && n.Loss.Op == cnn.CrossEntropy
	switch {
	case n.Upstream != nil:
		g = keep(cnn.GradientPlace(last), n.Upstream.Data)
	case n.Loss == nil:
		return values
	default:
		loss, share := 0.0, squareShare(n.Loss.Op, len(x[last]))
		for i, a := range x[last] {
			t := n.Loss.Target.Data[i]
			if !entropy {
				loss += float64(share * float64((a-t)*(a-t)))
				g = append(g, float64(2*share)*(a-t))
				continue
			}
			slope := 0.0
			if t != 0 {
				loss -= float64(t * math.Log(a))
				slope = -t / a
			}
			g = append(g, slope)
		}
		keep(cnn.LossPlace, []float64{loss})
		g = keep(cnn.GradientPlace(last), g)
	}
	for i := last - 1; i >= 0; i-- {
		dx, dp := make([]float64, len(x[i])), map[int]float64{}
		for _, l := range links[i] {
			a := 0.0 // what the reader has written down for the output
			if l.Out != cnn.One {
				a = x[i+1][l.Out]
			}
			switch n.Layers[i].(type) {
			case cnn.Sigmoid:
				l.Slope = a * (1 - a)
			case cnn.Tanh:
				l.Slope = 1 - float64(a*a)
			case cnn.Softmax:
				l.Slope = -float64(a * x[i+1][l.In])
				if l.In == l.Out {
					l.Slope = a * (1 - a)
				}
			}
			if l.In != cnn.One {
				dx[l.In] += float64(g[l.Out] * l.Slope)
			}
			if l.Param != cnn.None {
				v := 1.0
				if l.In != cnn.One {
					v = x[i][l.In]
				}
				dp[l.Param] += float64(g[l.Out] * v)
			}
		}
		if entropy && i == last-1 {
			for j, p := range x[last] {
				dx[j] = p - n.Loss.Target.Data[j]
			}
		}
		first := 0
		for _, learned := range p.Parameters[i] {
			grad, updated := []float64{}, []float64{}
			for k := range learned.Value.Data {
				grad = append(grad, dp[first+k])
			}
			grad = keep(cnn.ParameterPlace(i, learned.Name), grad)
			for k, v := range learned.Value.Data {
				updated = append(updated, v-float64(n.LearningRate*grad[k]))
			}
			keep(cnn.UpdatedPlace(i, learned.Name), updated)
			first += len(grad)
		}
		g = keep(cnn.GradientPlace(i), dx)
	}
	return values
}

// TestRoundedChainsAreNotWrong works networks out with every intermediate
// value rounded, in each way of rounding, to as many decimals as are written
// or with a guard digit more. Nothing of it is wrong, with all places given or
// one alone.
func TestRoundedChainsAreNotWrong(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	seen, wrong := map[Verdict]int{}, map[string]int{}
	for seed := range uint64(alteredNetworks) {
		n := shortNetwork(t, seed)
		r := rand.New(rand.NewPCG(seed, 3))
		for name, round := range rounders {
			for decimals := 2; decimals <= 5; decimals++ {
				for guard := range 2 {
					values := chain(n, func(v float64) float64 { return round(v, decimals+guard) }, nil)
					p := pass(t, n)
					places := []cnn.Place{}
					for _, place := range p.Places() {
						if !hasInfinite(values[place].Data) {
							places = append(places, place)
						}
					}
					number := func(v float64) string { return fixed(decimals)(round(v, decimals)) }
					for _, given := range [][]cnn.Place{places, {places[r.IntN(len(places))]}} {
						text := file(given, values, number)
						for _, have := range marked(t, n, text).Places {
							seen[have.Verdict]++
							if have.Verdict == Wrong || have.Verdict == Carried {
								wrong[fmt.Sprintf("%s guard %d, %d given", name, guard, min(2, len(given)))]++
								if len(wrong) < 20 {
									t.Logf("%s, seed %d, %d decimals and %d: %s", name, seed, decimals, guard, have.Place)
								}
							}
						}
					}
				}
			}
		}
	}
	t.Log(seen, wrong)
	if len(wrong) > 0 || seen[Rounded] < 1000 {
		t.Errorf("have %v; want none wrong: %v", seen, wrong)
	}
}

// TestSoftmaxByHandIsNotWrong works networks out with a softmax from rounded
// powers, as they are or shifted, and rounds what follows or keeps its digits.
// Nothing of it is wrong, with all places given or one alone.
func TestSoftmaxByHandIsNotWrong(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	seen, runs := map[Verdict]int{}, 0
	for seed := range uint64(4 * alteredNetworks) {
		n := shortNetwork(t, seed)
		if !slices.ContainsFunc(n.Layers, func(l cnn.Layer) bool { return l.Op() == "softmax" }) {
			continue
		}
		p := pass(t, n)
		r := rand.New(rand.NewPCG(seed, 4))
		for run := range 2 * 2 * 2 * 4 {
			shifted, keeps, guard, decimals := run&1 > 0, run&2 > 0, run>>2&1, 2+run>>3
			round := func(v float64) float64 { return rounders["as printed"](v, decimals+guard) }
			other := round
			if keeps {
				other = func(v float64) float64 { return v }
			}
			values := chain(n, other, func(scores, p []float64) { byHand(scores, p, shifted, round) })
			places := []cnn.Place{}
			for _, place := range p.Places() {
				if !hasInfinite(values[place].Data) {
					places = append(places, place)
				}
			}
			if len(places) < len(p.Places()) {
				continue // a probability was rounded to 0
			}
			for _, given := range [][]cnn.Place{places, {places[r.IntN(len(places))]}} {
				runs++
				text := file(given, values, func(v float64) string { return fixed(decimals)(other(v)) })
				for _, have := range marked(t, n, text).Places {
					seen[have.Verdict]++
					if have.Verdict == Wrong || have.Verdict == Carried {
						t.Errorf("seed %d, %d decimals and %d, shifted %v, digits kept %v, %d places: %s is %s", seed, decimals, guard, shifted, keeps, len(given), have.Place, have.Verdict)
					}
				}
			}
		}
	}
	if t.Log(runs, seen); runs < 200 || seen[Rounded] < 300 {
		t.Errorf("have %d runs, %v: too few to tell", runs, seen)
	}
}

func hasInfinite(data []float64) bool {
	for _, v := range data {
		if math.IsInf(v, 0) || math.IsNaN(v) {
			return true
		}
	}
	return false
}

// squareShare is the factor before the sum of squares: 1, ½ or 1/n.
func squareShare(op cnn.LossOp, n int) float64 {
	switch op {
	case cnn.HalfSquaredError:
		return 0.5
	case cnn.MeanSquaredError:
		return 1 / float64(n)
	}
	return 1
}
