package notebook

import (
	"backprop/internal/cnn"
	"backprop/internal/weave"
)

// GiveTwin returns the source of a chapter's twin in NumPy, given the numbers of
// a network in place of the worked example's. It reports false for a network of
// other sizes: the twins are short because they speak of one size.
func GiveTwin(source string, ex *cnn.Classic) (string, bool, error) {
	worked, err := WorkedExample()
	if err != nil {
		return "", false, err
	}
	of, err := cnn.AsClassic(worked.Network)
	if err != nil {
		return "", false, err
	}
	if !ex.X.Shape.Equal(of.X.Shape) || !ex.K.Shape.Equal(of.K.Shape) || !ex.W.Shape.Equal(of.W.Shape) || ex.Pool != of.Pool {
		return "", false, nil
	}
	vector := func(name string, q cnn.Quantity) weave.Given {
		return weave.Given{Name: name, Rows: [][]float64{q.Values()}, Vector: true}
	}
	return weave.GiveTwin(source, []weave.Given{
		{Name: "X", Rows: ex.X.Rows()},
		{Name: "K", Rows: ex.K.Rows()},
		{Name: "b", Number: ex.B.Data[0]},
		{Name: "W", Rows: ex.W.Rows()},
		vector("c", ex.C),
		vector("y", ex.Y),
		{Name: "eta", Number: ex.LearningRate},
	}), true, nil
}
