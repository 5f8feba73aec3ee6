package notebook

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Wrong is a number that a mistake gives in place of an answer: the number,
// the mistake's name in the catalogue, which may be empty, and what they did
// who have it, in plain words to follow "you probably". It is an alias of
// plain fields, so that the marking's wrong numbers are of this type although
// neither package knows the other.
type Wrong = struct {
	Value        float64
	Mistake, Did string
}

// knownWrong are the wrong numbers that a reader can be told about: not those
// that are right as printed or that a page takes for right, and none twice.
// Mistakes that give one number stand one behind the other and all stay, unless
// the chapter has said in its own words what was done.
func knownWrong(a Answer) []Wrong {
	var known []Wrong
	seen, told := map[string]bool{}, map[string]bool{}
	last := ""
	for _, w := range a.Wrong {
		printed := Num(w.Value)
		if printed != last && seen[printed] || told[printed] && w.Mistake != "" || a.takes(shown(w.Value)) {
			continue
		}
		seen[printed], last = true, printed
		told[printed] = told[printed] || w.Mistake == ""
		known = append(known, w)
	}
	return known
}

// takes reports whether a page calls a printed number right, if only up to
// rounding. The rule is that of answers.js in the site and of the marking: a
// number is right for everything that rounds to it. Without decimals it claims
// four, or with three digits and more none; but 0 is not what is only near it.
func (a Answer) takes(printed form) bool {
	value := printed.value()
	if value == nil {
		return false
	}
	number, _ := value.Float64()
	_, decimals, _ := strings.Cut(printed.digits, ".")
	digits := len(strings.TrimLeft(strings.NewReplacer("-", "", ".", "").Replace(printed.digits), "0"))
	room := min(1e-9*math.Hypot(1, a.Value), 1e-6*math.Abs(a.Value))
	switch {
	case decimals != "" || printed.power != 0:
		room += math.Pow10(printed.power-len(decimals)) / 2
	case digits < 3:
		room += 0.00005
	default:
		room += 0.5
	}
	if number == 0 {
		room = min(room, math.Abs(a.Value)/2)
	}
	return math.Abs(number-a.Value) <= room
}

// A Lapse is a wrong number of an exercise.
type Lapse struct {
	Answer string // the TeX name of the answer, where the exercise has several
	Value  float64
	Shown  bool   // to every reader, and not only to who has the number
	Did    string // what was probably done, with the names of the mistakes

	wrong []Wrong // what gives it
}

// mostShown is how many wrong numbers an exercise shows, over all of its
// answers.
const mostShown = 5

// AllLapses are the wrong numbers of each answer, the likeliest first, and last
// the answer with the other sign. Of one mistake that gives several, the first
// is shown. Each name of a mistake is written by the given function.
func (e *Exercise) AllLapses(name func(string) string) [][]Lapse {
	asked := 0
	for _, a := range e.Answers {
		if len(a.Wrong) > 0 {
			asked++
		}
	}
	lists := make([][]Lapse, len(e.Answers))
	for i, a := range e.Answers {
		shown := map[string]bool{}
		for _, w := range a.Wrong {
			list := lists[i]
			if n := len(list) - 1; n >= 0 && Num(list[n].Value) == Num(w.Value) {
				list[n].wrong = append(list[n].wrong, w)
				continue
			}
			l := Lapse{Value: w.Value, wrong: []Wrong{w}}
			if len(shown) < max(1, mostShown/asked) && !shown[w.Did] {
				shown[w.Did], l.Shown = true, true
			}
			lists[i] = append(list, l)
		}
		lists[i] = append(lists[i], withoutSign(a, lists[i])...)
		for k := range lists[i] {
			l := &lists[i][k]
			l.Did = l.did(name)
			if len(e.Answers) > 1 {
				l.Answer = a.Name
			}
		}
	}
	return lists
}

// withoutSign is the answer with the other sign, where no mistake gives it.
func withoutSign(a Answer, list []Lapse) []Lapse {
	opposite := Wrong{Value: -a.Value, Did: "turned the sign around"}
	known := slices.ContainsFunc(list, func(l Lapse) bool { return Num(l.Value) == Num(opposite.Value) })
	if known || a.Choices > 0 || a.takes(shown(opposite.Value)) {
		return nil
	}
	return []Lapse{{Value: opposite.Value, wrong: []Wrong{opposite}}}
}

// did says what was probably done, with the names of the mistakes set by the
// form that shows them.
func (l *Lapse) did(name func(string) string) string {
	var parts []string
	for _, w := range l.wrong {
		part := w.Did
		if w.Mistake != "" {
			part += " (" + name(w.Mistake) + ")"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", or ") + "."
}

// Lapses are the wrong numbers that the exercise shows with its solution, to
// every reader, the likeliest first.
func (e *Exercise) Lapses(name func(string) string) []Lapse {
	var list []Lapse
	for _, lapses := range e.AllLapses(name) {
		for _, l := range lapses {
			if l.Shown {
				list = append(list, l)
			}
		}
	}
	return list
}

// wrongText is the wrong numbers, one a paragraph.
func (e *Exercise) wrongText(width int) string {
	var lines []string
	for _, l := range e.Lapses(func(name string) string { return name }) {
		line := "If you have " + Num(l.Value)
		if l.Answer != "" {
			line += together(" for " + texText(l.Answer))
		}
		lines = append(lines, strings.Join(hang(wrap(line+", you probably "+l.Did, width-2), "", "  "), "\n"))
	}
	return strings.Join(lines, "\n")
}

// ScriptNumber is a number for a page's script: with ten decimals, or with twelve
// digits where that says more.
func ScriptNumber(v float64) string {
	x := known(v, "")
	if a := math.Abs(v); x.short && (x.all || a >= 1e-4) {
		return trimZeros(x.fixed(shortDecimals))
	}
	return strconv.FormatFloat(v, 'g', 12, 64)
}

func checkWrong(a Answer) error {
	for i, w := range a.Wrong {
		switch {
		case math.IsNaN(w.Value) || math.IsInf(w.Value, 0):
			return fmt.Errorf("wrong number %d is %v; expected a finite number", i, w.Value)
		case strings.TrimSpace(w.Did) == "":
			return fmt.Errorf("wrong number %d does not say what was done", i)
		case a.takes(shown(w.Value)):
			return fmt.Errorf("wrong number %d, %s, counts as right", i, Num(w.Value))
		}
	}
	return nil
}
