package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// beside are the arrays that a layer reads beside its input: what it has learned,
// or the activation that it adds.
func (r *Report) beside(i int) []cnn.Quantity {
	if a, ok := r.net.Layers[i].(cnn.Add); ok {
		return []cnn.Quantity{r.one(r.Activation(a.From))}
	}
	return r.Learned(i)
}

// inWords says what layer i does.
func (r *Report) inWords(i int) string {
	a, ok := r.net.Layers[i].(cnn.Add)
	if !ok {
		return inWords(r.net.Layers[i], r.one(r.Activation(i)).Shape)
	}
	from := "what layer " + strconv.Itoa(a.From-1) + " made"
	if a.From == 0 {
		from = "the input"
	}
	return fmt.Sprintf("A skip connection: $%s$, %s, is added to what comes from the layer before, cell by cell.", notebook.TeX(r.Activation(a.From).Sign), from)
}

// withSkips adds to the formula and the row of the gradient at the input of
// layer i what add layers send there on a way of their own.
func (r *Report) withSkips(i int, f formula, row []any) (formula, []any) {
	dx := r.one(r.Gradient(i))
	index := strings.TrimPrefix(f.left, notebook.TeX(dx.Sign))
	for _, layer := range r.net.Uses(i) {
		skip := r.one(r.Gradient(layer + 1))
		f.right += " + " + notebook.TeX(skip.Sign) + index
		last := row[len(row)-1]
		and := `\text{and}`
		if last == "=" {
			and = "+"
		}
		row = append(slices.Clone(row[:len(row)-1]), and, skip, last)
	}
	return f, row
}

// skipNote says that a gradient is the sum of what comes back on several ways.
func (r *Report) skipNote(i int) string {
	uses := r.net.Uses(i)
	if len(uses) == 0 {
		return ""
	}
	var layers []string
	for _, layer := range uses {
		layers = append(layers, strconv.Itoa(layer))
	}
	x := notebook.TeX(r.Activation(i).Sign)
	return fmt.Sprintf("$%s$ is used in more than one place: it goes on to layer %d, and it is added in layer %s. It moves the loss on each of these ways, so what comes back on them adds; the skip connection itself changes nothing on the way.",
		x, i, strings.Join(layers, " and in layer "))
}

// dropoutInWords says what a dropout leaves.
func dropoutInWords(d cnn.Dropout) string {
	kept := 0
	for _, m := range d.Mask.Data {
		kept += int(m)
	}
	s := fmt.Sprintf("The mask of the file keeps %d of %s and puts a 0 in place of the others.", kept, notebook.Counted(len(d.Mask.Data), "number", "numbers"))
	if d.Rate == 0 {
		return s
	}
	return s + fmt.Sprintf(" What is kept is divided by $1 - %s$, so that the sum stays about the same. The way back has the same mask and the same divisor.", notebook.Num(d.Rate))
}

// masked is a number behind the mask of a dropout.
func masked(d cnn.Dropout, number string, index []string) string {
	if d.Rate != 0 {
		number = `\frac{` + number + "}{1 - " + notebook.Num(d.Rate) + "}"
	}
	where := strings.Join(index, ",")
	if len(index) > 1 {
		where = "(" + where + ")"
	}
	return number + ` \cdot [` + where + ` \text{ is kept}]`
}
