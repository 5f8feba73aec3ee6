package marking

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"backprop/internal/cnn"
)

func TestReadNumbers(t *testing.T) {
	p := pass(t, workedExample(t))
	for _, test := range []struct {
		text     string
		value    float64
		decimals int
	}{
		{"0.120", 0.12, 3}, {"-1", -1, 4}, {"12e-3", 0.012, 3}, {"1.25E+1", 12.5, 1}, {"1.5e3", 1500, -2},
		{`"1/3"`, 1.0 / 3, mostDecimals}, {`"2.41·10⁻²⁰"`, 2.41e-20, 22}, {`"−.50"`, -0.5, 2}, {`"1.0e-03 *\n 0.1250"`, 0.000125, 7}, {`"_"`, 0, -99},
		{"-0.00", 0, 2}, {"0e-5", 0, 5}, {"1e-99999999999999999999", 0, -9}, {"1e-300", 1e-300, 300}, {"0e99999999999999999999", 0, 4},
	} {
		a, err := ReadAnswers("a.json", strings.NewReader(`{"loss": `+test.text+`}`), p)
		if test.decimals == -9 {
			if err == nil {
				t.Errorf("%s: have no error", test.text)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		n := a.Places[0].Numbers[0]
		if (test.decimals == -99) != n.Blank {
			t.Errorf("%s: have blank %v", test.text, n.Blank)
		}
		pasted := strings.HasPrefix(test.text, `"`)
		if pasted != (a.Places[0].Understood != "") {
			t.Errorf("%s: understood as %q", test.text, a.Places[0].Understood)
		}
		if pasted || n.Blank {
			if !n.Blank && (n.Value != test.value || n.Decimals != test.decimals) {
				t.Errorf("%s: have %+v", test.text, n)
			}
			continue
		}
		if n.Value != test.value || n.Decimals != test.decimals || n.Text != test.text || n.Blank {
			t.Errorf("%s: have %+v", test.text, n)
		}
	}
}

// TestReadZeros holds the decimals of a bare 0.
func TestReadZeros(t *testing.T) {
	p := pass(t, workedExample(t))
	a, err := ReadAnswers("a.json", strings.NewReader(`{"activations/3": [[0, 0.125], [0.0, 0.00]], "activations/4": [0, 0, null, 0], "loss": 1.2345}`), p)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{3, 3, 3, 2} {
		if have := a.Places[0].Numbers[i].Decimals; have != want {
			t.Errorf("number %d: have %d decimals, want %d", i, have, want)
		}
	}
	if have := a.Places[1].Numbers[0].Decimals; have != 4 {
		t.Errorf("among zeros: have %d decimals, want those of the file, 4", have)
	}
	if _, ok := a.At(cnn.LossPlace); !ok {
		t.Error("have no loss")
	}
	if _, ok := a.At(cnn.GradientPlace(0)); ok {
		t.Error("have a gradient that was not given")
	}
}

// badAnswers are files that cannot be read, with what is said about each.
var badAnswers = []struct{ text, want string }{
	{"", "a.json:1: the file is empty"},
	{"{\n\"loss\": 1,\n}", "a.json:2: found a comma before"},
	{`{"loss": 1} {}`, "after the end of the answers"},
	{"{\"loss\": 1}\n\nx", "after the end of the answers"},
	{`{"loss": NaN}`, "only finite numbers"},
	{"{\n\"loss\": −1}", `a.json:2: found "−", expected a value; write a minus sign as on the keyboard`},
	{`{"loss": .5}`, "write a digit before the point, as in 0.5"},
	{"\xff\xfe{\x00", "a.json:1: the file is in UTF-16; save it as UTF-8"},
	{`{"loss": 01}`, "a.json:1: the number 01 begins with a zero"},
	{"{\n\"\xff\": 1}", "a.json:2: found the byte 0xff in a string, which is not UTF-8; save the file as UTF-8"},
	{`[1]`, "a.json: found an array, expected an object such as"},
	{`"text"`, "a.json: found a string, expected an object"},
	{`7`, "a.json: found a number, expected an object"},
	{`null`, "a.json: found null, expected an object"},
	{`true`, "a.json: found true, expected an object"},
	{`{"activations/9": 1}`, `a.json: place "activations/9" is not one of the network; use one of activations/0, activations/1`},
	{`{"activations/01": 1}`, `a.json: place "activations/01" is not one of the network`},
	{`{"Loss": 1}`, `a.json: place "Loss" is not one of the network`},
	{`{"` + strings.Repeat("é", 100) + `": 1}`, `a.json: place "` + strings.Repeat("é", 20) + `…" is not one`},
	{`{"layers/0/kernel": [[1]]}`, `is not one of the network`},
	{`{"loss": 1, "loss": 1}`, `a.json: place "loss" stands here twice; keep one`},
	{`{"loss": 1, "lo\u0073s": 1}`, `a.json: place "loss" stands here twice; keep one`},
	{`{"loss": "one"}`, `a.json: place "loss": found "one", expected a number; an array can be pasted as NumPy, PyTorch, MATLAB`},
	{`{"activations/6": [0.2, "0.3"]}`, `a.json: place "activations/6": element 1 is a string, expected a number, or null for a cell left blank`},
	{`{"loss": true}`, `a.json: place "loss": found true, expected an array of numbers, one number or null`},
	{`{"loss": {}}`, `a.json: place "loss": found an object, expected an array of numbers`},
	{`{"loss": [{"a": 1}]}`, `a.json: place "loss": element 0 is an object, expected a number, or null for a cell left blank`},
	{`{"activations/6": [0.2, 1e999, 3]}`, `a.json: place "activations/6": element 1: 1e999 is too large for float64`},
	{`{"loss": 1e999}`, `a.json: place "loss": 1e999 is too large for float64`},
	{`{"loss": 1e-999}`, `a.json: place "loss": 1e-999 is too small for float64`},
	{`{"activations/3": [[1, 2], [3]]}`, `a.json: place "activations/3": row 1 has 1 number, row 0 has 2; make all rows equally long`},
	{`{"activations/3": [1, [2]]}`, `a.json: place "activations/3": element 1 is an array, expected a number, or null`},
	{`{"activations/3": [[1], 2]}`, `a.json: place "activations/3": element 1 is a number, expected an array like those before it`},
	{`{"activations/3": [[[1]], null]}`, `a.json: place "activations/3": element 1 is null, expected an array like those before it`},
	{`{"activations/3": [[], []]}`, `a.json: place "activations/3": element 0 is an empty array, expected numbers in it`},
	{`{"activations/3": [[[[[1]]]]]}`, `a.json: place "activations/3": the numbers stand in more than 4 arrays`},
	{`{"activations/3": ` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + `}`, "the numbers stand in more than 4 arrays"},
	{`{"activations/3": [` + strings.Repeat("1,", 1_000_000) + `1]}`, `a.json: place "activations/3": found more than 1000000 numbers`},
}

func TestReadBadAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	p := pass(t, workedExample(t))
	for _, test := range badAnswers {
		_, err := ReadAnswers("a.json", strings.NewReader(test.text), p)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			text := test.text
			if len(text) > 80 {
				text = text[:80] + "…"
			}
			t.Errorf("%s: have %v\nwant %s", text, err, test.want)
		}
	}
	if a, err := ReadAnswers("a.json", strings.NewReader("\xef\xbb\xbf{\"loss\": 1}"), p); err != nil || len(a.Places) != 1 {
		t.Errorf("with a byte order mark: have %v, %v", a, err)
	}
	if _, err := ReadAnswers("a.json", iotest.ErrReader(errors.New("no disk")), p); err == nil || err.Error() != "a.json: no disk" {
		t.Errorf("have %v", err)
	}
	if _, err := ReadAnswers("a.json", strings.NewReader(strings.Repeat(" ", MaxFile+1)), p); err == nil || !strings.Contains(err.Error(), "larger than 64 MiB") {
		t.Errorf("have %v", err)
	}
}

// TestManyPlaces holds that a long list of places is shortened.
func TestManyPlaces(t *testing.T) {
	layers := strings.Repeat(`{"op": "relu"},`, 39) + `{"op": "relu"}`
	n := network(t, `{"input": [1], "layers": [`+layers+`]}`)
	_, err := ReadAnswers("a.json", strings.NewReader(`{"q": 1}`), pass(t, n))
	if err == nil || !strings.Contains(err.Error(), "activations/14, …, activations/26") {
		t.Errorf("have %v", err)
	}
}

// FuzzReadAnswers holds that nothing makes the reader or the marking panic,
// that every error names the file, and that a report is sound, is written as
// JSON and is the same when it is made again.
func FuzzReadAnswers(f *testing.F) {
	seeds, err := filepath.Glob("testdata/answers/*.json")
	if err != nil || len(seeds) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, name := range seeds {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, test := range badAnswers {
		if len(test.text) < 1000 {
			f.Add([]byte(test.text))
		}
	}
	for _, text := range []string{"loss = 1.08\nactivations/6 =\n 0.2 0.5 _ # a blank\n", "gradients/3 = tensor([[1., 2.],\n [3., 4.]],\n dtype=torch.float64)\n", `{"loss": "13/12", "activations/5": "1e-1 * [1 2 3]"}`} {
		f.Add([]byte(text))
	}
	n := workedExample(f)
	p := pass(f, n)
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := ReadAnswers("a.json", strings.NewReader(string(data)), p)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "a.json:") {
				t.Errorf("have the error %q, want one that names the file", err)
			}
			return
		}
		r, err := Mark(n, a, 0)
		if err != nil {
			t.Fatal(err)
		}
		checkReport(t, a, r)
		report := r.JSON()
		if !json.Valid(report) {
			t.Fatalf("the report is no JSON: %s", report)
		}
		again, err := Mark(n, a, 0)
		if err != nil {
			t.Fatalf("marked once, but not twice: %v", err)
		}
		if twice := again.JSON(); !bytes.Equal(twice, report) {
			t.Errorf("two markings\nhave %s\nwant %s", twice, report)
		}
	})
}

// checkReport holds that each place that was answered is marked once, with a
// verdict that its counts bear out, and that the first break is a break.
func checkReport(t *testing.T, a *Answers, r *Report) {
	t.Helper()
	if len(r.Places) != len(a.Places) {
		t.Fatalf("have %d places of %d", len(r.Places), len(a.Places))
	}
	broken := cnn.Place{}
	for _, m := range r.Places {
		answer, ok := a.At(m.Place)
		if !ok {
			t.Errorf("%s is marked, but was not answered", m.Place)
		}
		if m.Right < 0 || m.Right > m.Elements || m.Right > len(answer.Numbers) {
			t.Errorf("%s: %d of %d numbers are right, of %d elements", m.Place, m.Right, len(answer.Numbers), m.Elements)
		}
		breaks := m.Verdict == Wrong || m.Verdict == Shape
		if breaks && broken.IsZero() {
			broken = m.Place
		}
		if m.Verdict == Right && (m.First != nil || len(m.Mistakes) > 0) {
			t.Errorf("%s is right, but has a wrong number or a mistake", m.Place)
		}
		if !breaks && m.Verdict != Right && m.Verdict != Rounded && m.Verdict != Carried && m.Verdict != Blank {
			t.Errorf("%s: there is no verdict %q", m.Place, m.Verdict)
		}
	}
	if r.FirstBreak != broken || r.OK() != (broken.IsZero()) {
		t.Errorf("the first break is %q, want %q", r.FirstBreak, broken)
	}
}
