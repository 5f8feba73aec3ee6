package site

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/markup"
	"backprop/internal/notebook"
	"backprop/internal/tex"
)

//go:embed assets/worksheet.css
var worksheetStyle []byte

// The chapters that a worksheet goes through: the stages of the pass, from the
// first map to the step.
const firstStage, lastStage = 2, 16

// Worksheet returns the files of an exercise sheet for a class: what the
// chapters 02 to 16 of the book compute, to be worked out on paper.
//
//   - worksheet.html, for printing: the numbers that are given and, for each
//     chapter that computes a stage, its question, its formulas, blank grids
//     and its exercises
//   - answers.html, the same filled in, with the solutions
//   - short.html, what is given and the grids of the pass on two pages, and
//     short-answers.html, the same filled in
//   - network.json and answers.json, the network and the values of its pass
//   - blank.json, an answers file with null for every number that is asked
//
// The chapters must have run on the network n; from says which it is, such as
// "seed 7", and stands at the foot of every page. A chapter whose Failure is
// set asks nothing. The same book gives the same bytes.
//
// A network that is not of the classic kind is an error, and so is prose that
// cannot be read, as for Render; what can be made is returned all the same.
func Worksheet(b Book, n *cnn.Network, from string) (map[string][]byte, error) {
	return worksheetOf(b, n, "", from, "")
}

// worksheetOf is Worksheet for the student of a name. up leads from the pages to
// the folder of the assets.
func worksheetOf(b Book, n *cnn.Network, name, from, up string) (map[string][]byte, error) {
	classic, err := cnn.AsClassic(n)
	if err != nil {
		return nil, err
	}
	var faults faults
	w := worksheet{contents: newContents(b.Chapters, &faults), faults: &faults, pass: classic.Pass, name: name, up: up}
	w.stages = w.contents.stages(classic.Pass)
	w.secrets = newSecrets(given(classic), w.stages)

	shared, err := assets(false)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{"assets/worksheet.css": worksheetStyle, "sheet.css": []byte(footers(from))}
	for file, data := range shared {
		if file == "assets/book.css" || file == "assets/icon.svg" || strings.HasPrefix(file, "assets/fonts/") {
			files[file] = data
		}
	}
	if files["network.json"], err = format.MarshalNetwork(n); err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	if files["answers.json"], err = format.MarshalValues(classic.Pass.Values()); err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	files["blank.json"] = blankAnswers(w.stages)
	for file, key := range map[string]bool{"worksheet.html": false, "answers.html": true} {
		if files[file], err = w.page(classic, from, key); err != nil {
			return nil, fmt.Errorf("site: %w", err)
		}
	}
	for file, key := range map[string]bool{"short.html": false, "short-answers.html": true} {
		if files[file], err = short(shortPage{From: from, Key: key, Up: up, Sheets: []shortSheet{newShortSheet(classic, name, from, key)}}); err != nil {
			return nil, fmt.Errorf("site: %w", err)
		}
	}
	return files, faults.join()
}

// footers are the rules for what stands at the foot of every sheet of paper.
func footers(from string) string {
	rule := "\n@page %s { @bottom-left { content: %s; } }\n"
	return fmt.Sprintf(rule, "", cssString(from)) + fmt.Sprintf(rule, "key", cssString(from+", answer key")) + ".key { page: key; }\n"
}

// cssString is a text as a string of a style sheet. Whatever could end the
// string is written by its number.
func cssString(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		if r < ' ' || strings.ContainsRune(`"\<`, r) {
			fmt.Fprintf(&b, `\%x `, r)
		} else {
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// given are the numbers that a worksheet begins with.
func given(c *cnn.Classic) []*notebook.Grid {
	rate := notebook.Grid{Name: `\eta`, Shape: cnn.Shape{}, Values: []float64{c.LearningRate}}
	grids := []*notebook.Grid{}
	for _, q := range []cnn.Quantity{c.X, c.K, c.B, c.W, c.C, c.Y} {
		grids = append(grids, notebook.Bare(q))
	}
	return append(grids, &rate)
}

// A worksheet is one in the making.
type worksheet struct {
	contents *contents
	faults   *faults
	pass     *cnn.Pass
	stages   []stage
	secrets  secrets
	name, up string // of the student, and to the assets
}

// worksheetPage is what the template needs.
type worksheetPage struct {
	Book, From string
	Name, Up   string // of the student, and to the assets
	Key        bool   // the teacher's
	Given      template.HTML
	Pooling    string
	Stages     []stagePage
	Command    string
}

type stagePage struct {
	Number        string
	Heading, Lead template.HTML
	Formulas      []template.HTML
	Grids         template.HTML
	Tasks         []taskPage
}

// A taskPage is an exercise.
type taskPage struct {
	Number   string
	Question template.HTML
	Answers  []answerPage
	Wrong    []wrongPage   // of the key
	Solution template.HTML // of the key
}

type answerPage struct {
	Name  template.HTML
	Value string // of the key, with its relation
}

// A wrongPage is a number that a mistake gives, and which one.
type wrongPage struct {
	Name       template.HTML
	Value, Did string
}

func (w *worksheet) page(c *cnn.Classic, from string, key bool) ([]byte, error) {
	t, err := template.New("worksheet.html").Funcs(template.FuncMap{"policy": func() string { return Policy }}).
		ParseFS(templateFiles, "templates/worksheet.html")
	if err != nil {
		return nil, err
	}
	p := worksheetPage{
		Book: bookTitle, From: from, Name: w.name, Up: w.up, Key: key, Given: filledHTML(given(c)), Pooling: pooling(c.Pool),
		Command: "go run ./chapters/19-common-mistakes -net network.json -answers blank.json",
	}
	for _, s := range w.stages {
		p.Stages = append(p.Stages, w.stage(s, key))
	}
	var b bytes.Buffer
	err = t.Execute(&b, p)
	return b.Bytes(), err
}

// pooling says in words which windows are pooled: the one number of the
// network that stands in no grid.
func pooling(w cnn.Window) string {
	words := fmt.Sprintf("windows of %d×%d that move by %d", w.Size.Down, w.Size.Across, w.Stride.Down)
	if w.Stride.Down != w.Stride.Across {
		words += fmt.Sprintf(" down and by %d across", w.Stride.Across)
	}
	return words
}

func filledHTML(grids []*notebook.Grid) template.HTML {
	row := &notebook.Row{}
	for _, g := range grids {
		row.Items = append(row.Items, notebook.Item{Grid: g})
	}
	return template.HTML(markup.HTML(row, func(string) string { return "" }))
}

// blankHTML is laid out as filledHTML is.
func blankHTML(grids []*notebook.Grid) template.HTML {
	var b strings.Builder
	b.WriteString("<figure class=\"row\">\n<div class=\"operands\">\n")
	for _, g := range grids {
		b.WriteString("<div class=\"step\">\n" + markup.Blank(g) + "</div>\n")
	}
	b.WriteString("</div>\n</figure>")
	return template.HTML(b.String())
}

func (w *worksheet) stage(s stage, key bool) stagePage {
	m := manuscript{contents: w.contents, entry: s.entry, faults: w.faults}
	p := stagePage{
		Number:   s.entry.Number(),
		Heading:  template.HTML(m.label()),
		Lead:     template.HTML(m.aside(s.entry.Lead())),
		Formulas: m.formulasOf(s.asked),
	}
	var grids []*notebook.Grid
	for _, q := range s.asked {
		grids = append(grids, notebook.Bare(q))
	}
	if p.Grids = blankHTML(grids); key {
		p.Grids = filledHTML(grids)
	}
	for _, shown := range s.entry.Entries {
		exercise, ok := shown.Output.(*notebook.Exercise)
		if !ok || exercise.Here {
			continue
		}
		question, ok := w.secrets.hide(exercise.Question)
		if !ok {
			continue
		}
		if key {
			question = exercise.Question
		}
		markdown := func(source string) template.HTML {
			return template.HTML(m.readComputed(source, shown.Line).unlink().html())
		}
		task := taskPage{Number: fmt.Sprintf("%s.%d", p.Number, exercise.Number), Question: markdown(question)}
		for _, a := range exercise.Answers {
			answer := answerPage{Name: template.HTML(nameHTML(a.Name))}
			if key {
				answer.Value = a.Printed()
			}
			task.Answers = append(task.Answers, answer)
		}
		if key {
			for _, l := range exercise.Lapses(func(name string) string { return name }) {
				task.Wrong = append(task.Wrong, wrongPage{template.HTML(nameHTML(l.Answer)), notebook.Num(l.Value), l.Did})
			}
		}
		if key && exercise.Solution != "" {
			task.Solution = markdown(exercise.Solution)
		}
		p.Tasks = append(p.Tasks, task)
	}
	return p
}

// nameHTML is the name of an answer, which the notebook has checked.
func nameHTML(name string) string {
	if name == "" {
		return ""
	}
	mathml, err := tex.MathML(name, false)
	if err != nil {
		return template.HTMLEscapeString(name)
	}
	return mathml
}
