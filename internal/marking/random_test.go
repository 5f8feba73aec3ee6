package marking

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/randomnet"
)

var (
	drawings    = flag.Int("drawings", 40, "how many networks TestRandomAnswers draws")
	drawingSeed = flag.Uint64("drawingseed", 1, "which networks TestRandomAnswers draws")
)

// drawn is a network of any kind: one that randomnet.Any draws, a batch, or
// one with a batch normalization in it.
func drawn(seed, i uint64) *cnn.Network {
	switch g := randomnet.Generic(1000*seed + i); i % 4 {
	case 0:
		return runs(func() *cnn.Network { return g.Batch(g.Network()) })
	case 1:
		return runs(func() *cnn.Network {
			n := g.Network()
			g.Normalize(n)
			if g.IntN(3) > 0 {
				n = g.Batch(n)
			}
			return n
		})
	}
	return randomnet.Any(seed, i)
}

// runs draws until a pass can be made of what was drawn.
func runs(draw func() *cnn.Network) *cnn.Network {
	for {
		n := draw()
		if _, err := cnn.Run(n); err == nil {
			return n
		}
	}
}

// TestRandomAnswers marks answers that may be anything, from right to absurd,
// for networks of any kind, and makes every mistake alone and some in pairs.
// None may panic, and a run that goes on from one without mistakes gives what
// one from the start gives. More of them:
//
//	go test ./internal/marking -run TestRandomAnswers -v -drawings 1000 -drawingseed 2
func TestRandomAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	features, marks, pairs := map[string]bool{}, 0, 0
	for i := range uint64(*drawings) {
		n := drawn(*drawingSeed, i)
		for _, f := range randomnet.Features(n) {
			features[f] = true
		}
		name := fmt.Sprintf("network %d (%s), a batch of %d", i, randomnet.Describe(n), n.Batch)
		doing := "laying out"
		func() {
			defer func() {
				if found := recover(); found != nil {
					t.Errorf("%s: %s panics: %v", name, doing, found)
				}
			}()
			r := rand.New(rand.NewPCG(*drawingSeed, i))
			m, err := newModel(n)
			if err != nil {
				t.Fatal(err)
			}
			rightRun(t, name, m)
			slips := (&marker{model: m}).slips()
			if len(slips) == 0 { // as in a ReLU alone, without a way back
				return
			}
			base := m.begin(course{loose: 3}).all()
			for k := range len(slips) + 60 {
				made := []slip{slips[k%len(slips)]}
				if k >= len(slips) {
					made = []slip{slips[r.IntN(len(slips))], slips[r.IntN(len(slips))]}
					pairs++
				}
				doing = "making " + named(made)
				m.begin(course{}, made...).all().values()
				have, want := base.slipping(made...).all(), m.begin(course{loose: 3}, made...).all()
				for _, s := range m.steps {
					if a, b := have.raw[s.index], want.raw[s.index]; !same(a, b) && fmt.Sprint(a) != fmt.Sprint(b) { // no numbers are the same, too
						t.Fatalf("%s: %s at %s: have %v, want %v", name, named(made), s.place, have.raw[s.index], want.raw[s.index])
					}
				}
			}
			for range 6 {
				made := slips[r.IntN(len(slips))]
				values := m.begin(course{}, made).all().values()
				text := answersOfAnyKind(r, m, values)
				doing = "marking " + text
				for _, have := range marked(t, n, text).Places {
					marks++
					if len(have.Cells) != have.Elements && have.Verdict != Shape {
						t.Errorf("%s: %s of %s has %d cells, want %d", name, have.Place, text, len(have.Cells), have.Elements)
					}
				}
				s := m.steps[r.IntN(len(m.steps))]
				doing = "the numbers of mistakes at " + s.place.String()
				Mistaken(n, s.place, s.shape.Index(r.IntN(s.shape.Size()))...)
			}
		}()
	}
	for _, feature := range randomnet.WantFeatures {
		if *drawings >= 1000 && !features[feature] {
			t.Errorf("no network has %s", feature)
		}
	}
	t.Logf("%d answers marked, %d pairs of mistakes made", marks, pairs)
}

// TestRightRun works through the networks of the mistakes without any.
func TestRightRun(t *testing.T) {
	for i, n := range testNetworks(t) {
		m, err := newModel(n)
		if err != nil {
			t.Fatal(err)
		}
		rightRun(t, fmt.Sprint("network ", i), m)
	}
}

// TestNoNumberWins: numbers of the reader's that overflow on the way leave it
// open which cell wins.
func TestNoNumberWins(t *testing.T) {
	slopes := make([]span, 2)
	window([]cnn.Link{{In: 0}, {In: 1}}, []span{point(1), point(math.NaN())}, firstWins, slopes)
	if want := (span{0, 1}); slopes[0] != want || slopes[1] != want {
		t.Errorf("have %v, want %v twice", slopes, want)
	}
}

// rightRun holds what is worked out without mistakes against the pass.
func rightRun(t *testing.T, name string, m *model) {
	t.Helper()
	r := m.begin(course{}).all()
	for _, s := range m.steps {
		if want := points(m.right(s.place).Data); !slices.ContainsFunc(m.right(s.place).Data, notFinite) && !same(r.raw[s.index], want) {
			t.Errorf("%s: %s without a mistake: have %v, want %v", name, s.place, r.raw[s.index], want)
		}
	}
}

func named(slips []slip) string {
	var names []string
	for _, f := range slips {
		names = append(names, fmt.Sprintf("%s (layer %d, step %d)", f.mistake.Name, f.layer, f.step))
	}
	return strings.Join(names, " and ")
}

// answersOfAnyKind gives some places the numbers of a mistake, right ones,
// numbers at random, none, or the shape of another place.
func answersOfAnyKind(r *rand.Rand, m *model, mistaken map[cnn.Place]*cnn.Tensor) string {
	var parts []string
	for _, s := range m.steps {
		if r.IntN(2) == 0 {
			continue
		}
		of := mistaken[s.place]
		switch r.IntN(6) {
		case 0:
			of = m.right(s.place)
		case 1:
			of = m.right(m.steps[r.IntN(len(m.steps))].place)
		}
		decimals, strange := 1+r.IntN(6), r.IntN(3) == 0
		number := func(v float64) string {
			if strange && r.IntN(3) == 0 {
				return []string{"0", "1", "-1", "null", "1e300", "-1e-300", "0.5", "1234567"}[r.IntN(8)]
			}
			if notFinite(v) {
				return "null"
			}
			return fixed(decimals)(v)
		}
		parts = append(parts, fmt.Sprintf("%q: %s", s.place, write(of.Shape.Plain(), of.Data, number)))
	}
	return "{" + strings.Join(parts, ",\n ") + "}"
}
