package lab

import (
	"slices"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/report"
)

// mostTerms is how many terms of a number are written out.
const mostTerms = 64

// Next is the next step of a reader's work, and no more of it: one number in
// full, the first that is missing or wrong in the arrays that the reader has
// begun, in the order of the work; where all of those are right, one of the
// array that comes after them.
func Next(network string, cells map[cnn.Place][]string) (string, error) {
	work, answers, err := answered(network, cells)
	if err != nil {
		return "", err
	}
	pass := work.pass
	result, err := marking.Mark(work.network, answers, 0)
	if err != nil {
		return "", err
	}
	place, offset := next(pass, cells, result)
	return shown(network, func(r *report.Report, nb *notebook.Notebook) error {
		if place.IsZero() {
			nb.Markdownf("All of it is right, up to the last array. There is no step after it.")
			return nil
		}
		q := r.Quantity(place)
		if offset < 0 {
			nb.Markdownf("All of that is right. Next comes $%s$, and this is how one of its numbers is computed.", notebook.TeX(q.Sign))
			offset = r.Busiest(place)
		} else {
			nb.Markdownf("The next step is $%s$.", notebook.TeX(q.Sign, q.Label(offset)...))
		}
		d, err := pass.Derive(place, offset)
		switch {
		case err != nil:
			return err
		case d.Rule == cnn.Given:
			nb.Markdownf("It is given: $%s %s$.", notebook.TeX(q.Sign, q.Label(offset)...), notebook.EqOf(d.Value, d.Exact))
		case len(d.Terms) == 0:
			nb.Markdownf("No gradient arrives there, so it is 0.")
		case len(d.Terms) > mostTerms:
			nb.Markdownf("It has %d terms; the step by step above shows the formula, and how the largest of them add up.", len(d.Terms))
		default:
			nb.Derive(q, q.Shape.Index(offset)...)
		}
		return nil
	})
}

// next is where a reader's next step is. Offset is −1 at an array that has not
// been begun; place is "" at the end.
func next(pass *cnn.Pass, cells map[cnn.Place][]string, result *marking.Report) (place cnn.Place, offset int) {
	places := pass.Places()
	last := 0
	for i, p := range places {
		if _, begun := cells[p]; !begun {
			continue
		}
		last = i
		at := slices.IndexFunc(result.Places, func(m marking.Marked) bool { return m.Place == p })
		if at < 0 { // nothing is filled in
			return p, 0
		}
		open := func(v marking.Verdict) bool { return v == marking.Wrong || v == marking.Blank }
		if offset := slices.IndexFunc(result.Places[at].Cells, open); offset >= 0 {
			return p, offset
		}
	}
	if last+1 == len(places) {
		return cnn.Place{}, 0
	}
	return places[last+1], -1
}
