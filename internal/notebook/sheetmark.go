package notebook

import (
	"slices"

	"backprop/internal/cnn"
)

// mark finds what decides about the way back: gates that are closed, winners,
// and windows whose winner is behind a closed gate.
func (w *sheetWriter) mark() {
	for layer, op := range w.sheet.Ops {
		in, out := w.array(cnn.ActivationPlace(layer)), w.array(cnn.ActivationPlace(layer+1))
		switch op {
		case "relu":
			in.each(func(c *SheetCell) {
				if c.Value <= 0 {
					c.Mark = "closed"
				}
			})
		case "maxpool":
			out.each(func(c *SheetCell) {
				for _, from := range c.From {
					w.sheet.Arrays[from.Array].each(func(won *SheetCell) {
						if !slices.Equal(won.At, from.At) {
							return
						}
						won.Mark = "winner"
						if layer > 0 && w.sheet.Ops[layer-1] == "relu" && won.Value == 0 {
							won.Mark, c.Mark = "", "dead"
						}
					})
				}
			})
		}
	}
}

func (w *sheetWriter) array(place cnn.Place) *SheetArray {
	return &w.sheet.Arrays[w.number[place]]
}

// each calls do with each cell that is shown.
func (a *SheetArray) each(do func(*SheetCell)) {
	for _, plane := range a.Planes {
		for _, row := range plane.Rows {
			for i := range row {
				do(&row[i])
			}
		}
	}
}
