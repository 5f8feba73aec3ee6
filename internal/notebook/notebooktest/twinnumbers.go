package notebooktest

import (
	_ "embed"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"

	"backprop/internal/cnn"
)

var loop = regexp.MustCompile(`(?m)^\s*for\b`)

// numbers are an array: those of its shape that are 1 make no difference.
type numbers struct {
	Shape []int
	Data  []float64
}

func (n numbers) String() string { return fmt.Sprintf("%v of shape %v", n.Data, n.Shape) }

func (n numbers) sameShape(m numbers) bool {
	thin := func(shape []int) []int {
		return slices.DeleteFunc(slices.Clone(shape), func(size int) bool { return size == 1 })
	}
	return len(n.Data) == len(m.Data) && slices.Equal(thin(n.Shape), thin(m.Shape))
}

// farthest is the largest difference of two arrays of the same shape.
func (n numbers) farthest(m numbers) float64 {
	largest := 0.0
	for i := range n.Data {
		d := math.Abs(n.Data[i] - m.Data[i])
		if math.IsNaN(d) {
			return math.Inf(1)
		}
		largest = max(largest, d)
	}
	return largest
}

// givenNames are what a twin is given: they are the worked example's to the
// last digit.
var givenNames = []string{"X", "K", "b", "W", "c", "y", "eta"}

// bookNumbers are the numbers of the pass, by their names in Python.
func bookNumbers(ex *cnn.Classic) map[string]numbers {
	want := map[string]numbers{"eta": numbersOf(ex.LearningRate)}
	for name, q := range map[string]cnn.Quantity{
		"X": ex.X, "K": ex.K, "b": ex.B, "Z": ex.Z, "A": ex.A, "P": ex.P, "f": ex.F,
		"W": ex.W, "c": ex.C, "s": ex.S, "p": ex.Prob, "y": ex.Y, "L": ex.L,
		"dX": ex.DX, "dK": ex.DK, "db": ex.DB, "dZ": ex.DZ, "dA": ex.DA, "dP": ex.DP, "df": ex.DF,
		"dW": ex.DW, "dc": ex.DC, "ds": ex.DS, "dp": ex.DProb,
		"K_new": ex.NewK, "b_new": ex.NewB, "W_new": ex.NewW, "c_new": ex.NewC,
	} {
		want[name] = numbersOf(q)
	}
	return want
}

// numbersOf are the numbers of a quantity, a tensor, a number, or a slice of
// any of these.
func numbersOf(value any) numbers {
	switch value := value.(type) {
	case cnn.Quantity:
		return numbers{value.Shape, value.Data}
	case *cnn.Tensor:
		return numbers{value.Shape, value.Data}
	}
	switch v := reflect.ValueOf(value); v.Kind() {
	case reflect.Slice, reflect.Array:
		n := numbers{Shape: []int{v.Len()}}
		for i := range v.Len() {
			part := numbersOf(v.Index(i).Interface())
			if i == 0 {
				n.Shape = append(n.Shape, part.Shape...)
			}
			n.Data = append(n.Data, part.Data...)
		}
		return n
	case reflect.Int:
		return numbers{Data: []float64{float64(v.Int())}}
	default:
		return numbers{Data: []float64{v.Float()}}
	}
}
