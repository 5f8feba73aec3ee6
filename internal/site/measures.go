package site

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
)

// measuredPath is the file of what was measured, from the root of the project.
const measuredPath = "internal/site/measured.jsonl"

// measuredFile holds one JSON object a line: a machine,
//
//	{"machine": "AMD EPYC", "cores": 2, "go": "1.26.8", "date": "2026-11-23"}
//
// or something that was measured on the machine of the last such line,
//
//	{"part": "sizes", "name": "page-largest", "value": 72.4, "unit": "KB",
//	 "what": "the largest page, gzip", "command": "gzip -9 -c docs/18-any-network.html | wc -c"}
//
// on one line too. The part is one of measuredParts; what is Markdown; only the
// command may be missing.
//
//go:embed measured.jsonl
var measuredFile []byte

// A machine is where something was measured, and when.
type machine struct {
	Machine string `json:"machine"`
	Cores   int    `json:"cores"`
	Go      string `json:"go"`
	Date    string `json:"date"` // as 2026-11-23
}

// A measure is one thing that was measured.
type measure struct {
	Part    string      `json:"part"`
	Name    string      `json:"name"` // of the figure, as the measuring command prints it; its anchor on the page
	Value   json.Number `json:"value"`
	Unit    string      `json:"unit"`
	What    string      `json:"what"` // Markdown
	Command string      `json:"command"`
	on      machine
}

// A measuredPart is a section of the page.
type measuredPart struct{ name, heading, lead string }

// measuredParts are the sections, in their order.
var measuredParts = []measuredPart{
	{"speed", "The commands", "How long it takes from the command to its end."},
	{"pass", "The pass", "One run forward and backward through a network, beside the same in plain loops that know this one network and nothing else."},
	{"sizes", "The pages", "What a browser fetches. KB are 1000 bytes."},
	{"certainty", "How certain the numbers are", "What every number went through before it was printed."},
}

var (
	measureName  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	measureValue = regexp.MustCompile(`^-?[0-9]+(\.[0-9]{1,4})?$`)
)

// readMeasures reads the file. What is wrong is a fault at its line; the other
// lines are returned.
func readMeasures(data []byte, faults *faults) []measure {
	var list []measure
	var on machine
	n := 0
	for text := range strings.Lines(string(data)) {
		n++
		if strings.TrimSpace(text) == "" {
			continue
		}
		read, err := readMeasure(text)
		switch {
		case err != nil:
			faults.add(measuredPath, n, "%v", err)
		case read.Machine != "":
			on = read.machine
		case on.Machine == "":
			faults.add(measuredPath, n, "%q stands before any machine; say first where it was measured: {\"machine\": …, \"cores\": …, \"go\": …, \"date\": …}", read.Name)
		case slices.ContainsFunc(list, func(m measure) bool { return m.Name == read.Name && m.on == on }):
			faults.add(measuredPath, n, "%q stands here twice for one machine; keep one", read.Name)
		default:
			read.on = on
			list = append(list, read.measure)
		}
	}
	return list
}

// measuredLine is a machine or a measure.
type measuredLine struct {
	machine
	measure
}

// readMeasure reads one line and checks it.
func readMeasure(text string) (measuredLine, error) {
	var line measuredLine
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&line); err != nil {
		return line, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return line, fmt.Errorf("text after the object; expected one a line")
	}
	if line.machine != (machine{}) {
		if line.measure != (measure{}) {
			return line, fmt.Errorf("a machine and a measure on one line; give each its own")
		}
		return line, line.machine.check()
	}
	return line, line.measure.check()
}

func (m machine) check() error {
	_, err := time.Parse(time.DateOnly, m.Date)
	switch {
	case m.Machine == "" || m.Go == "":
		return fmt.Errorf("a machine needs its name in \"machine\" and the version of Go in \"go\"")
	case m.Cores < 1:
		return fmt.Errorf("found %d cores; expected 1 or more in \"cores\"", m.Cores)
	case err != nil:
		return fmt.Errorf("found the date %q; expected one such as 2026-11-23", m.Date)
	}
	return nil
}

func (m measure) check() error {
	switch {
	case !measureName.MatchString(m.Name):
		return fmt.Errorf("found the name %q; expected words in lower case, such as render-again", m.Name)
	case !slices.ContainsFunc(measuredParts, func(p measuredPart) bool { return p.name == m.Part }):
		return fmt.Errorf("%s: found the part %q; expected speed, pass, sizes or certainty", m.Name, m.Part)
	case !measureValue.MatchString(string(m.Value)):
		return fmt.Errorf("%s: found the value %q; expected a number with four decimals at the most", m.Name, m.Value)
	case m.Unit == "":
		return fmt.Errorf("%s: no \"unit\"; say what is counted, such as ms, KB or numbers", m.Name)
	case m.What == "":
		return fmt.Errorf("%s: no \"what\"; say in a few words what was measured", m.Name)
	}
	return nil
}

// String is the machine in words.
func (m machine) String() string {
	cores := "one core"
	if m.Cores > 1 {
		cores = fmt.Sprintf("%d cores", m.Cores)
	}
	return fmt.Sprintf("%s, %s, Go %s, %s", m.Machine, cores, m.Go, m.Date)
}

// Shown is the value with a true minus sign and, from five digits before the
// point on, a narrow space before each three.
func (m measure) Shown() string {
	text, negative := strings.CutPrefix(string(m.Value), "-")
	whole, decimals, _ := strings.Cut(text, ".")
	if len(whole) > 4 {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "\u202f" + whole[i:]
		}
	}
	if decimals != "" {
		whole += "." + decimals
	}
	if negative {
		whole = "−" + whole
	}
	return whole
}
