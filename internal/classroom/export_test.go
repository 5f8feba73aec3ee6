package classroom

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestExport writes exercises for other systems, again and again, and never over
// something else.
func TestExport(t *testing.T) {
	for _, test := range []struct{ system, begins string }{
		{"numbas", "// Numbas version: exam_results_page_options\n{\n \"name\": \"Backprop, Number by Number"},
		{"moodle", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n<question type=\"category\">"},
	} {
		file := filepath.Join(t.TempDir(), "out")
		for range 2 {
			status, stdout, stderr := chapter(t, "-export", test.system, "-seeds", "1-2,7", "-o", file)
			if status != 0 || stderr != "" || !strings.Contains(stdout, "3 networks for ") {
				t.Fatalf("%s: status %d, %s%s", test.system, status, stdout, stderr)
			}
		}
		if have := read(t, file); !strings.HasPrefix(have, test.begins) || strings.Count(have, "seed 7") == 0 {
			t.Errorf("%s: have %.200s", test.system, have)
		}
		mine := fileOf(t, "my own notes\n")
		if status, _, stderr := chapter(t, "-export", test.system, "-o", mine); status != 2 || read(t, mine) != "my own notes\n" || !strings.Contains(stderr, "is there already") {
			t.Errorf("%s: status %d, %s", test.system, status, stderr)
		}
	}
	for _, system := range []string{"gradescope", "prairielearn"} {
		out := filepath.Join(t.TempDir(), "out")
		for _, want := range []string{" changed. Now build the marker into it", "0 files changed. "} {
			status, stdout, stderr := chapter(t, "-export", system, "-seed", "7", "-o", out)
			if status != 0 || stderr != "" || !strings.Contains(stdout, want) || !strings.Contains(stdout, "GOOS=linux GOARCH=amd64 CGO_ENABLED=0 go build -o ") {
				t.Fatalf("%s: status %d, %s%s", system, status, stdout, stderr)
			}
		}
	}
}

// TestAutograderFormats mark one student as the systems ask for it, from a file
// and from a folder.
func TestAutograderFormats(t *testing.T) {
	dir := folderOf(t, map[string]string{"anna-seed-7.json": `{"loss": 99}`})
	for _, answers := range []string{dir, filepath.Join(dir, "anna-seed-7.json")} {
		status, stdout, stderr := chapter(t, "-answers", answers, "-format", "gradescope")
		if status != 1 || stderr != "" || !strings.Contains(stdout, `"name": "L (loss)",`) || !strings.Contains(stdout, `"output": "Wrong."`) {
			t.Errorf("%s: status %d, %s%s", answers, status, stdout, stderr)
		}
	}
	scheme := fileOf(t, `{"others": 0, "points": {"loss": 4}}`)
	good := fileOf(t, `{"loss": 1.1634}`)
	status, stdout, stderr := chapter(t, "-net", frozen, "-answers", good, "-format", "prairielearn", "-scheme", scheme)
	if !strings.Contains(stdout, `"max_points": 4`) || strings.Count(stdout, `"name"`) != 1 {
		t.Errorf("status %d, %s%s", status, stdout, stderr)
	}
	if data, err := os.ReadFile(good); err != nil || string(data) != `{"loss": 1.1634}` {
		t.Error("the answers were changed")
	}
}

func TestBadExport(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"-export", "qti", "-o", "x"}, `-export "qti": there is no such system`},
		{[]string{"-export", "numbas"}, "say where with -o"},
		{[]string{"-export", "numbas", "-o", "x", "-seeds", "7-1"}, "7-1 ends before it begins"},
		{[]string{"-export", "numbas", "-o", "x", "-scheme", "y"}, "-scheme does not go with it"},
		{[]string{"-export", "numbas", "-o", "x", "-answers", allRight}, "do not go with it"},
		{[]string{"-export", "moodle", "-o", "x", "-net", networks + "/two-channels.json"}, "two-channels.json: "},
		{[]string{"-export", "gradescope", "-o", "x", "-seeds", "1-3"}, "-seeds does not go with it"},
		{[]string{"-export", "prairielearn", "-o", "x", "-scheme", "nowhere"}, "nowhere: no such file"},
		{[]string{"-seeds", "1-3"}, "-seeds belongs to an export"},
		{[]string{"-format", "gradescope"}, "-format without -answers"},
		{[]string{"-format", "gradescope", "-answers", "nowhere"}, "nowhere: no such file"},
		{[]string{"-class", t.TempDir(), "-seeds", "1-3"}, "do not go with it"},
	} {
		status, stdout, stderr := chapter(t, test.args...)
		if status != 2 || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%v: status %d, %q, %s; want status 2 and %q", test.args, status, stdout, stderr, test.want)
		}
	}
	if _, err := os.Stat("x"); err == nil {
		t.Error("a refused export has left a file")
	}
}
