package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fsnotify/fsnotify"
)

// sources makes the folders of a book with one chapter.
func sources(t *testing.T) *press {
	t.Helper()
	p := &press{root: t.TempDir(), network: filepath.Join(t.TempDir(), "net.json")}
	save(t, filepath.Join(p.root, "chapters", "01-a", "main.go"), "")
	save(t, filepath.Join(p.root, "internal", "cnn", "conv.go"), "")
	return p
}

// save writes a file and the folders above it.
func save(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestWatch does to real files what editors and people do.
func TestWatch(t *testing.T) {
	p := sources(t)
	ctx, cancel := context.WithTimeout(t.Context(), bound)
	defer cancel()
	changes, err := p.watch(ctx, func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	at := func(parts ...string) string { return filepath.Join(append([]string{p.root}, parts...)...) }
	a := at("chapters", "01-a", "main.go")
	rename := func(from, to string) {
		t.Helper()
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	const everything = "everything"
	for _, step := range []struct {
		name string
		do   func()
		want string // the file that must be told, or everything
		only bool   // and no other
	}{
		{"a save", func() { save(t, a, "1") }, a, true},
		{"an editor's write by rename", func() {
			save(t, a+".new", "2")
			rename(a, a+"~")
			rename(a+".new", a)
		}, a, true},
		{"files that are no sources, then a save", func() {
			for _, name := range []string{".main.go.swp", "main.go~", "4913", ".#main.go", "notes.orig"} {
				save(t, at("chapters", "01-a", name), "3")
			}
			save(t, at("README.md"), "3")
			save(t, at("docs", "index.html"), "3")
			save(t, filepath.Join(filepath.Dir(p.network), "other.json"), "3")
			os.Chmod(at("internal", "cnn", "conv.go"), 0o600)
			save(t, a, "3")
		}, a, true},
		{"the words of a chapter", func() { save(t, at("chapters", "01-a", "words.md"), "3") }, at("chapters", "01-a", "words.md"), true},
		{"a package", func() { save(t, at("internal", "cnn", "conv.go"), "4") }, at("internal", "cnn", "conv.go"), true},
		{"a stylesheet", func() { save(t, at("internal", "cnn", "book.css"), "4") }, at("internal", "cnn", "book.css"), true},
		{"the network", func() { save(t, p.network, "5") }, p.network, true},
		{"the module", func() { save(t, at("go.mod"), "5") }, at("go.mod"), true},
		{"a file removed", func() { os.Remove(at("internal", "cnn", "book.css")) }, at("internal", "cnn", "book.css"), true},
		{"a new chapter", func() { save(t, at("chapters", "02-b", "data", "x.json"), "6") }, everything, false},
		{"a save in the new chapter", func() { save(t, at("chapters", "02-b", "main.go"), "7") }, at("chapters", "02-b", "main.go"), false},
		{"a save below it", func() { save(t, at("chapters", "02-b", "data", "x.json"), "8") }, at("chapters", "02-b", "data", "x.json"), false},
		{"a chapter renamed", func() { rename(at("chapters", "02-b"), at("chapters", "03-c")) }, everything, false},
		{"a save in the renamed chapter", func() { save(t, at("chapters", "03-c", "main.go"), "9") }, at("chapters", "03-c", "main.go"), false},
		{"a save below it", func() { save(t, at("chapters", "03-c", "data", "x.json"), "9") }, at("chapters", "03-c", "data", "x.json"), false},
		{"two chapters swapped", func() {
			rename(at("chapters", "01-a"), at("chapters", "tmp"))
			rename(at("chapters", "03-c"), at("chapters", "01-a"))
			rename(at("chapters", "tmp"), at("chapters", "03-c"))
		}, everything, false},
		{"a save behind the swap", func() { save(t, at("chapters", "01-a", "data", "x.json"), "10") }, at("chapters", "01-a", "data", "x.json"), false},
		{"a chapter removed", func() { os.RemoveAll(at("chapters", "03-c")) }, everything, false},
		{"a chapter removed and there again", func() {
			os.RemoveAll(at("chapters", "01-a"))
			save(t, a, "11")
		}, everything, false},
		{"a save in it", func() { save(t, a, "12") }, a, false},
	} {
		step.do()
		for told := false; !told; {
			c, ok := <-changes
			if !ok {
				t.Fatalf("%s: was never told", step.name)
			}
			if step.only && (c.everything || !slices.Equal(c.files, []string{step.want})) {
				t.Errorf("%s: have %v, want %s alone", step.name, c, step.want)
			}
			// A folder that moved may be told in two parts.
			told = c.everything && step.want == everything || slices.Contains(c.files, step.want)
		}
	}
}

// A tree of sources that goes away and comes back is watched again.
func TestWatchAFolderThatComesBack(t *testing.T) {
	p := sources(t)
	ctx, cancel := context.WithTimeout(t.Context(), bound)
	defer cancel()
	changes, err := p.watch(ctx, func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	told := func(what string, is func(change) bool) {
		t.Helper()
		for c := range changes {
			if is(c) {
				return
			}
		}
		t.Fatalf("%s: was never told", what)
	}
	everything := func(c change) bool { return c.everything }
	for _, name := range []string{"chapters", "internal"} {
		at, away := filepath.Join(p.root, name), filepath.Join(p.root, "away")
		for range 2 {
			if err := os.Rename(at, away); err != nil {
				t.Fatal(err)
			}
			told(name+" gone", everything)
			if err := os.Rename(away, at); err != nil {
				t.Fatal(err)
			}
			told(name+" back", everything)
		}
	}
	file := filepath.Join(p.root, "chapters", "01-a", "main.go")
	save(t, file, "saved")
	told("a save in it", func(c change) bool { return slices.Contains(c.files, file) })
}

// Without the project there is nothing to watch, and the reason is told.
func TestWatchEndsWithoutTheProject(t *testing.T) {
	p := sources(t)
	ctx, cancel := context.WithTimeout(t.Context(), bound)
	defer cancel()
	failed := make(chan error, 1)
	changes, err := p.watch(ctx, func(err error) { failed <- err })
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(p.root); err != nil {
		t.Fatal(err)
	}
	for range changes {
	}
	if err := context.Cause(ctx); err != nil {
		t.Fatal(err)
	}
	select {
	case <-failed:
	default:
		t.Error("it ended without a word")
	}
	if _, err := p.watch(ctx, nil); err == nil {
		t.Error("watching what is not there: have no error")
	}
}

// eyes is a lookout whose events the test makes up.
type eyes struct {
	events chan fsnotify.Event
	errors chan error
	opened int
	closed int
}

func (e *eyes) open() (*lookout, error) {
	e.opened++
	return &lookout{map[string]bool{"/book/chapters/01-a": true}, e.events, e.errors, func() error { e.closed++; return nil }}, nil
}

// TestGather holds what is told when, on a clock that is not the real one.
func TestGather(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := &eyes{events: make(chan fsnotify.Event), errors: make(chan error)}
		w := &watcher{press: &press{root: "/book"}, open: e.open}
		if err := w.reopen(); err != nil {
			t.Fatal(err)
		}
		changes := make(chan change)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- w.gather(ctx, changes) }()
		saved := func(name string) { e.events <- fsnotify.Event{Name: "/book/chapters/01-a/" + name, Op: fsnotify.Write} }
		told := func(wait time.Duration, want ...string) {
			t.Helper()
			start := time.Now()
			have := <-changes
			for i, name := range want {
				want[i] = "/book/chapters/01-a/" + name
			}
			if have.everything || !slices.Equal(have.files, want) || time.Since(start) != wait {
				t.Errorf("have %v after %v, want %v after %v", have, time.Since(start), want, wait)
			}
		}

		saved("main.go")
		told(settle, "main.go")
		// Several steps are one change.
		saved("main.go")
		time.Sleep(settle - 1)
		saved("words.go")
		time.Sleep(settle - 1)
		saved("main.go")
		told(settle, "main.go", "words.go")
		// While nobody takes it, it grows and loses nothing.
		saved("a.go")
		time.Sleep(time.Hour)
		saved("b.go")
		time.Sleep(time.Hour)
		saved("c.go")
		told(settle, "a.go", "b.go", "c.go")
		// Between being told and the next save nothing is lost either.
		saved("a.go")
		told(settle, "a.go")
		saved("a.go")
		told(settle, "a.go")
		// Endless saving is told all the same.
		start := time.Now()
		go func() {
			for range 100 {
				saved("main.go")
				time.Sleep(settle * 3 / 4)
			}
			saved("end.go")
		}()
		for c := range changes {
			if have := time.Since(start); have > longest+settle {
				t.Errorf("endless saving: have a change after %v, want %v", have, longest)
			}
			if slices.Contains(c.files, "/book/chapters/01-a/end.go") {
				break
			}
			start = time.Now()
		}
		// The system could not keep the events.
		if e.opened != 1 {
			t.Errorf("have %d lookouts, want 1", e.opened)
		}
		e.errors <- fsnotify.ErrEventOverflow
		if have := <-changes; !have.everything || e.opened != 2 || e.closed != 1 {
			t.Errorf("overflow: have %v, %d lookouts opened, %d closed, want everything, 2 and 1", have, e.opened, e.closed)
		}
		e.events <- fsnotify.Event{Name: "/book/chapters/01-a", Op: fsnotify.Remove}
		if have := <-changes; !have.everything || e.opened != 3 {
			t.Errorf("a folder removed: have %v, %d lookouts opened, want everything and 3", have, e.opened)
		}
		cancel()
		if err := <-ended; err != nil || e.closed != 3 {
			t.Errorf("have %v, %d lookouts closed, want 3", err, e.closed)
		}
		// A watch that ends by itself says so.
		go func() { ended <- w.gather(t.Context(), changes) }()
		close(e.events)
		if err := <-ended; err == nil {
			t.Error("the watch ended: have no error")
		}
	})
}
