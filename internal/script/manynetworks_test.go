package script

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/randomnet"
	"backprop/internal/witness"
)

var (
	many      = flag.Int("random", 40, "how many networks TestManyNetworks draws")
	manySeed  = flag.Uint64("seed", 1, "which networks TestManyNetworks draws")
	manyFirst = flag.Int("first", 0, "the first of these that TestManyNetworks takes, so that many can be drawn in pieces")
)

// near is how far PyTorch may be from the book, as a share of the largest number
// of the same array.
const near = 1e-9

// TestManyNetworks computes random networks of every kind in PyTorch, too, and
// compares every array with the pass. Where the two are farther apart than near,
// the witness judges with its hundred digits: either rounding has decided about a
// gate or a winner, or one of the two is off, and that must be PyTorch. (Its GELU
// is one that is: x·(1 + erf(x/√2))/2 has few digits left for an x below −6.)
//
//	.ci/frameworks -random 5000 -seed 7
//
// are the first 5000 of a seed, and -first 1000 -random 500 the next 500 of the
// first 1500.
func TestManyNetworks(t *testing.T) {
	withFrameworks(t)
	end := *manyFirst + *many
	t.Logf("random networks %d to %d of seed %d", *manyFirst, end-1, *manySeed)
	features := map[string]int{}
	var all tally
	const together = 250 // in one process
	for first := *manyFirst; first < end; first += together {
		folder, passes := t.TempDir(), map[string]*cnn.Pass{}
		for i := first; i < min(first+together, end); i++ {
			n := tame(*manySeed, uint64(i))
			for _, f := range randomnet.Features(n) {
				features[f]++
			}
			name := fmt.Sprint(i)
			passes[name] = run(t, n)
			if err := os.WriteFile(filepath.Join(folder, name+".py"), []byte(Torch(passes[name])), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		for line := range strings.Lines(runPython(t, folder, harness(t, "run.py"), folder)) {
			var ran struct {
				File, Error string
				Results     map[string]any
			}
			if err := json.Unmarshal([]byte(line), &ran); err != nil {
				t.Fatal(err)
			}
			name, _, _ := strings.Cut(ran.File, ".")
			p := passes[name]
			delete(passes, name)
			what := fmt.Sprintf("network %s of seed %d (%s)", name, *manySeed, randomnet.Describe(p.Network))
			if ran.Error != "" {
				t.Errorf("%s: %s", what, ran.Error)
				continue
			}
			all.network(t, what, p, ran.Results)
		}
		if len(passes) > 0 {
			t.Errorf("%d networks were not computed", len(passes))
		}
	}
	for _, f := range randomnet.WantFeatures {
		if *many >= 1000 && features[f] == 0 {
			t.Errorf("no network has %s", f)
		}
	}
	t.Logf("%d networks agree in every number: %d arrays, %d numbers, none off by more than %.1e of its array's largest",
		all.agree, all.arrays, all.numbers, all.worst)
	t.Logf("in %d others rounding decides about a gate or a winner", all.tied)
	t.Logf("in %d others PyTorch is off, by up to %.1e, and the book is right to %.1e", all.theirs, all.off, all.right)
}

// tame is the network number i of a seed, of any kind and option, in numbers from
// −1 to 1: every other one in few of them, with many ties. Among those of
// randomnet.Any, which are of every size, float64 loses the digits in one of twenty.
func tame(seed, i uint64) *cnn.Network {
	g := randomnet.Generic(seed<<24 + i/2)
	if i%2 == 1 {
		g = randomnet.Dyadic(seed<<24 + i/2)
	}
	for {
		n := g.Vary(g.Network())
		if _, err := cnn.Run(n); err == nil {
			return n
		}
	}
}

// A tally counts networks by how PyTorch and the book compare.
type tally struct {
	agree, arrays, numbers int
	worst                  float64 // of those
	tied                   int
	theirs                 int     // in which PyTorch alone is off
	off, right             float64 // how far PyTorch and the book are from the exact numbers there
}

func (a *tally) network(t *testing.T, what string, p *cnn.Pass, results map[string]any) {
	t.Helper()
	worst, arrays, numbers := 0.0, 0, 0
	var apart []cnn.Place
	have, ours := map[cnn.Place][]float64{}, map[cnn.Place][]float64{}
	for _, place := range (&script{pass: p}).places() {
		q, err := p.Quantity(place)
		if err != nil {
			t.Fatal(err)
		}
		have[place], ours[place] = numbersOf(results[place.String()]), q.Data
		if len(have[place]) != len(q.Data) {
			t.Errorf("%s: %s has %d numbers, want %d", what, place, len(have[place]), len(q.Data))
			return
		}
		arrays++
		numbers += len(q.Data)
		d := share(have[place], q.Data, size(p, place, q.Data))
		if worst = max(worst, d); !(d <= near) {
			apart = append(apart, place)
		}
	}
	if len(apart) == 0 {
		a.agree, a.arrays, a.numbers, a.worst = a.agree+1, a.arrays+arrays, a.numbers+numbers, max(a.worst, worst)
		return
	}
	exact := witness.Run(p.Network)
	if exact.Undecided() {
		a.tied++
		t.Logf("%s: rounding decides", what)
		return
	}
	book, torch := 0.0, 0.0
	for _, place := range apart {
		want := floats(exact.At(place))
		scale := size(p, place, want)
		book, torch = max(book, share(ours[place], want, scale)), max(torch, share(have[place], want, scale))
	}
	if !(book <= near) {
		t.Errorf("%s: %s is off by %.1e in the book and by %.1e in PyTorch", what, apart, book, torch)
		return
	}
	a.theirs, a.off, a.right = a.theirs+1, max(a.off, torch), max(a.right, book)
	t.Logf("%s: %s is off by %.1e in PyTorch, and the book is right to %.1e", what, apart, torch, book)
}

// floats are decimals as the nearest float64s.
func floats(decimals []witness.Decimal) []float64 {
	all := make([]float64, len(decimals))
	for i, d := range decimals {
		all[i] = d.Float()
	}
	return all
}

// size is the largest number of an array. Where all of a gradient cancels, as that
// of a bias which raises all scores alike, and of which nothing but rounding is
// left, it is that of the gradient which arrives at the layer.
func size(p *cnn.Pass, place cnn.Place, values []float64) float64 {
	most := 0.0
	for _, v := range values {
		most = max(most, math.Abs(v))
	}
	next := place.Number + 1
	if place.Kind != cnn.Gradients && place.Kind != cnn.Parameters || next >= len(p.Gradients) {
		return most
	}
	if arriving := size(p, cnn.GradientPlace(next), p.Gradients[next].Data); most < 1e-9*arriving {
		return arriving
	}
	return most
}

// share is the largest difference of two arrays, as a share of a size.
func share(have, want []float64, size float64) float64 {
	worst := 0.0
	for i, v := range want {
		if d := math.Abs(have[i] - v); d > 0 || math.IsNaN(d) {
			worst = max(worst, d/size)
		}
	}
	return worst
}

// numbersOf are those of lists within lists.
func numbersOf(of any) []float64 {
	switch of := of.(type) {
	case float64:
		return []float64{of}
	case []any:
		var all []float64
		for _, part := range of {
			all = append(all, numbersOf(part)...)
		}
		return all
	}
	return nil
}
