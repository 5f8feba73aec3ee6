package measure

import (
	"reflect"
	"strings"
	"testing"
)

// Every program runs once in every round, in turns, and what was found reads
// back.
func TestPrograms(t *testing.T) {
	turns := ""
	have := Programs(3, Program{"a", func() { turns += "a" }}, Program{"b", func() { turns += "b" }})
	if turns != "ababab" {
		t.Errorf("have the turns %s, want ababab", turns)
	}
	if len(have.Programs) != 2 || have.Programs[0].Name != "a" || have.Programs[1].Name != "b" || have.Rounds != 3 {
		t.Errorf("have %+v, want a and b in 3 rounds", have)
	}
	if have.Machine.Processor == "" || !strings.Contains(have.Machine.String(), have.Machine.Go+", on 20") {
		t.Errorf("have the machine %q", have.Machine)
	}
	read, err := Read("times.json", have.Text())
	if err != nil || !reflect.DeepEqual(read, have) {
		t.Errorf("have %+v, %v read back, want %+v", read, err, have)
	}
}

func TestThreeDigits(t *testing.T) {
	for v, want := range map[float64]float64{0: 0, 123.456: 123, 12.345: 12.3, 1: 1, 0.98765: 0.988, 99.96: 100, 1234.5: 1230, 0.0001234: 0.000123} {
		if have := threeDigits(v); have != want {
			t.Errorf("%v: have %v, want %v", v, have, want)
		}
	}
}

func TestReadErrors(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"{", "unexpected end"},
		{"{}", "found no programs"},
		{`{"programs": [{"name": "a", "milliseconds": 1}, {"name": "b"}]}`, `program 1 is "b" with 0 milliseconds`},
	} {
		if _, err := Read("times.json", []byte(test.text)); err == nil || !strings.HasPrefix(err.Error(), "times.json: ") || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "measure anew") {
			t.Errorf("%s: have %v, want %q", test.text, err, test.want)
		}
	}
}
