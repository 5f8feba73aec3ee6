package figure

import (
	"math"

	"backprop/internal/notebook"
)

// samples are figures such as the chapters have, with numbers made by plain
// arithmetic, so that they are the same on every machine.
var samples = map[string]*notebook.Figure{
	"steps":     steps(),
	"loss":      loss(),
	"accuracy":  accuracy(),
	"kernels":   kernels(),
	"jacobian":  jacobian(5, 2),
	"large":     jacobian(12, 5),
	"images":    images(),
	"confusion": confusion(),
	"signs":     signs(),
	"fine":      fine(),
	"mixed":     mixed(),
	"times":     times(),
	"shares":    shares(),
	"pushes":    pushes(),
	"pictures":  pictures(),
	"four":      four(),
	"row":       row(),
}

// pictures are in shades of ink, with a border; what is below 0 is blank.
func pictures() *notebook.Figure {
	return &notebook.Figure{
		Title: "Two pictures",
		Maps: []notebook.HeatMap{
			{Name: "X", Rows: [][]float64{{0, 0.5, 1}, {2, 0.25, -0.5}}, Picture: true},
			{Name: "a name that is longer than its picture is wide", Rows: [][]float64{{1, 0}, {0, 1}}, Picture: true},
		},
	}
}

// four maps are the most that have indices.
func four() *notebook.Figure {
	f := &notebook.Figure{Title: "Four maps"}
	for _, name := range []string{"first", "second", "", "the fourth of them"} {
		f.Maps = append(f.Maps, notebook.HeatMap{Name: name, Rows: [][]float64{{1, -0.5}, {0, 0.25}, {-1, 0.125}}})
	}
	return f
}

// row is a map of one row whose columns have names of several words.
func row() *notebook.Figure {
	return &notebook.Figure{
		Title: "One row",
		Maps: []notebook.HeatMap{{
			Name: "s", Rows: [][]float64{{1.25, -1000.5, 0}}, Numbers: true,
			ColName: []string{"the first class", "second", "third"},
		}},
	}
}

// pushes are bars to both sides of the zero line.
func pushes() *notebook.Figure {
	return &notebook.Figure{
		Title: "From scores to pushes",
		Bars: &notebook.Bars{
			Label:  "score, probability, gradient",
			Series: []string{"s", "p", "p − y"},
			Groups: []notebook.BarGroup{
				{Name: "class 0", Values: []float64{-0.75, 0.125, 0.125}},
				{Name: "class 1, the true one", Values: []float64{1.5, 0.625, -0.375}},
				{Name: "class 2", Values: []float64{0, 0.25, 0.25}},
			},
		},
	}
}

// steps is the V of a gradient check: truncation grows with the step,
// rounding falls with it.
func steps() *notebook.Figure {
	var h, forward, central []float64
	for e := -1; e >= -15; e-- {
		s := math.Pow10(e)
		wobble := 1 + 0.3*float64((e*e)%5)
		h = append(h, s)
		forward = append(forward, 0.4*s+wobble*4e-17/s)
		central = append(central, 0.1*s*s+wobble*2e-17/s)
	}
	return &notebook.Figure{
		Title: "Error of a difference quotient against its step",
		X:     notebook.Axis{Label: "step h", Log: true},
		Y:     notebook.Axis{Label: "largest relative error", Log: true},
		Curves: []notebook.Curve{
			{Name: "forward difference", X: h, Y: forward},
			{Name: "forward difference", X: h, Y: forward, Points: true},
			{Name: "central difference", X: h, Y: central},
			{Name: "central difference", X: h, Y: central, Points: true},
			{Name: "h²", X: []float64{1e-6, 1e-1}, Y: []float64{1e-13, 1e-3}, Dashed: true},
		},
	}
}

func loss() *notebook.Figure {
	var x, slow, fast []float64
	for i := range 60 {
		t := float64(i)
		x = append(x, t)
		slow = append(slow, 1.1/(1+t/6))
		fast = append(fast, 1.1/(1+t/4)+0.03*float64(i*7%5)/(1+t/9))
	}
	return &notebook.Figure{
		Title: "Loss while training",
		X:     notebook.Axis{Label: "step"},
		Y:     notebook.Axis{Label: "loss L"},
		Curves: []notebook.Curve{
			{Name: "η = 0.1", X: x, Y: slow},
			{Name: "η = 0.5", X: x, Y: fast},
		},
	}
}

func accuracy() *notebook.Figure {
	var x, y, z []float64
	for i := range 21 {
		t := float64(i)
		x = append(x, t)
		y = append(y, 1-0.7/(1+t/2))
		z = append(z, 1-0.7/(1+t/3)-0.01*float64(i%3))
	}
	return &notebook.Figure{
		Title: "Accuracy while training",
		X:     notebook.Axis{Label: "epoch", Ticks: []float64{0, 5, 10, 15, 20}},
		Y:     notebook.Axis{Label: "accuracy", Ticks: []float64{0, 0.25, 0.5, 0.75, 1}},
		Curves: []notebook.Curve{
			{Name: "training images", X: x, Y: y},
			{Name: "test images", X: x, Y: z, Dashed: true},
		},
	}
}

func kernels() *notebook.Figure {
	return &notebook.Figure{
		Title: "The kernel before and after a step",
		Maps: []notebook.HeatMap{
			{Name: "K before", Rows: [][]float64{{0.25, 1}, {-0.75, -1}}, Numbers: true},
			{Name: "K after", Rows: [][]float64{{0.2711, 1.0326}, {-0.7473, -0.97}}, Numbers: true},
			{Name: "−η ∂L/∂K", Rows: [][]float64{{0.0211, 0.0326}, {0.0027, 0.03}}, Numbers: true},
		},
	}
}

// jacobian is the pattern of ∂Z/∂X for an n×n image and a k×k kernel.
func jacobian(n, k int) *notebook.Figure {
	m := n - k + 1
	rows := make([][]float64, m*m)
	for i := range rows {
		rows[i] = make([]float64, n*n)
		for p := range k * k {
			at := (i/m+p/k)*n + i%m + p%k
			rows[i][at] = float64(p%4) - 1.5
		}
	}
	return &notebook.Figure{
		Title: "The Jacobian of the convolution",
		Maps:  []notebook.HeatMap{{Name: "∂Z/∂X", Rows: rows, Sparse: true}},
	}
}

func images() *notebook.Figure {
	f := &notebook.Figure{Title: "Twelve training images"}
	names := []string{"row", "column", "diagonal"}
	for i := range 12 {
		rows := make([][]float64, 8)
		for r := range rows {
			rows[r] = make([]float64, 8)
			for c := range rows[r] {
				on := [3]bool{r == 1+i/2, c == 1+i/2, r == c}[i%3]
				v := float64((r*5+c*3+i*7)%10) / 40
				if on {
					v += 0.75
				}
				rows[r][c] = v
			}
		}
		f.Maps = append(f.Maps, notebook.HeatMap{Name: names[i%3], Rows: rows})
	}
	return f
}

func confusion() *notebook.Figure {
	classes := []string{"row", "column", "diagonal"}
	return &notebook.Figure{
		Title: "What the network takes for what",
		Maps: []notebook.HeatMap{{
			Name:    "true class down, predicted class across",
			Rows:    [][]float64{{38, 1, 1}, {0, 40, 0}, {3, 2, 35}},
			RowName: classes, ColName: classes, Numbers: true,
		}},
	}
}

// signs has positive and negative values, five curves that end close
// together, one that ends early, and markup in a name.
func signs() *notebook.Figure {
	x := []float64{-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2}
	f := &notebook.Figure{
		Title: "Activations & their slopes <at zero>",
		X:     notebook.Axis{Label: "z"},
		Y:     notebook.Axis{Label: "a(z)"},
	}
	add := func(name string, n int, a func(z float64) float64) {
		c := notebook.Curve{Name: name}
		for _, z := range x[:n] {
			c.X, c.Y = append(c.X, z), append(c.Y, a(z))
		}
		f.Curves = append(f.Curves, c)
	}
	add("ReLU", 9, func(z float64) float64 { return max(z, 0) })
	add("leaky ReLU", 9, func(z float64) float64 { return max(z, 0.1*z) })
	add("hard tanh", 9, func(z float64) float64 { return max(-1, min(1, z)) })
	add("z/(1 + |z|) & more", 9, func(z float64) float64 { return z / (1 + math.Abs(z)) })
	add("half <of it>", 5, func(z float64) float64 { return z / 2 })
	return f
}

// fine spans less than a decade on a logarithmic axis.
func fine() *notebook.Figure {
	return &notebook.Figure{
		Title:  "Loss on a fine scale",
		X:      notebook.Axis{Label: "learning rate η", Log: true, Ticks: []float64{0.01, 0.1, 1}},
		Y:      notebook.Axis{Label: "loss after ten steps", Log: true},
		Curves: []notebook.Curve{{X: []float64{0.01, 0.03, 0.1, 0.3, 1}, Y: []float64{0.9, 0.7, 0.4, 0.21, 0.62}, Points: true}},
	}
}

// mixed has maps of several shapes in one figure.
func mixed() *notebook.Figure {
	x := [][]float64{{2, 3, 0, 1, 0}, {2, 1, 1, 3, 1}, {2, 0, 1, 2, 2}, {2, 3, 1, 1, 1}, {3, 2, 1, 0, 2}}
	return &notebook.Figure{
		Title: "Image, kernel and one gradient",
		Maps: []notebook.HeatMap{
			{Name: "X", Rows: x},
			{Name: "K", Rows: [][]float64{{0.25, 1}, {-0.75, -1}}},
			{Name: "∂L/∂Z", Rows: [][]float64{{0, 0, 0.5, 0}, {0, 0, 0, 0}, {-1, 0, 0, 0}, {0, 0, 0, 2}}},
		},
	}
}

// times are bars of two series; the second path has none that is faster.
func times() *notebook.Figure {
	return &notebook.Figure{
		Title: "How long a batch takes",
		Bars: &notebook.Bars{
			Label:  "milliseconds for a batch",
			Series: []string{"one core", "two cores"},
			Groups: []notebook.BarGroup{
				{Name: "loops", Values: []float64{84.25, 42.5}},
				{Name: "a name that is long, as those of paths are", Values: []float64{123.4, 123.4}},
				{Name: "a product", Values: []float64{8.75, 0}},
			},
		},
	}
}

// shares are bars of one series without a name, the longest of them first.
func shares() *notebook.Figure {
	return &notebook.Figure{
		Title: "Shares",
		Bars: &notebook.Bars{
			Label:  "share",
			Series: []string{""},
			Groups: []notebook.BarGroup{{Name: "all", Values: []float64{1}}, {Name: "few", Values: []float64{0.015}}},
		},
	}
}
