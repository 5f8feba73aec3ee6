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

// records is a chapter whose record is the text.
func records(text string) string {
	return inMain("", fmt.Sprintf("os.WriteFile(record, []byte(%q), 0o644)", text))
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

// printed renders with a press that a test has changed.
func printed(t *testing.T, adjust func(*press), args ...string) (status int, stderr string) {
	t.Helper()
	o, err := parseFlags(args, nil)
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
// by the disk, by another program. Each row says what the message is, what
// the status, what the pages hold, and the next render mends it.
func TestFaults(t *testing.T) {
	t.Run("a chapter", testChapterFaults)
	t.Run("the disk", testDiskFaults)
}

// The chapters are in one book, so that each also shows that it breaks no
// other. A page without a message is one that is well.
func testChapterFaults(t *testing.T) {
	child, childAt := held(t)
	itself := func(name string) string { return `"NAMED` + name + `"` } // replaced by its path
	tests := []struct{ name, source, message, shows string }{
		{"works", goodChapter, "", "BODY 2"},
		{"does not compile", inRun("undefined()"), ":21: undefined: undefined", ""},
		{"has two mains", goodChapter + "\nfunc main() {}\n", ":26: main redeclared", ""},
		{"imports what is not there", strings.Replace(goodChapter, "internal/notebook", "internal/nothing", 1), ":10: package backprop/internal/nothing is not in std", ""},
		{"is empty", "", ":1: expected 'package', found 'EOF'", ""},
		{"is not Go", "# Hello\n", ":1: illegal character U+0023 '#'", ""},
		{"is no program", strings.NewReplacer("package main", "package other").Replace(goodChapter), ":1: the go command made no program of it; its package must be main", ""},
		{"panics", inRun(`panic("as it must")`), ":21: panic: as it must", ""},
		{"panics before its run", inMain("", `panic("too early")`), ":1: panic: too early", ""},
		{"fails a check", inRun(`nb.Check("one is two", 1.0, 2.0)`), ":21: ", ""},
		{"exits without a word", inMain("", "os.Exit(1)"), ":1: the program ended with exit status 1 and said nothing", ""},
		{"writes no record", inMain("", ""), ":1: the program wrote no record; its main must call notebook.Main", ""},
		{"makes a folder of its record", inMain("", "os.Mkdir(record, 0o755)"), ":1: the program wrote no record", ""},
		{"writes a record that is not JSON", records("hello\n"), ":1: record:1: invalid character 'h'", ""},
		{"writes half a record", records(`{"line":1,"kind":"sentence","outp`), ":1: record:1: unexpected EOF", ""},
		{"shows what nobody knows", records(`{"line":1,"kind":"poem","output":{}}`), `:1: record:1: kind "poem" is not known`, ""},
		{"shows a bad formula", records(`{"line":21,"kind":"sentence","output":{"Markdown":"$\\nothing$"}}`), ":1: record:1: $\\nothing$: unknown command \\nothing", ""},
		{"shows at a line that is not there", records(`{"line":9999,"kind":"sentence","output":{"Markdown":"far"}}`), "", "far"},
		{"writes a record of 100 MB", inMain("", "os.WriteFile(record, nil, 0o644)\n\tos.Truncate(record, 100<<20)"), ":1: the program wrote a record of 100 MB; the limit is 64 MB: show less", ""},
		{"is killed by a signal", inMain("\t\"time\"\n", "p, _ := os.FindProcess(os.Getpid())\n\tp.Kill()\n\ttime.Sleep(time.Hour)"), ":1: the program ended with signal: killed and said nothing", ""},
		{"leaves a child with its output", inMain("\t\"net\"\n\t\"os/exec\"\n\t\"time\"\n", `if record == "child" {
		net.Dial("tcp", "`+childAt+`")
		time.Sleep(time.Hour)
	}
	child := exec.Command(os.Args[0], "child")
	child.Stderr = os.Stderr
	child.Start()`), ":1: the program ended before what it had started, which was stopped; wait for it first", ""},
		{"complains without end", inMain("\t\"bytes\"\n", `os.Stderr.Write(bytes.Repeat([]byte("woe "), 1<<20))
	os.Exit(1)`), ":1: woe woe ", "… and 4190208 bytes more"},
		{"complains in control characters", inMain("", `os.Stderr.WriteString("\x1b[2Jred\xff\x00")
	os.Exit(1)`), ":1: \uFFFD[2Jred\uFFFD\uFFFD", ""},
		{"is saved while it runs", inMain("", "os.WriteFile("+itself("")+", []byte(`"+strings.Replace(goodChapter, "BODY", "SAVED", 1)+"`), 0o644)"), "", "SAVED 2"},
		{"saves itself each time", inMain("", "os.WriteFile("+itself("")+", []byte(source+\"// again\\n\"), 0o644)\n\tos.WriteFile(record, nil, 0o644)"), ":1: the source is not the one that was built, 3 times over", ""},
		{"does not embed its source", strings.NewReplacer("var source string", "var _ string", "(source, run)", "(\"\", run)").Replace(goodChapter), ":1: ", ""},
	}
	chapters, folders := map[string]string{}, make([]string, len(tests))
	for i, test := range tests {
		folders[i] = fmt.Sprintf("%02d-%s", i+1, strings.ReplaceAll(strings.ToLower(test.name), " ", "-"))
		chapters[folders[i]] = test.source
	}
	root := project(t, chapters)
	for i, test := range tests {
		file := filepath.Join(root, "chapters", folders[i], "main.go")
		writeChapter(t, root, folders[i], strings.ReplaceAll(test.source, itself(""), fmt.Sprintf("%q", file)))
	}
	status, stderr := printed(t, func(*press) {})
	if status != statusFailed {
		t.Errorf("have status %d, want %d", status, statusFailed)
	}
	if len(stderr) > 100_000 {
		t.Errorf("have %d bytes of messages", len(stderr))
	}
	for i, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page, err := os.ReadFile(filepath.Join(root, "docs", folders[i]+".html"))
			if err != nil {
				t.Fatal(err)
			}
			failed := bytes.Contains(page, []byte(`class="failure"`))
			place := "chapters/" + folders[i] + "/main.go"
			if test.message == "" {
				if failed || strings.Contains(stderr, place) {
					t.Errorf("have a failure, want none: %s", stderr)
				}
			} else if want := place + test.message; !strings.Contains(stderr, want) || failed != strings.Contains(string(page), html.EscapeString(want)) {
				t.Errorf("have the message %.3000s\nand failed %v, want %s", stderr, failed, want)
			}
			if !strings.HasSuffix(string(page), "</html>\n") || !strings.Contains(string(page), test.shows) {
				t.Errorf("the page is not whole or does not show %q", test.shows)
			}
		})
	}
	ends(t, child)
	for _, folder := range folders {
		writeChapter(t, root, folder, goodChapter)
	}
	if status, stderr := printed(t, func(*press) {}); status != statusOK {
		t.Fatalf("mended: have status %d, %s", status, stderr)
	}
	for _, folder := range folders {
		page, err := os.ReadFile(filepath.Join(root, "docs", folder+".html"))
		if err != nil || !bytes.Contains(page, []byte("BODY 2")) || bytes.Contains(page, []byte(`class="failure"`)) {
			t.Errorf("mended: %s: have %v, want a page with what it shows", folder, err)
		}
	}
}
