package marking

import (
	"slices"

	"backprop/internal/cnn"
)

// A Mistake is a wrong rule that people go by, with the right one.
type Mistake struct {
	Name    string   // as in "gate-forgotten"
	Group   Group    // what it is about
	Wrong   string   // the wrong rule, in one sentence
	Did     string   // what they did who made it, to follow "you probably"
	Right   string   // the right rule, in one sentence
	Instead string   // what to do instead, in two sentences
	Links   []string // where somebody asked, answered or shipped the mistake; may be empty

	common int     // how common it is: 2 often, 1 now and then, 0 rarely
	ways   []fault // the ways in which people make it, the usual one first
}

// A Group is what a mistake is about.
type Group string

// The groups, in the order of the catalogue.
const (
	Convolution   Group = "convolution"
	ReLU          Group = "ReLU"
	Curves        Group = "sigmoid and tanh"
	Pooling       Group = "pooling"
	Flatten       Group = "flatten"
	Normalization Group = "batch normalization"
	Dense         Group = "fully connected layer"
	Softmax       Group = "softmax"
	Loss          Group = "loss"
	Branches      Group = "dropout and skip connections"
	Batch         Group = "batch"
	Update        Group = "update"
	Layout        Group = "rows, columns and places"
)

// catalogue holds every mistake.
var catalogue = slices.Concat(
	convolutionMistakes, reluMistakes, curveMistakes, poolingMistakes, normMistakes, flattenMistakes, denseMistakes,
	softmaxMistakes, lossMistakes, branchMistakes, batchMistakes, updateMistakes, layoutMistakes,
)

// Catalogue lists every mistake, group by group.
func Catalogue() []Mistake { return slices.Clone(catalogue) }

// Find is the mistake of a name.
func Find(name string) (Mistake, bool) {
	i := slices.IndexFunc(catalogue, func(m Mistake) bool { return m.Name == name })
	if i < 0 {
		return Mistake{}, false
	}
	return catalogue[i], true
}

// Touches lists the places whose own rule the mistake replaces, in working
// order. Whatever is worked out from them changes too. It is empty where the
// mistake cannot apply: stride-ignored without a stride above 1,
// average-undivided without average pooling. The error is that of cnn.Run.
func (m Mistake) Touches(n *cnn.Network) ([]cnn.Place, error) {
	model, err := newModel(n)
	if err != nil {
		return nil, err
	}
	var places []cnn.Place
	for _, s := range model.steps {
		if slices.ContainsFunc(m.ways, func(f fault) bool { return f.actsAt(model, s) }) {
			places = append(places, s.place)
		}
	}
	return places, nil
}

// OnPaper reports whether the mistake is usually made on paper only: the work
// goes on with the right array.
func (m Mistake) OnPaper() bool { return m.ways[0].rewrite != nil }

// few is how many layers there are at most for a mistake to be tried at each
// of them alone, and manySteps how many steps.
const (
	few       = 6
	manySteps = 24
)

// slips lists the ways in which the mistake can be made in a network: at all
// layers that have the rule and, where these are a few, at each alone.
func (m *Mistake) slips(model *model) []slip {
	var slips []slip
	for w := range m.ways {
		f := &m.ways[w]
		var layers, steps []int
		for _, s := range model.steps {
			if f.actsAt(model, s) {
				steps = append(steps, s.index)
				if s.layer >= 0 && !slices.Contains(layers, s.layer) {
					layers = append(layers, s.layer)
				}
			}
		}
		if f.turns != nil {
			for _, at := range steps[:min(manySteps, len(steps))] {
				slips = append(slips, slip{m, f, -1, at})
			}
			continue
		}
		if len(steps) == 0 {
			continue
		}
		slips = append(slips, slip{m, f, -1, -1})
		if len(layers) < 2 || len(layers) > few || f.rewrite != nil {
			continue
		}
		for _, layer := range layers {
			slips = append(slips, slip{m, f, layer, -1})
		}
	}
	return slips
}
