package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFlags(t *testing.T) {
	dir := t.TempDir()
	network := filepath.Join(dir, "net.json")
	if err := os.WriteFile(network, []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	names, empty := filepath.Join(dir, "names.csv"), filepath.Join(dir, "empty.csv")
	save(t, names, "Anna\nBo\n")
	save(t, empty, "\n")
	tests := []struct {
		args []string
		want string // part of the error; "" for none
	}{
		{nil, ""},
		{[]string{"-check"}, ""},
		{[]string{"-o", "somewhere", "-net", network}, ""},
		{[]string{"docs"}, `unexpected argument "docs"`},
		{[]string{"-check", "-serve", ":0"}, "do not go together"},
		{[]string{"-net", network}, "-net makes another book than docs/; say where with -o DIR"},
		{[]string{"-net", network, "-check"}, "say where with -o DIR"},
		{[]string{"-net", network, "-check", "-o", "d"}, ""},
		{[]string{"-seed", "7", "-o", "d"}, ""},
		{[]string{"-seed", "7", "-serve", ":0"}, ""},
		{[]string{"-seed", "0"}, "-seed makes another book than docs/; say where with -o DIR"},
		{[]string{"-seed", "0", "-check"}, "say where with -o DIR"},
		{[]string{"-seed", "-7", "-o", "d"}, "flag -seed: expected a whole number"},
		{[]string{"-seed", "7", "-net", network, "-o", "d"}, "-net and -seed each name a network"},
		{[]string{"-net", "missing.json", "-o", "d"}, "-net missing.json: no such file"},
		{[]string{"-net", t.TempDir(), "-o", "d"}, ": this is a folder; expected a network file"},
		{[]string{"-worksheet", "-o", "d"}, ""},
		{[]string{"-worksheet", "-o", "d", "-seed", "7"}, ""},
		{[]string{"-worksheet", "-o", "d", "-seeds", "1-30"}, ""},
		{[]string{"-worksheet", "-o", "d", "-seeds", "1, 4,7-9"}, ""},
		{[]string{"-worksheet", "-o", "d", "-names", names}, ""},
		{[]string{"-worksheet", "-o", "d", "-names", empty}, "there is no name in it"},
		{[]string{"-worksheet", "-o", "d", "-names", "nowhere.csv"}, "-names: nowhere.csv: no such file; expected a list of students"},
		{[]string{"-worksheet", "-o", "d", "-seeds", "x"}, "expected seeds such as 1-30 or 1,4,7-9"},
		{[]string{"-worksheet", "-o", "d", "-seeds", "9-3"}, "9-3 ends before it begins"},
		{[]string{"-worksheet", "-o", "d", "-seeds", "1-3,2"}, "the seed 2 is there twice"},
		{[]string{"-worksheet", "-o", "d", "-seeds", "0-18446744073709551615"}, "more than 1000 seeds"},
		{[]string{"-worksheet", "-o", "d", "-seeds", "18446744073709551615-18446744073709551615"}, ""},
		{[]string{"-worksheet", "-o", "d", "-seeds", "1", "-names", names}, "-seeds and -names each name a class"},
		{[]string{"-worksheet", "-o", "d", "-seeds", "1", "-seed", "2"}, "-net and -seed do not go with them"},
		{[]string{"-seeds", "1-3", "-o", "d"}, "add -worksheet"},
		{[]string{"-worksheet"}, "say where with -o DIR"},
		{[]string{"-worksheet", "-o", "d", "-check"}, "do not go with it"},
		{[]string{"-worksheet", "-o", "d", "-serve", ":0"}, "do not go with it"},
		{[]string{"-worksheet", "-o", "d", "-chapter", "02-x"}, "do not go with it"},
		{[]string{"-url", "https://example.org/b", "-o", "d"}, ""},
		{[]string{"-repo", "https://example.org/b", "-o", "d"}, ""},
		{[]string{"-repo", "https://example.org/b"}, "-repo makes other pages than those in docs/; say where with -o DIR"},
		{[]string{"-repo", "example.org", "-o", "d"}, `-repo: "example.org" is not the address of a site`},
		{[]string{"-repo", "https://example.org", "-serve", ":0"}, "do not go with it"},
		{[]string{"-url", "https://example.org/b", "-o", "d", "-check"}, ""},
		{[]string{"-url", "https://example.org/b"}, "-url makes other pages than those in docs/; say where with -o DIR"},
		{[]string{"-url", "example.org", "-o", "d"}, `-url: "example.org" is not the address of a site`},
		{[]string{"-url", "https://example.org", "-serve", ":0"}, "do not go with it"},
		{[]string{"-url", "https://example.org", "-o", "d", "-worksheet"}, "do not go with it"},
		{[]string{"-url", "https://example.org", "-o", "d", "-chapter", "02-x"}, "do not go with it"},
		{[]string{"-color"}, "not defined: -color"},
		{[]string{"-o", ""}, "-o is followed by nothing"},
		{[]string{"-net", "", "-o", "d"}, "-net is followed by nothing"},
		{[]string{"-seed", "", "-o", "d"}, "flag -seed: expected a whole number"},
		{[]string{"-chapter="}, "-chapter is followed by nothing"},
		{[]string{"-serve", ""}, "-serve is followed by nothing"},
		{[]string{"-url", "", "-o", "d"}, "-url is followed by nothing"},
	}
	for _, test := range tests {
		_, err := parseFlags(dir, test.args, &bytes.Buffer{})
		if have := message(err); (test.want == "") != (err == nil) || !strings.Contains(have, test.want) {
			t.Errorf("%v: have %q, want %q", test.args, have, test.want)
		}
	}
}

func TestHelpAndMisuse(t *testing.T) {
	for _, test := range []struct {
		args           []string
		status         int
		stdout, stderr string
	}{
		{[]string{"-h"}, statusOK, "-serve ADDR", ""},
		{[]string{"-color"}, statusMisused, "", "not defined: -color\nEvery flag is listed by: go run ./cmd/render -h\n"},
		{[]string{"-chapter", "99-nothing"}, statusMisused, "", "-chapter 99-nothing: no such chapter; there are 01-network"},
		{[]string{"-net", "README.md", "-o", "d"}, statusMisused, "", "render: README.md:1: "},
		{[]string{"-net", "testdata/networks/two-convolutions.json", "-o", "d"}, statusMisused, "", "render: testdata/networks/two-convolutions.json: "},
		{[]string{"-worksheet", "-net", "README.md", "-o", "d"}, statusMisused, "", "render: README.md:1: "},
		{[]string{"-worksheet", "-names", "go.mod", "-o", "d"}, statusMisused, "", "render: -names: go.mod:"},
	} {
		var stdout, stderr bytes.Buffer
		status := run(context.Background(), bookRoot(t), test.args, &stdout, &stderr)
		if status != test.status || !strings.Contains(stdout.String(), test.stdout) || !strings.Contains(stderr.String(), test.stderr) {
			t.Errorf("%v: have status %d, %q, %q", test.args, status, stdout.String(), stderr.String())
		}
	}
}

// A mistake is said once. A process of its own, because what package flag says
// of itself goes there and nowhere else.
func TestMisuseIsSaidOnce(t *testing.T) {
	cmd, stderr := process(t, bookRoot(t), nil, "-color")
	cmd.Wait() // the status says it all
	if have := strings.Count(stderr.String(), "not defined: -color"); cmd.ProcessState.ExitCode() != statusMisused || have != 1 {
		t.Errorf("have %d times, status %d: %s", have, cmd.ProcessState.ExitCode(), stderr)
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
