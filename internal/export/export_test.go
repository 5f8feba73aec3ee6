package export

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"backprop/internal/class"
	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/marking"
	"backprop/internal/notebook"
	"backprop/internal/worked"
)

// networks are those of the tests: two seeds, the book's example, and one of
// other sizes.
func networks(t *testing.T) []Network {
	t.Helper()
	list := []Network{{"seed 7", worked.Seeded(7)}, {"seed 8", worked.Seeded(8)}}
	for _, name := range []string{"worked-example", "other-sizes"} {
		data, err := os.ReadFile("../../testdata/networks/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		n, err := format.ParseNetwork(name, data)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, Network{name, n})
	}
	return list
}

// numbers writes an array as a student does, with six decimals.
func numbers(shape cnn.Shape, data []float64) string {
	if len(shape) == 0 {
		return strconv.FormatFloat(data[0], 'f', 6, 64)
	}
	size := len(data) / shape[0]
	var parts []string
	for i := range shape[0] {
		parts = append(parts, numbers(shape[1:], data[i*size:(i+1)*size]))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// marked is what our own marking says about a pass that is right but for some
// places.
func marked(t *testing.T, p *cnn.Pass, wrong map[cnn.Place][]float64) *marking.Report {
	t.Helper()
	var lines []string
	for _, place := range asked(p) {
		q, err := p.Quantity(place)
		if err != nil {
			t.Fatal(err)
		}
		data := q.Data
		if w, ok := wrong[place]; ok {
			data = w
		}
		lines = append(lines, fmt.Sprintf("%q: %s", place, numbers(q.Plain(), data)))
		if _, ok := wrong[place]; ok {
			break // what comes after it does not follow
		}
	}
	answers, err := marking.ReadAnswers("answers.json", strings.NewReader("{"+strings.Join(lines, ",\n")+"}"), p)
	if err != nil {
		t.Fatal(err)
	}
	r, err := marking.Mark(p.Network, answers, 0)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// isNamed reports whether our marking calls a place wrong by one of the
// mistakes.
func isNamed(r *marking.Report, place cnn.Place, names []string) bool {
	for _, p := range r.Places {
		if p.Place != place || p.Verdict != marking.Wrong {
			continue
		}
		for _, set := range p.Mistakes {
			if len(set) == 1 && slices.Contains(names, set[0]) {
				return true
			}
		}
	}
	return false
}

// TestNumbas holds an exam against the pass: each definition gives its array,
// each part asks for it, each alternative is what our own marking calls by the
// same mistake, and what a part takes from earlier ones stands before it.
func TestNumbas(t *testing.T) {
	list := networks(t)
	data, err := Numbas(list)
	if err != nil {
		t.Fatal(err)
	}
	head, text, _ := strings.Cut(string(data), "\n")
	if head != "// Numbas version: exam_results_page_options" {
		t.Errorf("have the first line %q", head)
	}
	var exam numbasExam
	if err := json.Unmarshal([]byte(text), &exam); err != nil {
		t.Fatal(err)
	}
	if group := exam.QuestionGroups[0]; len(group.Questions) != len(list) || group.PickQuestions != 1 || group.PickingStrategy != "random-subset" {
		t.Fatalf("have %d questions, %+v", len(group.Questions), group.PickingStrategy)
	}
	alternatives := map[string]bool{}
	for i, q := range exam.QuestionGroups[0].Questions {
		c, err := cnn.AsClassic(list[i].Network)
		if err != nil {
			t.Fatal(err)
		}
		values := map[string]any{}
		part := 0
		for _, v := range variables(c) {
			value, err := evaluate(q.Variables[v.name].Definition, values)
			if err != nil {
				t.Fatal(err)
			}
			values[v.name] = value
			have := flat(value)
			if len(have) != len(v.Data) || differ(have, v.Data, 1e-7) {
				t.Errorf("%s: %s is %v, want %v", q.Name, v.name, have, v.Data)
			}
			if v.given {
				continue
			}
			p := q.Parts[part]
			if p.CustomName != symbolOf(v.Sign) || p.MarkPerCell || p.Marks != 1 || p.Type == "matrix" && (p.CorrectAnswer != v.name || p.NumRows*p.NumColumns != len(v.Data)) ||
				p.Type == "numberentry" && !strings.HasPrefix(p.MinValue, v.name+"-") {
				t.Errorf("%s: part %d is %+v, want that it asks for %s", q.Name, part, p, v.name)
			}
			replaced := []string{}
			for _, r := range p.VariableReplacements {
				replaced = append(replaced, r.Variable)
				if earlier, err := strconv.Atoi(strings.TrimPrefix(r.Part, "p")); err != nil || earlier >= part || q.Parts[earlier].answer() != r.Variable {
					t.Errorf("%s: part %d takes %s from %s", q.Name, part, r.Variable, r.Part)
				}
			}
			for _, from := range v.from {
				if isGiven := slices.ContainsFunc(variables(c), func(o variable) bool { return o.name == from && o.given }); slices.Contains(replaced, from) == isGiven {
					t.Errorf("%s: part %d: %s is taken from an earlier answer: %v", q.Name, part, from, !isGiven)
				}
			}
			for _, other := range p.Alternatives {
				wrong, err := evaluate(other.answer(), nil)
				if err != nil {
					t.Fatal(err)
				}
				names := strings.Split(other.CustomName, ", ")
				for _, name := range names {
					alternatives[name] = true
				}
				if r := marked(t, c.Pass, map[cnn.Place][]float64{v.Place: flat(wrong)}); !isNamed(r, v.Place, names) {
					t.Errorf("%s, %s: our marking does not call %v by the name of %v", q.Name, v.Place, wrong, names)
				}
				if other.Marks != 0.5 || !strings.Contains(other.AlternativeFeedbackMessage, names[0]) || strings.ContainsAny(other.AlternativeFeedbackMessage, "{}") {
					t.Errorf("%s, %s: have %+v", q.Name, v.Place, other)
				}
			}
			part++
		}
		if part != len(q.Parts) || len(q.Parts) != len(asked(c.Pass)) {
			t.Errorf("%s: have %d parts, want %d", q.Name, len(q.Parts), len(asked(c.Pass)))
		}
	}
	for _, name := range []string{"error-sign", "gate-forgotten", "kernel-gradient-rotated", "input-gradient-unrotated", "bias-averaged", "update-sign", "forward-flipped", "flatten-order", "softmax-diagonal", "log-base"} {
		if !alternatives[name] {
			t.Errorf("no alternative for %s", name)
		}
	}
}

// answer is the expression of a part's right answer.
func (p numbasPart) answer() string {
	if p.Type == "matrix" {
		return p.CorrectAnswer
	}
	// A number lies in the middle: v-0.0005 is the least.
	at := strings.LastIndex(p.MinValue, "-")
	return p.MinValue[:at]
}

// The fields of a cloze question, as Moodle's own expressions cut them
// (question/type/multianswer/questiontype.php).
var (
	fieldExpression  = regexp.MustCompile(`\{1:NUMERICAL:((?:[^}\\]|\\.)*)\}`)
	answerExpression = regexp.MustCompile(`^(=|%(-?[0-9]+)%)(-?[0-9]+(?:\.[0-9]+)?):([0-9]+(?:\.[0-9]+)?)(?:#((?:[^~}\\]|\\.)*))?(?:~|$)`)
)

// TestMoodle holds a question bank against the pass: each field knows the right
// number, and each named wrong array is what our own marking calls so.
func TestMoodle(t *testing.T) {
	list := networks(t)
	data, err := Moodle(list)
	if err != nil {
		t.Fatal(err)
	}
	var quiz struct {
		Questions []struct {
			Type     string `xml:"type,attr"`
			Category string `xml:"category>text"`
			Name     string `xml:"name>text"`
			Text     string `xml:"questiontext>text"`
		} `xml:"question"`
	}
	if err := xml.Unmarshal(data, &quiz); err != nil {
		t.Fatal(err)
	}
	at := 0
	for _, n := range list {
		c, err := cnn.AsClassic(n.Network)
		if err != nil {
			t.Fatal(err)
		}
		if q := quiz.Questions[at]; q.Type != "category" || q.Category != "$course$/top/Backprop, Number by Number/"+n.Name {
			t.Errorf("have %+v, want the category of %s", q, n.Name)
		}
		at++
		for i, place := range asked(c.Pass) {
			q := quiz.Questions[at]
			at++
			array, err := c.Pass.Quantity(place)
			if err != nil {
				t.Fatal(err)
			}
			if want := fmt.Sprintf("%s, %02d: %s", n.Name, i+1, plainName(array)); q.Type != "cloze" || q.Name != want {
				t.Errorf("have %s %q, want %q", q.Type, q.Name, want)
			}
			fields := fieldExpression.FindAllStringSubmatch(q.Text, -1)
			if len(fields) != len(array.Data) {
				t.Fatalf("%s: have %d fields, want %d", q.Name, len(fields), len(array.Data))
			}
			byMistake := map[string][]float64{}
			for cell, field := range fields {
				for rest, first := field[1], true; rest != ""; first = false {
					m := answerExpression.FindStringSubmatch(rest)
					if m == nil {
						t.Fatalf("%s, cell %d: no answer of a field: %s", q.Name, cell, rest)
					}
					rest = rest[len(m[0]):]
					v, _ := strconv.ParseFloat(m[3], 64)
					if first != (m[1] == "=") || first && math.Abs(v-array.Data[cell]) > 1e-7 || !first && m[2] != "50" {
						t.Errorf("%s, cell %d: have %s", q.Name, cell, m[0])
					}
					if first {
						continue
					}
					names, _, _ := strings.Cut(strings.TrimPrefix(m[5], "It looks like "), ".")
					if byMistake[names] == nil {
						byMistake[names] = slices.Clone(array.Data)
					}
					byMistake[names][cell] = v
				}
			}
			wrong, err := wrongArrays(c)
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range wrong {
				if w.place != place {
					continue
				}
				if r := marked(t, c.Pass, map[cnn.Place][]float64{place: w.values.Data}); !isNamed(r, place, w.names) {
					t.Errorf("%s: our marking does not call it by the name of %v", q.Name, w.names)
				}
				found := false
				for names := range byMistake {
					found = found || strings.Contains(names, w.names[0])
				}
				if alone := slices.IndexFunc(wrong, func(o wrongArray) bool { return o.place == place }); wrong[alone].names[0] == w.names[0] && !found {
					t.Errorf("%s: no field names %v", q.Name, w.names)
				}
			}
		}
	}
	if at != len(quiz.Questions) {
		t.Errorf("have %d questions, want %d", len(quiz.Questions), at)
	}
}

// TestNotClassic: other networks are refused by their names.
func TestNotClassic(t *testing.T) {
	data, err := os.ReadFile("../../testdata/networks/two-channels.json")
	if err != nil {
		t.Fatal(err)
	}
	n, err := format.ParseNetwork("two-channels", data)
	if err != nil {
		t.Fatal(err)
	}
	for system, write := range map[string]func([]Network) ([]byte, error){"numbas": Numbas, "moodle": Moodle} {
		if _, err := write([]Network{{"mine", n}}); err == nil || !strings.HasPrefix(err.Error(), "mine: ") {
			t.Errorf("%s: have %v", system, err)
		}
	}
}

// TestResults: what autograders get for one student.
func TestResults(t *testing.T) {
	example, err := notebook.WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	o := class.Options{Example: example, Scheme: format.DefaultScheme()}
	one := func(file, text string) (*class.Class, *class.Student) {
		t.Helper()
		path := filepath.Join(t.TempDir(), file)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		c, err := class.One(path, o)
		if err != nil {
			t.Fatal(err)
		}
		return c, c.Students[0]
	}
	slips, err := os.ReadFile("../../testdata/answers/three-slips.json")
	if err != nil {
		t.Fatal(err)
	}
	c, s := one("mine.json", string(slips))
	data, err := Gradescope(c, s)
	if err != nil {
		t.Fatal(err)
	}
	var g GradescopeResult
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	said := map[string]GradescopeTest{}
	for _, test := range g.Tests {
		sum += test.Score
		said[test.Name] = test
		if (test.Status == "passed") != (test.Score == test.MaxScore) {
			t.Errorf("have %+v", test)
		}
	}
	if len(g.Tests) != len(s.Pass.Places())-1 || math.Abs(sum-s.Credit) > 1e-12 || g.Score != nil {
		t.Errorf("have %d tests with %v points, want %d with %v", len(g.Tests), sum, len(s.Pass.Places())-1, s.Credit)
	}
	if test := said["dL/dZ (gradients/1)"]; test.Score != 0.5 || !strings.Contains(test.Output, "Wrong. ") || !strings.Contains(test.Output, "It looks like gate-forgotten. Keep the gradient") {
		t.Errorf("have %+v", test)
	}
	if test := said["Z (activations/1)"]; test.Score != 0 || test.Output != "Not handed in." {
		t.Errorf("have %+v", test)
	}
	data, err = PrairieLearn(c, s)
	if err != nil {
		t.Fatal(err)
	}
	var p PrairieLearnResult
	if err := json.Unmarshal(data, &p); err != nil || !p.Gradable || math.Abs(p.Score-s.Credit/s.Of) > 1e-12 || len(p.Tests) != len(g.Tests) || p.Score <= 0 || p.Score >= 1 {
		t.Errorf("have %+v, %v", p, err)
	}
	// What cannot be read.
	c, s = one("mine.txt", "loss = about 1\n")
	if data, err = Gradescope(c, s); err != nil || !strings.Contains(string(data), `"score": 0`) || !strings.Contains(string(data), "Nothing could be marked: mine.txt:1: ") {
		t.Errorf("have %s, %v", data, err)
	}
	if data, err = PrairieLearn(c, s); err != nil || !strings.Contains(string(data), `"gradable": false`) || !strings.Contains(string(data), `"format_errors"`) {
		t.Errorf("have %s, %v", data, err)
	}
}

// TestAutograderFolder: what goes to the systems is whole, and can be read by us.
func TestAutograderFolder(t *testing.T) {
	n := worked.Seeded(7)
	p, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	for system, want := range map[string][]string{
		"gradescope":   {"network.json", "run_autograder", "scheme.json", "setup.sh"},
		"prairielearn": {"clientFilesQuestion/blank.json", "clientFilesQuestion/network.json", "info.json", "question.html", "tests/network.json", "tests/run.sh", "tests/scheme.json"},
	} {
		files, err := AutograderFolder(system, n, format.DefaultScheme())
		if err != nil {
			t.Fatal(err)
		}
		var have []string
		for name, data := range files {
			have = append(have, name)
			if strings.HasSuffix(name, ".sh") || name == "run_autograder" {
				if !strings.HasPrefix(string(data), "#!/bin/sh\n") {
					t.Errorf("%s is no script", name)
				}
			}
			if strings.HasSuffix(name, ".json") && !json.Valid(data) {
				t.Errorf("%s is no JSON", name)
			}
		}
		if slices.Sort(have); !slices.Equal(have, want) {
			t.Errorf("%s: have %v, want %v", system, have, want)
		}
		if blank, ok := files["clientFilesQuestion/blank.json"]; ok {
			a, err := marking.ReadAnswers("blank.json", strings.NewReader(string(blank)), p)
			if err != nil || len(a.Places) != len(asked(p)) {
				t.Errorf("the blank: have %v, %v", a, err)
			}
		}
	}
}
