package main

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// acts are what a chapter's program can do, by the chapter's name, instead of
// showing something. Each is given the file that the record belongs in. The
// program is this one, under the chapter's name: no fault needs a build.
var acts = map[string]func(record string){
	"panics-before-its-run":   func(string) { panic("too early") },
	"exits-without-a-word":    func(string) { os.Exit(1) },
	"writes-no-record":        func(string) {},
	"makes-a-folder-of-it":    func(record string) { os.Mkdir(record, 0o755) },
	"writes-no-json":          records("hello\n"),
	"writes-half-a-record":    records(`{"line":1,"kind":"sentence","outp`),
	"shows-what-nobody-knows": records(`{"line":1,"kind":"poem","output":{}}`),
	"shows-a-bad-formula":     records(`{"line":21,"kind":"sentence","output":{"Markdown":"$\\nothing$"}}`),
	"shows-at-no-line":        records(`{"line":9999,"kind":"sentence","output":{"Markdown":"far"}}`),
	"writes-100-mb": func(record string) {
		os.WriteFile(record, nil, 0o644)
		os.Truncate(record, 100<<20)
	},
	"is-killed": func(string) {
		self, _ := os.FindProcess(os.Getpid())
		self.Kill()
		select {}
	},
	"leaves-a-child": func(record string) {
		if record == "child" {
			at, _ := os.ReadFile(os.Args[0] + ".child")
			net.Dial("tcp", string(at))
			time.Sleep(time.Hour)
		}
		child := exec.Command(os.Args[0], "child")
		child.Stderr = os.Stderr
		child.Start()
	},
	"complains-without-end": func(string) {
		os.Stderr.Write(bytes.Repeat([]byte("woe "), 1<<20))
		os.Exit(1)
	},
	"complains-in-control-characters": func(string) {
		os.Stderr.WriteString("\x1b[2Jred\xff\x00")
		os.Exit(1)
	},
}

// records is a program whose record is the text.
func records(text string) func(string) {
	return func(record string) { os.WriteFile(record, []byte(text), 0o644) }
}

// act is what this program does where it runs under the name of a chapter, or
// nil. It does it no longer once there is a file that says that it is mended.
func act() func(record string) {
	name := strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe")
	act := acts[strings.TrimLeft(name, "0123456789-")]
	if act != nil && exists(os.Args[0]+".mended") {
		return records(`{"line":21,"kind":"sentence","output":{"Markdown":"BODY 2"}}` + "\n")
	}
	return act
}

// The faults that a program makes when it runs, whatever it was built from.
func testProgramFaults(t *testing.T) {
	t.Parallel()
	faults := []chapterFault{
		{"panics before its run", "", ":1: panic: too early", ""},
		{"exits without a word", "", ":1: the program ended with exit status 1 and said nothing", ""},
		{"writes no record", "", ":1: the program wrote no record; its main must call notebook.Main", ""},
		{"makes a folder of it", "", ":1: the program wrote no record", ""},
		{"writes no JSON", "", ":1: record:1: invalid character 'h'", ""},
		{"writes half a record", "", ":1: record:1: unexpected EOF", ""},
		{"shows what nobody knows", "", `:1: record:1: kind "poem" is not known`, ""},
		{"shows a bad formula", "", ":1: record:1: $\\nothing$: unknown command \\nothing", ""},
		{"shows at no line", "", "", "far"},
		{"writes 100 MB", "", ":1: the program wrote a record of 100 MB; the limit is 64 MB: show less", ""},
		{"is killed", "", ":1: the program ended with signal: killed and said nothing", ""},
		{"leaves a child", "", ":1: the program ended before what it had started, which was stopped; wait for it first", ""},
		{"complains without end", "", ":1: woe woe ", "… and 4190208 bytes more"},
		{"complains in control characters", "", ":1: \uFFFD[2Jred\uFFFD\uFFFD", ""},
	}
	folders := numbered(faults)
	chapters := map[string]string{}
	for _, folder := range folders {
		chapters[folder] = goodChapter
	}
	p, err := newPress(options{dir: project(t, chapters)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p.cache = cache{os.DevNull} // the programs have the same bytes, and so one key
	child, childAt := held(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		if err := os.Symlink(self, p.program(folder)); err != nil {
			t.Skipf("this system makes no symbolic links: %v", err)
		}
		save(t, p.program(folder)+".child", childAt)
	}
	work, err := p.workFolder()
	if err != nil {
		t.Fatal(err)
	}
	played := func() (pages map[string][]byte, status int, stderr string) {
		for _, folder := range folders {
			p.played[folder] = p.play(t.Context(), folder, "", work)
		}
		pages, err := p.pages()
		var said bytes.Buffer
		status = report(&said, err)
		return pages, status, said.String()
	}
	pages, status, stderr := played()
	if status != statusFailed {
		t.Errorf("have status %d, want %d", status, statusFailed)
	}
	checkFaults(t, faults, stderr, func(name string) []byte { return pages[name] })
	ends(t, child)
	for _, folder := range folders {
		save(t, p.program(folder)+".mended", "")
	}
	if pages, status, stderr = played(); status != statusOK {
		t.Fatalf("mended: have status %d, %s", status, stderr)
	}
	for _, folder := range folders {
		checkMended(t, folder, pages[folder+".html"])
	}
}
