package class

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/marking"
	"backprop/internal/worked"
)

// TestCredit: what a place earns by each verdict.
func TestCredit(t *testing.T) {
	s := format.Scheme{Others: 1, Rounded: 0.9, Coarse: 0.6, Carried: 0.8, Mistake: 0.5, Mistakes: map[string]float64{"error-sign": 0.75}, Wrong: 0.4}
	const r, b, w, c = marking.Right, marking.Blank, marking.Wrong, marking.Carried
	right := []float64{1, 2, 0, 4}
	given := func(values ...float64) marking.Answer {
		a := marking.Answer{}
		for _, v := range values {
			a.Numbers = append(a.Numbers, marking.Number{Value: v})
		}
		return a
	}
	full := given(1, 2, 0, 4)
	for _, test := range []struct {
		name   string
		marked marking.Marked
		answer marking.Answer
		want   float64
	}{
		{"right", marking.Marked{Verdict: r, Cells: []marking.Verdict{r, r, r, r}}, full, 1},
		{"half of it", marking.Marked{Verdict: r, Cells: []marking.Verdict{r, b, r, b}}, full, 0.5},
		{"rounded", marking.Marked{Verdict: marking.Rounded, Cells: []marking.Verdict{r, r, r, marking.Rounded}}, full, 0.9},
		{"coarse", marking.Marked{Verdict: marking.Coarse, Cells: []marking.Verdict{r, r, r, marking.Coarse}}, full, 0.6},
		{"carried", marking.Marked{Verdict: c, Cells: []marking.Verdict{c, c, r, c}}, full, 0.8},
		{"carried in part", marking.Marked{Verdict: c, Cells: []marking.Verdict{c, b, b, b}}, full, 0.2},
		{"zeros that follow from zeros", marking.Marked{Verdict: c, Trivial: true, Cells: []marking.Verdict{c, c, r, c}}, given(0, 0, 0, 0), 0},
		{"a known mistake", marking.Marked{Verdict: w, Mistakes: [][]string{{"gate-forgotten"}}, Cells: []marking.Verdict{w, w, w, w}}, given(9, 9, 9, 9), 0.5},
		{"one with a share of its own", marking.Marked{Verdict: w, Mistakes: [][]string{{"error-sign"}, {"gate-forgotten"}}, Cells: []marking.Verdict{w, w, w, w}}, given(9, 9, 9, 9), 0.75},
		{"two together", marking.Marked{Verdict: w, Mistakes: [][]string{{"error-sign", "gate-forgotten"}}, Cells: []marking.Verdict{w, w, w, w}}, given(9, 9, 9, 9), 0.375},
		{"a mistake in half of it", marking.Marked{Verdict: w, Mistakes: [][]string{{"error-sign"}}, Cells: []marking.Verdict{w, b, b, w}}, given(9, 0, 0, 9), 0.375},
		{"one cell wrong", marking.Marked{Verdict: w, Cells: []marking.Verdict{r, r, r, w}}, given(1, 2, 0, 9), 0.2}, // the zero earns nothing
		{"a zero that is near enough", marking.Marked{Verdict: w, Cells: []marking.Verdict{marking.Rounded, r, r, w}}, given(0, 2, 0, 9), 0.1},
		{"zeros by chance", marking.Marked{Verdict: w, Cells: []marking.Verdict{w, w, r, w}}, given(0, 0, 0, 0), 0},
		{"another shape", marking.Marked{Verdict: marking.Shape}, given(1), 0},
		{"another shape by a mistake", marking.Marked{Verdict: marking.Shape, Mistakes: [][]string{{"gate-both"}}}, given(1), 0.5},
		{"blank", marking.Marked{Verdict: b, Cells: []marking.Verdict{b, b, b, b}}, full, 0},
	} {
		test.marked.Elements = len(right)
		if test.marked.Verdict == marking.Shape { // nothing is filled in at the place's cells
			test.marked.Cells = nil
		}
		if have := share(s, test.marked, test.answer, right); math.Abs(have-test.want) > 1e-12 {
			t.Errorf("%s: have %v, want %v", test.name, have, test.want)
		}
	}
}

// TestCopiedParameters: who writes zeros for the gradients and copies the
// parameters for the step earns nothing by it.
func TestCopiedParameters(t *testing.T) {
	n := worked.Seeded(7)
	p, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	values := map[cnn.Place]*cnn.Tensor{}
	var places []cnn.Place
	for layer, learned := range p.Parameters {
		for _, l := range learned {
			gradient, updated := cnn.ParameterPlace(layer, l.Name), cnn.UpdatedPlace(layer, l.Name)
			values[gradient] = &cnn.Tensor{Shape: l.Value.Shape, Data: make([]float64, len(l.Value.Data))}
			values[updated] = l.Value
			places = append(places, gradient, updated)
		}
	}
	dir := sow(t, []planted{{files: map[string]string{"x-seed-7.json": paper(values, places, 2)}}})
	c, err := Grade(dir, options(t))
	if err != nil {
		t.Fatal(err)
	}
	s := c.Students[0]
	if m := s.Marks[cnn.UpdatedPlace(0, "kernel")]; m.Verdict != marking.Carried || !m.Trivial || s.Credit != 0 || s.Of != 8 {
		t.Errorf("have %+v and %v of %v points", m, s.Credit, s.Of)
	}
}

// TestScheme: places that are named are asked, and those of 0 points are not.
func TestScheme(t *testing.T) {
	dir := sow(t, plant(t)[:6])
	o := options(t)
	o.Scheme.Points = map[cnn.Place]float64{cnn.GradientPlace(1): 3, cnn.ActivationPlace(1): 0, cnn.ActivationPlace(0): 1}
	c, err := Grade(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	if slices.Contains(c.Places, cnn.ActivationPlace(1)) || c.Places[0] != cnn.ActivationPlace(0) || c.Students[0].Marks[cnn.GradientPlace(1)].Points != 3 {
		t.Errorf("have the places %v and %+v", c.Places, c.Students[0].Marks[cnn.GradientPlace(1)])
	}
	o.Scheme.Others = 0
	if c, err = Grade(dir, o); err != nil || !slices.Equal(c.Places, []cnn.Place{cnn.ActivationPlace(0), cnn.GradientPlace(1)}) || c.Students[0].Of != 4 || c.Students[0].Credit != 3 {
		t.Errorf("have %v, %v", c, err)
	}
	o.Scheme.Points[cnn.GradientPlace(99)] = 1
	if _, err = Grade(dir, o); err == nil || !strings.Contains(err.Error(), `"gradients/99", which no network`) {
		t.Errorf("have %v", err)
	}
	o = options(t)
	o.Scheme.Mistakes = map[string]float64{"no-such": 1}
	if _, err = Grade(dir, o); err == nil || !strings.Contains(err.Error(), `"no-such" is no mistake of the catalogue`) {
		t.Errorf("have %v", err)
	}
}

// TestNetworks: which network a student has.
func TestNetworks(t *testing.T) {
	save := func(dir, name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	network := func(seed uint64) string {
		data, err := format.MarshalNetwork(worked.Seeded(seed))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	loss := func(seed uint64) string {
		_, values := of(t, seed)
		return fmt.Sprintf("loss = %.6f\n", values[cnn.LossPlace].Data[0])
	}
	dir := t.TempDir()
	save(dir, "network.json", network(1))
	save(dir, "of all.txt", loss(1))
	save(dir, "beside.txt", loss(2))
	save(dir, "beside-network.json", network(2))
	save(dir, "folder/answers.txt", loss(3))
	save(dir, "folder/network.json", network(3))
	save(dir, "named_Seed_4.TXT", loss(4))
	save(dir, "folder2-seed-5/mine.txt", loss(5))
	save(dir, "folder3/mine-seed-6.txt", loss(6))
	save(dir, "Listed.txt", loss(7))
	save(dir, "seeds.csv", "\xef\xbb\xbfstudent, seed\nlisted , 7\n\nnamed, 99\nBo,8\n")
	save(dir, ".DS_Store", "x")
	save(dir, "old-marks/"+ListFile, "x")
	save(dir, "bad/network.json", "{")
	save(dir, "bad/answers.txt", loss(3))
	c, err := Grade(dir, options(t))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"of all": "network.json", "beside": "beside-network.json", "folder": "network.json", "named": "seed 4",
		"folder2": "seed 5", "folder3": "seed 6", "Listed": "seed 7", "Bo": "seed 8", "bad": "network.json"}
	for _, s := range c.Students {
		if want[s.Name] != s.From {
			t.Errorf("%s: have the network %q, want %q", s.Name, s.From, want[s.Name])
		}
		switch {
		case s.Name == "Bo" && s.Reason != "nothing was handed in", s.Name == "bad" && !strings.HasPrefix(s.Reason, "bad/network.json:1: "):
			t.Errorf("%s: have the reason %q", s.Name, s.Reason)
		case s.Name != "Bo" && s.Name != "bad" && (s.Report == nil || s.Report.Places[0].Verdict != marking.Right):
			t.Errorf("%s: have %+v, %q, want that it is right", s.Name, s.Report, s.Reason)
		}
		delete(want, s.Name)
	}
	if len(want) > 0 {
		t.Errorf("no rows for %v", want)
	}
	// The network that the user gave comes before that of the folder.
	o := options(t)
	o.Example.Network, o.Example.File, o.Example.Given = worked.Seeded(9), "seed 9", true
	if c, err = Grade(dir, o); err != nil || c.Students[slices.IndexFunc(c.Students, func(s *Student) bool { return s.Name == "of all" })].From != "seed 9" {
		t.Errorf("have %v, %v", c, err)
	}
	// Without any, it is the book's.
	dir = t.TempDir()
	save(dir, "anna.txt", "loss = 1\n")
	if c, err = Grade(dir, options(t)); err != nil || c.Students[0].From != "the book's example" || c.Students[0].Report == nil {
		t.Errorf("have %+v, %v", c.Students[0], err)
	}
}

// TestBadClasses: what is wrong for all is an error.
func TestBadClasses(t *testing.T) {
	for want, files := range map[string]map[string]string{
		"nobody has handed anything in":                            {},
		"network.json:1: ":                                         {"network.json": "{", "a.txt": "loss = 1"},
		"seeds.csv:2: found 3 columns":                             {"seeds.csv": "a,1\nb,2,3\n"},
		`seeds.csv:1: seed "x": expected a whole number`:           {"seeds.csv": "a,x\n"},
		"seeds.csv:3: A stands in line 1 already":                  {"seeds.csv": "a,1\nb,2\nA,3\n"},
		`seeds.csv:2: "M\xfcller" is not in UTF-8`:                 {"seeds.csv": "Anna,1\nM\xfcller,2\n"},
		"seeds.csv:2: give each student a seed, or none of them":   {"seeds.csv": "a,1\nb\n"},
		"seeds.csv:1: found no name before the seed, as in Anna,7": {"seeds.csv": ",1\n"},
	} {
		dir := sow(t, []planted{{files: files}})
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		if _, err := Grade(dir, options(t)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("have %v, want %s", err, want)
		}
	}
	if _, err := Grade(filepath.Join(t.TempDir(), "nowhere"), options(t)); err == nil {
		t.Error("a folder that is not there: have no error")
	}
}

// TestNamesAlone: a list of names gives the seeds 1, 2, 3.
func TestNamesAlone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "names.txt")
	if err := os.WriteFile(file, []byte("Anna\n\n\"Ng, Bo\"\nMüller\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	have, err := ReadSeeds(file, file)
	if want := []Seeded{{"Anna", 1}, {"Ng, Bo", 2}, {"Müller", 3}}; err != nil || !slices.Equal(have, want) {
		t.Errorf("have %v, %v, want %v", have, err, want)
	}
}

// TestCSV: a row for each student, four columns for each place, and no cell that
// a spreadsheet would run.
func TestCSV(t *testing.T) {
	all := plant(t)
	for name, text := range all[0].files {
		all[0].files["=HYPERLINK(1)"+name] = text
	}
	c, err := Grade(sow(t, all), options(t))
	if err != nil {
		t.Fatal(err)
	}
	data, err := c.CSV()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(rows) != len(c.Students)+1 || len(rows[0]) != 6+4*len(c.Places) {
		t.Fatalf("have %d rows of %d, %v", len(rows), len(rows[0]), err)
	}
	at := func(student, column string) string {
		r := slices.IndexFunc(rows, func(row []string) bool { return row[0] == student })
		k := slices.Index(rows[0], column)
		if r < 0 || k < 0 {
			t.Fatalf("no cell %s, %s", student, column)
		}
		return rows[r][k]
	}
	for _, test := range []struct{ student, column, want string }{
		{"s01", "credit", "22"}, {"s01", "of", "22"}, {"s01", "network", "seed 1"}, {"s01", "first break", ""},
		{"s06", "gradients/1 verdict", "wrong"}, {"s06", "gradients/1 mistakes", "gate-forgotten"}, {"s06", "gradients/1 credit", "0.5"},
		{"s06", "first break", "gradients/1"}, {"s25", "gradients/3 verdict", "carried, all zero"}, {"s25", "gradients/3 credit", "0"},
		{"s14", "gradients/5 right", "0 of 3"}, {"s20", "remark", "s20-seed-20.txt is empty"}, {"s20", "loss credit", "0"},
		{"'=HYPERLINK(1)s01", "credit", "22"},
	} {
		if have := at(test.student, test.column); have != test.want {
			t.Errorf("%s, %s: have %q, want %q", test.student, test.column, have, test.want)
		}
	}
}

// TestTally: what the class does as a whole, of those who worked on their own
// network.
func TestTally(t *testing.T) {
	c, err := Grade(sow(t, plant(t)), options(t))
	if err != nil {
		t.Fatal(err)
	}
	names := func(students []*Student) (all []string) {
		for _, s := range students {
			all = append(all, s.Name)
		}
		return all
	}
	first := c.Mistakes()[0]
	if have := names(first.Students); first.Names[0] != "gate-forgotten" || !slices.Equal(have, []string{"s06", "s14", "s16"}) || !slices.Equal(first.Places, []cnn.Place{cnn.GradientPlace(1)}) {
		t.Errorf("have %v by %v at %v", first.Names, have, first.Places)
	}
	for _, m := range c.Mistakes() {
		if m.Names[0] == "update-sign" && (len(m.Places) != 4 || len(m.Students) != 1) {
			t.Errorf("update-sign: have %v by %v", m.Places, names(m.Students))
		}
		if slices.Contains(names(m.Students), "s24") || slices.Contains(names(m.Students), "s25") {
			t.Errorf("%v: counted of foreign numbers, or of zeros", m.Names)
		}
	}
	b := c.Breaks()[0]
	if have := names(b.Students); b.Place != cnn.ActivationPlace(1) || !slices.Equal(have, []string{"s11", "s25", "s26"}) {
		t.Errorf("have the first break %s of %v", b.Place, have)
	}
	for _, h := range c.Heats() {
		if h.Place == cnn.GradientPlace(0) && (!h.Shape.Equal(cnn.Shape{5, 5}) || slices.Max(h.Wrong) < 2 || h.Given[0] != 17) {
			t.Errorf("have %+v", h)
		}
	}
}

// TestTheSameMarks: the same folder gives the same marks.
func TestTheSameMarks(t *testing.T) {
	dir := sow(t, plant(t))
	var before []byte
	for range 3 {
		c, err := Grade(dir, options(t))
		if err != nil {
			t.Fatal(err)
		}
		data, err := c.CSV()
		if err != nil || before != nil && !bytes.Equal(data, before) {
			t.Fatalf("other marks, %v", err)
		}
		before = data
	}
}
