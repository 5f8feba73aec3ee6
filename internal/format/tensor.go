package format

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/cnn"
)

// maxAxes is the number of axes of a kernel.
const maxAxes = 4

// tensorReader reads arrays within arrays into one tensor. The first row, the
// first plane and so on set the length of their axis; the others must agree.
type tensorReader struct {
	*strictReader
	form  string       // what was expected, for errors
	axes  []int        // the numbers of axes that are allowed, ascending
	leaf  int          // how many arrays the numbers stand in; 0 until the first
	shape [maxAxes]int // the length of each axis; 0 until its first array ends
	index [maxAxes]int // of the element that is being read
	data  []float64

	// blanks says that null may stand for a number; then the numbers are kept as
	// they are written, and nothing else of them.
	blanks  bool
	written []Number

	// halves are what Network.HalfUnits says of the elements; rounded says that
	// one of them is not 0.
	halves  []float64
	rounded bool
}

// tensor reads a tensor with one of the given numbers of axes. A map [H][W]
// becomes [1 H W] and a kernel [kh][kw] becomes [1 1 kh kw], where the key
// allows the longer form too.
func (r *networkReader) tensor(form string, axes ...int) (*cnn.Tensor, error) {
	if kind, err := r.kind(); err != nil {
		return nil, err
	} else if kind == jsonString {
		return r.pasted(form, axes)
	}
	t := tensorReader{strictReader: &r.strictReader, form: form, axes: axes, data: r.numbers[:0]}
	if err := t.value(0); err != nil {
		return nil, err
	}
	r.numbers = t.data // keep the room
	r.axes = t.leaf
	read := &cnn.Tensor{Data: slices.Clone(t.data)}
	r.shape(read, slices.Clone(cnn.Shape(t.shape[:t.leaf])), axes)
	if t.rounded {
		r.openBy(read, t.halves)
	}
	return read, nil
}

// shape gives a tensor the shape of what was read, with all of the axes that a
// key allows.
func (r *networkReader) shape(t *cnn.Tensor, read cnn.Shape, axes []int) {
	t.Shape = inFull(read, axes)
	if len(read) == 2 && len(t.Shape) == 3 {
		if r.rows == nil {
			r.rows = map[*cnn.Tensor]bool{}
		}
		r.rows[t] = true
	}
}

// inFull is the shape of a map [H][W] or a kernel [kh][kw] with all of the axes
// that a key allows.
func inFull(shape cnn.Shape, axes []int) cnn.Shape {
	if len(shape) == 2 {
		for len(shape) < axes[len(axes)-1] {
			shape = slices.Insert(shape, 0, 1)
		}
	}
	return shape
}

// openBy keeps how far the originals of a tensor can lie from its elements.
func (r *networkReader) openBy(t *cnn.Tensor, halves []float64) {
	if r.halves == nil {
		r.halves = map[*cnn.Tensor][]float64{}
	}
	r.halves[t] = halves
}

// pasted reads a tensor from a string, as ReadArray takes it. An axis of length
// 1 in front may be there or be left out, and a column is a vector where only
// a vector can stand.
func (r *networkReader) pasted(form string, axes []int) (*cnn.Tensor, error) {
	text, err := r.lines()
	if err != nil {
		return nil, err
	}
	a, err := ReadArray(text, nil)
	if err != nil {
		return nil, err
	}
	shape := a.Shape
	for len(shape) > 1 && shape[0] == 1 && !slices.Contains(axes, len(shape)) {
		shape = shape[1:]
	}
	for len(shape) < axes[0] {
		shape = append(cnn.Shape{1}, shape...)
	}
	if len(shape) == 2 && shape[1] == 1 && axes[len(axes)-1] == 1 {
		shape = shape[:1]
	}
	if !slices.Contains(axes, len(shape)) {
		return nil, fmt.Errorf("the array in the string has shape %s, expected %s", a.Shape, form)
	}
	r.axes = len(shape)
	read := &cnn.Tensor{}
	r.shape(read, shape, axes)
	halves, rounded := []float64{}, false
	for i, n := range a.Numbers {
		if n.Blank {
			return nil, fmt.Errorf("element %s is blank, expected a number", indexName(a.Shape.Index(i)))
		}
		read.Data = append(read.Data, n.Value)
		halves = append(halves, halfUnit([]byte(n.Text)))
		rounded = rounded || halves[i] != 0
	}
	if rounded {
		r.openBy(read, halves)
	}
	if r.strings == nil {
		r.strings = map[*cnn.Tensor]bool{}
	}
	r.strings[read] = true
	return read, nil
}

// value reads the element at t.index[:depth].
func (t *tensorReader) value(depth int) error {
	kind, err := t.kind()
	if err != nil {
		return err
	}
	deepest := t.leaf
	if deepest == 0 {
		deepest = t.axes[len(t.axes)-1]
	}
	switch {
	case kind == jsonArray && depth < deepest:
		return t.axis(depth)
	case (kind == jsonNumber || t.blanks && kind == jsonNull) && (t.leaf == 0 && slices.Contains(t.axes, depth) || t.leaf > 0 && t.leaf == depth):
		t.leaf = depth
		return t.element(depth)
	case depth == 0:
		return fmt.Errorf("found %s, expected %s", kind, t.form)
	case t.leaf == 0 && kind == jsonNumber:
		return fmt.Errorf("the numbers stand in %s, expected %s", counted(depth, "array"), t.form)
	case t.leaf == 0 && kind == jsonArray:
		return fmt.Errorf("the numbers stand in more than %s, expected %s", counted(deepest, "array"), t.form)
	case depth < t.leaf:
		return fmt.Errorf("%s is %s, expected an array like those before it", t.place(depth), kind)
	}
	if t.blanks {
		return fmt.Errorf("%s is %s, expected a number, or null for a cell left blank", t.place(depth), kind)
	}
	return fmt.Errorf("%s is %s, expected a number", t.place(depth), kind)
}

// element reads one number.
func (t *tensorReader) element(depth int) error {
	if len(t.data)+len(t.written) == cnn.MaxElements {
		return fmt.Errorf("found more than %d numbers; a tensor may have at most so many", cnn.MaxElements)
	}
	first := t.at
	if t.blanks {
		return t.keep(depth)
	}
	v, err := t.number()
	if err != nil {
		return within(t.place(depth), err)
	}
	half := halfUnit(t.strictReader.data[first:t.at])
	t.data = append(t.data, v)
	t.halves = append(t.halves, half)
	t.rounded = t.rounded || half != 0
	return nil
}

// keep keeps one number as it is written, or a blank.
func (t *tensorReader) keep(depth int) error {
	if rest, ok := bytes.CutPrefix(t.strictReader.data[t.at:], []byte(jsonNull)); ok {
		t.at = len(t.strictReader.data) - len(rest)
		t.written = append(t.written, blank)
		return nil
	}
	first := t.at
	v, err := t.number()
	if err != nil {
		if depth == 0 {
			return err
		}
		return within(t.place(depth), err)
	}
	t.written = append(t.written, Number{Text: string(t.strictReader.data[first:t.at]), Value: v})
	return nil
}

// axis reads the array at t.index[:depth], which lies along the axis depth.
func (t *tensorReader) axis(depth int) error {
	n, err := t.array(func(i int) error {
		t.index[depth] = i
		return t.value(depth + 1)
	})
	if err != nil {
		return err
	}
	if n == 0 {
		if depth == 0 {
			return fmt.Errorf("found an empty array, expected %s", t.form)
		}
		return fmt.Errorf("%s is an empty array, expected numbers in it", t.place(depth))
	}
	if t.shape[depth] == 0 {
		t.shape[depth] = n
	}
	if t.shape[depth] != n {
		return t.ragged(depth, n)
	}
	return nil
}

// ragged reports an array of another length than the first of its depth.
func (t *tensorReader) ragged(depth, n int) error {
	part := [...]struct{ name, holds, mend string }{
		{"row", "number", "make all rows equally long"},
		{"plane", "row", "make all planes equally high"},
		{"kernel", "plane", "give all kernels equally many planes"},
	}[t.leaf-depth-1]
	first := [maxAxes]int{}
	return fmt.Errorf("%s %s has %s, %s %s has %d; %s",
		part.name, indexName(t.index[:depth]), counted(n, part.holds),
		part.name, indexName(first[:depth]), t.shape[depth], part.mend)
}

// place names the element at t.index[:depth].
func (t *tensorReader) place(depth int) string { return "element " + indexName(t.index[:depth]) }

// indexName writes an index as "2" or as "[0][2]".
func indexName(index []int) string {
	if len(index) == 1 {
		return strconv.Itoa(index[0])
	}
	var b strings.Builder
	for _, i := range index {
		fmt.Fprintf(&b, "[%d]", i)
	}
	return b.String()
}
