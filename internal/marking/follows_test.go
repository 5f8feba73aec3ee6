package marking

import (
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// TestFollows: a wrong number is carried on by hand: y = 2x + 1 and then ReLU,
// with a squared error against 0.
func TestFollows(t *testing.T) {
	n, err := format.ParseNetwork("small", []byte(`{"input": [3], "layers": [{"op": "dense", "weights": [[2]], "bias": [1]}, {"op": "relu"}],
		"loss": {"op": "squared_error", "target": [0]}}`))
	if err != nil {
		t.Fatal(err)
	}
	pass, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		answers string
		place   cnn.Place
		want    float64
		same    bool
	}{
		{`{"activations/1": [7]}`, cnn.ActivationPlace(2), 7, true},
		{`{"activations/1": [6]}`, cnn.ActivationPlace(2), 6, false},
		{`{"activations/1": [6]}`, cnn.LossPlace, 36, false},
		{`{"activations/1": [6]}`, cnn.GradientPlace(2), 12, false},
		{`{"activations/1": [6]}`, cnn.ParameterPlace(0, "weights"), 36, false}, // 2·6·3, worked out in between
		{`{"activations/1": [-6]}`, cnn.GradientPlace(1), 0, false},             // the gate is theirs, too
		{`{"activations/1": [6], "gradients/2": [5]}`, cnn.GradientPlace(0), 10, false},
		{`{"activations/2": [6]}`, cnn.ActivationPlace(1), 7, true}, // it comes later
		{`{"activations/1": [null]}`, cnn.ActivationPlace(2), 7, true},
		{`{"activations/1": [[6, 6]]}`, cnn.ActivationPlace(2), 7, true}, // of another shape
	} {
		answers, err := ReadAnswers("mine", strings.NewReader(test.answers), pass)
		if err != nil {
			t.Fatal(err)
		}
		have, same, err := Follows(n, answers, test.place)
		if err != nil || len(have.Data) != 1 || have.Data[0] != test.want || same != test.same {
			t.Errorf("%s at %s: have %v, %v, %v; want %v, %v", test.answers, test.place, have, same, err, test.want, test.same)
		}
	}
	if _, _, err := Follows(n, &Answers{}, cnn.OwnPlace("nowhere")); err == nil {
		t.Error("nowhere: have no error")
	}
}
