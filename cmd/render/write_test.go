package main

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/fsnotify/fsnotify"
)

// in is a folder that is not the project's own docs/.
func in(path string) folder { return folder{path: path, shown: path, list: bookList} }

// files are the names of the files below a folder.
func files(t *testing.T, path string) []string {
	t.Helper()
	return slices.Sorted(maps.Keys(contents(t, path)))
}

func TestWriteOnlyWhatDiffers(t *testing.T) {
	f := in(filepath.Join(t.TempDir(), "docs"))
	pages := map[string][]byte{"index.html": []byte("front"), "assets/book.css": []byte("style")}
	for round, want := range []int{2, 0, 1} {
		if round == 2 {
			pages["index.html"] = []byte("other")
		}
		have, left, err := f.write(pages, true)
		if err != nil || have != want || len(left) != 0 {
			t.Errorf("round %d: have %d files changed, %v, %v, want %d", round, have, left, err, want)
		}
		if list, ok := readListing(f.at(bookList)); !ok || !maps.Equal(list, listingOf(pages)) || strings.Contains(readFile(t, f.path, bookList), underWay) {
			t.Errorf("round %d: have the list %v, want the pages", round, list)
		}
	}
	if have := readFile(t, f.path, "index.html"); have != "other" {
		t.Errorf("have %q, want %q", have, "other")
	}
	if have, want := files(t, f.path), []string{"assets/book.css", "index.html", bookList}; !slices.Equal(have, want) {
		t.Errorf("have %v, want %v", have, want)
	}
}

// TestWriteLeavesWhatIsNotItsOwn gives a folder that is somebody's blog: what
// has the names of pages there, or of what a killed render leaves, stays.
func TestWriteLeavesWhatIsNotItsOwn(t *testing.T) {
	f := in(t.TempDir())
	mine := map[string]string{
		"01-intro.md": "my words", "42-my-notes.html": "mine", ".new-letter.txt": "Dear", "assets/.new-1": "x",
		".mine.html.rendering-1": "no page of that name", ".index.html.rendering-x": "no number", "index.md": "",
	}
	for name, text := range mine {
		save(t, f.at(name), text)
	}
	for range 2 {
		if _, left, err := f.write(map[string][]byte{"index.html": []byte("front"), "assets/book.css": nil}, true); err != nil || len(left) != 0 {
			t.Fatalf("have %v, %v", left, err)
		}
	}
	have := contents(t, f.path)
	for name, text := range mine {
		if have[name] != text {
			t.Errorf("%s: have %q, want %q, as it was", name, have[name], text)
		}
	}
	// In the way of a page: named, and nothing is changed.
	for _, name := range []string{"01-intro.md", "index.md"} {
		before := contents(t, f.path)
		_, _, err := f.write(map[string][]byte{"index.html": []byte("new"), name: []byte("chapter")}, true)
		if err == nil || !strings.HasPrefix(err.Error(), f.at(name)+" is in the way: ") {
			t.Errorf("%s in the way: have %v", name, err)
		}
		if differ := differing(contents(t, f.path), before); len(differ) > 0 {
			t.Errorf("%s in the way: these were changed: %v", name, differ)
		}
	}
	// What is there already as it should be is in nobody's way.
	if changed, _, err := f.write(map[string][]byte{"index.html": []byte("front"), "01-intro.md": []byte("my words")}, true); err != nil || changed != 1 {
		t.Errorf("have %d changed, %v, want assets/book.css removed", changed, err)
	}
	if _, _, err := f.write(map[string][]byte{"assets": nil}, true); err == nil || !strings.Contains(err.Error(), "assets is in the way: it is no file") {
		t.Errorf("a folder in the way: have %v", err)
	}
}

// A user's own file may have the name of the list: named, and nothing is
// changed, in docs/ as well.
func TestWriteLeavesWhatIsNoList(t *testing.T) {
	for _, text := range []string{"what I rendered\n", "", strings.TrimPrefix(listHead, "# ")} {
		for _, adopts := range []bool{false, true} {
			f := in(t.TempDir())
			f.adopts = adopts
			save(t, f.at(f.list), text)
			for _, whole := range []bool{false, true} {
				_, _, err := f.write(map[string][]byte{"index.html": []byte("front")}, whole)
				if err == nil || !strings.HasPrefix(err.Error(), f.at(f.list)+" is in the way: ") {
					t.Errorf("%q: have %v, want that it is in the way", text, err)
				}
			}
			if have := contents(t, f.path); !maps.Equal(have, map[string]string{f.list: text}) {
				t.Errorf("%q: the folder now has %v", text, have)
			}
		}
	}
	f := in(t.TempDir())
	if err := os.Mkdir(f.at(f.list), 0o777); err != nil {
		t.Fatal(err)
	}
	if _, _, err := f.write(map[string][]byte{"index.html": nil}, true); err == nil || !strings.Contains(err.Error(), bookList+" is in the way: it is no file") {
		t.Errorf("a folder: have %v", err)
	}
}

// The project's own docs/ may be of a render that kept no list.
func TestWriteAdopts(t *testing.T) {
	f := in(t.TempDir())
	f.adopts = true
	save(t, f.at("index.html"), "of an older render")
	save(t, f.at("02-gone.html"), "of an older render")
	pages := map[string][]byte{"index.html": []byte("front")}
	if changed, _, err := f.write(pages, true); err != nil || changed != 1 {
		t.Errorf("have %d changed, %v, want 1", changed, err)
	}
	// With a list, docs/ is a folder like any other.
	save(t, f.at("03-new.html"), "mine")
	pages["03-new.html"] = []byte("chapter")
	if _, _, err := f.write(pages, true); err == nil {
		t.Error("a file that is not listed was replaced")
	}
	if have := readFile(t, f.path, "02-gone.html"); have != "of an older render" {
		t.Errorf("have %q", have)
	}
}

func TestWriteRemovesWhatIsNoLongerPartOfTheBook(t *testing.T) {
	f := in(t.TempDir())
	old := map[string][]byte{"03-gone.html": []byte("page"), "03-gone.md": []byte("text"), "04-here.html": nil, "assets/old.css": nil}
	if _, _, err := f.write(old, true); err != nil {
		t.Fatal(err)
	}
	save(t, f.at("03-gone.md"), "with a word of mine")
	save(t, f.at("03-gone.txt"), "mine")
	// One page more says nothing of the others.
	if changed, left, err := f.write(map[string][]byte{"05-one.html": nil}, false); changed != 1 || len(left) != 0 || err != nil {
		t.Errorf("one page: have %d changed, %v, %v, want 1", changed, left, err)
	}
	changed, left, err := f.write(map[string][]byte{"04-here.html": nil}, true)
	if err != nil || changed != 3 || !slices.Equal(left, []string{"03-gone.md"}) {
		t.Errorf("have %d changed, left %v, %v, want 3 and 03-gone.md", changed, left, err)
	}
	if have, want := files(t, f.path), []string{"03-gone.md", "03-gone.txt", "04-here.html", bookList}; !slices.Equal(have, want) {
		t.Errorf("have %v, want %v", have, want)
	}
	if have := leftAlone(left); !strings.HasPrefix(have, "left alone: 03-gone.md, ") {
		t.Errorf("have %q", have)
	}
}

// A render that was killed between two renames has left pages of two books, a
// list that knows both and says so, and files beside their places.
func TestWriteAfterAKill(t *testing.T) {
	f := in(t.TempDir())
	one := map[string][]byte{"index.html": []byte("one"), "01-a.html": []byte("one"), "02-old.html": []byte("one")}
	two := map[string][]byte{"index.html": []byte("two"), "01-a.html": []byte("two"), "02-new.html": []byte("two")}
	both := listingOf(one)
	maps.Copy(both, listingOf(two))
	save(t, f.at(bookList), string(both.text(listHead+underWay)))
	save(t, f.at("index.html"), "two")
	save(t, f.at("01-a.html"), "one")
	save(t, f.at("02-old.html"), "one")
	save(t, f.at(".02-new.html.rendering-123"), "tw")
	save(t, f.at("."+bookList+".rendering-9"), "")
	if differences, _, err := compare(f.path, map[string][]byte{bookList: listingOf(two).text(listHead)}, false); err != nil || len(differences) != 1 {
		t.Errorf("check: have %v, %v, want that the list differs", differences, err)
	}
	if changed, left, err := f.write(two, true); err != nil || changed != 3 || len(left) != 0 {
		t.Errorf("have %d changed, %v, %v, want 3", changed, left, err)
	}
	want := map[string]string{bookList: string(listingOf(two).text(listHead))}
	for name, data := range two {
		want[name] = string(data)
	}
	if differ := differing(contents(t, f.path), want); len(differ) > 0 {
		t.Errorf("these are not as they should be: %v", differ)
	}
}

func TestWriteIntoAFileFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "docs")
	save(t, file, "mine")
	if _, _, err := in(file).write(map[string][]byte{"index.html": nil}, true); err == nil || !strings.HasPrefix(err.Error(), filepath.Join(file, "index.html")+" could not be written: ") {
		t.Errorf("writing below a file: have %v", err)
	}
}

// A page whose file is taken away before it is in its place, as another
// render's sweep may do, is written again.
func TestWriteThoughItIsSwept(t *testing.T) {
	f := in(t.TempDir())
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		t.Fatal(err)
	}
	defer watcher.Close()
	if err := watcher.Add(f.path); err != nil {
		t.Fatal(err)
	}
	pages := map[string][]byte{"index.html": make([]byte, 64<<20)} // takes a while to write
	swept := make(chan bool)
	go func() {
		defer close(swept)
		if _, ok := <-watcher.Events; ok {
			f.sweep(listingOf(map[string][]byte{"index.html": nil}))
		}
	}()
	if changed, _, err := f.write(pages, true); changed != 1 || err != nil {
		t.Errorf("have %d files changed, %v, want 1", changed, err)
	}
	<-swept
	if info, err := os.Stat(f.at("index.html")); err != nil || info.Size() != 64<<20 {
		t.Errorf("have %v, %v, want the page whole", info, err)
	}
}

// Pages have the mode that any program's files have here.
func TestPagesFollowTheUmask(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there is no umask here")
	}
	root := project(t, map[string]string{"01-good": goodChapter})
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", `umask 007 && exec "$0"`, self)
	cmd.Dir, cmd.Env = root, append(os.Environ(), "RENDER_IS_THE_COMMAND=1")
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	for name, want := range map[string]os.FileMode{"": 0o770, "index.html": 0o660, "assets": 0o770, "assets/book.css": 0o660, bookList: 0o660} {
		if info, err := os.Stat(filepath.Join(root, "docs", name)); err != nil || info.Mode().Perm() != want {
			t.Errorf("docs/%s: have %v, %v, want %v", name, info.Mode().Perm(), err, want)
		}
	}
}

func TestIsWritten(t *testing.T) {
	pages := map[string][]byte{"index.html": []byte("front"), "01-a.html": []byte("one"), "assets/book.css": nil}
	list := listingOf(pages).text(listHead)
	for name, test := range map[string]struct {
		change func(f folder) error
		want   bool
	}{
		"as it was":      {func(folder) error { return nil }, true},
		"with more":      {func(f folder) error { return os.WriteFile(f.at("CNAME"), nil, 0o644) }, true},
		"other bytes":    {func(f folder) error { return os.WriteFile(f.at("index.html"), []byte("fronT"), 0o644) }, false},
		"a file is gone": {func(f folder) error { return os.Remove(f.at("assets/book.css")) }, false},
		"another list":   {func(f folder) error { return os.WriteFile(f.at(bookList), list[:len(list)-1], 0o644) }, false},
		"a left file":    {func(f folder) error { return os.WriteFile(f.at("assets/.book.css.rendering-1"), nil, 0o644) }, false},
		"no folder":      {func(f folder) error { return os.RemoveAll(f.path) }, false},
	} {
		f := in(t.TempDir())
		if _, _, err := f.write(pages, true); err != nil {
			t.Fatal(err)
		}
		if err := test.change(f); err != nil {
			t.Fatal(err)
		}
		if have := f.isWritten(list); have != test.want {
			t.Errorf("%s: have %v, want %v", name, have, test.want)
		}
	}
}

func TestCompare(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{"a.html": "1", "b.html": "1", "x/c.css": ""} {
		save(t, filepath.Join(folder, name), text)
	}
	pages := map[string][]byte{"a.html": []byte("1"), "b.html": []byte("2"), "d.html": nil}
	list := listingOf(map[string][]byte{"a.html": nil, "old.html": nil}).text(listHead)
	save(t, filepath.Join(folder, "old.html"), "")
	save(t, filepath.Join(folder, bookList), string(list))
	pages[bookList] = list
	for whole, want := range map[bool][2][]string{
		true:  {{"differs: b.html", "missing: d.html", "left by another render: old.html"}, {"x/c.css"}},
		false: {{"differs: b.html", "missing: d.html"}, nil},
	} {
		have, others, err := compare(folder, pages, whole)
		if err != nil || !slices.Equal(have, want[0]) || !slices.Equal(others, want[1]) {
			t.Errorf("whole %v: have %v, others %v, %v, want %v", whole, have, others, err, want)
		}
	}
	have, _, err := compare(filepath.Join(folder, "nothing"), map[string][]byte{"a.html": nil}, true)
	if want := []string{"missing: a.html"}; err != nil || !slices.Equal(have, want) {
		t.Errorf("no folder: have %v, %v, want %v", have, err, want)
	}
}
