package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// TestMain makes this program the command itself where a test asks for a
// process that can be interrupted and killed, or a chapter's where it has the
// name of one.
func TestMain(m *testing.M) {
	if os.Getenv("RENDER_IS_THE_COMMAND") != "" {
		main() // exits
	}
	if act := act(); act != nil {
		act(os.Args[len(os.Args)-1])
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// mounted puts a small disk onto a folder, which takes root.
func mounted(t *testing.T, folder, options string) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("a disk of its own takes root; run as root for this test")
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder).CombinedOutput(); err != nil {
		t.Skipf("no disk could be mounted: %v: %s", err, out)
	}
	t.Cleanup(func() { unmount(t, folder) })
}

func unmount(t *testing.T, folder string) {
	t.Helper()
	if out, err := exec.Command("umount", folder).CombinedOutput(); err != nil && !strings.Contains(string(out), "not mounted") {
		t.Errorf("umount: %v: %s", err, out)
	}
}

// A bookcase is a book of one good chapter, and its pages when all is well.
type bookcase struct {
	root, docs string
	well       map[string]string
	press      func(*press) // changes the press that meets the fault
	env        []string     // in which the render meets it, as a process
	end        func()       // ends the fault
}

// onDisk puts an empty docs/ onto a disk of its own. Where none can be mounted
// the book stays as it is.
func (b *bookcase) onDisk(t *testing.T, options string) {
	t.Helper()
	mounted(t, t.TempDir(), "size=4k")
	if err := errors.Join(os.RemoveAll(b.docs), os.Mkdir(b.docs, 0o755)); err != nil {
		t.Fatal(err)
	}
	mounted(t, b.docs, options)
	b.end = func() { unmount(t, b.docs) }
}

// writes saves the chapter with a line that does something to the disk; what
// the page shows stays the same.
func (b *bookcase) writes(t *testing.T, line string) {
	t.Helper()
	s := strings.Replace(goodChapter, "\t_ \"embed\"\n", "\t_ \"embed\"\n\t\"os\"\n", 1)
	writeChapter(t, b.root, "01-good", strings.Replace(s, "\tnb.Markdownf", "\t"+line+"\n\n\tnb.Markdownf", 1))
	b.end = func() { writeChapter(t, b.root, "01-good", goodChapter) }
}

func testDiskFaults(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"01-good": goodChapter})
	b := &bookcase{root: root, docs: filepath.Join(root, "docs")}
	clean := func(t *testing.T) {
		t.Helper()
		if status, stderr := printed(t, root, func(*press) {}); status != statusOK {
			t.Fatalf("have status %d, %s", status, stderr)
		}
	}
	clean(t)
	b.well = contents(t, b.docs)
	remove := func(t *testing.T, names ...string) {
		for _, name := range names {
			if err := os.RemoveAll(filepath.Join(b.docs, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, test := range []struct {
		name    string
		fault   func(t *testing.T)
		status  int
		message string
		whole   bool // the pages are all there although
	}{
		{"a file in place of docs/", func(t *testing.T) {
			remove(t, "")
			save(t, b.docs, "mine")
			b.end = func() { os.Remove(b.docs) }
		}, statusMisused, "docs/.nojekyll could not be written: not a directory; ", false},
		{"a folder in place of a page", func(t *testing.T) {
			remove(t, "01-good.html")
			save(t, filepath.Join(b.docs, "01-good.html", "x"), "mine")
			b.end = func() { remove(t, "01-good.html") }
		}, statusMisused, "docs/01-good.html is in the way: it is no file; nothing was changed", false},
		{"a read-only disk", func(t *testing.T) {
			b.onDisk(t, "ro")
		}, statusMisused, "docs/.nojekyll could not be written: read-only file system; ", false},
		{"a full disk", func(t *testing.T) {
			b.onDisk(t, "size=64k")
		}, statusMisused, "no space left on device; the pages that were there are untouched", false},
		{"a full disk over an older book", func(t *testing.T) {
			b.onDisk(t, "size=128k")
			outdated(t, b.docs, b.well)
		}, statusMisused, "no space left on device; the pages that were there are untouched", false},
		{"no folder to work in", func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "file")
			save(t, file, "")
			b.press = func(p *press) { p.bin = filepath.Join(file, "bin") }
		}, statusMisused, "no folder to work in: mkdir ", true},
		{"no room to work", func(t *testing.T) {
			bin := t.TempDir()
			mounted(t, bin, "size=64k")
			b.press = func(p *press) { p.bin = bin }
		}, statusFailed, "no space left on device", true},
		{"no room in the system's temporary folder", func(t *testing.T) {
			tmp := t.TempDir()
			mounted(t, tmp, "size=4k,nr_inodes=2")
			save(t, filepath.Join(tmp, "full"), strings.Repeat("x", 4096))
			b.env = []string{"TMPDIR=" + tmp}
		}, statusOK, "", true},
		{"a program that never ends", func(t *testing.T) {
			writeChapter(t, root, "02-loop", inRun("for {\n\t}"))
			b.press = func(p *press) { p.only, p.patience = "02-loop", 300*time.Millisecond }
			b.end = func() { os.RemoveAll(filepath.Join(root, "chapters", "02-loop")) }
		}, statusFailed, "chapters/02-loop/main.go:1: the program ran longer than 300ms and was stopped; look for a loop that does not end", false},
		{"docs/ removed during the render", func(t *testing.T) {
			b.writes(t, fmt.Sprintf("os.RemoveAll(%q)", b.docs))
		}, statusOK, "", false},
		{"pages changed during the render", func(t *testing.T) {
			b.writes(t, fmt.Sprintf("os.WriteFile(%q, nil, 0o644)\n\tos.Truncate(%q, 7)", filepath.Join(b.docs, "index.html"), filepath.Join(b.docs, "01-good.html")))
		}, statusOK, "", false},
		{"what a killed render left", func(t *testing.T) {
			save(t, filepath.Join(b.docs, ".index.html.rendering-123"), "half")
			save(t, filepath.Join(b.docs, "assets", ".book.css.rendering-456"), "half")
			save(t, filepath.Join(b.docs, "01-good.html"), b.well["01-good.html"][:1000])
		}, statusOK, "", true},
		{"interrupted", func(t *testing.T) {
			b.ended(t, syscall.SIGINT, 1, "render: interrupted; the pages are whole")
		}, statusOK, "", true},
		{"terminated", func(t *testing.T) {
			b.ended(t, syscall.SIGTERM, 1, "render: interrupted; the pages are whole")
		}, statusOK, "", true},
		{"killed while a chapter runs", func(t *testing.T) {
			b.ended(t, syscall.SIGKILL, -1, "")
		}, statusOK, "", true},
		{"killed while it writes", func(t *testing.T) { b.killedWriting(t, 1) }, statusOK, "", true},
		{"killed while it puts pages in their places", func(t *testing.T) { b.killedWriting(t, b.inTheFolder()+5) }, statusOK, "", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			b.press, b.env, b.end = func(*press) {}, nil, func() {}
			test.fault(t)
			status, stderr := b.render(t)
			if status != test.status || !strings.Contains(stderr, test.message) || (stderr == "") != (test.message == "") {
				t.Errorf("have status %d, %q, want %d, %q", status, stderr, test.status, test.message)
			}
			if info, err := os.Stat(b.docs); err == nil && info.IsDir() {
				for name, text := range contents(t, b.docs) {
					if strings.Contains(name, ".rendering-") {
						t.Errorf("%s is left over", name)
					}
					if well, ok := b.well[name]; ok && name != bookList && text != well && text != "old" && test.status != statusOK {
						t.Errorf("%s is neither the old page nor the new one", name)
					}
				}
				if differ := differing(contents(t, b.docs), b.well); test.whole && len(differ) > 0 {
					t.Errorf("these pages are not as they should be: %v", differ)
				}
			}
			b.end()
			clean(t)
			if differ := differing(contents(t, b.docs), b.well); len(differ) > 0 {
				t.Errorf("mended: these pages are not as they should be: %v", differ)
			}
		})
	}
}

// process starts the command in a folder as a process of its own, with more
// in its environment.
func process(t *testing.T, dir string, env []string, args ...string) (cmd *exec.Cmd, stderr *strings.Builder) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), bound)
	t.Cleanup(cancel)
	stderr = &strings.Builder{}
	cmd = exec.CommandContext(ctx, self, args...)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), env...), "RENDER_IS_THE_COMMAND=1")
	cmd.Stderr = stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, stderr
}

// render renders the book as the fault has it.
func (b *bookcase) render(t *testing.T) (status int, stderr string) {
	t.Helper()
	if b.env == nil {
		return printed(t, b.root, b.press)
	}
	cmd, said := process(t, b.root, b.env)
	cmd.Wait() // the status says it all
	return cmd.ProcessState.ExitCode(), said.String()
}

// ended sends a signal to a render while its chapter runs: it ends with the
// status, it says why, and so does the chapter's program.
func (b *bookcase) ended(t *testing.T, signal syscall.Signal, status int, message string) {
	t.Helper()
	listener, at := held(t)
	chapter := strings.Replace(goodChapter, "\t_ \"embed\"\n", "\t_ \"embed\"\n\t\"net\"\n", 1)
	writeChapter(t, b.root, "01-good", strings.Replace(chapter, "\tnb.Markdownf", fmt.Sprintf(`	c, _ := net.Dial("tcp", %q)
	c.Read(make([]byte, 1))

	nb.Markdownf`, at), 1))
	defer writeChapter(t, b.root, "01-good", goodChapter)
	cmd, stderr := process(t, b.root, nil)
	conn, err := listener.Accept()
	if err != nil {
		t.Fatalf("%v: %s", err, stderr)
	}
	defer conn.Close() // the program of a killed render ends with it
	if err := cmd.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	if have := cmd.ProcessState.ExitCode(); have != status || !strings.Contains(stderr.String(), message) {
		t.Errorf("%v: have status %d, %q, want %d, %q", signal, have, stderr, status, message)
	}
	if differ := differing(contents(t, b.docs), b.well); len(differ) > 0 {
		t.Errorf("%v: these pages were touched: %v", signal, differ)
	}
	if signal == syscall.SIGKILL {
		return
	}
	if _, err := conn.Read(make([]byte, 1)); err == nil {
		t.Errorf("%v: the program goes on", signal)
	}
	if left, _ := filepath.Glob(filepath.Join(b.bin(t), "work-*")); len(left) > 0 {
		t.Errorf("%v: left over: %v", signal, left)
	}
}

// bin is where the programs of the book are.
func (b *bookcase) bin(t *testing.T) string {
	t.Helper()
	bin, err := binFolder(b.root)
	if err != nil {
		t.Fatal(err)
	}
	return bin
}

// inTheFolder is how many pages lie in the folder itself: so many files are
// made there before the first is put in its place.
func (b *bookcase) inTheFolder() int {
	count := 0
	for name := range b.well {
		if !strings.Contains(name, "/") {
			count++
		}
	}
	return count
}

// outdated fills a folder with an older book: the same list, other pages.
func outdated(t *testing.T, docs string, well map[string]string) {
	t.Helper()
	for name, text := range well {
		if name != bookList {
			text = "old"
		}
		save(t, filepath.Join(docs, name), text)
	}
}

// killedWriting kills a render as soon as it has written that many files.
func (b *bookcase) killedWriting(t *testing.T, files int) {
	t.Helper()
	outdated(t, b.docs, b.well)
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		t.Fatal(err)
	}
	defer watcher.Close()
	if err := watcher.Add(b.docs); err != nil {
		t.Fatal(err)
	}
	cmd, stderr := process(t, b.root, nil)
	for late := time.After(bound); files > 0; {
		select {
		case event := <-watcher.Events:
			if event.Has(fsnotify.Create) {
				files--
			}
		case <-late:
			t.Fatalf("it never wrote: %s", stderr)
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	cmd.Wait() // killed, or done just before
	for name, text := range contents(t, b.docs) {
		if !strings.Contains(name, ".rendering-") && name != bookList && text != "old" && text != b.well[name] {
			t.Errorf("%s is neither the old page nor the new one", name)
		}
	}
}

// TestTwoRendersAtOnce lets two processes make the same book in the same
// folder, from nothing.
func TestTwoRendersAtOnce(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"01-good": goodChapter, "02-other": goodChapter})
	docs := filepath.Join(root, "docs")
	var well map[string]string
	for round := range 3 {
		one, saysOne := process(t, root, nil)
		two, saysTwo := process(t, root, nil)
		if one, two := one.Wait(), two.Wait(); one != nil || two != nil {
			t.Errorf("round %d: have %v, %v: %s%s", round, one, two, saysOne, saysTwo)
		}
		if round == 0 {
			well = contents(t, docs)
			if !strings.Contains(well["02-other.html"], "BODY 2") {
				t.Fatal("the page does not show what the chapter does")
			}
		}
		if differ := differing(contents(t, docs), well); len(differ) > 0 {
			t.Errorf("round %d: these pages are not as they should be: %v", round, differ)
		}
		outdated(t, docs, well)
	}
	if status, stderr := printed(t, root, func(*press) {}); status != statusOK {
		t.Fatalf("have status %d, %s", status, stderr)
	}
	if differ := differing(contents(t, docs), well); len(differ) > 0 {
		t.Errorf("these pages are not as they should be: %v", differ)
	}
}

// What a page shows came from the source that it shows, or the chapter is
// built again.
func TestOneVersion(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"01-good": goodChapter})
	p, err := newPress(options{dir: root}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.reprint(t.Context(), p.chapters); err != nil {
		t.Fatal(err)
	}
	played := p.played["01-good"].chapter
	if !p.isOneVersion(played, goodChapter) {
		t.Error("the chapter that was built is not taken for it")
	}
	if p.isOneVersion(played, goodChapter+" ") {
		t.Error("a source saved while it was built is taken for the one that was")
	}
	other := played
	other.Source = strings.Replace(goodChapter, "BODY", "OTHER", 1)
	writeChapter(t, root, "01-good", other.Source)
	if p.isOneVersion(played, goodChapter) {
		t.Error("a source saved while it ran is taken for the one that ran")
	}
	if p.isOneVersion(other, other.Source) {
		t.Error("another render's program is taken for that of this source")
	}
}
