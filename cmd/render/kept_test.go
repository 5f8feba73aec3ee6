package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"backprop/internal/folder"
	"backprop/internal/format"
	"backprop/internal/notebook"
	"backprop/internal/site"
	"backprop/internal/worked"
)

// body is a chapter with other statements in place of its sentence, and the
// packages that they need.
func body(imports, statements string) string {
	source := strings.Replace(goodChapter, `_ "embed"`, "_ \"embed\"\n"+imports, 1)
	return strings.Replace(source, `nb.Markdownf("BODY %v", 2)`, statements, 1)
}

// mustWrite writes a file of a project, with its folders.
func mustWrite(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestEachInputChangesThePage changes one after the other all that a page is
// made of, with all else as it was, and takes each change back again: no page
// may come out of a cache that belongs to other inputs.
func TestEachInputChangesThePage(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"01-good": body(`"backprop/trial/extra"`, `n, err := nb.Network()
	if err != nil {
		return err
	}
	nb.Markdownf("Read %s, %s, %s, %s.", n.Name, words, data, extra.Word)`)})
	in := func(parts ...string) string { return filepath.Join(append([]string{root}, parts...)...) }
	chapter := in("chapters", "01-good", "main.go")
	source, err := os.ReadFile(chapter)
	if err != nil {
		t.Fatal(err)
	}
	network := func(name string) string {
		n := worked.Seeded(1)
		n.Name = name
		text, err := format.MarshalNetwork(n)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	start := map[string]string{
		chapter:                             string(source),
		in("chapters", "01-good", "a.go"):   "package main\n\nimport _ \"embed\"\n\n//go:embed a.txt\nvar data string\n\nconst words = \"WORDS\"\n",
		in("chapters", "01-good", "a.txt"):  "DATA",
		in("extra", "extra.go"):             "package extra\n\nconst Word = \"EXTRA\"\n",
		in("net.json"):                      network("NET"),
		in("chapters", "02-other", "no.md"): "not a chapter",
	}
	for path, text := range start {
		mustWrite(t, path, text)
	}
	out := in("out")
	made := func(want int, args ...string) string {
		t.Helper()
		status, stdout, stderr := rendered(root, append([]string{"-o", out}, args...)...)
		if status != statusOK || strings.Contains(stdout, " 0 files changed") != (want == 0) {
			t.Fatalf("have status %d, %q, %q, want files changed: %v", status, stdout, stderr, want > 0)
		}
		page, err := os.ReadFile(filepath.Join(out, "01-good.html"))
		if err != nil {
			t.Fatal(err)
		}
		return string(page)
	}
	net := []string{"-net", in("net.json")}
	first := made(1, net...)
	page := filepath.Join(out, "01-good.html")
	for _, test := range []struct {
		name, path, from, to, want string
		args                       []string
	}{
		{"the prose", chapter, "Does it render?", "Does it change?", "Does it change?", net},
		{"another file of the chapter", in("chapters", "01-good", "a.go"), "WORDS", "W2", "NET, W2, DATA, EXTRA.", net},
		{"an embedded file", in("chapters", "01-good", "a.txt"), "DATA", "D2", "NET, W2, D2, EXTRA.", net},
		{"an imported package", in("extra", "extra.go"), "EXTRA", "E2", "NET, W2, D2, E2.", net},
		{"the network file", in("net.json"), "NET", "N2", "N2, W2, D2, E2.", net},
		{"a page that somebody wrote into", page, "N2", "WRONG", "N2, W2, D2, E2.", net},
		{"-seed in place of -net", page, "", "", "seed 1, W2, D2, E2.", []string{"-seed", "1"}},
		{"another seed", page, "", "", "seed 2, W2, D2, E2.", []string{"-seed", "2"}},
		{"the book's own network", page, "", "", ", W2, D2, E2.", nil},
	} {
		text, err := os.ReadFile(test.path)
		if err != nil {
			t.Fatal(err)
		}
		mustWrite(t, test.path, strings.Replace(string(text), test.from, test.to, 1))
		if page := made(1, test.args...); !strings.Contains(page, test.want) || strings.Contains(page, "WRONG") {
			t.Errorf("%s: the page does not hold %q", test.name, test.want)
		}
	}
	for path, text := range start {
		mustWrite(t, path, text)
	}
	if made(1, net...) != first || made(0, net...) != first {
		t.Error("all taken back: the page is not what it was")
	}

	if err := os.Rename(in("chapters", "01-good"), in("chapters", "02-good")); err != nil {
		t.Fatal(err)
	}
	if status, stdout, stderr := rendered(root, append([]string{"-o", out}, net...)...); status != statusOK {
		t.Fatalf("another name: have status %d, %q, %q", status, stdout, stderr)
	}
	if !exists(filepath.Join(out, "02-good.html")) || exists(filepath.Join(out, "01-good.html")) {
		t.Error("another name: the pages are those of the old one")
	}
}

// TestBookKey: each thing that Render gets, and each change of the program
// that renders, makes another key.
func TestBookKey(t *testing.T) {
	of := func(change func(p *press, one *performance)) key {
		one := &performance{chapter: site.Chapter{Name: "01-a", Source: "source"}, record: []byte("record")}
		p := &press{chapters: []string{"01-a"}, played: map[string]*performance{"01-a": one}}
		change(p, one)
		k, ok := p.bookKey()
		if !ok {
			t.Fatal("no key")
		}
		return k
	}
	as := of(func(*press, *performance) {})
	if as != of(func(*press, *performance) {}) {
		t.Error("the same book has two keys")
	}
	for name, change := range map[string]func(p *press, one *performance){
		"source":      func(_ *press, one *performance) { one.chapter.Source = "other" },
		"twin":        func(_ *press, one *performance) { one.chapter.Twin = "other" },
		"printed":     func(_ *press, one *performance) { one.chapter.Printed = "other" },
		"record":      func(_ *press, one *performance) { one.record = []byte("other") },
		"live reload": func(p *press, _ *performance) { p.live = true },
		"name":        func(p *press, one *performance) { p.chapters[0], p.played["02-b"] = "02-b", one },
		"a chapter more": func(p *press, one *performance) {
			p.chapters, p.played["02-b"] = append(p.chapters, "02-b"), one
		},
	} {
		if of(change) == as {
			t.Errorf("%s: the key is the same", name)
		}
	}
	old := rendererKey
	defer func() { rendererKey = old }()
	rendererKey = func() (key, bool) { return key{1}, true }
	if of(func(*press, *performance) {}) == as {
		t.Error("another renderer: the key is the same")
	}
	for name, p := range map[string]*press{
		"failed":     {chapters: []string{"01-a"}, played: map[string]*performance{"01-a": {chapter: site.Chapter{Failure: "no"}}}},
		"not played": {chapters: []string{"01-a"}},
	} {
		if _, ok := p.bookKey(); ok {
			t.Errorf("%s: there is a key", name)
		}
	}
}

// TestCheckMakesThePages: a render believes a manifest that says that a page
// is as it should be; -check does not.
func TestCheckMakesThePages(t *testing.T) {
	root := project(t, map[string]string{"01-good": goodChapter})
	if status, stdout, stderr := rendered(root); status != statusOK {
		t.Fatalf("have status %d, %q, %q", status, stdout, stderr)
	}
	p, err := newPress(options{dir: root}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.reprint(t.Context(), p.chapters); err != nil {
		t.Fatal(err)
	}
	pages, err := p.pages()
	if err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(root, "docs", "01-good.html")
	pages["01-good.html"] = []byte("wrong")
	mustWrite(t, page, "wrong")
	k, _ := p.bookKey()
	list := folder.ListingOf(pages).Text(byRender)
	mustWrite(t, filepath.Join(root, "docs", bookList), string(list))
	p.cache.put(k, list)
	if _, stdout, _ := rendered(root); !strings.Contains(stdout, " 0 files changed") {
		t.Errorf("with the manifest of the folder: have %q, want nothing made", stdout)
	}
	if status, stdout, _ := rendered(root, "-check"); status != statusFailed || !strings.Contains(stdout, "differs: 01-good.html") {
		t.Errorf("check: have status %d, %q", status, stdout)
	}
	old := rendererKey
	defer func() { rendererKey = old }()
	rendererKey = func() (key, bool) { return key{1}, true }
	if _, stdout, _ := rendered(root); !strings.Contains(stdout, " 1 file changed") {
		t.Errorf("with another renderer: have %q, want the page made", stdout)
	}
}

// TestABrokenCacheIsWorkDoneAgain damages all that is kept.
func TestABrokenCacheIsWorkDoneAgain(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"01-good": goodChapter})
	if status, _, stderr := rendered(root); status != statusOK {
		t.Fatal(stderr)
	}
	want, err := os.ReadFile(filepath.Join(root, "docs", "01-good.html"))
	if err != nil {
		t.Fatal(err)
	}
	bin, err := binFolder(root)
	if err != nil {
		t.Fatal(err)
	}
	for name, damage := range map[string]func(data []byte) []byte{
		"cut":     func(data []byte) []byte { return data[:len(data)-1] },
		"empty":   func([]byte) []byte { return nil },
		"changed": func(data []byte) []byte { return bytes.Replace(data, []byte("BODY"), []byte("BAD!"), 1) },
	} {
		files, err := filepath.Glob(filepath.Join(bin, "cache", "*"))
		if err != nil || len(files) < 2 {
			t.Fatalf("have %v, %v, want a record and a manifest", files, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			mustWrite(t, file, string(damage(data)))
		}
		if status, stdout, _ := rendered(root, "-o", filepath.Join(root, name)); status != statusOK {
			t.Errorf("%s: have status %d, %q", name, status, stdout)
		}
		if have, err := os.ReadFile(filepath.Join(root, name, "01-good.html")); err != nil || !bytes.Equal(have, want) {
			t.Errorf("%s: have another page, %v", name, err)
		}
	}
}

// TestAFailureIsNotKept: the program is the same, and what made it fail is
// gone.
func TestAFailureIsNotKept(t *testing.T) {
	t.Parallel()
	needed := filepath.Join(t.TempDir(), "needed")
	root := project(t, map[string]string{"01-good": body(`"os"`, `if _, err := os.Stat(`+"`"+needed+"`"+`); err != nil {
		return err
	}
	nb.Markdownf("BODY %v", 2)`)})
	for range 2 {
		if status, _, stderr := rendered(root); status != statusFailed || !strings.Contains(stderr, "needed") {
			t.Errorf("have status %d, %q, want the failure", status, stderr)
		}
	}
	mustWrite(t, needed, "")
	if status, _, stderr := rendered(root); status != statusOK {
		t.Errorf("have status %d, %q, want the page", status, stderr)
	}
	if page, err := os.ReadFile(filepath.Join(root, "docs", "01-good.html")); err != nil || !bytes.Contains(page, []byte("BODY 2")) {
		t.Errorf("have %v, want the page with what the chapter shows", err)
	}
}

// TestANetworkSavedMeanwhile: a chapter that ran while its network file was
// saved is not kept under the one or the other. Here the chapter saves it.
func TestANetworkSavedMeanwhile(t *testing.T) {
	t.Parallel()
	network, err := format.MarshalNetwork(worked.Seeded(1))
	if err != nil {
		t.Fatal(err)
	}
	other := string(network) + " "
	saved := filepath.Join(t.TempDir(), "saved")
	root := project(t, map[string]string{"01-good": body(`"os"`, `nb.Markdownf("BODY %v", 2)
	if err := os.WriteFile(`+"`"+saved+"`"+`, []byte(`+fmt.Sprintf("%q", other)+`), 0o644); err != nil {
		return err
	}`)})
	if err := os.Symlink(saved, filepath.Join(root, "net.json")); err != nil {
		t.Skipf("this system makes no symbolic links: %v", err)
	}
	for _, out := range []string{"a", "b"} {
		mustWrite(t, saved, string(network))
		if status, _, stderr := rendered(root, "-net", "net.json", "-o", out); status != statusOK {
			t.Fatal(stderr)
		}
		if text, err := os.ReadFile(saved); err != nil || string(text) != other {
			t.Errorf("%s: have %q, %v, want that the chapter ran", out, text, err)
		}
	}
}

// TestAChapterSeesNothingElse: no environment, and no file of the project but
// under its whole path.
func TestAChapterSeesNothingElse(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"01-good": body(`"os"`, `files, err := os.ReadDir(".")
	if err != nil {
		return err
	}
	nb.Markdownf("[%s] %d", os.Getenv("BACKPROP_TEST"), len(files))`)})
	cmd, stderr := process(t, root, []string{"BACKPROP_TEST=seen"})
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v: %s", err, stderr)
	}
	page, err := os.ReadFile(filepath.Join(root, "docs", "01-good.html"))
	if err != nil || !bytes.Contains(page, []byte("<p>[] 0</p>")) {
		t.Errorf("have %v, want a page that shows nothing", err)
	}
}

// TestRendersAtOnce: renders that share the programs and the cache, each into
// a folder of its own, make the same book.
func TestRendersAtOnce(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"01-good": goodChapter, "02-other": strings.Replace(goodChapter, "good", "other", 1)})
	if status, _, stderr := rendered(root); status != statusOK {
		t.Fatal(stderr)
	}
	if err := os.RemoveAll(filepath.Join(must(binFolder(root)), "cache")); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	outs := []string{filepath.Join(root, "a"), filepath.Join(root, "b"), filepath.Join(root, "c")}
	for _, out := range outs {
		wg.Go(func() {
			if status, _, stderr := rendered(root, "-o", out); status != statusOK {
				t.Errorf("%s: have status %d, %q", out, status, stderr)
			}
		})
	}
	wg.Wait()
	for _, out := range outs {
		if status, stdout, stderr := rendered(root, "-o", out, "-check"); status != statusOK {
			t.Errorf("%s: have status %d, %q, %q", out, status, stdout, stderr)
		}
	}
}

// A record that cannot be read fails its chapter, wherever it comes from.
func TestAKeptRecordThatIsNone(t *testing.T) {
	one := &performance{chapter: site.Chapter{Name: "01-a", Source: goodChapter}, record: []byte("{}\n")}
	p := &press{chapters: []string{"01-a"}, played: map[string]*performance{"01-a": one}}
	_, failures := p.book()
	if len(failures) != 1 || !strings.Contains(failures[0].Error(), "chapters/01-a/main.go:1: record:1: ") {
		t.Errorf("have %v, want the failure of 01-a", failures)
	}
	if _, err := notebook.ReadRecord(strings.NewReader("{}\n")); err == nil {
		t.Error("the record is a good one")
	}
}

func must(folder string, err error) string {
	if err != nil {
		panic(err)
	}
	return folder
}
