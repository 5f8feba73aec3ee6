package main

import (
	"bytes"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// inRun is the good chapter with another line in its run function.
func inRun(line string) string {
	return strings.Replace(goodChapter, `nb.Markdownf("BODY %v", 2)`, line, 1)
}

// inMain is a chapter that does something else than to call notebook.Main. The
// path of its record is in the variable record.
func inMain(imports, body string) string {
	s := strings.Replace(goodChapter, "\t_ \"embed\"\n", "\t_ \"embed\"\n\t\"os\"\n"+imports, 1)
	return strings.Replace(s, "func main() { notebook.Main(source, run) }", `func main() {
	record := os.Args[len(os.Args)-1]
	os.Stdout.WriteString(source + record)
	`+body+`
}`, 1)
}

// held is a place that a program calls and holds on to until it ends.
func held(t *testing.T) (net.Listener, string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	listener.(*net.TCPListener).SetDeadline(time.Now().Add(bound))
	return listener, listener.Addr().String()
}

// ends waits until the program at the other end is no more.
func ends(t *testing.T, listener net.Listener) {
	t.Helper()
	conn, err := listener.Accept()
	if err != nil {
		t.Fatalf("the program never ran: %v", err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(bound))
	if _, err := conn.Read(make([]byte, 1)); err == nil || os.IsTimeout(err) {
		t.Errorf("the program goes on: %v", err)
	}
}

// printed renders in a folder with a press that a test has changed.
func printed(t *testing.T, dir string, adjust func(*press), args ...string) (status int, stderr string) {
	t.Helper()
	o, err := parseFlags(dir, args, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPress(o, nil)
	if err != nil {
		t.Fatal(err)
	}
	adjust(p)
	var out, errs bytes.Buffer
	status = report(&errs, p.render(t.Context(), &out))
	return status, errs.String()
}

// contents is every file below a folder.
func contents(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		files[path[len(folder)+1:]] = string(data)
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return files
}

// differing are the names of the files that two folders do not share.
func differing(a, b map[string]string) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(a)) {
		if text, ok := b[name]; !ok || text != a[name] {
			names = append(names, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b)) {
		if _, ok := a[name]; !ok {
			names = append(names, name)
		}
	}
	return names
}

// TestFaults breaks the render in every way that it can break: by a chapter,
// by its program, by the disk, by another program. Each row says what the
// message is, what the status, what the pages hold, and the next render mends
// it.
func TestFaults(t *testing.T) {
	t.Parallel()
	t.Run("a chapter", testChapterFaults)
	t.Run("a program", testProgramFaults)
	t.Run("the disk", testDiskFaults)
}

// A chapterFault is a chapter that fails, and what is said of it. A page
// without a message is one that is well.
type chapterFault struct{ name, source, message, shows string }

// numbered are the folders of such chapters.
func numbered(faults []chapterFault) []string {
	folders := make([]string, len(faults))
	for i, fault := range faults {
		folders[i] = fmt.Sprintf("%02d-%s", i+1, strings.ReplaceAll(strings.ToLower(fault.name), " ", "-"))
	}
	return folders
}

// checkFaults holds what was said and the chapters' pages against the faults.
func checkFaults(t *testing.T, faults []chapterFault, stderr string, page func(name string) []byte) {
	t.Helper()
	if len(stderr) > 100_000 {
		t.Errorf("have %d bytes of messages", len(stderr))
	}
	for i, folder := range numbered(faults) {
		fault := faults[i]
		t.Run(fault.name, func(t *testing.T) {
			page := page(folder + ".html")
			failed := bytes.Contains(page, []byte(`class="failure"`))
			place := "chapters/" + folder + "/main.go"
			if fault.message == "" {
				if failed || strings.Contains(stderr, place) {
					t.Errorf("have a failure, want none: %s", stderr)
				}
			} else if want := place + fault.message; !strings.Contains(stderr, want) || failed != strings.Contains(string(page), html.EscapeString(want)) {
				t.Errorf("have the message %.3000s\nand failed %v, want %s", stderr, failed, want)
			}
			if !strings.HasSuffix(string(page), "</html>\n") || !strings.Contains(string(page), fault.shows) {
				t.Errorf("the page is not whole or does not show %q", fault.shows)
			}
		})
	}
}

// checkMended holds that a page shows what its chapter does, and no failure.
func checkMended(t *testing.T, name string, page []byte) {
	t.Helper()
	if !bytes.Contains(page, []byte("BODY 2")) || bytes.Contains(page, []byte(`class="failure"`)) {
		t.Errorf("mended: %s does not show what it should", name)
	}
}

// The chapters are in one book, so that each also shows that it breaks no
// other.
func testChapterFaults(t *testing.T) {
	t.Parallel()
	itself := func(name string) string { return `"NAMED` + name + `"` } // replaced by its path
	faults := []chapterFault{
		{"works", goodChapter, "", "BODY 2"},
		{"does not compile", inRun("undefined()"), ":21: undefined: undefined", ""},
		{"has two mains", goodChapter + "\nfunc main() {}\n", ":26: main redeclared", ""},
		{"imports what is not there", strings.Replace(goodChapter, "internal/notebook", "internal/nothing", 1), ":10: package backprop/internal/nothing is not in std", ""},
		{"is empty", "", ":1: expected 'package', found 'EOF'", ""},
		{"is not Go", "# Hello\n", ":1: illegal character U+0023 '#'", ""},
		{"is no program", strings.NewReplacer("package main", "package other").Replace(goodChapter), ":1: the go command made no program of it; its package must be main", ""},
		{"panics", inRun(`panic("as it must")`), ":21: panic: as it must", ""},
		{"fails a check", inRun(`nb.Check("one is two", 1.0, 2.0)`), ":21: ", ""},
		{"is saved while it runs", inMain("", "os.WriteFile("+itself("")+", []byte(`"+strings.Replace(goodChapter, "BODY", "SAVED", 1)+"`), 0o644)"), "", "SAVED 2"},
		{"saves itself each time", inMain("", "os.WriteFile("+itself("")+", []byte(source+\"// again\\n\"), 0o644)\n\tos.WriteFile(record, nil, 0o644)"), ":1: the source is not the one that was built, 3 times over", ""},
		{"does not embed its source", strings.NewReplacer("var source string", "var _ string", "(source, run)", "(\"\", run)").Replace(goodChapter), ":1: ", ""},
	}
	root := project(t, nil)
	folders := numbered(faults)
	for i, fault := range faults {
		file := filepath.Join(root, "chapters", folders[i], "main.go")
		writeChapter(t, root, folders[i], strings.ReplaceAll(fault.source, itself(""), fmt.Sprintf("%q", file)))
	}
	page := func(name string) []byte { return []byte(readFile(t, root, "docs/"+name)) }
	status, stderr := printed(t, root, func(*press) {})
	if status != statusFailed {
		t.Errorf("have status %d, want %d", status, statusFailed)
	}
	checkFaults(t, faults, stderr, page)
	for _, folder := range folders {
		writeChapter(t, root, folder, goodChapter)
	}
	if status, stderr := printed(t, root, func(*press) {}); status != statusOK {
		t.Fatalf("mended: have status %d, %s", status, stderr)
	}
	for _, folder := range folders {
		checkMended(t, folder, page(folder+".html"))
	}
}
