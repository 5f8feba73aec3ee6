package site

import (
	"bytes"
	"strings"
	"testing"
)

const onMachine = `{"machine": "Z80", "cores": 1, "go": "1.26.0", "date": "2026-01-31"}` + "\n"

func TestReadMeasures(t *testing.T) {
	var faults faults
	list := readMeasures([]byte(onMachine+`
{"part": "speed", "name": "render-all", "value": 1234567.5, "unit": "ms", "what": "all of *it*", "command": "go run ./cmd/render"}
{"part": "sizes", "name": "page", "value": -1234, "unit": "KB", "what": "a page"}
{"machine": "Z80", "cores": 4, "go": "1.26.0", "date": "2026-01-31"}
{"part": "sizes", "name": "page", "value": 12345, "unit": "KB", "what": "a page"}`), &faults)
	if len(faults) > 0 || len(list) != 3 {
		t.Fatalf("have %v and %v, want three measures", list, faults)
	}
	for i, want := range []string{"1\u202f234\u202f567.5 ms on Z80, one core, Go 1.26.0, 2026-01-31", "−1234 KB on Z80, one core, Go 1.26.0, 2026-01-31", "12\u202f345 KB on Z80, 4 cores, Go 1.26.0, 2026-01-31"} {
		if have := list[i].Shown() + " " + list[i].Unit + " on " + list[i].on.String(); have != want {
			t.Errorf("have %q, want %q", have, want)
		}
	}
}

func TestReadBadMeasures(t *testing.T) {
	good := `{"part": "speed", "name": "a", "value": 1, "unit": "ms", "what": "b"}`
	for _, test := range []struct{ line, want string }{
		{"x", "invalid character"},
		{good + "{}", "text after the object"},
		{`{"part": "speed", "name": "a", "value": 1, "unit": "ms", "what": "b", "why": "c"}`, `unknown field "why"`},
		{`{"part": "speed", "name": "a", "value": 1, "what": "b"}`, `a: no "unit"`},
		{`{"part": "speed", "name": "a", "value": 1, "unit": "ms"}`, `a: no "what"`},
		{`{"part": "speed", "name": "a", "unit": "ms", "what": "b"}`, `a: found the value ""`},
		{`{"part": "speed", "name": "a", "value": 1e3, "unit": "ms", "what": "b"}`, `a: found the value "1e3"`},
		{`{"part": "speed", "name": "a", "value": 0.12345, "unit": "ms", "what": "b"}`, `found the value "0.12345"`},
		{`{"part": "speed", "name": "a", "value": "fast", "unit": "ms", "what": "b"}`, "invalid number"},
		{`{"part": "speed", "name": "A b", "value": 1, "unit": "ms", "what": "b"}`, `found the name "A b"`},
		{`{"part": "speed", "value": 1, "unit": "ms", "what": "b"}`, `found the name ""`},
		{`{"part": "beauty", "name": "a", "value": 1, "unit": "ms", "what": "b"}`, `found the part "beauty"`},
		{`{"machine": "Z80", "cores": 0, "go": "1.26", "date": "2026-01-31"}`, "found 0 cores"},
		{`{"machine": "Z80", "cores": 1, "date": "2026-01-31"}`, "needs its name"},
		{`{"machine": "Z80", "cores": 1, "go": "1.26", "date": "31.1.2026"}`, `found the date "31.1.2026"`},
		{`{"machine": "Z80", "cores": 1, "go": "1.26", "date": "2026-01-31", "unit": "ms"}`, "a machine and a measure"},
		{good + "\n" + good, "stands here twice"},
	} {
		var faults faults
		readMeasures([]byte(onMachine+test.line), &faults)
		line := "2"
		if strings.Contains(test.line, "\n") {
			line = "3"
		}
		if err := faults.join(); err == nil || !strings.HasPrefix(err.Error(), measuredPath+":"+line+": ") || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s\nhave %v\nwant line %s and %q", test.line, err, line, test.want)
		}
	}
	var faults faults
	readMeasures([]byte(good), &faults)
	if err := faults.join(); err == nil || !strings.Contains(err.Error(), ":1: \"a\" stands before any machine") {
		t.Errorf("have %v", err)
	}
}

// TestMeasured: the committed file reads, each of its measures is on the page,
// and the pages lead there.
func TestMeasured(t *testing.T) {
	files, err := Render(sampleBook(t))
	if err != nil {
		t.Fatal(err)
	}
	page := string(files["measured.html"])
	lines := bytes.Count(measuredFile, []byte(`"part"`))
	if have := strings.Count(page, `<td class="num">`); have != lines || lines == 0 {
		t.Errorf("have %d values on the page, want %d", have, lines)
	}
	if !strings.Contains(page, "All on one machine: ") && !strings.Contains(page, "<caption>") {
		t.Error("the page does not say where it was measured")
	}
	for _, name := range []string{"index.html", "words.html", "02-sliding-a-window.html"} {
		if have := strings.Count(string(files[name]), `href="measured.html"`); have != 1 {
			t.Errorf("%s leads to it %d times, want once, at its foot", name, have)
		}
	}
}

func TestMeasuredOnMachines(t *testing.T) {
	var faults faults
	p, err := newPages(Book{}, newContents(nil, &faults))
	if err != nil {
		t.Fatal(err)
	}
	one := onMachine + `{"part": "speed", "name": "a", "value": 1, "unit": "ms", "what": "b $x$", "command": "a | b"}` + "\n"
	two := strings.Replace(one, "Z80", "6502", 1)
	measured := func(file string) string {
		p.measures = readMeasures([]byte(file), &faults)
		page, err := p.measured(nil)
		if err != nil {
			t.Fatal(err)
		}
		return string(page)
	}
	page := measured(one)
	if !strings.Contains(page, "All on one machine: Z80, one core") || strings.Contains(page, "<caption>") || strings.Contains(page, `id="sizes"`) {
		t.Errorf("one machine:\n%s", page)
	}
	if !strings.Contains(page, "<code>a | b</code>") || !strings.Contains(page, "<mi>x</mi>") {
		t.Errorf("no command or no formula:\n%s", page)
	}
	page = measured(one + two)
	if !strings.Contains(page, "On 2 machines") || strings.Count(page, "<caption>") != 2 || strings.Count(page, `id="speed"`) != 1 {
		t.Errorf("two machines:\n%s", page)
	}
	if len(faults) > 0 {
		t.Error(faults)
	}
}
