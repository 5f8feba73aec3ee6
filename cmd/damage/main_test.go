package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// toy is a module with a function, a number in a file, and a test of both.
var toy = map[string]string{
	"go.mod": "module toy\n\ngo 1.26\n",
	"sum.go": "package toy\n\n// Sum adds: 1 + 1 = 2.\nfunc Sum(a, b int) int { return a + b }\n",
	"sum_test.go": `package toy

import (
	"os"
	"testing"
)

func TestSum(t *testing.T) {
	if Sum(1, 2) != 3 {
		t.Error("wrong")
	}
}

func TestGolden(t *testing.T) {
	if text, err := os.ReadFile("sum.golden"); err != nil || string(text) != "3\n" {
		t.Errorf("%s, %v", text, err)
	}
}
`,
	"sum.golden": "3\n",
}

// writeToy writes the toy module and returns its folder.
func writeToy(t *testing.T) string {
	t.Helper()
	// The folder as the go command sees it, without symbolic links.
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range toy {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// tried runs damages on a toy module and returns the status and what was
// printed. The module must be afterwards what it was before.
func tried(t *testing.T, root string, list ...damage) (int, string) {
	t.Helper()
	before := map[string]string{}
	for name := range toy {
		text, _ := os.ReadFile(filepath.Join(root, name))
		before[name] = string(text)
	}
	var out bytes.Buffer
	status := tryAll(context.Background(), root, list, &out, &out)
	for name, want := range before {
		if have, err := os.ReadFile(filepath.Join(root, name)); err != nil || string(have) != want {
			t.Errorf("%s: have %s, %v; want the tree untouched", name, have, err)
		}
	}
	return status, out.String()
}

var (
	sign   = damage{name: "sign", file: "sum.go", old: "return a + b", new: "return a - b"}
	golden = damage{name: "digit", file: "sum.golden", old: "3", new: "4", by: "."}
)

func TestDamageIsCaught(t *testing.T) {
	status, out := tried(t, writeToy(t), sign, golden)
	for _, want := range []string{"./.: TestSum\n", ".: TestGolden\n", "2 of 2 damages caught\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("have\n%s\nwant %q", out, want)
		}
	}
	if status != statusCaught {
		t.Errorf("have status %d", status)
	}
}

func TestDamageSurvives(t *testing.T) {
	comment := damage{name: "comment", file: "sum.go", old: "1 + 1", new: "1 + 0", why: "a reader learns that 1 + 0 = 2"}
	status, out := tried(t, writeToy(t), comment, sign)
	for _, want := range []string{"SURVIVED comment", "a reader learns", "sum.go", "1 of 2 damages caught\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("have\n%s\nwant %q", out, want)
		}
	}
	if status != statusSurvived {
		t.Errorf("have status %d", status)
	}
}

// A damage that shows nothing about the tests is an error, not a catch.
func TestBadEntries(t *testing.T) {
	root := writeToy(t)
	tests := []struct {
		d    damage
		want string
	}{
		{damage{name: "gone", file: "sum.go", old: "a * b", new: "a / b"}, "gone: found the old text 0 times in sum.go"},
		{damage{name: "twice", file: "sum.go", old: "a", new: "b"}, "times in sum.go, expected it once"},
		{damage{name: "no file", file: "none.go", old: "a", new: "b"}, "no file: open"},
		{damage{name: "no Go", file: "sum.go", old: "return a + b", new: "return a +"}, "does not compile"},
	}
	for _, test := range tests {
		status, out := tried(t, root, test.d)
		if status != statusError || !strings.Contains(out, test.want) {
			t.Errorf("status %d, have\n%s\nwant %q", status, out, test.want)
		}
	}
}

// What only a test that takes long can see is caught, too.
func TestLongTests(t *testing.T) {
	root := writeToy(t)
	for name, text := range map[string]string{
		"long.go":      "package toy\n\nfunc long() int { return 1 }\n",
		"long_test.go": "package toy\n\nimport \"testing\"\n\nfunc TestLong(t *testing.T) {\n\tif testing.Short() {\n\t\tt.Skip()\n\t}\n\tif long() != 1 {\n\t\tt.Fatal()\n\t}\n}\n",
	} {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	d := damage{name: "long", file: "long.go", old: "return 1", new: "return 2"}
	if status, out := tried(t, root, d); status != statusCaught || !strings.Contains(out, "TestLong") {
		t.Errorf("status %d, have\n%s", status, out)
	}
}

// Where tests fail anyway, a damage would seem to be caught.
func TestFailsUndamaged(t *testing.T) {
	root := writeToy(t)
	if err := os.WriteFile(filepath.Join(root, "sum.golden"), []byte("5\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	five := damage{name: "five", file: "sum.go", old: "return a + b", new: "if a == 1 {\n\t\treturn 3\n\t}\n\treturn a - b"} // TestSum does not see it
	if status, out := tried(t, root, five); status != statusError || !strings.Contains(out, "the tests fail without any damage; mend that first:\n") || !strings.Contains(out, "--- FAIL: TestGolden") {
		t.Errorf("status %d, have\n%s", status, out)
	}
	six := damage{name: "digit", file: "sum.golden", old: "5", new: "6", by: "."}
	if status, out := tried(t, root, six); status != statusError || !strings.Contains(out, "fails in a copy of the tree without the damage: TestGolden") {
		t.Errorf("status %d, have\n%s", status, out)
	}
}

func TestFlags(t *testing.T) {
	for _, test := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"-list"}, statusCaught, "maxpool-tie: the last of tied cells wins"},
		{[]string{"-list", "-only", "maxpool-tie"}, statusCaught, "guard  ./internal/cnn"},
		{[]string{"-only", "none"}, statusError, `no damage is called "none"`},
		{[]string{"more"}, statusError, `unexpected argument "more"`},
		{[]string{"-none"}, statusError, "Usage: "},
		{[]string{"-list", "-random", "3", "-in", "internal/tex/lex.go"}, statusCaught, "internal/tex/lex.go:"},
		{[]string{"-random", "0"}, statusError, "-random 0 draws nothing"},
		{[]string{"-random", "2", "-only", "maxpool-tie"}, statusError, "give one of them"},
		{[]string{"-random", "2", "-in", "nowhere"}, statusError, `no change of the sources begins with "nowhere"`},
		{[]string{"-seed", "2"}, statusError, "-seed says what -random N draws"},
	} {
		var out bytes.Buffer
		if status := run(context.Background(), test.args, &out, &out); status != test.status || !strings.Contains(out.String(), test.want) {
			t.Errorf("%v: status %d, have %s\nwant %q", test.args, status, out.String(), test.want)
		}
	}
}

// The list fits the sources as they are now, and says why for each entry.
func TestListFits(t *testing.T) {
	root, err := moduleRoot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, d := range damages {
		if _, err := d.damaged(root); err != nil {
			t.Error(err)
		}
		if d.name == "" || names[d.name] || d.why == "" || d.old == d.new {
			t.Errorf("the entry %q has no name or the name of another, no reason, or changes nothing", d.name)
		}
		names[d.name] = true
	}
}
