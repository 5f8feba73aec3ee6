package cnn

import (
	"fmt"
	"testing"
)

func TestMatrix(t *testing.T) {
	rows := [][]float64{{1, -2, 3}, {4, 0, -6}}
	window := Window{Size: Steps{1, 2}, Stride: Steps{2, 3}}
	for _, test := range []struct{ name, have, want string }{
		{"zeros", fmt.Sprint(Zeros(2, 3)), "[[0 0 0] [0 0 0]]"},
		{"transposed", fmt.Sprint(Transposed(rows)), "[[1 4] [-2 0] [3 -6]]"},
		{"each cell", fmt.Sprint(EachCell(rows, func(i, j int) int { return 10*i + j })), "[[0 1 2] [10 11 12]]"},
		{"cells", fmt.Sprint(Cells(rows, func(i, j int) bool { return rows[i][j] < 0 })), "[[0 1] [1 2]]"},
		{"no cells", fmt.Sprint(Cells(rows, func(i, j int) bool { return rows[i][j] > 4 })), "[]"},
		{"a block", fmt.Sprint(Block(1, 2, 2, 3)), "[[1 2] [1 3] [1 4] [2 2] [2 3] [2 4]]"},
		{"a window", fmt.Sprint(window.Cells(1, 2)), "[[2 6] [2 7]]"},
		{"around", fmt.Sprint(Padding{Top: 1, Left: 2, Right: 1}.Around(rows)), "[[0 0 0 0 0 0] [0 0 1 -2 3 0] [0 0 4 0 -6 0]]"},
		{"below", fmt.Sprint(Padding{Bottom: 1}.Around(rows[:1])), "[[1 -2 3] [0 0 0]]"},
		{"the farthest", fmt.Sprint(farthest(Written(4), Written(0), Written(-6))), "2"},
		{"the first of equals", fmt.Sprint(farthest(Written(1), Written(-5), Written(5), Written(2))), "1"},
		{"the leader", fmt.Sprint(Leading([]Real{Written(-2), Written(3), Written(1)})), "[1]"},
		{"a tie", fmt.Sprint(Leading([]Real{Written(1), Written(3), Written(3)})), "[1 2]"},
		{"a leader below float64", fmt.Sprint(Leading([]Real{Written(0), Written(1e-300).Times(Written(1e-300))})), "[1]"},
		{"the farthest below float64", fmt.Sprint(farthest(Written(0), Written(1e-300).Times(Written(1e-300)), Written(-2e-300).Times(Written(1e-300)))), "2"},
	} {
		if test.have != test.want {
			t.Errorf("%s: have %s, want %s", test.name, test.have, test.want)
		}
	}
}

// farthest is where the one of some numbers is that is farthest from 0.
func farthest(numbers ...Real) int {
	return QuantityOf(Sign{}, Shape{len(numbers)}, numbers).Farthest()
}

// TestDead: in the worked example one window is dead; without light all are.
func TestDead(t *testing.T) {
	c, err := AsClassic(classicNetwork())
	if err != nil {
		t.Fatal(err)
	}
	var want []int
	for k, v := range c.P.Data {
		if v == 0 {
			want = append(want, k)
		}
	}
	if have := c.DeadWindows(); c.Dead() || len(want) == 0 || fmt.Sprint(have) != fmt.Sprint(want) {
		t.Errorf("have the dead windows %v, want %v; dead: %v", have, want, c.Dead())
	}
	n := *c.Network
	n.Input = NewTensor(n.Input.Shape...)
	conv := n.Layers[ConvLayer].(Conv)
	conv.Bias = Vector(0)
	n.Layers = append([]Layer{conv}, n.Layers[1:]...)
	if c, err = AsClassic(&n); err != nil || !c.Dead() || len(c.DeadWindows()) != len(c.P.Data) {
		t.Errorf("a black image: dead %v, windows %v, error %v", c.Dead(), c.DeadWindows(), err)
	}
}
