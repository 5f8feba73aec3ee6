package folder

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fsnotify/fsnotify"
)

// The list of the tests, and the command that writes it.
const (
	bookList = "rendered-files.txt"
	by       = "go run ./cmd/render"
)

var listHead = headBy(by)

// in is a folder that is not the project's own docs/.
func in(path string) Folder { return Folder{Path: path, Shown: path, List: bookList, By: by} }

func save(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// contents are the files below a folder, by their names with slashes.
func contents(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(folder, name))
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return files
}

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
		have, left, err := f.Write(pages, true)
		if err != nil || have != want || len(left) != 0 {
			t.Errorf("round %d: have %d files changed, %v, %v, want %d", round, have, left, err, want)
		}
		if list, ok := ReadListing(f.At(bookList), by); !ok || !maps.Equal(list, ListingOf(pages)) || strings.Contains(contents(t, f.Path)[bookList], underWay) {
			t.Errorf("round %d: have the list %v, want the pages", round, list)
		}
	}
	if have := contents(t, f.Path)["index.html"]; have != "other" {
		t.Errorf("have %q, want %q", have, "other")
	}
	if have, want := files(t, f.Path), []string{"assets/book.css", "index.html", bookList}; !slices.Equal(have, want) {
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
		save(t, f.At(name), text)
	}
	for range 2 {
		if _, left, err := f.Write(map[string][]byte{"index.html": []byte("front"), "assets/book.css": nil}, true); err != nil || len(left) != 0 {
			t.Fatalf("have %v, %v", left, err)
		}
	}
	have := contents(t, f.Path)
	for name, text := range mine {
		if have[name] != text {
			t.Errorf("%s: have %q, want %q, as it was", name, have[name], text)
		}
	}
	// In the way of a page: named, and nothing is changed.
	for _, name := range []string{"01-intro.md", "index.md"} {
		before := contents(t, f.Path)
		_, _, err := f.Write(map[string][]byte{"index.html": []byte("new"), name: []byte("chapter")}, true)
		if err == nil || !strings.HasPrefix(err.Error(), f.At(name)+" is in the way: ") {
			t.Errorf("%s in the way: have %v", name, err)
		}
		if have := contents(t, f.Path); !maps.Equal(have, before) {
			t.Errorf("%s in the way: these were changed: %v", name, have)
		}
	}
	// What is there already as it should be is in nobody's way.
	if changed, _, err := f.Write(map[string][]byte{"index.html": []byte("front"), "01-intro.md": []byte("my words")}, true); err != nil || changed != 1 {
		t.Errorf("have %d changed, %v, want assets/book.css removed", changed, err)
	}
	if _, _, err := f.Write(map[string][]byte{"assets": nil}, true); err == nil || !strings.Contains(err.Error(), "assets is in the way: it is no file") {
		t.Errorf("a folder in the way: have %v", err)
	}
}

// A user's own file may have the name of the list: named, and nothing is
// changed, in docs/ as well.
func TestWriteLeavesWhatIsNoList(t *testing.T) {
	for _, text := range []string{"what I rendered\n", "", strings.TrimPrefix(listHead, "# ")} {
		for _, adopts := range []bool{false, true} {
			f := in(t.TempDir())
			f.Adopts = adopts
			save(t, f.At(f.List), text)
			for _, whole := range []bool{false, true} {
				_, _, err := f.Write(map[string][]byte{"index.html": []byte("front")}, whole)
				if err == nil || !strings.HasPrefix(err.Error(), f.At(f.List)+" is in the way: ") {
					t.Errorf("%q: have %v, want that it is in the way", text, err)
				}
			}
			if have := contents(t, f.Path); !maps.Equal(have, map[string]string{f.List: text}) {
				t.Errorf("%q: the folder now has %v", text, have)
			}
		}
	}
	f := in(t.TempDir())
	if err := os.Mkdir(f.At(f.List), 0o777); err != nil {
		t.Fatal(err)
	}
	if _, _, err := f.Write(map[string][]byte{"index.html": nil}, true); err == nil || !strings.Contains(err.Error(), bookList+" is in the way: it is no file") {
		t.Errorf("a folder: have %v", err)
	}
}

// The project's own docs/ may be of a render that kept no list.
func TestWriteAdopts(t *testing.T) {
	f := in(t.TempDir())
	f.Adopts = true
	save(t, f.At("index.html"), "of an older render")
	save(t, f.At("02-gone.html"), "of an older render")
	pages := map[string][]byte{"index.html": []byte("front")}
	if changed, _, err := f.Write(pages, true); err != nil || changed != 1 {
		t.Errorf("have %d changed, %v, want 1", changed, err)
	}
	// With a list, docs/ is a folder like any other.
	save(t, f.At("03-new.html"), "mine")
	pages["03-new.html"] = []byte("chapter")
	if _, _, err := f.Write(pages, true); err == nil {
		t.Error("a file that is not listed was replaced")
	}
	if have := contents(t, f.Path)["02-gone.html"]; have != "of an older render" {
		t.Errorf("have %q", have)
	}
}

func TestWriteRemovesWhatIsNoLongerPartOfTheBook(t *testing.T) {
	f := in(t.TempDir())
	old := map[string][]byte{"03-gone.html": []byte("page"), "03-gone.md": []byte("text"), "04-here.html": nil, "assets/old.css": nil}
	if _, _, err := f.Write(old, true); err != nil {
		t.Fatal(err)
	}
	save(t, f.At("03-gone.md"), "with a word of mine")
	save(t, f.At("03-gone.txt"), "mine")
	// One page more says nothing of the others.
	if changed, left, err := f.Write(map[string][]byte{"05-one.html": nil}, false); changed != 1 || len(left) != 0 || err != nil {
		t.Errorf("one page: have %d changed, %v, %v, want 1", changed, left, err)
	}
	changed, left, err := f.Write(map[string][]byte{"04-here.html": nil}, true)
	if err != nil || changed != 3 || !slices.Equal(left, []string{"03-gone.md"}) {
		t.Errorf("have %d changed, left %v, %v, want 3 and 03-gone.md", changed, left, err)
	}
	if have, want := files(t, f.Path), []string{"03-gone.md", "03-gone.txt", "04-here.html", bookList}; !slices.Equal(have, want) {
		t.Errorf("have %v, want %v", have, want)
	}
	if have := LeftAlone(left); !strings.HasPrefix(have, "left alone: 03-gone.md, ") {
		t.Errorf("have %q", have)
	}
}

// A render that was killed between two renames has left pages of two books, a
// list that knows both and says so, and files beside their places.
func TestWriteAfterAKill(t *testing.T) {
	f := in(t.TempDir())
	one := map[string][]byte{"index.html": []byte("one"), "01-a.html": []byte("one"), "02-old.html": []byte("one")}
	two := map[string][]byte{"index.html": []byte("two"), "01-a.html": []byte("two"), "02-new.html": []byte("two")}
	both := ListingOf(one)
	maps.Copy(both, ListingOf(two))
	save(t, f.At(bookList), string(both.text(listHead+underWay)))
	save(t, f.At("index.html"), "two")
	save(t, f.At("01-a.html"), "one")
	save(t, f.At("02-old.html"), "one")
	save(t, f.At(".02-new.html.rendering-123"), "tw")
	save(t, f.At("."+bookList+".rendering-9"), "")
	if changed, left, err := f.Write(two, true); err != nil || changed != 3 || len(left) != 0 {
		t.Errorf("have %d changed, %v, %v, want 3", changed, left, err)
	}
	want := map[string]string{bookList: string(ListingOf(two).Text(by))}
	for name, data := range two {
		want[name] = string(data)
	}
	if have := contents(t, f.Path); !maps.Equal(have, want) {
		t.Errorf("these are not as they should be: %v", have)
	}
}

func TestWriteIntoAFileFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "docs")
	save(t, file, "mine")
	if _, _, err := in(file).Write(map[string][]byte{"index.html": nil}, true); err == nil || !strings.HasPrefix(err.Error(), filepath.Join(file, "index.html")+" could not be written: ") {
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
	if err := watcher.Add(f.Path); err != nil {
		t.Fatal(err)
	}
	pages := map[string][]byte{"index.html": make([]byte, 64<<20)} // takes a while to write
	swept := make(chan bool)
	go func() {
		defer close(swept)
		if _, ok := <-watcher.Events; ok {
			f.sweep(ListingOf(map[string][]byte{"index.html": nil}))
		}
	}()
	if changed, _, err := f.Write(pages, true); changed != 1 || err != nil {
		t.Errorf("have %d files changed, %v, want 1", changed, err)
	}
	<-swept
	if info, err := os.Stat(f.At("index.html")); err != nil || info.Size() != 64<<20 {
		t.Errorf("have %v, %v, want the page whole", info, err)
	}
}

func TestIsWritten(t *testing.T) {
	pages := map[string][]byte{"index.html": []byte("front"), "01-a.html": []byte("one"), "assets/book.css": nil}
	list := ListingOf(pages).Text(by)
	for name, test := range map[string]struct {
		change func(f Folder) error
		want   bool
	}{
		"as it was":      {func(Folder) error { return nil }, true},
		"with more":      {func(f Folder) error { return os.WriteFile(f.At("CNAME"), nil, 0o644) }, true},
		"other bytes":    {func(f Folder) error { return os.WriteFile(f.At("index.html"), []byte("fronT"), 0o644) }, false},
		"a file is gone": {func(f Folder) error { return os.Remove(f.At("assets/book.css")) }, false},
		"another list":   {func(f Folder) error { return os.WriteFile(f.At(bookList), list[:len(list)-1], 0o644) }, false},
		"a left file":    {func(f Folder) error { return os.WriteFile(f.At("assets/.book.css.rendering-1"), nil, 0o644) }, false},
		"no folder":      {func(f Folder) error { return os.RemoveAll(f.Path) }, false},
	} {
		f := in(t.TempDir())
		if _, _, err := f.Write(pages, true); err != nil {
			t.Fatal(err)
		}
		if err := test.change(f); err != nil {
			t.Fatal(err)
		}
		if have := f.IsWritten(list); have != test.want {
			t.Errorf("%s: have %v, want %v", name, have, test.want)
		}
	}
}
