package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTwin: a chapter's main.py goes to the page with what it prints; a book
// with other numbers gives it these; and one that stands beside nothing is an
// error with its line.
func TestTwin(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"01-good": body("", "x := 0\n\n\t// ## Loops\n\n\tfor range 3 {\n\t\tx++\n\t}\n\tnb.Markdownf(\"BODY %v\", x)")})
	twin := filepath.Join(root, "chapters", "01-good", "main.py")
	printed := filepath.Join(root, "testdata", "golden", "numpy", "01-good.golden")
	save(t, twin, "b = -7\n\n# %% loops\nx = sum([1, 1, 1])\n")
	save(t, printed, "# %% loops\nx = 3\n")
	render := func(want int, args ...string) (program, page, stderr string) {
		t.Helper()
		out := filepath.Join(t.TempDir(), "out")
		status, _, stderr := rendered(root, append(args, "-o", out)...)
		if status != want {
			t.Fatalf("%q: have status %d, %q", args, status, stderr)
		}
		read := func(name string) string {
			text, err := os.ReadFile(filepath.Join(out, name))
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			return string(text)
		}
		return read("01-good.py"), read("01-good.html"), stderr
	}
	if program, page, _ := render(statusOK); !strings.HasPrefix(program, "b = -7\n") || !strings.Contains(page, `<pre class="printed">x = 3</pre>`) {
		t.Errorf("the book's own numbers: have %q, and on the page\n%s", program, page)
	}
	if program, page, _ := render(statusOK, "-seed", "3"); strings.HasPrefix(program, "b = -7\n") || !strings.HasPrefix(program, "b = ") || !strings.Contains(page, "<details class=\"twin\">") || strings.Contains(page, "x = 3") {
		t.Errorf("a seed: have %q, and on the page\n%s", program, page)
	}
	if program, page, _ := render(statusOK, "-net", filepath.Join(bookRoot(t), "testdata", "networks", "other-sizes.json")); program != "" || strings.Contains(page, "NumPy") {
		t.Errorf("other sizes: have %q, and on the page\n%s", program, page)
	}
	save(t, printed, "# %% other\nx = 3\n")
	if _, _, stderr := render(statusFailed); !strings.HasPrefix(stderr, "testdata/golden/numpy/01-good.golden:1: the cells are not those of main.py; GOLDIE_UPDATE=1 go test ./chapters/... makes it anew") {
		t.Errorf("another golden: have %q", stderr)
	}
	save(t, twin, "b = -7\n\n# %% lops\nx = 3\n")
	if _, _, stderr := render(statusFailed); !strings.HasPrefix(stderr, "chapters/01-good/main.py:3: ") {
		t.Errorf("a cell beside nothing: have %q", stderr)
	}
}
