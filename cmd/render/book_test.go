package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A chapter that works, and what to put in place of its body to break it.
const goodChapter = `// # A good chapter
//
// Does it render?

package main

import (
	_ "embed"

	"backprop/internal/notebook"
)

//go:embed main.go
var source string

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	// ## Something shown

	nb.Markdownf("BODY %v", 2)

	return nil
}
`

// bookRoot is the root of the project itself.
func bookRoot(t testing.TB) string {
	t.Helper()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	root, err := moduleRoot(here)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// project makes a module of its own with the chapters given and returns its
// root. It takes the packages of this one from where they are, so that what
// the tests were built from serves its programs, too.
func project(t *testing.T, chapters map[string]string) string {
	t.Helper()
	here := bookRoot(t)
	root := t.TempDir()
	module, isOurs := strings.CutPrefix(readFile(t, here, "go.mod"), "module backprop\n")
	if !isOurs {
		t.Fatal("go.mod does not begin with the module's name")
	}
	save(t, filepath.Join(root, "go.mod"), fmt.Sprintf("module backprop/trial\n%s\nrequire backprop v0.0.0\n\nreplace backprop => %q\n", module, here))
	save(t, filepath.Join(root, "go.sum"), readFile(t, here, "go.sum"))
	for name, source := range chapters {
		writeChapter(t, root, name, source)
	}
	t.Cleanup(func() {
		if bin, err := binFolder(root); err == nil {
			os.RemoveAll(bin)
		}
	})
	return root
}

func writeChapter(t *testing.T, root, name, source string) {
	t.Helper()
	save(t, filepath.Join(root, "chapters", name, "main.go"), source)
}

// rendered runs the command in a folder.
func rendered(dir string, args ...string) (status int, stdout, stderr string) {
	var out, err bytes.Buffer
	status = run(context.Background(), dir, args, &out, &err)
	return status, out.String(), err.String()
}

func TestRenderTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"01-good": goodChapter})
	status, stdout, stderr := rendered(root)
	if status != statusOK || !strings.HasPrefix(stdout, "1 chapter, ") {
		t.Fatalf("have status %d, %q, %q", status, stdout, stderr)
	}
	page, err := os.ReadFile(filepath.Join(root, "docs", "01-good.html"))
	if err != nil || !bytes.Contains(page, []byte("BODY 2")) {
		t.Fatalf("have %v, want the page with what the chapter shows", err)
	}
	ends := func(page string) {
		t.Helper()
		if want := "Open " + filepath.Join("docs", page) + "\n"; status != statusOK || !strings.HasSuffix(stdout, want) {
			t.Errorf("have status %d, %q, want %q at its end", status, stdout, want)
		}
	}
	ends("index.html")
	status, stdout, _ = rendered(root, "-chapter", "01-good")
	ends("01-good.html")
	if status, stdout, _ = rendered(root); status != statusOK || !strings.Contains(stdout, " 0 files changed") {
		t.Errorf("again: have status %d, %q, want no file changed", status, stdout)
	}
	if status, stdout, _ = rendered(root, "-check"); status != statusOK || !strings.Contains(stdout, "up to date") {
		t.Errorf("check: have status %d, %q", status, stdout)
	}
	writeChapter(t, root, "01-good", strings.Replace(goodChapter, "BODY", "OTHER", 1))
	status, stdout, stderr = rendered(root, "-check")
	if status != statusFailed || !strings.Contains(stdout, "differs: 01-good.html") || !strings.Contains(stderr, "go run ./cmd/render") {
		t.Errorf("check after a change: have status %d, %q, %q", status, stdout, stderr)
	}
}

func TestABrokenChapterBreaksNoOther(t *testing.T) {
	t.Parallel()
	at := func(s string) string { return strings.Replace(goodChapter, `nb.Markdownf("BODY %v", 2)`, s, 1) }
	root := project(t, map[string]string{
		"01-good":    goodChapter,
		"02-compile": at("undefined()"),
		"03-panic":   at(`panic("as it must")`),
		"04-check":   at(`nb.Check("one is two", 1.0, 2.0)`),
		"05-silent":  strings.Replace(goodChapter, "notebook.Main(source, run)", "_ = source; _ = run", 1),
		"06-formula": at("nb.Markdownf(`$\\nothing$`)"),
	})
	status, _, stderr := rendered(root)
	if status != statusFailed {
		t.Errorf("have status %d, want %d", status, statusFailed)
	}
	for _, want := range []string{
		"chapters/02-compile/main.go:21: undefined: undefined",
		"chapters/03-panic/main.go:21: panic: as it must",
		"chapters/04-check/main.go:21: ",
		"chapters/05-silent/main.go:1: the program wrote no record",
		"chapters/06-formula/main.go:21: ",
	} {
		if !strings.Contains(stderr, want) {
			t.Errorf("have %q, want it to hold %q", stderr, want)
		}
	}
	if page, err := os.ReadFile(filepath.Join(root, "docs", "01-good.html")); err != nil || !bytes.Contains(page, []byte("BODY 2")) {
		t.Errorf("the good chapter: have %v, want its page", err)
	}
	if page, err := os.ReadFile(filepath.Join(root, "docs", "03-panic.html")); err != nil || !bytes.Contains(page, []byte("as it must")) {
		t.Errorf("the broken chapter: have %v, want a page with the message", err)
	}
}

func TestABadNetworkIsMisuse(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"01-good": strings.Replace(goodChapter, "nb.Markdownf", "nb.Strip(\"X\", false)\n\tnb.Markdownf", 1)})
	network := filepath.Join(root, "bad.json")
	if err := os.WriteFile(network, []byte(`{"input": []}`), 0o644); err != nil {
		t.Fatal(err)
	}
	status, _, stderr := rendered(root, "-net", network, "-o", filepath.Join(root, "out"))
	if status != statusMisused || !strings.Contains(stderr, "bad.json") {
		t.Errorf("have status %d, %q, want %d and the file's name", status, stderr, statusMisused)
	}
	if exists(filepath.Join(root, "out")) {
		t.Error("a bad network left files behind")
	}
}

// Each seed makes a book of its own, and -check knows which.
func TestASeedMakesAnotherBook(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"01-good": strings.Replace(goodChapter, `nb.Markdownf("BODY %v", 2)`, `n, err := nb.Network()
	if err != nil {
		return err
	}
	nb.Markdownf("This is %s.", n.Name)`, 1)})
	for _, seed := range []string{"0", "18446744073709551615"} {
		out := filepath.Join(root, "book-"+seed)
		if status, _, stderr := rendered(root, "-seed", seed, "-o", out); status != statusOK {
			t.Fatalf("have status %d, %q", status, stderr)
		}
		page, err := os.ReadFile(filepath.Join(out, "01-good.html"))
		if err != nil || !bytes.Contains(page, []byte("This is seed "+seed+".")) {
			t.Errorf("have %v, want a page about seed %s", err, seed)
		}
		if status, stdout, _ := rendered(root, "-seed", seed, "-o", out, "-check"); status != statusOK {
			t.Errorf("check: have status %d, %q", status, stdout)
		}
	}
	out := filepath.Join(root, "book-0")
	status, stdout, stderr := rendered(root, "-seed", "1", "-o", out, "-check")
	if status != statusFailed || !strings.Contains(stdout, "differs: 01-good.html") || !strings.Contains(stderr, "go run ./cmd/render -o book-0 -seed 1\n") {
		t.Errorf("check of another seed: have status %d, %q, %q", status, stdout, stderr)
	}
	if exists(filepath.Join(root, "docs")) {
		t.Error("a seed wrote into docs/")
	}
}
