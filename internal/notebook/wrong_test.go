package notebook

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

// TestTakes: the rule is that of the page's script, whose own test types the
// same numbers.
func TestTakes(t *testing.T) {
	for _, test := range []struct {
		value   float64
		printed string
		want    bool
	}{
		{-0.14336, "−0.1434", true},
		{-0.14336, "−0.1433", false}, // one off in the last digit
		{-0.14336, "−0.1435", false},
		{-0.14336, "−0.143", true},
		{-0.14336, "−0.14", true},
		{-0.14336, "−0.15", false},
		{-0.14336, "−0.1", true},
		{-0.14336, "0.1434", false},
		{0.25, "0.25", true},
		{0.25, "0.3", true}, // a half rounds either way
		{0.2, "0", false},
		{1.5, "2", false},
		{184.3, "184", true},
		{0.0015, "0.0016", false}, // two digits
		{0, "0", true},
		{184, "184", true},
		{184, "185", false}, // a count is not rounded
		{1e12, "1000000000000", true},
		{1, "∞", false},
	} {
		if have := (Answer{Value: test.value}).takes(form{digits: strings.ReplaceAll(test.printed, minus, "-")}); have != test.want {
			t.Errorf("%v takes %s: have %t, want %t", test.value, test.printed, have, test.want)
		}
	}
}

// TestKnownWrong: what counts as right is dropped, and what is there twice.
func TestKnownWrong(t *testing.T) {
	given := []Wrong{{0.14341, "", "prints as right"}, {0.2, "", "a"}, {0.20001, "", "the same number"}, {0.1, "", "is right up to rounding"}, {0.5, "", "b"}, {0.5, "error-sign", "told already"}, {0.2, "", "again"}}
	have := knownWrong(Answer{Value: 0.14344, Wrong: given})
	want := []Wrong{given[1], given[2], given[4]}
	if !reflect.DeepEqual(have, want) {
		t.Errorf("have %v, want %v", have, want)
	}
}

// TestRecordWithWrong: wrong numbers are read back, and what does not fit is
// refused.
func TestRecordWithWrong(t *testing.T) {
	entries := []Entry{{3, &Exercise{Number: 1, Question: "q", Answers: []Answer{{Name: "x", Value: 1, Wrong: []Wrong{{2, "error-sign", "a"}}}, {Name: "y", Value: 2}}}}}
	var b bytes.Buffer
	if err := WriteRecord(&b, entries); err != nil {
		t.Fatal(err)
	}
	have, err := ReadRecord(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(have, entries) {
		t.Errorf("have %v, want %v", have, entries)
	}
	for _, change := range [][2]string{{`"Did":"a"`, `"Done":"a"`}, {`"Did":"a"`, `"Did":""`}, {`{"Value":2,"Mistake"`, `{"Value":1,"Mistake"`}} {
		if _, err := ReadRecord(bytes.NewReader(bytes.Replace(b.Bytes(), []byte(change[0]), []byte(change[1]), 1))); err == nil {
			t.Errorf("%s for %s: have no error", change[1], change[0])
		}
	}
}
