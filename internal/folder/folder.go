package folder

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/disk"
)

// A Folder is where pages are written. It may hold files of the user's, so it
// keeps a list of those that were written here: nothing else is replaced or
// removed.
type Folder struct {
	Path  string
	Shown string // as the user knows it
	List  string // the name of the list
	By    string // the command that writes there, as the list and messages name it
	// Adopts is for the project's own docs/, where only pages are: those of a
	// render that kept no list yet are taken for listed.
	Adopts bool
}

// At is the path of a file of the folder.
func (f Folder) At(name string) string { return filepath.Join(f.Path, filepath.FromSlash(name)) }

// show is the same path for a message.
func (f Folder) show(name string) string { return filepath.Join(f.Shown, filepath.FromSlash(name)) }

// Write puts pages into the folder, only those whose bytes differ, and counts
// what changed. If the pages are the whole book, those that an earlier one had
// beside them are removed; what somebody has changed since is left alone and
// returned. All pages are written beside their places first, and only then
// renamed: a reader never sees half a page, and where the disk is full nothing
// has changed.
func (f Folder) Write(pages map[string][]byte, whole bool) (changed int, left []string, err error) {
	old, isListed := ReadListing(f.At(f.List), f.By)
	if !isListed {
		if err := f.listInTheWay(); err != nil {
			// Another render may have made the list meanwhile.
			if old, isListed = ReadListing(f.At(f.List), f.By); !isListed {
				return 0, nil, err
			}
		}
	}
	ready := map[string]string{} // beside their places, by name
	defer func() {
		for _, file := range ready {
			os.Remove(file) // gone already after the rename
		}
	}()
	names := slices.Sorted(maps.Keys(pages))
	for _, name := range names {
		differs, known, err := f.differs(name, pages[name], old)
		switch {
		case err != nil:
			return 0, nil, err
		case differs && !known && !(f.Adopts && !isListed):
			return 0, nil, fmt.Errorf("%s is in the way: %s does not list it as a page that was rendered here; "+
				"nothing was changed. Move it away, or give another folder with -o", f.show(name), f.show(f.List))
		case differs:
			ready[name] = ""
		}
	}
	next := ListingOf(pages)
	if !whole {
		next = maps.Clone(old)
		if next == nil {
			next = Listing{}
		}
		maps.Copy(next, ListingOf(pages))
	}
	f.sweep(old, next)
	stale := f.stale(old, next, &left)
	have, _ := os.ReadFile(f.At(f.List))
	if len(ready) == 0 && len(stale) == 0 && bytes.Equal(have, next.text(headBy(f.By))) {
		return 0, left, nil
	}
	for _, name := range slices.Sorted(maps.Keys(ready)) {
		if ready[name], err = writeBeside(f.At(name), pages[name]); err != nil {
			return 0, nil, disk.Mended(fmt.Errorf("%s could not be written: %w; the pages that were there are untouched", f.show(name), disk.Bare(err)))
		}
	}
	// A render that is killed from here on leaves a list that knows all.
	both := maps.Clone(next)
	for name, sum := range old {
		if _, ok := both[name]; !ok {
			both[name] = sum
		}
	}
	if err := Replace(f.At(f.List), both.text(headBy(f.By)+underWay)); err != nil {
		return 0, nil, disk.Mended(fmt.Errorf("%s could not be written: %w; the pages that were there are untouched", f.show(f.List), disk.Bare(err)))
	}
	for _, name := range slices.Sorted(maps.Keys(ready)) {
		err := os.Rename(ready[name], f.At(name))
		if errors.Is(err, fs.ErrNotExist) { // another render swept it away
			err = Replace(f.At(name), pages[name])
		}
		if err != nil {
			return changed, left, disk.Mended(fmt.Errorf("%s could not be written: %w; the page that was there is untouched", f.show(name), disk.Bare(err)))
		}
		changed++
	}
	for _, name := range stale {
		if err := os.Remove(f.At(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return changed, left, fmt.Errorf("%s could not be removed: %w", f.show(name), disk.Bare(err))
		}
		changed++
	}
	if err := Replace(f.At(f.List), next.text(headBy(f.By))); err != nil {
		return changed, left, disk.Mended(fmt.Errorf("%s could not be written: %w", f.show(f.List), disk.Bare(err)))
	}
	return changed, left, nil
}

// differs reports whether the bytes at a page's place are other ones, and, if
// so, whether they may be replaced: they are listed, or there are none.
func (f Folder) differs(name string, want []byte, old Listing) (differs, known bool, err error) {
	if info, err := os.Stat(f.At(name)); err == nil && !info.Mode().IsRegular() {
		return false, false, fmt.Errorf("%s is in the way: it is no file; nothing was changed. Move it away, or give another folder with -o", f.show(name))
	}
	have, err := os.ReadFile(f.At(name))
	if errors.Is(err, fs.ErrPermission) {
		return false, false, fmt.Errorf("%s cannot be read: %w; nothing was changed", f.show(name), disk.Bare(err))
	}
	if err != nil {
		return true, true, nil // there is none; what else it may be shows when it is written
	}
	_, known = old[name]
	return !bytes.Equal(have, want), known, nil
}

// listInTheWay is the error where something of the user's has the name of the
// list: what is there is not a list.
func (f Folder) listInTheWay() error {
	info, err := os.Stat(f.At(f.List))
	if err != nil {
		return nil // there is none; what else it may be shows when it is written
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is in the way: it is no file; nothing was changed. Move it away, or give another folder with -o", f.show(f.List))
	}
	if _, err := os.ReadFile(f.At(f.List)); err != nil {
		return fmt.Errorf("%s cannot be read: %w; nothing was changed", f.show(f.List), disk.Bare(err))
	}
	return fmt.Errorf("%s is in the way: its first line does not say that it is a list of pages that were rendered here; "+
		"nothing was changed. Move it away, or give another folder with -o", f.show(f.List))
}

// stale are the files that are listed and no longer part of the book. One that
// is no longer what was written is left.
func (f Folder) stale(old, next Listing, left *[]string) []string {
	var stale []string
	for _, name := range slices.Sorted(maps.Keys(old)) {
		if _, ok := next[name]; ok {
			continue
		}
		data, err := os.ReadFile(f.At(name))
		switch {
		case err != nil: // gone already
		case sum(data) == old[name]:
			stale = append(stale, name)
		default:
			*left = append(*left, name)
		}
	}
	return stale
}

// IsWritten reports whether the folder has the files of a list, byte for byte
// and the list itself, and none that a killed render left.
func (f Folder) IsWritten(list []byte) bool {
	have, err := os.ReadFile(f.At(f.List))
	if err != nil || !bytes.Equal(have, list) {
		return false
	}
	l, _ := ReadListing(f.At(f.List), f.By)
	for name, want := range l {
		data, err := os.ReadFile(f.At(name))
		if err != nil || sum(data) != want {
			return false
		}
	}
	return len(f.leftovers(l)) == 0
}

// sweep removes what a render that was killed left beside the pages.
func (f Folder) sweep(lists ...Listing) {
	for _, file := range f.leftovers(lists...) {
		os.Remove(file)
	}
}

// beside are the names of files that are not yet in their place.
var beside = regexp.MustCompile(`^\.(.+)\.rendering-[0-9]+$`)

// leftovers are the files that a render which was killed left beside pages of
// the lists, and beside the list.
func (f Folder) leftovers(lists ...Listing) []string {
	names := Listing{f.List: ""}
	for _, l := range lists {
		maps.Copy(names, l)
	}
	folders := map[string]bool{}
	for name := range names {
		folders[path.Dir(name)] = true
	}
	var all []string
	for folder := range folders {
		entries, _ := os.ReadDir(f.At(folder))
		for _, entry := range entries {
			m := beside.FindStringSubmatch(entry.Name())
			if m == nil || !entry.Type().IsRegular() {
				continue
			}
			if _, ok := names[path.Join(folder, m[1])]; ok {
				all = append(all, f.At(path.Join(folder, entry.Name())))
			}
		}
	}
	return all
}

// Replace writes a file whole or not at all. Where the folder or the file
// beside it is taken away meanwhile, as another render that
// tidies up does, it begins again.
func Replace(path string, data []byte) error {
	err := replaceOnce(path, data)
	for again := 0; again < 3 && errors.Is(err, fs.ErrNotExist); again++ {
		err = replaceOnce(path, data)
	}
	return err
}

func replaceOnce(path string, data []byte) error {
	file, err := writeBeside(path, data)
	if err != nil {
		return err
	}
	if err := os.Rename(file, path); err != nil {
		os.Remove(file)
		return err
	}
	return nil
}

// writeBeside writes a file beside the place where it belongs, and returns its
// path. Its mode is the one that the user's umask gives.
func writeBeside(path string, data []byte) (string, error) {
	folder, name := filepath.Dir(path), filepath.Base(path)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return "", err
	}
	at := filepath.Join(folder, "."+name+".rendering-"+strconv.FormatUint(rand.Uint64(), 10))
	file, err := os.OpenFile(at, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return "", err
	}
	_, err = file.Write(data)
	if err = errors.Join(err, file.Close()); err != nil {
		os.Remove(at)
		return "", err
	}
	return at, nil
}

// LeftAlone names the files that were left alone, one a line.
func LeftAlone(left []string) string {
	var text strings.Builder
	for _, name := range left {
		fmt.Fprintf(&text, "left alone: %s, which is no longer part of the book and not as it was rendered\n", name)
	}
	return text.String()
}
