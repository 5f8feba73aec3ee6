package witness

import "backprop/internal/cnn"

// convTranspose adds the stamps of all cells into a result that is large enough
// for them, crops it, and adds the bias where there is a cell at all.
func (t *tape) convTranspose(x cube, kernel [][][][]*node, bias []*node, l cnn.ConvTranspose) cube {
	height, width := len(kernel[0][0]), len(kernel[0][0][0])
	rows := (len(x[0])-1)*l.Stride.Down + height + l.Back.Down
	columns := (len(x[0][0])-1)*l.Stride.Across + width + l.Back.Across
	var out cube
	for o := range kernel[0] {
		full := make([][]*node, rows)
		for u := range full {
			full[u] = make([]*node, columns)
			for v := range full[u] {
				full[u][v] = t.copied(bias[o])
			}
		}
		for c := range x {
			for i, row := range x[c] {
				for j, cell := range row {
					for m := range height {
						for n := range width {
							place := &full[i*l.Stride.Down+m][j*l.Stride.Across+n]
							*place = t.add(*place, t.mul(kernel[c][o][m][n], cell))
						}
					}
				}
			}
		}
		full = full[l.Pad.Top : rows-l.Pad.Bottom]
		for u := range full {
			full[u] = full[u][l.Pad.Left : columns-l.Pad.Right]
		}
		out = append(out, full)
	}
	return out
}
