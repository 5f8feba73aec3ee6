package notebook

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"backprop/internal/tex"
)

// An Exercise asks for numbers that the program knows.
type Exercise struct {
	Number   int    // counted by the notebook, from 1
	Question string // Markdown
	Answers  []Answer
	Hint     string // Markdown; may be empty
	Solution string // Markdown: the worked solution; may be empty

	// Here says that it speaks of an example that stands in its chapter alone,
	// so that it is not for a worksheet.
	Here bool `json:",omitempty"`
}

// An Answer is one number that is asked for, and wrong ones that tell which
// mistake was made, the likeliest first.
type Answer struct {
	Name  string // TeX, such as \partial L/\partial K_{0,1}; may be empty
	Value float64
	Exact string  `json:",omitempty"` // where the value does not tell; see cnn.Real.Exact
	Wrong []Wrong `json:",omitempty"`

	// Source is the hole of words.md that the number fills, and its place where
	// it has one, for a test that judges it.
	Source Written `json:"-"`

	// Choices is how many reasons there are to choose from, where the answer
	// is the number of one; see Why. 0 for any other number.
	Choices int `json:",omitempty"`
}

// Printed is the number with its relation, as Eq has it.
func (a Answer) Printed() string {
	f := known(a.Value, a.Exact).in(shownDecimals, mantissaDecimals)
	return f.relation() + " " + f.text()
}

// Kind is "exercise".
func (*Exercise) Kind() string { return "exercise" }

// Text is the question with hint, answer, likely mistakes and solution under
// it.
func (e *Exercise) Text(width int) string {
	const by = "  "
	parts := []string{fmt.Sprintf("Exercise %d", e.Number), textOf(e.Question, width-2)}
	if e.Hint != "" {
		parts = append(parts, labelledText("Hint: ", e.Hint, width-2))
	}
	if len(e.Answers) > 0 {
		var answers []string
		for _, a := range e.Answers {
			answers = append(answers, together(strings.TrimLeft(texText(a.Name)+" "+a.Printed(), " ")))
		}
		parts = append(parts, strings.Join(hang(wrap(strings.Join(answers, ", "), width-10), "Answer: ", "        "), "\n"))
	}
	if wrong := e.wrongText(width - 2); wrong != "" {
		parts = append(parts, wrong)
	}
	if e.Solution != "" {
		parts = append(parts, labelledText("Solution: ", e.Solution, width-2))
	}
	text := parts[0] + "\n" + indent(parts[1], by)
	for _, part := range parts[2:] {
		text += "\n\n" + indent(part, by)
	}
	return text
}

// labelledText writes Markdown after a label: on the same line where it begins
// with a paragraph.
func labelledText(label, markdown string, width int) string {
	lines := sourceLines(strings.TrimLeft(markdown, "\n"))
	if interrupts(lines[0].text) || isTable(lines) {
		return strings.TrimRight(label, " ") + "\n\n" + textOf(markdown, width)
	}
	return textOf(label+markdown, width)
}

func (e *Exercise) check() error {
	if strings.TrimSpace(e.Question) == "" {
		return errors.New("exercise: no question")
	}
	if len(e.Answers) == 0 && e.Solution == "" {
		return errors.New("exercise: neither an answer nor a solution; give one")
	}
	for i, a := range e.Answers {
		if math.IsNaN(a.Value) || math.IsInf(a.Value, 0) {
			return fmt.Errorf("exercise: answer %d is %v; expected a finite number", i, a.Value)
		}
		if err := checkWrong(a); err != nil {
			return fmt.Errorf("exercise: answer %d: %w", i, err)
		}
		if err := a.checkChoices(); err != nil {
			return fmt.Errorf("exercise: answer %d: %w", i, err)
		}
		if a.Name == "" {
			continue
		}
		if _, err := tex.Parse(a.Name); err != nil {
			return fmt.Errorf("exercise: answer %d: %w", i, err)
		}
	}
	if err := checkMarkdown(e.Question, e.Hint, e.Solution); err != nil {
		return fmt.Errorf("exercise: %w", err)
	}
	return nil
}
