package site

import (
	"html/template"
	"strconv"
	"strings"

	"backprop/internal/notebook"
	"backprop/internal/tex"
)

// A leg of the map is a tensor of the network and the step that makes it from
// the one before.
type leg struct {
	Sign     template.HTML // MathML
	Name     string        // for the reader
	Step     string        // the layer; "" for the input
	Formula  template.HTML
	Forward  []*entry // the chapters that go this step, if they exist
	Backward []*entry
	Width    int
	Cells    []struct{}
	Size     string // such as "4×4"
}

// legs are the tensors of the book's network, with the numbers of the
// chapters about the step to each. The shapes are those of the worked example;
// a strip that a chapter showed knows better.
var legs = []struct {
	sign, name, step, formula string
	forward, backward         []int
	shape                     []int
}{
	{"X", "input image", "", "", nil, nil, []int{5, 5}},
	{"Z", "pre-activation map", "convolution", `Z = X \star K + b`, []int{2}, []int{13, 14}, []int{4, 4}},
	{"A", "activation map", "ReLU", `A = \max(0, Z)`, []int{3}, []int{12}, []int{4, 4}},
	{"P", "pooled map", "max pooling", `P = \text{maxpool}(A)`, []int{4}, []int{11}, []int{2, 2}},
	{"f", "features", "flatten", `f = \text{flatten}(P)`, []int{5}, []int{10}, []int{4}},
	{"s", "scores", "fully connected", `s = W f + c`, []int{6}, []int{9}, []int{3}},
	{"p", "probabilities", "softmax", `p = \text{softmax}(s)`, []int{7}, []int{8}, []int{3}},
	{"L", "loss", "cross entropy", `L = -\ln p_y`, []int{7}, []int{8}, []int{1}},
}

// networkMap returns the legs of the network with their chapters.
func (c *contents) networkMap() ([]leg, error) {
	shapes := c.exampleShapes()
	var list []leg
	for _, l := range legs {
		shape := shapes[l.sign]
		g := leg{Name: l.name, Step: l.step, Size: sizeOf(shape)}
		g.Forward, g.Backward = c.those(l.forward), c.those(l.backward)
		for _, f := range []struct {
			src string
			to  *template.HTML
		}{{l.sign, &g.Sign}, {l.formula, &g.Formula}} {
			if f.src == "" {
				continue
			}
			m, err := tex.MathML(f.src, false)
			if err != nil {
				return nil, err
			}
			*f.to = template.HTML(m)
		}
		g.Width, g.Cells = mini(shape)
		list = append(list, g)
	}
	return list, nil
}

// longest is how many cells a side of the little picture has at most.
const longest = 8

// mini is the little picture of a shape: how many cells there are, and how
// many of them stand side by side. A vector stands upright.
func mini(shape []int) (width int, cells []struct{}) {
	height, width := 1, 1
	switch n := len(shape); {
	case n == 1:
		height = shape[0]
	case n > 1:
		height, width = shape[n-2], shape[n-1]
	}
	if side := max(height, width); side > longest {
		height, width = max(1, height*longest/side), max(1, width*longest/side)
	}
	return width, make([]struct{}, height*width)
}

// exampleShapes are the shapes of the worked example: those of the first strip
// that a chapter showed, else those that the book is written for.
func (c *contents) exampleShapes() map[string][]int {
	shapes := map[string][]int{}
	for _, l := range legs {
		shapes[l.sign] = l.shape
	}
	for _, e := range c.chapters {
		for _, shown := range e.Entries {
			strip, ok := shown.Output.(*notebook.Strip)
			if !ok {
				continue
			}
			delete(shapes, "p")
			for _, s := range strip.Stages {
				if len(s.Shape) > 0 && !s.Beside {
					shapes[s.Name] = s.Shape
				}
			}
			if shapes["p"] == nil {
				shapes["p"] = shapes["s"] // a strip may leave the softmax to the loss
			}
			return shapes
		}
	}
	return shapes
}

// those returns the chapters with the numbers, as far as they exist.
func (c *contents) those(numbers []int) []*entry {
	var list []*entry
	for _, n := range numbers {
		if e := c.numbered(n); e != nil {
			list = append(list, e)
		}
	}
	return list
}

// sizeOf writes a shape, such as "4×4".
func sizeOf(shape []int) string {
	var parts []string
	for _, d := range shape {
		parts = append(parts, strconv.Itoa(d))
	}
	return strings.Join(parts, "×")
}
