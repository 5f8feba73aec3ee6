package site

import (
	"bytes"
	"html/template"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// shortPage is what the template of short sheets needs.
type shortPage struct {
	Book, From string
	Key        bool
	Up         string // leads from the page to the folder of the assets
	Sheets     []shortSheet
}

// A shortSheet is a pass on two pages: what is given, and a grid for each array.
type shortSheet struct {
	Name, From, Pooling       string
	Given                     template.HTML
	Forward, Backward, Update []shortStep
}

// A shortStep is an array of the pass and how it is come by.
type shortStep struct {
	Said string
	Grid template.HTML
}

// newShortSheet lays a pass out on two pages. name is the student's, or "".
func newShortSheet(c *cnn.Classic, name, from string, key bool) shortSheet {
	s := shortSheet{Name: name, From: from, Pooling: pooling(c.Pool)}
	grids := given(c)
	for _, grid := range grids {
		grid.Across = len(grid.Shape) == 1
	}
	s.Given = filledHTML(grids)
	for _, place := range c.Pass.Places() {
		q, ok := quantity(c.Pass, place)
		if !ok {
			continue // the image, which is given
		}
		grid := notebook.Bare(q)
		grid.Across = len(grid.Shape) == 1
		step := shortStep{Said: saidOf(c.Pass, place), Grid: blankHTML([]*notebook.Grid{grid})}
		if key {
			step.Grid = filledHTML([]*notebook.Grid{grid})
		}
		switch {
		case place.Updated:
			s.Update = append(s.Update, step)
		case place.Kind == cnn.Activations || place == cnn.LossPlace:
			s.Forward = append(s.Forward, step)
		default:
			s.Backward = append(s.Backward, step)
		}
	}
	return s
}

// saidOf says in a few words how the array at a place is come by.
func saidOf(p *cnn.Pass, place cnn.Place) string {
	titles := map[string]string{"conv": "convolution", "relu": "ReLU", "maxpool": "max pooling", "flatten": "flatten",
		"dense": "fully connected", "softmax": "softmax"}
	switch {
	case place == cnn.LossPlace:
		return "cross entropy"
	case place.Kind == cnn.Activations:
		return titles[p.Network.Layers[place.Number-1].Op()]
	case place.Updated:
		return "new " + place.Name
	case place.Kind == cnn.Parameters:
		return "gradient of the " + place.Name
	case place.Number == len(p.Network.Layers):
		return "back from the loss"
	}
	return "back through " + titles[p.Network.Layers[place.Number].Op()]
}

// short writes short sheets one after the other.
func short(page shortPage) ([]byte, error) {
	t, err := template.New("short.html").Funcs(template.FuncMap{"policy": func() string { return Policy }}).
		ParseFS(templateFiles, "templates/short.html")
	if err != nil {
		return nil, err
	}
	page.Book = bookTitle
	var b bytes.Buffer
	err = t.Execute(&b, page)
	return b.Bytes(), err
}
