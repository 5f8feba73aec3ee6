package cnn

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestPlace(t *testing.T) {
	for text, want := range map[string]Place{
		"":                            {},
		"activations/3":               ActivationPlace(3),
		"gradients/0":                 GradientPlace(0),
		"layers/2/weights":            ValuePlace(2, "weights"),
		"parameters/0/kernel":         ParameterPlace(0, "kernel"),
		"parameters/0/kernel/updated": UpdatedPlace(0, "kernel"),
		"parameters/0/updated":        ParameterPlace(0, "updated"),
		"loss":                        LossPlace,
		"target":                      TargetPlace,
		`\partial L/\partial w`:       OwnPlace(`\partial L/\partial w`),
	} {
		have, err := ParsePlace(text)
		if have != want || err != nil {
			t.Errorf("%q: have %+v and the error %v, want %+v", text, have, err, want)
		}
		if have := want.String(); have != text {
			t.Errorf("%+v: have the text %q, want %q", want, have, text)
		}
	}
}

func TestNoPlace(t *testing.T) {
	for text, want := range map[string]string{
		"activations":                   `expected a number after "activations"`,
		"activations/-1":                `expected a number after "activations"`,
		"gradients/01":                  `expected a number after "gradients"`,
		"gradients/1/kernel":            "and no more",
		"parameters/0":                  "a number and a name",
		"parameters/x/kernel":           `as in "parameters/0/kernel"`,
		"parameters/0/kernel/updated/1": "a number and a name",
		"layers/0/kernel/updated":       `as in "layers/0/kernel"`,
		"loss/1":                        `nothing may follow "loss"`,
	} {
		if p, err := ParsePlace(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: have %+v and the error %v, want one with %q", text, p, err, want)
		}
	}
}

// TestPlaceInJSON: a place is a string there, also as a key, and left out
// where there is none.
func TestPlaceInJSON(t *testing.T) {
	type marked struct {
		At    Place         `json:"at"`
		Other Place         `json:"other,omitzero"`
		All   map[Place]int `json:"all"`
	}
	want := marked{At: UpdatedPlace(0, "bias"), All: map[Place]int{LossPlace: 1, ActivationPlace(10): 2, ActivationPlace(2): 3}}
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if have, want := string(data), `{"at":"parameters/0/bias/updated","all":{"activations/10":2,"activations/2":3,"loss":1}}`; have != want {
		t.Errorf("have %s, want %s", have, want)
	}
	var have marked
	if err := json.Unmarshal(data, &have); err != nil || have.At != want.At || len(have.All) != 3 || have.All[ActivationPlace(2)] != 3 {
		t.Errorf("have %+v and the error %v, want %+v", have, err, want)
	}
	if err := json.Unmarshal([]byte(`{"at": "gradients/one"}`), &have); err == nil {
		t.Error(`"gradients/one" is taken for a place`)
	}
}
