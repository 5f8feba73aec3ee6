package cnn

import "testing"

func TestPlaceParts(t *testing.T) {
	for place, want := range map[Place]PlaceParts{
		"activations/3":               {"activations", 3, "", false},
		"gradients/0":                 {"gradients", 0, "", false},
		"layers/2/weights":            {"layers", 2, "weights", false},
		"parameters/0/kernel":         {"parameters", 0, "kernel", false},
		"parameters/0/kernel/updated": {"parameters", 0, "kernel", true},
		LossPlace:                     {"loss", 0, "", false},
	} {
		if have, err := place.Parts(); have != want || err != nil {
			t.Errorf("%s: have %+v and the error %v, want %+v", place, have, err, want)
		}
	}
	if _, err := Place("activations/-1").Parts(); err == nil {
		t.Error("activations/-1 is taken for a place")
	}
}
