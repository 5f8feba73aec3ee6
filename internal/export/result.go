package export

import (
	"encoding/json"
	"fmt"
	"strings"

	"backprop/internal/class"
	"backprop/internal/cnn"
	"backprop/internal/marking"
)

// A GradescopeResult is what an autograder of Gradescope writes to
// /autograder/results/results.json. The score is the sum of the tests'.
type GradescopeResult struct {
	Output       string           `json:"output,omitempty"`
	OutputFormat string           `json:"output_format"`
	Score        *float64         `json:"score,omitempty"` // where there are no tests
	Tests        []GradescopeTest `json:"tests,omitempty"`
}

// A GradescopeTest is one place.
type GradescopeTest struct {
	Name     string  `json:"name"`
	Score    float64 `json:"score"`
	MaxScore float64 `json:"max_score"`
	Status   string  `json:"status"` // "passed" or "failed"
	Output   string  `json:"output,omitempty"`
}

// Gradescope is the marking of a student, a test for each place.
func Gradescope(c *class.Class, s *class.Student) ([]byte, error) {
	r := GradescopeResult{OutputFormat: "text", Output: s.Note}
	if s.Report == nil {
		none := 0.0
		r.Output, r.Score = "Nothing could be marked: "+s.Reason+".", &none
		return indented(r)
	}
	for _, p := range placesOf(c, s) {
		status := "failed"
		if p.credit >= p.points {
			status = "passed"
		}
		r.Tests = append(r.Tests, GradescopeTest{p.name, p.credit, p.points, status, p.said})
	}
	return indented(r)
}

// A PrairieLearnResult is what an external grader of PrairieLearn writes to
// /grade/results/results.json.
type PrairieLearnResult struct {
	Gradable     bool               `json:"gradable"`
	Score        float64            `json:"score"` // from 0 to 1
	Message      string             `json:"message,omitempty"`
	FormatErrors []string           `json:"format_errors,omitempty"`
	Tests        []PrairieLearnTest `json:"tests,omitempty"`
}

// A PrairieLearnTest is one place.
type PrairieLearnTest struct {
	Name      string  `json:"name"`
	Points    float64 `json:"points"`
	MaxPoints float64 `json:"max_points"`
	Message   string  `json:"message,omitempty"`
}

// PrairieLearn is the marking of a student, a test for each place. What cannot be
// read is not gradable, so that it costs no attempt.
func PrairieLearn(c *class.Class, s *class.Student) ([]byte, error) {
	r := PrairieLearnResult{Gradable: s.Report != nil, Message: s.Note}
	if s.Report == nil {
		r.FormatErrors = []string{s.Reason}
		return indented(r)
	}
	if s.Of > 0 {
		r.Score = s.Credit / s.Of
	}
	for _, p := range placesOf(c, s) {
		r.Tests = append(r.Tests, PrairieLearnTest{p.name, p.credit, p.points, p.said})
	}
	return indented(r)
}

func indented(v any) ([]byte, error) {
	data, err := json.MarshalIndent(v, "", "  ")
	return append(data, '\n'), err
}

// A graded is a place as the results of autograders have it.
type graded struct {
	name, said     string
	credit, points float64
}

// placesOf are the places that a student was asked for, in working order.
func placesOf(c *class.Class, s *class.Student) []graded {
	var all []graded
	for _, place := range c.Places {
		q, err := s.Pass.Quantity(place)
		if err != nil {
			continue
		}
		g := graded{name: plainName(q), said: "Not handed in.", points: c.Scheme.Others}
		if v, ok := c.Scheme.Points[place]; ok {
			g.points = v
		}
		if m, ok := s.Marks[place]; ok {
			g.credit, g.said = m.Credit, said(m.Marked)
		}
		all = append(all, g)
	}
	return all
}

// plainName is an array in plain letters, with its place.
func plainName(q cnn.Quantity) string {
	name := q.Sign.Letter
	if q.Sign.Number > 0 {
		name += fmt.Sprint(q.Sign.Number)
	}
	switch {
	case q.Sign.Gradient:
		name = "dL/d" + name
	case q.Sign.Updated:
		name = "new " + name
	}
	return name + " (" + q.Place.String() + ")"
}

// verdicts are the verdicts in a sentence.
var verdicts = map[marking.Verdict]string{
	marking.Right:   "Right.",
	marking.Rounded: "Right, but for numbers that were rounded on the way.",
	marking.Coarse:  "Right, with fewer decimals than were asked for.",
	marking.Carried: "Right from your own earlier numbers.",
	marking.Wrong:   "Wrong.",
	marking.Shape:   "Not the shape of this array.",
	marking.Blank:   "Not filled in.",
}

// said is what is said about a place: the verdict, how many numbers are wrong,
// and the likeliest mistake with what to do instead.
func said(m marking.Marked) string {
	if m.Trivial {
		return "Your earlier numbers make all of it zero, so it shows no work."
	}
	parts := []string{verdicts[m.Verdict]}
	if m.Verdict == marking.Wrong && m.Elements > 1 {
		parts = append(parts, fmt.Sprintf("%d of %d numbers are right.", m.Right, m.Elements))
	}
	if m.Verdict == marking.Shape {
		parts = append(parts, fmt.Sprintf("It is %s, expected %s.", shapeOf(m.Found), shapeOf(m.Expected)))
	}
	if len(m.Mistakes) > 0 {
		parts = append(parts, "It looks like "+strings.Join(m.Mistakes[0], " with ")+".")
		for _, name := range m.Mistakes[0] {
			mistake, _ := marking.Find(name)
			parts = append(parts, mistake.Instead)
		}
	}
	return strings.Join(parts, " ")
}

func shapeOf(s cnn.Shape) string {
	if len(s) == 0 {
		return "a single number"
	}
	return s.String()
}
