package class

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/worked"
)

// A planted student is what is put into the folder of a class, and how it has to
// come out.
type planted struct {
	name  string
	files map[string]string // in the folder of the class
	want  wanted
}

// wanted is what a student's row has to say.
type wanted struct {
	reason, note string                        // parts of it; "" for none
	verdicts     map[cnn.Place]marking.Verdict // of some places
	others       marking.Verdict               // of all other places that were answered; "" for any
	mistakes     map[cnn.Place][]string        // the likeliest
	first        cnn.Place
	full         bool // all points
	none         bool // no points
}

const numberOfSeeds = 30

// paper writes values as a student does, with so many decimals.
func paper(values map[cnn.Place]*cnn.Tensor, places []cnn.Place, decimals int) string {
	var parts []string
	for _, place := range places {
		if t := values[place]; t != nil && place != cnn.ActivationPlace(0) {
			parts = append(parts, fmt.Sprintf("%q: %s", place, array(t.Shape.Plain(), t.Data, func(v float64) string {
				return strconv.FormatFloat(v, 'f', decimals, 64)
			})))
		}
	}
	return "{\n" + strings.Join(parts, ",\n") + "\n}\n"
}

func array(shape cnn.Shape, data []float64, number func(float64) string) string {
	if len(shape) == 0 {
		return number(data[0])
	}
	size := len(data) / shape[0]
	var parts []string
	for i := range shape[0] {
		parts = append(parts, array(shape[1:], data[i*size:(i+1)*size], number))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// of is a seed's network with its values, by the rules of some mistakes.
func of(t testing.TB, seed uint64, mistakes ...string) (*cnn.Pass, map[cnn.Place]*cnn.Tensor) {
	t.Helper()
	n := worked.Seeded(seed)
	p, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	var all []marking.Mistake
	for _, name := range mistakes {
		m, ok := marking.Find(name)
		if !ok {
			t.Fatalf("no mistake %s", name)
		}
		all = append(all, m)
	}
	values, err := marking.Values(n, all...)
	if err != nil {
		t.Fatal(err)
	}
	return p, values
}

// plant is the class of thirty, and three more who handed in what nobody can
// read.
func plant(t testing.TB) []planted {
	var all []planted
	seed := uint64(0)
	add := func(name, file, text string, want wanted) {
		all = append(all, planted{name, map[string]string{file: text}, want})
	}
	next := func() (uint64, string) {
		seed++
		return seed, fmt.Sprintf("s%02d", seed)
	}
	// Right, as exact as people write.
	for _, decimals := range []int{4, 2, -1} {
		s, name := next()
		p, values := of(t, s)
		add(name, fmt.Sprintf("%s-seed-%d.json", name, s), paper(values, p.Places(), decimals), wanted{others: marking.Right, full: true})
	}
	// Right but for p, which was rounded before the work went on.
	s, name := next()
	p, values := of(t, s)
	add(name, fmt.Sprintf("%s-seed-%d.json", name, s), roundedOnTheWay(t, p, values),
		wanted{verdicts: map[cnn.Place]marking.Verdict{cnn.GradientPlace(4): marking.Rounded}, full: true})
	// One mistake each, and the work goes on with it.
	for _, c := range []struct {
		mistake string
		at      cnn.Place
	}{
		{"error-sign", cnn.GradientPlace(5)}, {"gate-forgotten", cnn.GradientPlace(1)}, {"kernel-gradient-rotated", cnn.ParameterPlace(0, "kernel")},
		{"input-gradient-unrotated", cnn.GradientPlace(0)}, {"bias-averaged", cnn.ParameterPlace(0, "bias")}, {"update-sign", cnn.Place{}},
		{"forward-flipped", cnn.ActivationPlace(1)}, {"error-to-whole-window", cnn.GradientPlace(2)}, {"dense-outer-transposed", cnn.ParameterPlace(4, "weights")},
	} {
		s, name := next()
		p, values := of(t, s, c.mistake)
		want := wanted{first: c.at, mistakes: map[cnn.Place][]string{}}
		if !c.at.IsZero() {
			want.mistakes[c.at] = []string{c.mistake}
		} else {
			want.mistakes[cnn.UpdatedPlace(0, "kernel")] = []string{c.mistake}
		}
		add(name, fmt.Sprintf("%s-seed-%d.json", name, s), paper(values, p.Places(), 4), want)
	}
	// Two mistakes, at places of their own.
	for _, c := range [][2]string{{"error-sign", "gate-forgotten"}, {"bias-averaged", "input-gradient-unrotated"}, {"gate-forgotten", "kernel-gradient-rotated"}} {
		s, name := next()
		p, values := of(t, s, c[:]...)
		at := map[string]cnn.Place{"error-sign": cnn.GradientPlace(5), "gate-forgotten": cnn.GradientPlace(1), "bias-averaged": cnn.ParameterPlace(0, "bias"),
			"input-gradient-unrotated": cnn.GradientPlace(0), "kernel-gradient-rotated": cnn.ParameterPlace(0, "kernel")}
		add(name, fmt.Sprintf("%s-seed-%d.json", name, s), paper(values, p.Places(), 4), wanted{
			mistakes: map[cnn.Place][]string{at[c[0]]: {c[0]}, at[c[1]]: {c[1]}},
		})
	}
	// A slip of the pen in s, and right from there on.
	s, name = next()
	p, _ = of(t, s)
	add(name, fmt.Sprintf("%s-seed-%d.json", name, s), carriedFrom(t, s, p.Places()), wanted{
		first: cnn.ActivationPlace(5),
		verdicts: map[cnn.Place]marking.Verdict{cnn.ActivationPlace(5): marking.Wrong, cnn.ActivationPlace(6): marking.Carried, cnn.LossPlace: marking.Carried,
			cnn.GradientPlace(5): marking.Carried, cnn.GradientPlace(1): marking.Carried, cnn.ParameterPlace(0, "kernel"): marking.Carried},
	})
	// Half of it, right.
	s, name = next()
	p, values = of(t, s)
	add(name, fmt.Sprintf("%s-seed-%d.json", name, s), paper(values, p.Places()[:6], 4), wanted{others: marking.Right})
	// The template as it was.
	s, name = next()
	p, values = of(t, s)
	add(name, fmt.Sprintf("%s-seed-%d.json", name, s), blanks(paper(values, p.Places(), 4)), wanted{note: "Nothing is filled in.", others: marking.Blank, none: true})
	// What nobody can read.
	s, name = next()
	add(name, fmt.Sprintf("%s-seed-%d.txt", name, s), "", wanted{reason: "is empty", none: true})
	s, name = next()
	add(name, fmt.Sprintf("%s-seed-%d.txt", name, s), "I could not do it, sorry!\n", wanted{reason: "found", none: true})
	s, name = next()
	add(name, fmt.Sprintf("%s-seed-%d.json", name, s), "\x00\xff\xfe\x80garbage{", wanted{reason: "found", none: true})
	s, name = next()
	add(name, fmt.Sprintf("%s-seed-%d.pdf", name, s), "%PDF-1.4", wanted{reason: "expected answers in a .json or .txt file", none: true})
	// The numbers of another seed of the class.
	s, name = next()
	p, values = of(t, 1)
	add(name, fmt.Sprintf("%s-seed-%d.json", name, s), paper(values, p.Places(), 4), wanted{note: "are right for seed 1, the network of s01", none: true})
	// Zeros.
	s, name = next()
	p, values = of(t, s)
	add(name, fmt.Sprintf("%s-seed-%d.json", name, s), zeros(paper(values, p.Places(), 4)), wanted{note: "Every number is 0.", first: cnn.ActivationPlace(1), none: true})
	// Another network.
	s, name = next()
	add(name, fmt.Sprintf("%s-seed-%d.json", name, s), otherShapes(t), wanted{note: "No array has the shape", others: marking.Shape, none: true})
	// A folder with a network of its own; one with too much in it; Moodle's.
	other, err := os.ReadFile("../../testdata/networks/two-channels.json")
	if err != nil {
		t.Fatal(err)
	}
	n, err := format.ParseNetwork("two-channels.json", other)
	if err != nil {
		t.Fatal(err)
	}
	pass, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	own, err := marking.Values(n)
	if err != nil {
		t.Fatal(err)
	}
	_, name = next()
	all = append(all, planted{name, map[string]string{
		name + "/network.json": string(other), name + "/answers.json": paper(own, pass.Places(), 4), name + "/notes.pdf": "x",
	}, wanted{others: marking.Right, full: true}})
	s, name = next()
	p, values = of(t, s)
	all = append(all, planted{name, map[string]string{
		fmt.Sprintf("%s-seed-%d/first.json", name, s): paper(values, p.Places(), 4), fmt.Sprintf("%s-seed-%d/second.txt", name, s): "loss = 1",
	}, wanted{reason: "several files could be the answers: first.json, second.txt", none: true}})
	s, name = next()
	_, values = of(t, s)
	all = append(all, planted{name, map[string]string{
		name + "_123_assignsubmission_file_/work.txt": fmt.Sprintf("# pasted\nloss = %.4f\ngradients/5 = tensor([%.4f, %.4f, %.4f])\n",
			values[cnn.LossPlace].Data[0], values[cnn.GradientPlace(5)].Data[0], values[cnn.GradientPlace(5)].Data[1], values[cnn.GradientPlace(5)].Data[2]),
		"seeds.csv": fmt.Sprintf("student,seed\n%s,%d\ns30,30\n", name, s),
	}, wanted{others: marking.Right}})
	_, name = next()
	all = append(all, planted{name, nil, wanted{reason: "nothing was handed in", none: true}})
	if seed != numberOfSeeds {
		t.Fatalf("have %d students, want %d", seed, numberOfSeeds)
	}
	add("twice", "twice.json", "{}", wanted{reason: "handed in twice: twice.", none: true})
	add("twice", "twice.txt", "loss = 1", wanted{reason: "handed in twice: twice.", none: true})
	add("nobody", "nobody.json", `{"loss": 1}`, wanted{reason: "no network is known", none: true})
	return all
}

// roundedOnTheWay rounds p to two decimals and goes on with it, for a place.
func roundedOnTheWay(t testing.TB, p *cnn.Pass, values map[cnn.Place]*cnn.Tensor) string {
	t.Helper()
	var probabilities, error, back []string
	w := p.Parameters[4][0].Value
	rounded := make([]float64, 3)
	for i, v := range values[cnn.ActivationPlace(6)].Data {
		r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', 2, 64), 64)
		rounded[i] = r - p.Network.Loss.Target.Data[i]
		probabilities = append(probabilities, strconv.FormatFloat(r, 'f', 2, 64))
		error = append(error, strconv.FormatFloat(rounded[i], 'f', 2, 64))
	}
	for j := range w.Shape[1] {
		sum := 0.0
		for i, d := range rounded {
			sum += float64(w.At(i, j) * d)
		}
		back = append(back, strconv.FormatFloat(sum, 'f', 4, 64))
	}
	return fmt.Sprintf("activations/6 = [%s]\ngradients/5 = [%s]\ngradients/4 = [%s]\n", strings.Join(probabilities, ", "), strings.Join(error, ", "), strings.Join(back, ", "))
}

// carriedFrom is work that adds 0.5 to the first score and goes on rightly.
func carriedFrom(t testing.TB, seed uint64, places []cnn.Place) string {
	t.Helper()
	n := worked.Seeded(seed)
	p, err := cnn.NewPass(n)
	if err != nil {
		t.Fatal(err)
	}
	head := n.Layers[4].(cnn.Dense)
	bias := &cnn.Tensor{Shape: head.Bias.Shape, Data: slices.Clone(head.Bias.Data)}
	bias.Data[0] += 0.5
	n.Layers = slices.Clone(n.Layers)
	n.Layers[4] = head.WithParameters([]*cnn.Tensor{head.Weights, bias})
	if err := p.Run(n); err != nil {
		t.Fatal(err)
	}
	values, err := marking.Values(n)
	if err != nil {
		t.Fatal(err)
	}
	var kept []cnn.Place
	for _, place := range places {
		if place == cnn.UpdatedPlace(4, "bias") {
			continue // it has the bias itself in it
		}
		kept = append(kept, place)
	}
	return paper(values, kept, 5)
}

// blanks puts null in place of each number, and zeros a 0.
func blanks(text string) string { return inPlace(text, "null") }
func zeros(text string) string  { return inPlace(text, "0") }

func inPlace(text, word string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		head, tail, ok := strings.Cut(line, ": ")
		if !ok {
			b.WriteString(line)
			continue
		}
		b.WriteString(head + ": ")
		number := false
		for _, r := range tail {
			if strings.ContainsRune("0123456789.-e", r) {
				if !number {
					b.WriteString(word)
				}
				number = true
				continue
			}
			number = false
			b.WriteRune(r)
		}
	}
	return b.String()
}

// otherShapes is answers whose arrays all have other shapes than are asked.
func otherShapes(t testing.TB) string {
	t.Helper()
	return `{"activations/1": [[0.25, 0.5, 0.75]], "activations/3": [[0.5, 0.25, 0.5]], "gradients/5": [0.2, 0.3, 0.4, 0.5, 0.6], "gradients/4": [0.125, 0.2]}`
}

// sow writes a class into a folder.
func sow(t testing.TB, all []planted) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "answers")
	for _, s := range all {
		for name, text := range s.files {
			file := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

func options(t testing.TB) Options {
	t.Helper()
	example, err := notebook.WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	return Options{Example: example, Scheme: format.DefaultScheme()}
}

// TestThirtyStudents: each of them comes out as planted.
func TestThirtyStudents(t *testing.T) {
	all := plant(t)
	dir := sow(t, all)
	c, err := Grade(dir, options(t))
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]*Student{}
	for _, s := range c.Students {
		byName[s.Name] = s
	}
	if len(c.Students) != len(all)-1 { // twice came twice
		t.Errorf("have %d students, want %d", len(c.Students), len(all)-1)
	}
	for _, p := range all {
		s := byName[p.name]
		if s == nil {
			t.Errorf("%s: no row", p.name)
			continue
		}
		p.want.compare(t, c, s)
	}
}

func (w wanted) compare(t *testing.T, c *Class, s *Student) {
	t.Helper()
	said := func(what, have, want string) {
		t.Helper()
		if want == "" && have != "" || !strings.Contains(have, want) {
			t.Errorf("%s: have the %s %q, want %q", s.Name, what, have, want)
		}
	}
	said("reason", s.Reason, w.reason)
	said("note", s.Note, w.note)
	if s.Of == 0 || w.full && s.Credit < s.Of*0.999 && s.Report != nil && len(s.Report.Places) > 5 || w.none && s.Credit != 0 {
		t.Errorf("%s: have %v of %v points, want all: %v, none: %v", s.Name, s.Credit, s.Of, w.full, w.none)
	}
	if w.reason != "" {
		return
	}
	if s.Report == nil {
		t.Errorf("%s: not marked", s.Name)
		return
	}
	if !w.first.IsZero() && s.Report.FirstBreak != w.first {
		t.Errorf("%s: have the first break %q, want %q", s.Name, s.Report.FirstBreak, w.first)
	}
	for _, m := range s.Report.Places {
		if want, ok := w.verdicts[m.Place]; ok && m.Verdict != want || !ok && w.others != "" && m.Verdict != w.others {
			t.Errorf("%s, %s: have the verdict %s, want %s%s", s.Name, m.Place, m.Verdict, want, w.others)
		}
		if want, ok := w.mistakes[m.Place]; ok && (m.Verdict != marking.Wrong && m.Verdict != marking.Shape || len(m.Mistakes) == 0 || !slices.Equal(m.Mistakes[0], want)) {
			t.Errorf("%s, %s: have %s %v, want the mistakes %v", s.Name, m.Place, m.Verdict, m.Mistakes, want)
		}
	}
	for place := range w.verdicts {
		if !slices.ContainsFunc(s.Report.Places, func(m marking.Marked) bool { return m.Place == place }) {
			t.Errorf("%s: %s was not answered", s.Name, place)
		}
	}
}
