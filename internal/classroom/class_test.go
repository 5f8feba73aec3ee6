package classroom

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// folderOf is a folder with files.
func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "answers")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(t *testing.T, parts ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestClass marks a class: the pages go beside it, once more changes nothing,
// and what is no longer part of it is taken away.
func TestClass(t *testing.T) {
	dir := folderOf(t, map[string]string{
		"anna-seed-7.json": `{"loss": 99}`,
		"ben-seed-8.txt":   "loss = about one\n",
		"scheme.json":      `{"points": {"loss": 4}, "wrong": 0}`,
	})
	scheme := filepath.Join(dir, "scheme.json")
	status, stdout, stderr := chapter(t, "-class", dir, "-scheme", scheme)
	if want := "not marked: ben: ben-seed-8.txt:1: "; status != 1 || stderr != "" || !strings.Contains(stdout, want) ||
		!strings.Contains(stdout, "1 student marked, 1 not. ") || !strings.Contains(stdout, "Open "+filepath.Join(dir+"-marked", "class.html")) {
		t.Fatalf("status %d, %s\n%s\nwant %s", status, stderr, stdout, want)
	}
	marks := read(t, dir+"-marked", "marks.csv")
	if want := "\nanna,seed 7,0,4,loss,,wrong,0 of 1,0,\n"; !strings.Contains(marks, want) {
		t.Errorf("have %s\nwant %s", marks, want)
	}
	if page := read(t, dir+"-marked", "students", "anna.html"); !strings.Contains(page, "0 of 4") {
		t.Error("the page does not say the points")
	}
	if _, stdout, _ := chapter(t, "-class", dir, "-scheme", scheme); !strings.Contains(stdout, " 0 files changed") {
		t.Errorf("once more: have %s", stdout)
	}
	if err := os.Remove(filepath.Join(dir, "ben-seed-8.txt")); err != nil {
		t.Fatal(err)
	}
	mine := filepath.Join(dir+"-marked", "students", "mine.html")
	if err := os.WriteFile(mine, []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	if status, stdout, stderr = chapter(t, "-class", dir, "-scheme", scheme); status != 0 {
		t.Errorf("status %d, %s%s", status, stdout, stderr)
	}
	if _, err := os.Stat(filepath.Join(dir+"-marked", "students", "ben.html")); err == nil {
		t.Error("the page of somebody who is gone is there")
	}
	if read(t, mine) != "mine" {
		t.Error("a file of the teacher's was changed")
	}
	// A network for all, and decimals that are asked for.
	dir = folderOf(t, map[string]string{"anna.txt": "L = 1.1\n"})
	out := filepath.Join(t.TempDir(), "out")
	if status, stdout, stderr = chapter(t, "-class", dir, "-o", out, "-net", frozen, "-decimals", "3"); status != 0 {
		t.Fatalf("status %d, %s%s", status, stdout, stderr)
	}
	if marks := read(t, out, "marks.csv"); !strings.Contains(marks, "anna,"+frozen+",") {
		t.Errorf("have %s", marks)
	}
}

// TestClassKeepsWhatIsTheTeachers: a file in the way stops everything, and the
// answers are never the place of the pages.
func TestClassKeepsWhatIsTheTeachers(t *testing.T) {
	dir := folderOf(t, map[string]string{"anna-seed-7.json": `{"loss": 1}`})
	out := folderOf(t, map[string]string{"marks.csv": "my own marks"})
	status, stdout, stderr := chapter(t, "-class", dir, "-o", out)
	if status != 2 || stdout != "" || !strings.Contains(stderr, "marks.csv is in the way") {
		t.Errorf("status %d, %q, %s", status, stdout, stderr)
	}
	entries, err := os.ReadDir(out)
	if err != nil || len(entries) != 1 || read(t, out, "marks.csv") != "my own marks" {
		t.Errorf("the folder has %v, %v", entries, err)
	}
	// The pages may lie among the answers, and nobody takes them for answers.
	within := filepath.Join(dir, "marked")
	for range 2 {
		if status, stdout, stderr = chapter(t, "-class", dir, "-o", within); status != 0 {
			t.Fatalf("status %d, %s%s", status, stdout, stderr)
		}
	}
	pages, err := filepath.Glob(filepath.Join(within, "students", "*"))
	if err != nil || !slices.Equal(pages, []string{filepath.Join(within, "students", "anna.html")}) {
		t.Errorf("have %v, %v", pages, err)
	}
}

func TestBadClass(t *testing.T) {
	dir := folderOf(t, map[string]string{"anna-seed-7.json": `{"loss": 1}`, "scheme.json": `{"carried": 2}`})
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"-class", "nowhere"}, "nowhere: no such file"},
		{[]string{"-class", filepath.Join(dir, "anna-seed-7.json")}, "this is no folder"},
		{[]string{"-class", dir, "-answers", allRight}, "-answers, -format, -export and -seeds do not go with it"},
		{[]string{"-class", dir, "-o", dir}, "that is where the answers are"},
		{[]string{"-class", dir, "-decimals", "99"}, "-decimals 99"},
		{[]string{"-class", dir, "-scheme", "nowhere"}, "nowhere: no such file"},
		{[]string{"-class", dir, "-scheme", filepath.Join(dir, "scheme.json")}, `"carried": found 2, expected a number from 0 to 1`},
		{[]string{"-class", "."}, "say with -o where the pages go"},
		{[]string{"-class", t.TempDir()}, "nobody has handed anything in"},
		{[]string{"-o", dir}, "-o belongs to a class or an export"},
		{[]string{"-scheme", "x"}, "-scheme gives credit"},
	} {
		status, stdout, stderr := chapter(t, test.args...)
		if status != 2 || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%v: status %d, %q, %s; want status 2 and %q", test.args, status, stdout, stderr, test.want)
		}
	}
}

// TestExampleClass marks the class that readers find beside the networks.
func TestExampleClass(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	status, stdout, stderr := chapter(t, "-class", "../../testdata/class", "-o", out)
	if status != 1 || stderr != "" {
		t.Fatalf("status %d, %s%s", status, stdout, stderr)
	}
	for _, want := range []string{
		"look into: dora: 100 of the 100 numbers that are not 0 are right for seed 1, the network of anna",
		"not marked: eva: eva-seed-5.txt is empty", "not marked: finn: nothing was handed in", "4 students marked, 2 not. ",
	} {
		if !strings.Contains(stdout, want) {
			t.Errorf("have %s\nwant %s", stdout, want)
		}
	}
	if page := read(t, out, "students", "dora.html"); !strings.Contains(page, "the numbers of another network than yours, seed 4") || strings.Contains(page, "anna") {
		t.Error("the page of a student names another, or does not say that the numbers are not its own")
	}
	marks := read(t, out, "marks.csv")
	for _, want := range []string{"anna,seed 1,22,22,,", "ben,seed 14,21,22,gradients/5,", "cem,seed 3,", "dora,seed 4,0,22,"} {
		if !strings.Contains(marks, "\n"+want) {
			t.Errorf("have %s\nwant %s", marks, want)
		}
	}
}
