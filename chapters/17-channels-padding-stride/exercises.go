package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

func exercises(l layers) []notebook.Exercise {
	return []notebook.Exercise{
		sizes(), corner(l.channels), crossing(l.stride), lost(l.padded),
	}
}

// sizes asks for the output and the parameters of a larger layer.
func sizes() notebook.Exercise {
	const (
		c, h, w        = 3, 11, 7
		o, kh, kw      = 4, 3, 4
		down, across   = 2, 3
		above, onRight = 1, 1 // the padding; one row below too
	)
	roomDown, roomAcross := h+above+1-kh, w+onRight-kw
	return notebook.Exercise{
		Question: fmt.Sprintf(`A layer reads %d channels of %d×%d with %d
kernels of %d×%d. The stride is [%d, %d]. One row of zeros is added above
and one below, one column at the right. How many rows and columns does each
output map have? How many weights and how many biases are there?`,
			c, h, w, o, kh, kw, down, across),
		Answers: []notebook.Answer{
			{Name: `\text{rows}`, Value: float64(roomDown/down + 1),
				Wrong: []notebook.Wrong{
					{Value: float64((h-kh)/down + 1), Did: "forgot the padding"},
					{Value: float64(roomDown + 1), Mistake: "stride-ignored",
						Did: "counted as if the stride were 1"}}},
			{Name: `\text{columns}`, Value: float64(roomAcross/across + 1),
				Wrong: []notebook.Wrong{{Value: float64(roomAcross + 1),
					Mistake: "stride-ignored",
					Did:     "counted as if the stride were 1"}}},
			{Name: `\text{weights}`, Value: o * c * kh * kw,
				Wrong: []notebook.Wrong{{Value: o * kh * kw,
					Did: "gave each kernel a single plane"}}},
			{Name: `\text{biases}`, Value: o,
				Wrong: []notebook.Wrong{
					{Value: o * c, Did: "counted one per plane"}}},
		},
		Hint: `Each axis has its own padding, kernel size and stride, and each
kernel has one plane per channel.`,
		Solution: fmt.Sprintf(`Rows: $\lfloor %d/%d \rfloor + 1 = %d$.
Columns: $\lfloor %d/%d \rfloor + 1 = %d$, and %d column is left over,
namely the padding. Weights: $%d \cdot %d \cdot %d \cdot %d = %d$. Biases:
one for each kernel, not for each plane.`,
			roomDown, down, roomDown/down+1,
			roomAcross, across, roomAcross/across+1, roomAcross%across,
			o, c, kh, kw, o*c*kh*kw),
	}
}

// corner asks for the gradient of a corner cell of the second channel.
func corner(e *example) notebook.Exercise {
	last := e.X.Shape[1] - 1
	value := e.DX.At(1, last, last)
	i, m := e.Z.Shape[1]-1, e.K.Shape[2]-1
	var products string
	for o := range e.K.Shape[0] {
		if o > 0 {
			products += " + "
		}
		products += notebook.Factor(e.DZ.At(o, i, i)) + ` \cdot ` +
			notebook.Factor(e.K.At(o, 1, m, m))
	}
	name := notebook.TeX(e.DX.Sign, 1, last, last)
	return notebook.Exercise{
		Question: fmt.Sprintf(`Take the layer with channels. Work out
$%s$, the lower right corner of the second channel.`, name),
		Answers: []notebook.Answer{{Name: name, Value: value,
			Wrong: marking.Mistaken(e.Network, e.DX.Place, 1, last, last)}},
		Hint: `One window of each kernel contains the corner. Through which
weight does it read it?`,
		Solution: fmt.Sprintf(`The last window of each kernel reads the cell
through the last weight of its plane for this channel: $\sum_o
\delta_{o,%d,%d} \, K_{o,1,%d,%d}$ is $%s %s$.`, i, i, m, m, products,
			notebook.Eq(value)),
	}
}

// crossing asks for the cell that all windows with stride share.
func crossing(e *example) notebook.Exercise {
	k := e.K.Rows()
	end := len(k) - 1
	at := e.Window.Stride.Down
	value := k[0][0] + k[0][end] + k[end][0] + k[end][end]
	name := notebook.TeX(e.DX.Sign, at, at)
	all1 := *e.Network
	all1.Upstream = cnn.NewTensor(e.Z.Shape...)
	for i := range all1.Upstream.Data {
		all1.Upstream.Data[i] = 1
	}
	return notebook.Exercise{
		Question: fmt.Sprintf(`In the layer with stride, let every $\delta_{i,j}$ be 1.
What is $%s$?`, name),
		Answers: []notebook.Answer{{Name: name, Value: value,
			Wrong: marking.Mistaken(&all1, e.DX.Place, at, at)}},
		Hint: fmt.Sprintf(`All windows meet in this cell. Solve
$%d \cdot i + m = %d$ for each row $i$ of outputs.`,
			e.Window.Stride.Down, at),
		Solution: fmt.Sprintf(`The windows read the cell with their corners,
so the four corner weights add up: $%s + %s + %s + %s %s$.`,
			notebook.Factor(k[end][end]), notebook.Factor(k[end][0]),
			notebook.Factor(k[0][end]), notebook.Factor(k[0][0]),
			notebook.Eq(value)),
	}
}

// lost asks where the sum of the gradients goes.
func lost(e *example) notebook.Exercise {
	arrived, passed := e.DZ.Sum(), e.DX.Sum()
	return notebook.Exercise{
		Question: `In the average pooling with padding, what is the sum of
the gradients that arrive, and what is the sum of $\partial L/\partial X$?
Where has the difference gone?`,
		Answers: []notebook.Answer{
			{Name: `\sum_{i,j} \delta_{i,j}`, Value: arrived},
			{Name: `\sum_{u,v} \partial L/\partial X_{u,v}`, Value: passed,
				Wrong: append([]notebook.Wrong{{Value: arrived,
					Did: "counted the shares of the padding"}},
					marking.Mistaken(e.Network, e.DX.Place)...)},
		},
		Hint: `Each window divides its $\delta$ into equal shares. Who gets them?`,
		Solution: fmt.Sprintf(`The sums are %s and %s. The zeros of the
padding get shares as well, and these are cut off: that is the missing %s.
Without padding the sums are equal, which makes a good test.`,
			notebook.Num(arrived), notebook.Num(passed),
			notebook.Num(arrived-passed)),
	}
}
