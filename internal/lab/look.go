package lab

import (
	"fmt"
	"math"
	"strconv"

	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/notebook"
	"backprop/internal/report"
	"backprop/internal/sheet"
	"backprop/internal/tex"
)

// A View is a network as the page shows it.
type View struct {
	Network string   `json:"network"` // the file, as the engine writes it
	Name    string   `json:"name"`
	Loss    string   `json:"loss"` // "" where there is none
	Sheet   string   `json:"sheet"`
	Arrays  int      `json:"arrays"` // of the sheet
	Plan    Plan     `json:"plan"`
	Kinds   []Kind   `json:"kinds"`
	Losses  []Ending `json:"losses"`
	Given   []Array  `json:"given"`  // what the network is given
	Places  []Array  `json:"places"` // what follows, in working order
	Steps   []Titled `json:"steps"`  // of the report
}

// An Array is an array as the page needs it to lay out its cells.
type Array struct {
	Place cnn.Place `json:"place"`
	Name  string    `json:"name"`  // MathML
	Label string    `json:"label"` // for those who listen: "K, 2 by 2"
	Shape []int     `json:"shape"`
	Cells []string  `json:"cells,omitempty"` // of what is given, in row-major order
	Step  string    `json:"step,omitempty"`  // what makes it, in words
}

// Titled is a step of the report.
type Titled struct {
	Title string `json:"title"`
}

// An Ending is what a plan can end with, a loss with its options.
type Ending struct {
	Op      string          `json:"op"`
	Options []format.Option `json:"options"`
}

// losses are the endings for a network of a batch, or of one example.
func losses(batch bool) []Ending {
	var all []Ending
	for _, k := range cnn.LossKinds() {
		all = append(all, Ending{string(k.Op), format.LossOptions(k.Op, batch)})
	}
	return append(all, Ending{Op: upstream}, Ending{})
}

// mostCells is the size up to which an array that is given can be changed cell
// by cell. A larger one is changed in the file.
const mostCells = 600

// mostDrawn is the size up to which the input can be drawn, though it has too
// many numbers for cells.
const mostDrawn = 4096

// Look is a network with some numbers replaced, and everything that follows
// from it. Files are those of the chapters, by number from 1. How each number
// of the sheet was computed, and from which others, comes with Lines, since it
// takes most of the time.
func Look(network string, edits []Edit, files []string) (*View, error) {
	file, n, err := changed(network, edits)
	if err != nil {
		return nil, err
	}
	work, err := workFor(file, n)
	if err != nil {
		return nil, err
	}
	pass, s := work.pass, work.sheet
	v := &View{Network: file, Name: n.Name, Arrays: len(s.Arrays),
		Plan: planOf(n), Kinds: kinds(), Losses: losses(n.Batch > 0)}
	if n.Loss != nil {
		v.Loss = notebook.Eq(pass.Loss)
	}
	v.Sheet, err = sheet.HTML(s, func(chapter int) string {
		if chapter < 1 || chapter > len(files) {
			return ""
		}
		return files[chapter-1]
	})
	if err != nil {
		return nil, err
	}
	_, arrays := copied(n)
	for _, place := range given(n) {
		a, err := array(pass, place)
		if err != nil {
			return nil, err
		}
		if data := arrays[place].Data; len(data) <= mostCells || place == cnn.ActivationPlace(0) && len(data) <= mostDrawn {
			for _, x := range data {
				a.Cells = append(a.Cells, decimal(x))
			}
		}
		v.Given = append(v.Given, a)
	}
	v.Given = append(v.Given,
		Array{Place: ratePlace, Name: "<math><mi>η</mi></math>", Label: "learning rate", Shape: []int{}, Cells: []string{decimal(n.LearningRate)}},
		Array{Place: decayPlace, Name: "<math><mi>λ</mi></math>", Label: "weight decay", Shape: []int{}, Cells: []string{decimal(n.WeightDecay)}})
	for _, place := range pass.Places() {
		a, err := array(pass, place)
		if err != nil {
			return nil, err
		}
		v.Places = append(v.Places, a)
	}
	for _, step := range report.New(nil, pass, false).Steps() {
		v.Steps = append(v.Steps, Titled{step.Title})
	}
	return v, nil
}

// Lines say how each number of one array of the sheet was computed, in the
// order of its cells, and from which others, as the sheet has it. The arrays
// count from 0; a view says how many there are.
func Lines(network string, array int) (lines, from []string, err error) {
	work, err := workOn(network)
	if err != nil {
		return nil, nil, err
	}
	if array < 0 || array >= len(work.sheet.Arrays) {
		return nil, nil, fmt.Errorf("%s: there is no array %d of %d on the sheet", name, array, len(work.sheet.Arrays))
	}
	cells, err := work.sheet.Explained(work.pass, array)
	for _, c := range cells {
		lines, from = append(lines, c.Line), append(from, sheet.Sources(c.From))
	}
	return lines, from, err
}

// array describes the array at a place.
func array(pass *cnn.Pass, place cnn.Place) (Array, error) {
	for i, layer := range pass.Network.Layers {
		if place == cnn.ValuePlace(i, maskName) {
			shape := maskOf(layer).Shape.Plain()
			return Array{Place: place, Name: "<math><mtext>mask</mtext></math>", Label: fmt.Sprintf("mask of layer %d%s", i, lengths(shape)), Shape: shape}, nil
		}
	}
	q, err := pass.Quantity(place)
	if err != nil {
		return Array{}, err
	}
	sign := notebook.TeX(q.Sign)
	a := Array{Place: place, Shape: append([]int{}, q.Plain()...)} // of the loss too: null is no list of lengths
	if a.Name, err = tex.MathML(sign, false); err != nil {
		return Array{}, err
	}
	if a.Label, err = tex.Text(sign); err != nil {
		return Array{}, err
	}
	a.Label += lengths(a.Shape)
	return a, nil
}

// lengths are those of a shape's axes, as they are said after a name.
func lengths(shape []int) (text string) {
	for i, length := range shape {
		text += [2]string{", ", " by "}[min(i, 1)] + strconv.Itoa(length)
	}
	return text
}

// decimal is the shortest decimal that reads as the same number, as a network
// file has it.
func decimal(v float64) string {
	if size := math.Abs(v); size != 0 && (size < 1e-6 || size >= 1e21) {
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// inNetwork says that an error is about the network.
func inNetwork(err error) error { return fmt.Errorf("%s: %w", name, err) }
