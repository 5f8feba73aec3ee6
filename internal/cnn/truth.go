package cnn

import (
	"math"
	"math/big"
	"strings"
)

// A truth is a pass computed once more with so many bits that rounding plays
// no part: the numbers of the network are the decimals as they are written,
// and every step is made with bits to spare. Gates and winners are those of
// the float64 pass, which is what the book shows and what other systems get.
//
// It is there to tell what float64 cannot: whether a sum that ends in
// 5·10⁻¹⁷ is 0, whether a sigmoid of 1 is 1 or next to it, whether 0.25 is
// all there is. The truth of a network of given decimals, of the layers that
// only multiply and add, is exact. Behind a curve a sum counts as 0, and a
// number as a decimal, where they agree to more than 45 digits; nobody has
// shown that they are the same.
type truth struct {
	bits        uint
	short       bool // of bits: some number next to 1 is not told from it
	activations [][]big.Float
	gradients   [][]big.Float
	theta       [][]big.Float // of each layer, laid end to end as its links number them
	slopes      [][]big.Float // ∂L/∂ these
	updated     [][]big.Float
	target      []big.Float
	loss        big.Float
	texts       map[Place][]string
}

const (
	// truthBits is the precision of a network without saturated curves.
	truthBits = 320
	// mostTruthBits is enough to tell σ(5000) from 1.
	mostTruthBits = 8192
	// mostSteep is how far apart scores may be: a few products of powers as
	// small as theirs are still numbers of a big.Float. Farther apart, of what
	// float64 cannot hold only the size is known; see size.
	mostSteep = 2e8
	// mostTruthWork is up to how many products the truth is computed, which
	// takes half a second or so. Of larger networks float64 alone is known.
	mostTruthWork = 2_000_000
)

// Exact is what the element at an offset of a quantity of a pass is, where
// its float64 does not tell: a decimal such as "0", "1.234567890123457e15" or
// "1-3.5e-17", with "…" behind it where its digits go on; or a size alone,
// "-10^4.34e11…", where not even all digits of the exponent are known. What is
// infinite in float64 always has one. It is "" where the
// float64 says it all: where it rounds as the element does, and is a short
// decimal (see ShortDecimal) just where the element is that decimal. It is ""
// too for a quantity without a pass and for one of a network that is too large.
func (q Quantity) Exact(offset int) string {
	if q.pass == nil || q.Place == "" {
		return ""
	}
	t := q.pass.truth()
	if t == nil {
		return q.pass.size(q.Place, offset)
	}
	texts, ok := t.texts[q.Place]
	if !ok {
		all := t.at(q.pass, q.Place)
		if len(all) == len(q.Tensor.Data) {
			texts = make([]string, len(all))
			for i := range all {
				texts[i] = t.beside(q.Tensor.Data[i], &all[i])
			}
		}
		t.texts[q.Place] = texts
	}
	if offset < len(texts) {
		return texts[offset]
	}
	return ""
}

// ToldExactly reports that Exact knows the elements of the pass. Of a network
// that is too large, or whose scores lie so far apart that nobody would read
// their digits, there is only what float64 says.
func (p *Pass) ToldExactly() bool {
	t := p.truth()
	return t != nil && !t.short
}

// Known is the float64 that is nearest to an element, as far as it is known:
// the element's own, but 0 where that is only what rounding left of a sum that
// is 0.
func (q Quantity) Known(offset int) float64 {
	if q.Exact(offset) == "" {
		return q.Tensor.Data[offset]
	}
	t := q.pass.truth()
	if t == nil {
		return q.Tensor.Data[offset]
	}
	f, _ := t.at(q.pass, q.Place)[offset].Float64()
	return f
}

// Through is what a link of a layer brings to the gradient of the input that it
// reads, and what is said beside it as by Quantity.Exact.
func (p *Pass) Through(layer int, l Link) (value float64, exact string) {
	t := p.truth()
	if t == nil {
		return float64(p.Gradients[layer+1].Data[l.Out] * l.Slope), ""
	}
	x := new(big.Float).SetPrec(t.bits).Mul(&t.gradients[layer+1][l.Out], t.slope(p, layer, &l))
	value, _ = x.Float64()
	return value, t.beside(value, x)
}

// beside is what has to be said beside a float64, or "".
func (t *truth) beside(v float64, x *big.Float) string {
	if v == 0 && x.Sign() == 0 {
		return ""
	}
	f, _ := x.Float64()
	a := math.Abs(v)
	if m, e, ok := ShortDecimal(v); ok {
		if v != 0 && x.Sign() != 0 && bigEqual(x, bigDecimal(t.bits, m, e)) {
			return ""
		}
		return bigText(x)
	}
	switch {
	case !(a >= 1e-4 && a < 1e5) || math.Abs(a-1) < 1e-4, !(math.Abs(v-f) <= 1e-13*a):
		return bigText(x)
	}
	// A decimal of ten places after all?
	if n := float64(v * 1e10); math.Abs(n-math.RoundToEven(n)) < 0.02*max(1, a) {
		return bigText(x)
	}
	// Next to the middle between two decimals the float64 may fall on the
	// other side.
	for scale := 1e4; scale <= 1e10; scale *= 10 {
		n := float64(a * scale)
		if math.Abs(n-math.Floor(n)-0.5) < 1e-9+2e-13*n {
			return bigText(x)
		}
	}
	return ""
}

// at is a tensor of the truth; nil where there is none.
func (t *truth) at(p *Pass, place Place) []big.Float {
	kind, number, rest, err := place.parts()
	if err != nil {
		return nil
	}
	switch kind {
	case "activations":
		return t.activations[number]
	case "gradients":
		return t.gradients[number]
	case "loss":
		return []big.Float{t.loss}
	case "target":
		return t.target
	}
	from := t.theta
	name, step := strings.CutSuffix(rest, "/updated")
	switch {
	case step:
		from = t.updated
	case kind == "parameters":
		from = t.slopes
	}
	first := 0
	for _, l := range p.Parameters[number] {
		next := first + len(l.Value.Data)
		if l.Name == name {
			return from[number][first:next]
		}
		first = next
	}
	return nil
}

// truth is computed when it is first asked for; nil for a network that is too
// large, or has a layer that it does not know.
func (p *Pass) truth() *truth {
	if !p.asked {
		p.asked, p.exact = true, newTruth(p)
	}
	return p.exact
}

func newTruth(p *Pass) (t *truth) {
	defer func() {
		// A number beyond what even a big.Float holds, such as e^−10⁹, was
		// divided by or multiplied with.
		if _, beyond := recover().(big.ErrNaN); beyond {
			t = nil
		}
	}()
	t = &truth{bits: truthBits, texts: map[Place][]string{}}
	steepest, work := 0.0, 0.0
	for i, layer := range p.Network.Layers {
		x := p.Activations[i].Data
		work += float64(len(p.stages[i].links))
		for _, z := range x {
			switch layer.(type) {
			case Sigmoid:
				steepest = max(steepest, math.Abs(z))
			case Tanh, Softplus:
				steepest = max(steepest, 2*math.Abs(z))
			case Softmax:
				steepest = max(steepest, math.Abs(z-x[0])*2)
			default:
				continue
			}
			work += 40
		}
	}
	if steepest > mostSteep {
		return nil
	}
	t.bits = uint(min(truthBits+1.5*steepest, mostTruthBits))
	t.short = truthBits+1.5*steepest > mostTruthBits
	wide := float64(t.bits) / truthBits
	if work*wide*wide > mostTruthWork {
		return nil
	}
	if !t.forward(p) {
		return nil
	}
	if p.Gradients != nil {
		t.backward(p)
	}
	return t
}

// written makes decimals of float64s.
func (t *truth) written(vs []float64) []big.Float {
	all := make([]big.Float, len(vs))
	for i, v := range vs {
		all[i].Set(bigWritten(t.bits, v))
	}
	return all
}

func (t *truth) number(n int64) *big.Float { return bigNumber(t.bits, n) }

// forward computes the activations and the loss; it is false for a layer that
// the truth does not know.
func (t *truth) forward(p *Pass) bool {
	t.activations = append(t.activations, t.written(p.Activations[0].Data))
	for i := range p.stages {
		s := &p.stages[i]
		t.theta = append(t.theta, t.written(s.theta))
		x, y := t.activations[i], make([]big.Float, len(p.Activations[i+1].Data))
		switch layer := p.Network.Layers[i].(type) {
		case Sigmoid:
			for j := range x {
				y[j].Set(BigSigmoid(&x[j], t.bits))
			}
		case Tanh:
			for j := range x {
				y[j].Set(BigTanh(&x[j], t.bits))
			}
		case Softmax:
			t.softmax(x, y)
		default:
			if s.nonlin != nil && !piecewise(layer) {
				if !t.function(s.nonlin, x, y) {
					return false
				}
				break
			}
			sums := newBigSums(y, t.bits)
			var product big.Float
			for k := range s.links {
				l := &s.links[k]
				if l.In == One {
					sums.add(l.Out, &t.theta[i][l.Param])
					continue
				}
				sums.add(l.Out, product.SetPrec(t.bits).Mul(t.slope(p, i, l), &x[l.In]))
			}
			sums.settle()
		}
		t.activations = append(t.activations, y)
	}
	if loss := p.Network.Loss; loss != nil {
		t.target = t.written(loss.Target.Data)
		return t.lossOf(loss, t.activations[len(p.stages)])
	}
	return true
}

// piecewise reports a nonlinear layer whose output is the sum of slope times
// input all the same.
func piecewise(layer Layer) bool {
	switch layer.(type) {
	case ReLU, LeakyReLU, MaxPool:
		return true
	}
	return false
}

// slope is that of a link, with gates and winners as the float64 pass has
// them.
func (t *truth) slope(p *Pass, layer int, l *Link) *big.Float {
	switch n := p.Network.Layers[layer].(type) {
	case AvgPool:
		return new(big.Float).SetPrec(t.bits).Quo(t.number(1), t.number(int64(1/l.Slope+0.5)))
	case LeakyReLU:
		if p.Activations[layer].Data[l.In] > 0 {
			return t.number(1)
		}
		return bigWritten(t.bits, n.Leak)
	case Sigmoid:
		a := &t.activations[layer+1][l.Out]
		rest := new(big.Float).SetPrec(t.bits).Sub(t.number(1), a)
		return rest.Mul(rest, a)
	case Tanh:
		a := &t.activations[layer+1][l.Out]
		square := new(big.Float).SetPrec(t.bits).Mul(a, a)
		return square.Sub(t.number(1), square)
	case Softmax:
		p := t.activations[layer+1]
		other := new(big.Float).SetPrec(t.bits).Neg(&p[l.In])
		if l.In == l.Out {
			other.Add(other, t.number(1))
		}
		return other.Mul(other, &p[l.Out])
	}
	if l.Param != None {
		return &t.theta[layer][l.Param]
	}
	if nonlin := p.stages[layer].nonlin; nonlin != nil && !piecewise(nonlin) {
		return t.slopeBy(p, layer, nonlin, *l)
	}
	return t.number(int64(l.Slope)) // 0 or 1
}

func (t *truth) softmax(x, y []big.Float) {
	top := 0
	for i := range x {
		if x[i].Cmp(&x[top]) > 0 {
			top = i
		}
	}
	total := t.number(0)
	for i := range x {
		y[i].Set(BigExp(new(big.Float).SetPrec(t.bits).Sub(&x[i], &x[top]), t.bits))
		total.Add(total, &y[i])
	}
	for i := range y {
		y[i].Quo(&y[i], total)
	}
}

// lossOf computes the loss; it is false for one that the truth does not know.
func (t *truth) lossOf(loss *Loss, out []big.Float) bool {
	sums := newBigSums(make([]big.Float, 1), t.bits)
	for i := range out {
		switch loss.Op {
		case CrossEntropy:
			if t.target[i].Sign() != 0 {
				ln := BigLn(&out[i], t.bits)
				sums.add(0, ln.Neg(ln.Mul(ln, &t.target[i])))
			}
		case SquaredError, HalfSquaredError, MeanSquaredError:
			d := new(big.Float).SetPrec(t.bits).Sub(&out[i], &t.target[i])
			sums.add(0, d.Mul(d, d))
		default:
			return false
		}
	}
	sums.settle()
	t.loss.Set(&sums.values[0])
	t.loss.Mul(&t.loss, t.share(loss))
	return true
}

// share is the factor before a sum of squares.
func (t *truth) share(loss *Loss) *big.Float {
	switch loss.Op {
	case HalfSquaredError:
		return new(big.Float).SetPrec(t.bits).SetFloat64(0.5)
	case MeanSquaredError:
		return new(big.Float).SetPrec(t.bits).Quo(t.number(1), t.number(int64(len(loss.Target.Data))))
	}
	return t.number(1)
}

func (t *truth) backward(p *Pass) {
	last := len(p.stages)
	t.gradients = make([][]big.Float, last+1)
	t.gradients[last] = t.lossGradient(p)
	t.slopes, t.updated = make([][]big.Float, last), make([][]big.Float, last)
	rate := bigWritten(t.bits, p.Network.LearningRate)
	for i := last - 1; i >= 0; i-- {
		s := &p.stages[i]
		x, dy := t.activations[i], t.gradients[i+1]
		t.gradients[i], t.slopes[i] = make([]big.Float, len(x)), make([]big.Float, len(s.theta))
		dx, dTheta := newBigSums(t.gradients[i], t.bits), newBigSums(t.slopes[i], t.bits)
		var product big.Float
		product.SetPrec(t.bits)
		for k := range s.links {
			l := &s.links[k]
			d := &dy[l.Out]
			if d.Sign() == 0 {
				continue
			}
			if l.In == One {
				dTheta.add(l.Param, d)
				continue
			}
			dx.add(l.In, product.Mul(d, t.slope(p, i, l)))
			if l.Param != None {
				dTheta.add(l.Param, product.Mul(d, &x[l.In]))
			}
		}
		dx.settle()
		dTheta.settle()
		t.updated[i] = make([]big.Float, len(s.theta))
		step := newBigSums(t.updated[i], t.bits)
		for j := range s.theta {
			step.add(j, &t.theta[i][j])
			step.add(j, product.Neg(product.Mul(rate, &t.slopes[i][j])))
		}
		step.settle()
	}
}

func (t *truth) lossGradient(p *Pass) []big.Float {
	loss := p.Network.Loss
	if loss == nil {
		return t.written(p.Network.Upstream.Data)
	}
	out := t.activations[len(p.stages)]
	gradient := make([]big.Float, len(out))
	for i := range out {
		g := gradient[i].SetPrec(t.bits)
		switch {
		case loss.Op != CrossEntropy:
			sums := newBigSums(gradient[i:i+1], t.bits)
			sums.add(0, &out[i])
			sums.add(0, new(big.Float).Neg(&t.target[i]))
			sums.settle()
			g.Mul(g, t.share(loss))
			g.Add(g, g)
		case t.target[i].Sign() != 0:
			g.Neg(g.Quo(&t.target[i], &out[i]))
		}
	}
	return gradient
}

// bigSums adds up sums whose terms come in any order.
type bigSums struct {
	values []big.Float
	top    []int // the exponent of the largest term of each
	bits   uint
}

func newBigSums(values []big.Float, bits uint) bigSums {
	for i := range values {
		values[i].SetPrec(bits)
	}
	return bigSums{values, make([]int, len(values)), bits}
}

func (s bigSums) add(i int, term *big.Float) {
	if term.Sign() == 0 {
		return
	}
	if e := term.MantExp(nil); s.values[i].Sign() == 0 && s.top[i] == 0 || e > s.top[i] {
		s.top[i] = e
	}
	s.values[i].Add(&s.values[i], term)
}

// settle makes 0 of what is left of terms that cancel.
func (s bigSums) settle() {
	for i := range s.values {
		if v := &s.values[i]; v.Sign() != 0 && v.MantExp(nil) < s.top[i]-int(s.bits)+120 {
			v.SetInt64(0)
		}
	}
}
