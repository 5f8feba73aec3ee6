package notebook

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/sebdah/goldie/v2"

	"backprop/internal/format"
	"backprop/internal/worked"
)

// called is what a call of Execute did.
type called struct {
	status         int
	stdout, stderr string
}

func call(source string, run func(*Notebook) error, args ...string) called {
	var stdout, stderr bytes.Buffer
	status := Execute(source, run, nil, args, &stdout, &stderr)
	return called{status, stdout.String(), stderr.String()}
}

// smallFile is the small network as a file.
func smallFile(t *testing.T) string {
	t.Helper()
	data, err := format.MarshalNetwork(smallNet(t).Network)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "small.json")
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestMainPrints(t *testing.T) {
	net := smallFile(t)
	for name, args := range map[string][]string{
		"main":       {"-net", net},
		"main-prose": {"-net", net, "-prose"},
		"main-help":  {"-h"},
	} {
		have := call(sampleSource, run, args...)
		if have.status != 0 || have.stderr != "" {
			t.Fatalf("%v: status %d, %s", args, have.status, have.stderr)
		}
		for i, line := range strings.Split(have.stdout, "\n") {
			if columns(line) > terminalWidth || strings.TrimRight(line, " ") != line || strings.Contains(line, glue) {
				t.Errorf("%s, line %d: too wide, or spaces at its end: %q", name, i+1, line)
			}
		}
		goldie.New(t).Assert(t, name, []byte(have.stdout))
	}
	if have := call(sampleSource, run); have.status != 0 || !strings.HasPrefix(have.stdout, "13  A sample of everything\n═") {
		t.Errorf("on the worked example: have %+v", have)
	}
}

func TestMainRecords(t *testing.T) {
	net := smallFile(t)
	text := call(sampleSource, run, "-net", net)
	file := filepath.Join(t.TempDir(), "record")
	if have := call(sampleSource, run, "-net", net, "-record", file); have != text {
		t.Errorf("with a file the text is another: %+v", have)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	printed := call(sampleSource, run, "-net", net, "-record", "-", "-prose")
	if printed.status != 0 || printed.stderr != "" || printed.stdout != string(data) {
		t.Errorf("-record -: have %+v, want what the file holds", printed)
	}
	if entries, err := ReadRecord(bytes.NewReader(data)); err != nil || len(entries) != len(sample(t).Entries) {
		t.Errorf("have %d entries, %v", len(entries), err)
	}
}

func TestMainSaves(t *testing.T) {
	net := smallFile(t)
	file := filepath.Join(t.TempDir(), "saved.json")
	if have := call(sampleSource, run, "-net", net, "-save", file); have.status != 0 {
		t.Fatalf("have %+v", have)
	}
	first, err := os.ReadFile(net)
	if err != nil {
		t.Fatal(err)
	}
	second, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("have %s, %v, want %s", second, err, first)
	}
	printed := call(sampleSource, run, "-save", "-")
	if _, err := format.ReadNetwork("saved", strings.NewReader(printed.stdout)); err != nil || printed.status != 0 {
		t.Errorf("-save -: have %+v, %v", printed, err)
	}
}

// A seed stands in for a file: the chapter is run on its network, and -save
// writes it.
func TestMainTakesASeed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "saved.json")
	have := call(sampleSource, run, "-seed", "18446744073709551615", "-save", file)
	if have.status != 0 || have.stderr != "" {
		t.Fatalf("have %+v", have)
	}
	saved, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := format.MarshalNetwork(worked.Seeded(math.MaxUint64))
	if err != nil || !bytes.Equal(saved, want) {
		t.Errorf("-save: have %s, %v, want %s", saved, err, want)
	}
	if again := call(sampleSource, run, "-net", file); again != have {
		t.Errorf("with the saved file: have %+v, want %+v", again, have)
	}
	if other := call(sampleSource, run, "-seed", "0"); other.status != 0 || other.stdout == have.stdout {
		t.Errorf("another seed: have %+v, want another text", other)
	}
	e := SeededExample(7)
	if e.File != "seed 7" || !e.Given || e.Network.Name != "seed 7" {
		t.Errorf("have %+v, want seed 7 as the reader's network", e)
	}
	for _, text := range []string{"", "-1", "+1", "1.5", "0x7", "7 ", "seven", "18446744073709551616"} {
		have := call(sampleSource, run, "-seed", text)
		if have.status != 2 || have.stdout != "" || !strings.HasPrefix(have.stderr, "13-sample: invalid value") ||
			!strings.HasSuffix(have.stderr, " for flag -seed: expected a whole number from 0 to 18446744073709551615, such as 7; -h lists the flags\n") {
			t.Errorf("-seed %q: have %+v", text, have)
		}
	}
}

func TestMainFails(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	vector := write("vector.json", `{"input": [1], "layers": [{"op": "relu"}]}`)
	torn := write("torn.json", "{\n\"input\": [1,\n")
	shapes := write("shapes.json", `{"input": [1], "layers": [{"op": "conv", "kernel": [[1]]}]}`)
	fails := func(nb *Notebook) error {
		nb.Markdownf("half a page")
		return errBroken
	}
	failing := locate(fails)
	tests := []struct {
		name   string
		run    func(*Notebook) error
		args   []string
		status int
		stderr string
	}{
		{"unknown flag", run, []string{"-x"}, 2, "13-sample: flag provided but not defined: -x; -h lists the flags\n"},
		{"flag without a value", run, []string{"-net"}, 2, "13-sample: flag needs an argument: -net; -h"},
		{"a file and a seed", run, []string{"-net", vector, "-seed", "0"}, 2, "13-sample: -net and -seed each name a network; give one of them"},
		{"argument", run, []string{"file.json"}, 2, `13-sample: found "file.json" after the flags`},
		{"no file", run, []string{"-net", filepath.Join(folder, "none.json")}, 2, "13-sample: " + filepath.Join(folder, "none.json") + ": no such file; expected a network file"},
		{"a folder", run, []string{"-net", folder}, 2, "13-sample: " + folder},
		{"no JSON", run, []string{"-net", torn}, 2, "13-sample: " + torn + ":"},
		{"shapes", run, []string{"-net", shapes}, 2, "13-sample: " + shapes + ": layer 0 (conv): "},
		{"not classic", run, []string{"-net", vector}, 2, "13-sample: " + vector + ": the network has 1 layer, not the 6 of the book's example; chapters 1 to 16 and 20 to 22 speak about one kernel"},
		{"chapter fails", fails, nil, 1, "internal/notebook/main_test.go:" + itoa(failing.at+1) + ": no more\n"},
		{"record has no place", run, []string{"-record", filepath.Join(folder, "none", "record")}, 2, "13-sample: " + filepath.Join(folder, "none", "record") + " could not be written: " + syscall.ENOENT.Error()},
		{"two to one file", run, []string{"-record", filepath.Join(t.TempDir(), "..", "a"), "-save", filepath.Join(t.TempDir(), "..", "a")}, 2, "13-sample: two files are to go to "},
		{"-net followed by nothing", run, []string{"-net", ""}, 2, "13-sample: -net is followed by nothing; give it its value"},
		{"-save followed by nothing", run, []string{"-save="}, 2, "13-sample: -save is followed by nothing"},
		{"two to standard output", run, []string{"-record", "-", "-save", "-"}, 2, "13-sample: two files are to go to standard output"},
		{"chapter fails and would record", fails, []string{"-record", filepath.Join(folder, "record")}, 1, "internal/notebook/main_test.go:"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			have := call(sampleSource, test.run, test.args...)
			if have.status != test.status || have.stdout != "" || !strings.HasPrefix(have.stderr, test.stderr) || !strings.HasSuffix(have.stderr, "\n") {
				t.Errorf("have %+v\nwant status %d, %q", have, test.status, test.stderr)
			}
		})
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 3 {
		t.Errorf("have %v, %v, want the three networks and nothing else", left, err)
	}
	noNumber := func(nb *Notebook) error { nb.Row(math.NaN()); return nil }
	if have := call(sampleSource, noNumber, "-record", "-"); have.status != 1 || have.stdout != "" {
		t.Errorf("a record that cannot be written: have %+v", have)
	}
	var b bytes.Buffer
	if status := Execute(sampleSource, run, nil, nil, broken{}, &b); status != 2 || b.String() != "13-sample: no more\n" {
		t.Errorf("standard output is closed: have status %d, %q", status, b.String())
	}
	if status := Execute(sampleSource, run, nil, []string{"-h"}, broken{}, &b); status != 2 {
		t.Errorf("standard output is closed for -h: have status %d", status)
	}
	if have := call("package", run, "-h"); have.status != 1 || have.stdout != "" {
		t.Errorf("-h of what is no chapter: have %+v", have)
	}
}

// What was read is never written over, whatever name it has.
func TestMainKeepsWhatItRead(t *testing.T) {
	net := smallFile(t)
	t.Chdir(filepath.Dir(net))
	if err := os.WriteFile("answers.json", []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Symlink("small.json", "link"), os.Link("small.json", "hard"), os.Link("answers.json", "hard-answers")); err != nil {
		t.Skip(err)
	}
	before, err := os.ReadFile(net)
	if err != nil {
		t.Fatal(err)
	}
	own := flag.NewFlagSet("own", flag.ContinueOnError)
	values, answers := own.String("values", "", ""), own.String("answers", "", "")
	chapter := func(nb *Notebook) error {
		nb.Read(*answers)
		if *values != "" {
			nb.Write(*values, []byte("values"))
		}
		return nil
	}
	const end = " would be overwritten; nothing was written. Give what is to be written another name\n"
	for _, test := range []struct{ args, stderr string }{
		{"-net small.json -values small.json", "small.json was read and" + end},
		{"-net small.json -record small.json", "small.json was read and" + end},
		{"-net small.json -save ./small.json", "./small.json is the same file as small.json, which was read and" + end},
		{"-net small.json -save " + net, net + " is the same file as small.json, which was read and" + end},
		{"-net small.json -save link", "link is the same file as small.json, which was read and" + end},
		{"-net link -save small.json", "small.json is the same file as link, which was read and" + end},
		{"-net small.json -save hard", "hard is the same file as small.json, which was read and" + end},
		{"-net small.json -record new -save hard", "hard is the same file as small.json, which was read and" + end},
		{"-answers answers.json -save answers.json", "answers.json was read and" + end},
		{"-answers answers.json -record hard-answers", "hard-answers is the same file as answers.json, which was read and" + end},
		{"-answers answers.json -net small.json -values small.json", "small.json was read and" + end},
		{"-net small.json -answers answers.json -values -", ""},
		{"-net small.json -answers answers.json -values " + os.DevNull + " -save " + os.DevNull, ""},
	} {
		*values, *answers = "", ""
		var stdout, stderr bytes.Buffer
		status := Execute(sampleSource, chapter, own, strings.Fields(test.args), &stdout, &stderr)
		if test.stderr == "" {
			if status != 0 || stderr.Len() > 0 {
				t.Errorf("%s: have status %d, %s, want none of it refused", test.args, status, &stderr)
			}
			continue
		}
		if have := stderr.String(); status != 2 || stdout.Len() > 0 || !strings.HasSuffix(have, ": "+test.stderr) {
			t.Errorf("%s: have status %d, %q, %s, want status 2 and %s", test.args, status, &stdout, have, test.stderr)
		}
	}
	if after, err := os.ReadFile(net); !bytes.Equal(after, before) {
		t.Errorf("the network is now %q, %v", after, err)
	}
	if after, err := os.ReadFile("answers.json"); string(after) != "{}" {
		t.Errorf("the answers are now %q, %v", after, err)
	}
	// The book's own network is in no file of the reader's.
	if have := call(sampleSource, run, "-save", "worked-example.json"); have.status != 0 {
		t.Errorf("-save worked-example.json: have %+v", have)
	}
	if left, err := os.ReadDir("."); err != nil || len(left) != 6 {
		t.Errorf("have %v, %v, want the five files of before and the worked example", left, err)
	}
}

func itoa(n int) string {
	b, _ := json.Marshal(n)
	return string(b)
}

// A chapter can have flags, files and an exit status of its own.
func TestMainOfItsOwn(t *testing.T) {
	own := flag.NewFlagSet("own", flag.ContinueOnError)
	out := own.String("values", "", "write the values to `FILE`")
	chapter := func(nb *Notebook) error {
		nb.Markdownf("text")
		nb.ExitStatus(1)
		switch *out {
		case "":
		case "bad":
			return BadInput(errors.New("answers.json: no answers"))
		default:
			nb.Write(*out, []byte("values\n"))
		}
		return nil
	}
	try := func(args ...string) called {
		var stdout, stderr bytes.Buffer
		*out = ""
		status := Execute(sampleSource, chapter, own, args, &stdout, &stderr)
		return called{status, stdout.String(), stderr.String()}
	}
	if have := try(); have.status != 1 || !strings.HasSuffix(have.stdout, "text\n") && !strings.Contains(have.stdout, "\ntext\n") {
		t.Errorf("without: have %+v", have)
	}
	if have, want := try("-values", "-"), (called{1, "values\n", ""}); have != want {
		t.Errorf("-values -: have %+v, want %+v", have, want)
	}
	file := filepath.Join(t.TempDir(), "values")
	if have := try("-values", file); have.status != 1 || have.stdout == "" {
		t.Errorf("-values FILE: have %+v", have)
	}
	if data, err := os.ReadFile(file); string(data) != "values\n" || err != nil {
		t.Errorf("have %q, %v", data, err)
	}
	if have, want := try("-values", "bad"), (called{2, "", "notebook: answers.json: no answers\n"}); have != want {
		t.Errorf("bad answers: have %+v, want %+v", have, want)
	}
	if have := try("-values", "-", "-record", "-"); have.status != 2 || have.stdout != "" {
		t.Errorf("two to standard output: have %+v", have)
	}
	if have := try("-h"); have.status != 0 || !strings.Contains(have.stdout, "\n  -values FILE\n      write the values to FILE\n\n  -h\n") {
		t.Errorf("-h: have %+v", have)
	}
}
