package format

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

func TestReadScheme(t *testing.T) {
	full := Scheme{
		Points: map[cnn.Place]float64{cnn.GradientPlace(1): 2, cnn.LossPlace: 0}, Others: 0, Rounded: 0.9, Coarse: 0.25, Carried: 0.75,
		Mistake: 0.4, Mistakes: map[string]float64{"error-sign": 0.8}, Wrong: 0,
	}
	part := DefaultScheme()
	part.Coarse = 1
	for _, test := range []struct {
		text string
		want Scheme
	}{
		{`{}`, DefaultScheme()},
		{`{"coarse": 1}`, part},
		{"\xef\xbb\xbf" + `{"points": {"gradients/1": 2, "loss": 0}, "others": 0, "rounded": 0.9, "coarse": 0.25, "carried": 0.75, "mistake": 0.4, "mistakes": {"error-sign": 0.8}, "wrong": 0}`, full},
	} {
		have, err := ReadScheme("scheme.json", strings.NewReader(test.text))
		if err != nil || !reflect.DeepEqual(have, test.want) {
			t.Errorf("%s: have %+v, %v\nwant %+v", test.text, have, err, test.want)
		}
		written, err := MarshalScheme(have)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := ReadScheme("again.json", bytes.NewReader(written)); err != nil || !reflect.DeepEqual(again, have) {
			t.Errorf("written and read again: have %+v, %v\nwant %+v", again, err, have)
		}
	}
	for text, want := range map[string]string{
		``:                                  "scheme.json:1: the file is empty",
		`[]`:                                "scheme.json: found an array, expected an object such as",
		`{"Carried": 1}`:                    `scheme.json: key "Carried" is not known here; use "points"`,
		`{"carried": 1, "carried": 1}`:      `key "carried" stands here twice`,
		`{"carried": 2}`:                    `scheme.json: "carried": found 2, expected a number from 0 to 1`,
		`{"carried": -0.5}`:                 "found -0.5, expected a number from 0 to 1",
		`{"carried": "all"}`:                "found a string, expected a number from 0 to 1",
		`{"points": 3}`:                     `"points": found a number, expected an object of numbers`,
		`{"points": {"loss": 1, "loss":2}}`: `"points": key "loss" stands here twice`,
		`{"points": {"loss": 1e4}}`:         `"points": "loss": found 10000, expected a number from 0 to 1000`,
		"{\n\"wrong\": 0,}":                 "scheme.json:2: found a comma before",
		`{} x`:                              "after the end of the scheme",
		`{"mistakes": {"a": NaN}}`:          "only finite numbers",
	} {
		if _, err := ReadScheme("scheme.json", strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: have %v\nwant %s", text, err, want)
		}
	}
}
