package figure

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"backprop/internal/notebook"
)

// A layout is where the maps of a figure stand: in rows of as many, with
// cells of one size in all of them.
type layout struct {
	maps          []notebook.HeatMap
	blocks        []*block
	width, height float64
	cellW, cellH  float64
}

// A block is a map with its name and the labels at its sides. Its place is
// that of its upper left corner, from the figure's upper left.
type block struct {
	m                  *notebook.HeatMap
	rows, cols         int
	x, y               float64
	left, top          float64 // room for the labels, before the cells
	name               string  // with line breaks
	rowName, colName   []string
	rowEvery, colEvery int // which labels are drawn
}

const (
	margin    = 3
	labelPad  = 6  // between labels and cells
	mapGap    = 16 // between maps
	largeCell = 26 // a cell is no larger without a reason
	smallCell = 7  // maps wrap to another row rather than have smaller cells
	smallDot  = 15 // and pictures rather than have smaller ones, where they can
	manyMaps  = 4  // more maps than these go without indices
)

// layOut finds the arrangement with the fewest rows of maps in which cells
// are at least as wide as the eye asks for, or wide enough for what stands in them.
func layOut(maps []notebook.HeatMap) *layout {
	l := &layout{maps: maps}
	need, small := 0.0, float64(smallCell) // what numbers and labels ask of a cell, and the eye
	for i := range maps {
		b := newBlock(&maps[i], len(maps) <= manyMaps && !maps[i].Picture)
		l.blocks = append(l.blocks, b)
		need = max(need, b.cellNeed())
		if maps[i].Picture {
			small = smallDot
		}
	}
	for rows := 1; ; rows++ {
		across := (len(maps) + rows - 1) / rows
		room := Width - 2*margin - mapGap*float64(across-1)
		for i := range l.blocks {
			if i < across {
				room -= l.widest(func(b *block) float64 { return b.left })
			}
		}
		cols := l.widest(func(b *block) float64 { return float64(b.cols) }) * float64(across)
		l.cellW = min(room/cols, max(need, largeCell))
		if l.cellW >= max(need, small) || across == 1 {
			l.cellW = max(l.cellW, need)
			l.cellH = l.cellW
			if need > largeCell {
				l.cellH = min(need, 34)
			}
			l.arrange(across)
			return l
		}
	}
}

func (l *layout) widest(of func(*block) float64) float64 {
	var w float64
	for _, b := range l.blocks {
		w = max(w, of(b))
	}
	return w
}

func newBlock(m *notebook.HeatMap, indices bool) *block {
	b := &block{m: m, rows: len(m.Rows), cols: len(m.Rows[0]), rowName: m.RowName, colName: m.ColName}
	if indices && len(b.rowName) == 0 {
		b.rowName = counting(b.rows)
	}
	if indices && len(b.colName) == 0 {
		b.colName = counting(b.cols)
	}
	style := lettering(TickSize, soft, draw.XRight, draw.YCenter)
	for _, s := range b.rowName {
		b.left = max(b.left, textWidth(s, style)+labelPad)
	}
	return b
}

func counting(n int) []string {
	s := make([]string, n)
	for i := range s {
		s[i] = strconv.Itoa(i)
	}
	return s
}

// cellNeed is the width that a cell must have for its number, and for its
// column's label if there is room for all of these; else some are left out.
func (b *block) cellNeed() float64 {
	var need float64
	if b.m.Numbers && !b.m.Sparse {
		need = 30
		style := lettering(NumberSize, ink, draw.XCenter, draw.YCenter)
		for _, row := range b.m.Rows {
			for _, v := range row {
				need = max(need, textWidth(notebook.Num(v), style)+5)
			}
		}
	}
	style := lettering(TickSize, soft, draw.XCenter, draw.YBottom)
	var label float64
	for _, s := range b.m.ColName {
		for _, word := range strings.Fields(s) {
			label = max(label, textWidth(word, style)+8)
		}
	}
	if label*float64(b.cols)+b.left <= Width-2*margin {
		need = max(need, label)
	}
	return need
}

// arrange gives each block its place, and the figure its size.
func (l *layout) arrange(across int) {
	for _, b := range l.blocks {
		b.fitLabels(l)
	}
	y := float64(margin)
	for start := 0; start < len(l.blocks); start += across {
		row := l.blocks[start:min(start+across, len(l.blocks))]
		// Names of maps in a row stand on one line, and so do the cells.
		var top, bottom float64
		for _, b := range row {
			top = max(top, b.top)
		}
		x := float64(margin)
		for _, b := range row {
			b.x, b.y = x, y
			b.top = top
			bottom = max(bottom, y+top+float64(b.rows)*l.cellH)
			x += b.width(l) + mapGap
			l.width = max(l.width, x-mapGap+margin)
		}
		y = bottom + mapGap
	}
	l.height = math.Ceil(y - mapGap + margin)
	l.width = math.Ceil(l.width)
}

// fitLabels breaks the labels into lines and thins them out where they would
// touch, then measures the room above the cells.
func (b *block) fitLabels(l *layout) {
	style := lettering(TickSize, soft, draw.XCenter, draw.YBottom)
	var w, lines float64
	broken := make([]string, len(b.colName))
	for j, s := range b.colName {
		broken[j] = breakLines(s, style, l.cellW-4)
		w = max(w, textWidth(broken[j], style))
		lines = max(lines, float64(lineCount(broken[j])))
	}
	b.colName = broken
	b.colEvery = every(w+4, l.cellW)
	b.rowEvery = every(TickSize+1, l.cellH)

	name := lettering(TextSize, ink, draw.XCenter, draw.YTop)
	b.name = breakLines(b.m.Name, name, max(float64(b.cols)*l.cellW+mapGap-4, 60))
	if n := float64(lineCount(b.name)); n > 0 {
		b.top = TextSize * (capHeight + float64(lineStep*(n-1)) + 0.75)
	}
	if lines > 0 {
		b.top += TickSize*(capHeight+float64(lineStep*(lines-1))) + labelPad
	}
}

// every returns the smallest round number of cells that have room for a label.
func every(label, cell float64) int {
	for _, n := range []int{1, 2, 4, 5, 8, 10, 16, 20, 25, 50} {
		if float64(n)*cell >= label {
			return n
		}
	}
	return 100
}

// width is the block's, where its name may stand out to both sides.
func (b *block) width(l *layout) float64 {
	cells := float64(b.cols) * l.cellW
	name := textWidth(b.name, lettering(TextSize, ink, draw.XCenter, draw.YTop))
	return b.left + max(cells, name)
}

// cell returns the place of cell (i, j) on the canvas.
func (b *block) cell(l *layout, i, j int) vg.Rectangle {
	cells := float64(b.cols) * l.cellW
	x := b.x + b.left + (b.width(l)-b.left-cells)/2 + float64(float64(j)*l.cellW)
	y := l.height - b.y - b.top - float64(float64(i+1)*l.cellH)
	return vg.Rectangle{
		Min: vg.Point{X: vg.Length(x), Y: vg.Length(y)},
		Max: vg.Point{X: vg.Length(x + l.cellW), Y: vg.Length(y + l.cellH)},
	}
}
