package export

import (
	"encoding/json"
	"fmt"
	"strings"

	"backprop/internal/cnn"
)

// Numbas is an exam for Numbas (https://www.numbas.org.uk), as its editor imports
// it: a question for each network, of which a student gets one, and in it a part
// for each array. A part knows the right array, what the mistakes of the
// catalogue give there as alternatives with their messages, and how the array
// follows from the student's own earlier answers (adaptive marking), because
// each variable is defined by the links of its layer.
//
// The networks are classic; another is an error that names it.
func Numbas(networks []Network) ([]byte, error) {
	group := numbasGroup{PickingStrategy: "random-subset", PickQuestions: 1}
	for _, n := range networks {
		q, err := numbasQuestionOf(n)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", n.Name, err)
		}
		group.Questions = append(group.Questions, q)
	}
	exam, err := json.MarshalIndent(numbasExam{
		Name: "Backprop, Number by Number: one pass by hand", QuestionGroups: []numbasGroup{group},
		Metadata: map[string]string{"description": "A pass of a small convolutional network, forward and backward.", "licence": "None specified"},
	}, "", " ")
	return append([]byte("// Numbas version: exam_results_page_options\n"), append(exam, '\n')...), err
}

type numbasExam struct {
	Name           string            `json:"name"`
	Metadata       map[string]string `json:"metadata"`
	Duration       int               `json:"duration"`
	PercentPass    int               `json:"percentPass"`
	QuestionGroups []numbasGroup     `json:"question_groups"`
}

type numbasGroup struct {
	Name            string           `json:"name"`
	PickingStrategy string           `json:"pickingStrategy"`
	PickQuestions   int              `json:"pickQuestions"`
	Questions       []numbasQuestion `json:"questions"`
}

type numbasQuestion struct {
	Name       string                    `json:"name"`
	Statement  string                    `json:"statement"`
	Advice     string                    `json:"advice"`
	Extensions []string                  `json:"extensions"`
	Variables  map[string]numbasVariable `json:"variables"`
	Ungrouped  []string                  `json:"ungrouped_variables"`
	Parts      []numbasPart              `json:"parts"`
}

type numbasVariable struct {
	Name         string `json:"name"`
	Group        string `json:"group"`
	Definition   string `json:"definition"`
	Description  string `json:"description"`
	TemplateType string `json:"templateType"`
}

// A numbasPart is an array, or an alternative to one: a matrix, which is judged
// as a whole, since marking it cell by cell would leave out the alternatives; or
// a single number.
type numbasPart struct {
	Type                        string              `json:"type"`
	UseCustomName               bool                `json:"useCustomName"`
	CustomName                  string              `json:"customName"`
	Marks                       float64             `json:"marks"`
	Prompt                      string              `json:"prompt,omitempty"`
	VariableReplacements        []numbasReplacement `json:"variableReplacements"`
	VariableReplacementStrategy string              `json:"variableReplacementStrategy"`
	AdaptiveMarkingPenalty      int                 `json:"adaptiveMarkingPenalty"`
	Alternatives                []numbasPart        `json:"alternatives,omitempty"`
	AlternativeFeedbackMessage  string              `json:"alternativeFeedbackMessage,omitempty"`

	CorrectAnswer  string  `json:"correctAnswer,omitempty"` // of a matrix
	NumRows        int     `json:"numRows,omitempty"`
	NumColumns     int     `json:"numColumns,omitempty"`
	AllowResize    bool    `json:"allowResize"`
	Tolerance      float64 `json:"tolerance,omitempty"`
	MarkPerCell    bool    `json:"markPerCell"`
	AllowFractions bool    `json:"allowFractions"`

	MinValue string `json:"minValue,omitempty"` // of a number
	MaxValue string `json:"maxValue,omitempty"`
}

// A numbasReplacement says that a variable is taken from the answer to a part.
type numbasReplacement struct {
	Variable    string `json:"variable"`
	Part        string `json:"part"`
	MustGoFirst bool   `json:"must_go_first"`
}

func numbasQuestionOf(n Network) (numbasQuestion, error) {
	c, err := cnn.AsClassic(n.Network)
	if err != nil {
		return numbasQuestion{}, err
	}
	wrong, err := wrongArrays(c)
	if err != nil {
		return numbasQuestion{}, err
	}
	q := numbasQuestion{
		Name: "One pass by hand, " + n.Name, Statement: given(c), Extensions: []string{}, Variables: map[string]numbasVariable{},
	}
	partOf := map[string]string{} // by variable
	for _, v := range variables(c) {
		q.Variables[v.name] = numbasVariable{Name: v.name, Group: "Ungrouped variables", Definition: v.definition, TemplateType: "anything"}
		q.Ungrouped = append(q.Ungrouped, v.name)
		if v.given {
			continue
		}
		part := numbasPartOf(v.Quantity, v.name)
		part.UseCustomName, part.CustomName, part.Marks = true, symbolOf(v.Sign), 1
		part.Prompt = "<p>Work out " + symbolOf(v.Sign) + ", with at least four decimals. Fill in every cell, because one that is empty leaves the whole array unmarked.</p>"
		for _, name := range v.from {
			if earlier, ok := partOf[name]; ok {
				part.VariableReplacements = append(part.VariableReplacements, numbasReplacement{Variable: name, Part: earlier})
			}
		}
		for _, w := range wrong {
			if w.place != v.Place {
				continue
			}
			other := numbasPartOf(v.Quantity, literal(v.Quantity, w.values.Data))
			other.UseCustomName, other.CustomName, other.Marks = true, strings.Join(w.names, ", "), mistaken/100.0
			other.AlternativeFeedbackMessage = "<p>" + strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "{", "(", "}", ")").Replace(feedback(w.names)) + "</p>"
			part.Alternatives = append(part.Alternatives, other)
		}
		partOf[v.name] = fmt.Sprintf("p%d", len(q.Parts))
		q.Parts = append(q.Parts, part)
	}
	return q, nil
}

// numbasPartOf is a part whose answer is an expression.
func numbasPartOf(q cnn.Quantity, answer string) numbasPart {
	p := numbasPart{VariableReplacements: []numbasReplacement{}, VariableReplacementStrategy: "originalfirst"}
	if len(q.Data) == 1 {
		p.Type = "numberentry"
		p.MinValue = fmt.Sprintf("%s-%s", answer, decimal(tolerance(q)))
		p.MaxValue = fmt.Sprintf("%s+%s", answer, decimal(tolerance(q)))
		return p
	}
	p.Type, p.CorrectAnswer, p.Tolerance = "matrix", answer, tolerance(q)
	p.NumRows, p.NumColumns = size(q)
	return p
}

// literal is an array in JME, the language of Numbas: a number, or a matrix.
func literal(q cnn.Quantity, data []float64) string {
	return inJME(q, func(at int) string { return decimal(data[at]) })
}

// inJME is an array whose elements are expressions.
func inJME(q cnn.Quantity, element func(at int) string) string {
	if len(q.Data) == 1 {
		return element(0)
	}
	rows, columns := size(q)
	var lines []string
	for i := range rows {
		var line []string
		for j := range columns {
			line = append(line, element(i*columns+j))
		}
		lines = append(lines, "["+strings.Join(line, ",")+"]")
	}
	return "matrix(" + strings.Join(lines, ",") + ")"
}
