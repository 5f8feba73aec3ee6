package main

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settle is how long the sources must be quiet before a change counts as
// whole: editors write a file in several steps.
const settle = 60 * time.Millisecond

// A watcher reports the files that changed, gathered until they settle.
type watcher struct {
	*fsnotify.Watcher
	changes chan []string
}

// watch watches the folders under chapters/ and internal/, and the network
// file if there is one.
func (p *press) watch() (*watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{notify, make(chan []string)}
	for _, top := range []string{"chapters", "internal"} {
		if err := w.addTree(filepath.Join(p.root, top)); err != nil {
			notify.Close()
			return nil, err
		}
	}
	if p.network != "" {
		if err := notify.Add(filepath.Dir(p.network)); err != nil {
			notify.Close()
			return nil, err
		}
	}
	go w.gather()
	return w, nil
}

func (w *watcher) addTree(top string) error {
	return filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		return w.Add(path)
	})
}

// gather collects events until none has come for a while.
func (w *watcher) gather() {
	defer close(w.changes)
	var files []string
	quiet := time.NewTimer(time.Hour)
	for {
		select {
		case event, ok := <-w.Events:
			if !ok {
				return
			}
			if event.Has(fsnotify.Create) {
				w.addTree(event.Name) // a new chapter's folder; for a file it adds nothing new
			}
			if event.Has(fsnotify.Chmod) || !slices.Contains([]string{".go", ".json", ".css", ".js", ".html"}, filepath.Ext(event.Name)) && filepath.Ext(event.Name) != "" {
				continue
			}
			files = append(files, event.Name)
			quiet.Reset(settle)
		case _, ok := <-w.Errors:
			if !ok {
				return
			}
		case <-quiet.C:
			if len(files) > 0 {
				w.changes <- files
				files = nil
			}
		}
	}
}

// affected is which chapters to run again for the files that changed: the
// chapters that they stand in, or all if anything else changed.
func (p *press) affected(files []string) []string {
	var names []string
	for _, file := range files {
		inside, err := filepath.Rel(filepath.Join(p.root, "chapters"), file)
		name, _, _ := strings.Cut(filepath.ToSlash(inside), "/")
		if err != nil || name == ".." {
			return p.asked()
		}
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
