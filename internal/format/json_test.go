package format

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// TestJSON: the library of Go writes and reads the same.
func TestJSON(t *testing.T) {
	type word string
	type part struct {
		Text  string              `json:"text,omitempty"`
		Many  []word              `json:"many"`
		Named map[word][]string   `json:"named,omitempty"`
		Deep  *map[string]string  `json:"deep,omitempty"`
		Shape []int               `json:"shape,omitzero"`
		Not   chan int            `json:"-"`
		Yes   bool                `json:"yes,omitempty"`
		Of    []map[string]string `json:"of"`
		Place cnn.Place           `json:"place,omitzero"`
		At    map[cnn.Place]bool  `json:"at,omitempty"`
	}
	deep := map[string]string{"b": "1", "a": "2", "": "3"}
	for _, v := range []part{
		{}, {Text: "plain", Many: []word{}, Shape: []int{}}, {Many: []word{"x", ""}, Shape: []int{-1, 0, min(1<<53, math.MaxInt)}, Yes: true},
		{Named: map[word][]string{"z": nil, "a": {}, "m": {"<b>&amp;\u2028\u2029"}}, Deep: &deep, Of: []map[string]string{nil, deep}},
		{Place: cnn.LossPlace, At: map[cnn.Place]bool{cnn.TargetPlace: true, cnn.ParameterPlace(0, "kernel"): false, cnn.ActivationPlace(2): true}},
		{Text: "\"\\\b\f\n\r\t\x00\x1f\x7fé😀\ufffd"},
	} {
		want, err := json.Marshal(v)
		if have := JSON(v); err != nil || string(have) != string(want) {
			t.Errorf("have %s\nwant %s, %v", have, want, err)
		}
		if v.Deep != nil { // what is asked for has no pointers
			continue
		}
		var have, read part
		if err := ReadJSON(string(want), &have); err != nil || json.Unmarshal(want, &read) != nil || !reflect.DeepEqual(have, read) {
			t.Errorf("%s: have %+v, %v, want %+v", want, have, err, read)
		}
	}
	if have, want := string(JSON("\xff\xed\xa0\x80")), `"`+strings.Repeat(`\ufffd`, 4)+`"`; have != want {
		t.Errorf("have %s, want %s", have, want)
	}
	var v part
	if err := ReadJSON(`{"unknown": [1, {"a": null}], "text": null, "yes": true}`, &v); err != nil || !v.Yes || v.Text != "" {
		t.Errorf("have %+v and %v", v, err)
	}
	for text, want := range map[string]string{
		`{"text": 1}`: "found a number, expected a string", `{"yes": 1}`: "expected true or false", `{"shape": [0.5]}`: "expected a whole number",
		`{"shape": 1}`: "expected an array", `[]`: "expected an object", `{"text": "a"} {`: "after the end", `{"text": "a"`: "before a closing", ``: "empty",
	} {
		if err := ReadJSON(text, &v); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: have %v, want %q", text, err, want)
		}
	}
}
