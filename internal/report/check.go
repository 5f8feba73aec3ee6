package report

import (
	"fmt"
	"slices"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// Up to checkWork links are run through for the gradient check; beyond that
// it takes a sample of fewer.
const (
	checkStep    = 1e-5
	checkWork    = 60_000_000
	sampleWork   = 12_000_000
	leastSamples = 1
	mostSamples  = 24
)

// Check compares the gradients with central differences.
func (r *Report) Check() {
	links, elements := 0, len(r.net.Input.Data)+r.net.ParameterCount()
	for i := range r.net.Layers {
		links += r.pass.LinkCount(i)
	}
	var all []cnn.Comparison
	var err error
	if 2*links*elements <= checkWork {
		all, err = cnn.CheckGradients(r.net, checkStep)
	} else {
		all, err = r.sample(max(leastSamples, min(mostSamples, sampleWork/(5*links))))
	}
	if err != nil {
		r.nb.Markdownf("The check is not possible here: beside numbers as large as some of this network, a step of $10^{-5}$ gets lost, or leads beyond what float64 can hold.")
		return
	}
	r.report(all, elements)
}

// sample checks elements of every array, evenly spread over those whose
// gradient is not 0.
func (r *Report) sample(count int) ([]cnn.Comparison, error) {
	places := []cnn.Place{cnn.GradientPlace(0)}
	for i := range r.net.Layers {
		for _, l := range r.pass.Parameters[i] {
			places = append(places, cnn.ParameterPlace(i, l.Name))
		}
	}
	var all []cnn.Comparison
	for i, place := range places {
		var offsets []int
		for at, g := range r.Quantity(place).Data {
			if g != 0 {
				offsets = append(offsets, at)
			}
		}
		if len(offsets) == 0 {
			offsets = []int{0}
		}
		share := min(len(offsets), max(1, (count-len(all))/(len(places)-i)))
		for k := range share {
			c, err := cnn.CheckGradient(r.net, place, offsets[k*len(offsets)/share], checkStep)
			if err != nil {
				return nil, err
			}
			all = append(all, c)
		}
		if len(all) >= count {
			break
		}
	}
	return all, nil
}

// report says how many were compared, how far apart they are at the most, and
// which could not be compared.
func (r *Report) report(all []cnn.Comparison, elements int) {
	var kinks [][]any
	checked, worst := 0, cnn.Comparison{}
	for _, c := range all {
		switch name := "$" + notebook.TeX(c.Sign, c.Index...) + "$"; {
		case c.Kink != "":
			q := r.Quantity(c.Place)
			kinks = append(kinks, []any{name, q.Real(q.Offset(c.Index)), c.Kink})
		default:
			if checked++; c.RelativeError >= worst.RelativeError {
				worst = c
			}
		}
	}
	s := fmt.Sprintf("%s compared", notebook.Counted(checked, "gradient", "gradients"))
	if len(all) < elements {
		s = fmt.Sprintf("A sample of %d of the %d gradients compared", checked, elements)
	}
	switch below := 6; {
	case checked == 0:
		s = "No gradient could be compared."
	case worst.RelativeError >= 1e-3:
		s += fmt.Sprintf(". **They do not agree.** The largest relative error is at $%s$. Differences of very large or very small numbers lose their digits, but if these are neither, please report it.",
			notebook.TeX(worst.Sign, worst.Index...))
	default:
		for ; worst.RelativeError >= power(-below); below-- {
		}
		s += fmt.Sprintf(": the largest relative error is below $10^{-%d}$.", below)
	}
	r.nb.Markdownf("%s", s)
	if len(kinks) == 0 {
		return
	}
	left := ""
	if most := 8; len(kinks) > most && !r.whole {
		left = fmt.Sprintf(" The first %d are shown, and `-all` shows the rest.", most)
		r.kinks(kinks[:most], len(kinks), left)
		return
	}
	r.kinks(kinks, len(kinks), left)
}

func (r *Report) kinks(rows [][]any, count int, left string) {
	why := "because the loss has a kink between the two points and therefore no slope"
	if slices.ContainsFunc(rows, func(row []any) bool { return strings.HasPrefix(row[2].(string), "the step") }) {
		why = "for the reasons in the table"
	}
	r.nb.Markdownf("%s cannot be checked, %s.%s", notebook.Counted(count, "number", "numbers"), why, left)
	r.nb.Table("What cannot be checked", []string{"gradient", "value", "why"}, rows)
}

func power(exponent int) float64 {
	p := 1.0
	for range -exponent {
		p /= 10
	}
	return p
}
