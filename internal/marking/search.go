package marking

import (
	"cmp"
	"math"
	"slices"
)

// Bounds of the search for mistakes.
const (
	// mostSets is how many sets of mistakes are named for a place.
	mostSets = 8

	// chainLinks is the size of a network, in links, up to which mistakes are
	// looked for in the chain before a place.
	chainLinks = 100_000

	// pairWork is how many links the runs of all pairs may read together for
	// one place. Beyond it only pairs with a mistake at the place itself are
	// tried and, if these are too many as well, none.
	pairWork = 4_000_000

	// pairDigits is how many digits the wrong numbers of an answer must have
	// before a pair is made out: there are so many pairs that one of them
	// gives any single number.
	pairDigits = 6

	// nameDecimals is how many decimals a single number must have before a
	// mistake is named on its strength.
	nameDecimals = 3
)

// A match is a set of mistakes that gives an answer.
type match struct {
	names []string
	spans []span

	// rank is how many mistakes there are, how many of them give the right
	// coefficient on every single link, how many are before the place, and how
	// rare they are.
	rank [4]int

	// belied says that the mistakes would have changed an array, too, which the
	// reader has right.
	belied bool
}

// search names the sets of mistakes that give an answer, the likeliest first,
// and returns the numbers that the likeliest gives, or nil.
func (m *marker) search(s step, a Answer) ([][]string, []span) {
	if a.blank() || a.tooLittle() {
		return [][]string{}, nil
	}
	var matches []match
	for _, c := range m.bases(a) {
		matches = append(matches, m.searchFrom(s, a, c)...)
	}
	matches = unbelied(matches)
	slices.SortStableFunc(matches, func(x, y match) int { return slices.Compare(x.rank[:], y.rank[:]) })
	if len(matches) == 0 {
		return [][]string{}, nil
	}
	return minimal(matches), matches[0].spans
}

// bases are what a mistake can have been made on: the reader's own values,
// where there are any, and the right ones.
func (m *marker) bases(a Answer) []course {
	list := []course{{loose: a.loose()}}
	if len(m.given) > 0 {
		list = append(list, course{given: m.given, loose: a.loose()})
	}
	return list
}

// searchFrom tries every mistake, and every pair of mistakes that each change
// something at the place. Where the right rules give the answer on this
// course, no mistake is needed to explain it.
func (m *marker) searchFrom(s step, a Answer, c course) []match {
	var matches []match
	var changing []trial
	base := m.begin(c).all()
	without := base.raw[s.index]
	if a.fitsAt(s, s.shape) && a.agrees(without) {
		return nil
	}
	sharp := m.begin(m.sharp(c)).all()
	for _, f := range m.slips() {
		inPlace := f.inPlace(m.model, s)
		if !inPlace && m.links > chainLinks {
			continue
		}
		r := base.slipping(f)
		found, with := r.until(s.place)
		if found.Equal(s.shape) && same(with, without) {
			continue
		}
		changing = append(changing, trial{f, r, r.first(f)})
		if a.fitsAt(s, found) && a.agrees(with) && sharp.differs(s, []slip{f}, nil) {
			found := m.match(base, s, with, f)
			found.belied = m.belies(s, r)
			matches = append(matches, found)
		}
	}
	if m.digits(s, a) < pairDigits {
		return matches
	}
	for _, pair := range m.pairs(s, changing) {
		r := base.both(pair)
		found, with := r.until(s.place)
		slips := []slip{pair[0].slip, pair[1].slip}
		if a.fitsAt(s, found) && a.agrees(with) && sharp.differs(s, slips, nil, slips[:1], slips[1:]) {
			found := m.match(base, s, with, slips...)
			found.belied = m.belies(s, r)
			matches = append(matches, found)
		}
	}
	return matches
}

// belies reports whether the reader's own right arrays speak against a run: at an
// earlier place it gives other numbers than the right ones that stand there.
func (m *marker) belies(s step, r *run) bool {
	for _, before := range m.steps[:s.index] {
		if v := m.verdicts[before.place]; v != Right && v != Coarse || r.raw[before.index] == nil {
			continue
		}
		a := m.answers[before.place]
		if shape, with := r.written(before); !a.fitsAt(before, shape) || !a.agrees(with) {
			return true
		}
	}
	return false
}

// unbelied are the matches that no right array of the reader's speaks against. Where
// there are none it is all of them: somebody wrote the right array down and went on
// with another one.
func unbelied(matches []match) []match {
	kept := slices.DeleteFunc(slices.Clone(matches), func(found match) bool { return found.belied })
	if len(kept) == 0 {
		return matches
	}
	return kept
}

// A trial is a slip with the run that made it alone, up to some place.
type trial struct {
	slip
	run   *run
	first int // the index of the first step that it changes
}

// both prepares a run with both slips of a pair. It goes on from the run with
// the slip that comes first, as far as that holds what is needed.
func (base *run) both(pair [2]trial) *run {
	r := base.slipping(pair[0].slip, pair[1].slip)
	sooner, later := pair[0], pair[1]
	if later.first < sooner.first {
		sooner, later = later, sooner
	}
	whole := func(f slip) bool { return f.fault.rewrite != nil || f.fault.early }
	if !whole(sooner.slip) && !whole(later.slip) {
		r.base, r.fresh = sooner.run, []slip{later.slip}
	}
	return r
}

// sharp is the same course with every number as it stands, and none open.
func (m *marker) sharp(c course) course {
	c.loose = 0
	if c.given != nil {
		c.given = m.written
	}
	return c
}

// differs reports whether slips together give something else at a step than
// each of some other sets. One that another undoes changes nothing together,
// although each alone does, and one that another replaces adds nothing to it.
func (base *run) differs(s step, slips []slip, others ...[]slip) bool {
	shape, with := base.slipping(slips...).until(s.place)
	for _, other := range others {
		found, without := base.slipping(other...).until(s.place)
		if found.Equal(shape) && same(with, without) {
			return false
		}
	}
	return true
}

// pairs are the pairs of slips to try for a place: all of them, or those with
// one at the place itself, as far as the work allows.
func (m *marker) pairs(s step, changing []trial) [][2]trial {
	var all, near [][2]trial
	for i, f := range changing {
		for _, g := range changing[:i] {
			if f.mistake == g.mistake || f.step >= 0 || g.step >= 0 || f.fault.rewrite != nil && g.fault.rewrite != nil {
				continue
			}
			all = append(all, [2]trial{g, f})
			if f.inPlace(m.model, s) || g.inPlace(m.model, s) {
				near = append(near, [2]trial{g, f})
			}
		}
	}
	for _, pairs := range [][][2]trial{all, near} {
		if int64(len(pairs))*m.links <= pairWork {
			return pairs
		}
	}
	return nil
}

// slips lists every slip that can be made in the network.
func (m *marker) slips() []slip {
	if m.catalog == nil {
		m.catalog = []slip{}
		for i := range catalogue {
			m.catalog = append(m.catalog, catalogue[i].slips(m.model)...)
		}
	}
	return m.catalog
}

// match ranks a set of slips. The names stand in the order in which the
// mistakes are made out: at the place first, then the common ones.
func (m *marker) match(base *run, s step, spans []span, slips ...slip) match {
	slices.SortStableFunc(slips, func(f, g slip) int {
		return cmp.Or(boolCompare(g.inPlace(m.model, s), f.inPlace(m.model, s)), cmp.Compare(g.mistake.common, f.mistake.common))
	})
	found := match{spans: spans, rank: [4]int{len(slips)}}
	for _, f := range slips {
		found.names = append(found.names, f.mistake.Name)
		if f.harmless(base) {
			found.rank[1]++
		}
		if !f.inPlace(m.model, s) {
			found.rank[2]++
		}
		found.rank[3] -= f.mistake.common
	}
	return found
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// minimal are the names of matches, without sets that are named already or
// hold one that is.
func minimal(matches []match) [][]string {
	sets := [][]string{}
	for _, candidate := range matches {
		if len(sets) == mostSets {
			break
		}
		if !slices.ContainsFunc(sets, func(set []string) bool { return holds(candidate.names, set) }) {
			sets = append(sets, candidate.names)
		}
	}
	return sets
}

// holds reports whether all of a set are among the names.
func holds(names, set []string) bool {
	for _, name := range set {
		if !slices.Contains(names, name) {
			return false
		}
	}
	return true
}

// same reports whether nothing differs by more than float noise.
func same(a, b []span) bool {
	for i := range a {
		if a[i] != b[i] && !(math.Abs(a[i].lo-b[i].lo) <= noise(b[i].lo, 1) && math.Abs(a[i].hi-b[i].hi) <= noise(b[i].hi, 1)) {
			return false
		}
	}
	return true
}

// digits counts the digits of the numbers of an answer that are not right.
// For a wrong shape all count.
func (m *marker) digits(s step, a Answer) int {
	var right []float64
	if a.fitsAt(s, s.shape) {
		right = m.right(s.place).Data
	}
	count := 0
	for i, n := range a.Numbers {
		if !n.Blank && (right == nil || !n.agrees(point(right[i]), sizeOf(right))) {
			count += n.digits()
		}
	}
	return count
}

// tooLittle reports whether an answer is a single number with so few decimals
// that some mistake or other gives it.
func (a Answer) tooLittle() bool {
	given, decimals := 0, 0
	for _, n := range a.Numbers {
		if !n.Blank {
			given++
			decimals = n.writtenDecimals()
		}
	}
	return given == 1 && decimals < nameDecimals
}
