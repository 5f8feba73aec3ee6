package notebook

import (
	"bytes"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// sample is the sample chapter, played.
func sample(t testing.TB) *Performance {
	t.Helper()
	p, err := Play(sampleSource, run, Example{File: "small.json", Network: smallNet(t).Network})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestRecord(t *testing.T) {
	p := sample(t)
	seen := map[string]bool{}
	for _, e := range p.Entries {
		seen[e.Output.Kind()] = true
	}
	for kind := range kinds {
		if !seen[kind] {
			t.Errorf("the sample shows no %s", kind)
		}
	}
	var b bytes.Buffer
	if err := WriteRecord(&b, p.Entries); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(b.String(), "\n"); lines != len(p.Entries) {
		t.Errorf("have %d lines, want %d", lines, len(p.Entries))
	}
	read, err := ReadRecord(&b)
	if err != nil {
		t.Fatal(err)
	}
	if len(read) != len(p.Entries) {
		t.Fatalf("have %d entries, want %d", len(read), len(p.Entries))
	}
	for i, have := range read {
		want := p.Entries[i]
		if have.Line != want.Line || have.Output.Kind() != want.Output.Kind() || have.Output.Text(80) != want.Output.Text(80) {
			t.Errorf("entry %d, of line %d: have %+v, want %+v", i, want.Line, have.Output, want.Output)
		}
	}
}

func TestRecordOfNothing(t *testing.T) {
	if have, err := ReadRecord(strings.NewReader("\n\n")); len(have) != 0 || err != nil {
		t.Errorf("have %v, %v, want nothing", have, err)
	}
}

func TestRecordErrors(t *testing.T) {
	good := `{"line":1,"kind":"sentence","output":{"Markdown":"a"}}` + "\n"
	tests := []struct{ name, source, want string }{
		{"no JSON", good + "x\n", "record:2: invalid character 'x'"},
		{"cut off", good + `{"line":1`, "record:2: unexpected EOF"},
		{"unknown kind", `{"line":1,"kind":"poem","output":{}}`, `record:1: kind "poem" is not known`},
		{"unknown key", `{"line":1,"kind":"sentence","output":{},"more":1}`, `unknown field "more"`},
		{"unknown key inside", `{"line":1,"kind":"sentence","output":{"Text":"a"}}`, `record:1: sentence: json: unknown field "Text"`},
		{"two on a line", strings.TrimSpace(good) + good, "text after the end of the entry"},
		{"no output", `{"line":1,"kind":"sentence"}`, "record:1: sentence: EOF"},
		{"wrong type", `{"line":1,"kind":"sentence","output":3}`, "cannot unmarshal"},
		{"does not fit", `{"line":1,"kind":"table","output":{"Columns":["a"],"Rows":[["1","2"]],"Numeric":[true]}}`, "record:1: table: row 0 has 2 cells"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			have, err := ReadRecord(strings.NewReader(test.source))
			if have != nil || err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("have %v, %v, want %q", have, err, test.want)
			}
		})
	}
	if _, err := ReadRecord(io.MultiReader(strings.NewReader(good), broken{})); err == nil || !strings.Contains(err.Error(), "record:2: no more") {
		t.Errorf("a reader that fails: have %v", err)
	}
	if err := WriteRecord(broken{}, []Entry{{1, &Sentence{"a"}}}); err == nil {
		t.Error("a writer that fails is no error")
	}
}

// broken neither reads nor writes.
type broken struct{}

func (broken) Read([]byte) (int, error)  { return 0, errBroken }
func (broken) Write([]byte) (int, error) { return 0, errBroken }

// FuzzReadRecord holds that an error names its line, and that a record that
// reads can be shown, in bounded output, and written again as it was.
func FuzzReadRecord(f *testing.F) {
	var b bytes.Buffer
	p := sample(f)
	if err := WriteRecord(&b, p.Entries); err != nil {
		f.Fatal(err)
	}
	for line := range strings.SplitSeq(b.String(), "\n") {
		if len(line) < 4000 {
			f.Add(line)
		}
	}
	for _, bad := range []string{"x", `{"line":1`, "\n\n{}", `{"line":1,"kind":"poem","output":{}}`, `{"line":1,"kind":"table","output":{"Columns":["a"],"Rows":[["1","2"]],"Numeric":[true]}}`} {
		f.Add(bad)
	}
	f.Add(`{"line":1,"kind":"table","output":{"Columns":["<b>&"],"Rows":[["\u0007\"'"]],"Numeric":[false]}}`)
	f.Add(`{"line":-1,"kind":"figure","output":{"Title":"t","Maps":[{"Rows":[[1,0]],"Sparse":true}]}}`)
	f.Add(`{"line":1,"kind":"row","output":{"Items":[{"Grid":{"Shape":[1,2],"Values":[1,2],"Marks":["winner",""]}}]}}`)
	f.Fuzz(func(t *testing.T, source string) {
		entries, err := ReadRecord(strings.NewReader(source))
		if err != nil {
			checkPlace(t, source, err)
			return
		}
		for _, e := range entries {
			checkForms(t, source, e)
		}
		var once, twice bytes.Buffer
		if err := WriteRecord(&once, entries); err != nil {
			t.Fatal(err)
		}
		written := once.String()
		again, err := ReadRecord(&once)
		if err != nil {
			t.Fatalf("written, but not read: %v\n%s", err, written)
		}
		if err := WriteRecord(&twice, again); err != nil || twice.String() != written {
			t.Errorf("have %s, %v\nwant %s", twice.String(), err, written)
		}
		if len(again) != len(entries) {
			t.Fatalf("have %d entries, want %d", len(again), len(entries))
		}
		for i, e := range again {
			was := entries[i]
			if e.Line != was.Line || e.Output.Text(80) != was.Output.Text(80) {
				t.Errorf("the %s looks different when it is read back: %s", was.Output.Kind(), written)
			}
		}
	})
}

var recordPlace = regexp.MustCompile(`(?s)^record:([1-9][0-9]*): .`)

// checkPlace fails where an error does not name a line of the record.
func checkPlace(t *testing.T, source string, err error) {
	t.Helper()
	m := recordPlace.FindStringSubmatch(err.Error())
	if m == nil {
		t.Fatalf("%q: have the error %q, want one that begins with record:LINE:", source, err)
	}
	if n, _ := strconv.Atoi(m[1]); n > 1+strings.Count(source, "\n") {
		t.Errorf("%q: the error names line %s, which it does not have", source, m[1])
	}
}

// checkForms shows an output in a terminal of several widths. What a record says
// may be repeated, as an index is at each element, and a cell widens its column:
// the text may grow with the square of the record and no faster.
func checkForms(t *testing.T, source string, e Entry) {
	t.Helper()
	most := 10_000 + 100*len(source)*(len(source)+1)
	for _, width := range []int{20, 40, 80} {
		if text := e.Output.Text(width); len(text) > most {
			t.Errorf("%d bytes of a record give %d of text, want %d at the most", len(source), len(text), most)
		}
	}
}
