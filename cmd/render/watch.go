package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// settle is how long the sources must be quiet before a change is told:
	// editors write a file in several steps. A step that comes later is a
	// change of its own, so a short time loses nothing.
	settle = 20 * time.Millisecond
	// longest is after how long a change is told though more of it comes.
	longest = 500 * time.Millisecond
)

// A watcher gathers what changes in the sources and follows their folders as
// they come and go.
type watcher struct {
	press *press
	open  func() (*lookout, error)
	*lookout
}

// A lookout is the system's watch over the folders that were there when it
// was opened.
type lookout struct {
	folders map[string]bool
	events  <-chan fsnotify.Event
	errors  <-chan error
	close   func() error
}

// watch tells what changes in the sources until the context ends: under
// chapters/ and internal/, in go.mod and go.sum, and in the network file if
// there is one. If it cannot go on, it says why to fail and ends.
func (p *press) watch(ctx context.Context, fail func(error)) (<-chan change, error) {
	w := &watcher{press: p, open: p.lookout}
	if err := w.reopen(); err != nil {
		return nil, err
	}
	changes := make(chan change)
	go func() {
		defer close(changes)
		if err := w.gather(ctx, changes); err != nil {
			fail(err)
		}
	}()
	return changes, nil
}

// gather tells changes whole: it waits until the sources are quiet, and while
// nobody takes a change it adds to it.
func (w *watcher) gather(ctx context.Context, changes chan<- change) error {
	defer func() { w.close() }()
	var found change
	var offer chan<- change // nil while there is nothing to tell
	var first time.Time     // when the noise began
	stale := false          // the lookout is not to be trusted
	quiet := time.NewTimer(longest)
	quiet.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case event, ok := <-w.events:
			switch {
			case !ok:
				return errors.New("the watch over the sources ended; start again")
			case w.movesFolder(event):
				stale = true
			case w.press.isSource(event):
				found.add(event.Name)
			default:
				continue
			}
		case _, ok := <-w.errors:
			if !ok {
				return errors.New("the watch over the sources ended; start again")
			}
			stale = true // more events than the system could keep
		case offer <- found:
			found, offer = change{}, nil
			continue
		case <-quiet.C:
			if stale {
				// What happened before the new lookout is in what will be
				// rendered, what happens from now on is seen.
				if err := w.reopen(); err != nil {
					return err
				}
				stale, found = false, change{everything: true}
			}
			offer, first = changes, time.Time{}
			continue
		}
		offer = nil
		if first.IsZero() {
			first = time.Now()
		}
		quiet.Reset(min(settle, max(0, longest-time.Since(first))))
	}
}

// reopen takes a new lookout in place of the one that was.
func (w *watcher) reopen() error {
	fresh, err := w.open()
	if err != nil {
		return fmt.Errorf("the sources cannot be watched: %w", err)
	}
	if w.lookout != nil {
		w.close()
	}
	w.lookout = fresh
	return nil
}

// lookout watches every folder of the sources.
func (p *press) lookout() (*lookout, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	l := &lookout{map[string]bool{}, notify.Events, notify.Errors, notify.Close}
	// The root first: it tells of a tree that is not there when that comes back.
	err = notify.Add(p.root)
	for _, top := range p.trees() {
		err = errors.Join(err, l.addTree(notify, top))
	}
	if p.network != "" {
		err = errors.Join(err, notify.Add(filepath.Dir(p.network)))
	}
	if err != nil {
		notify.Close()
		return nil, err
	}
	return l, nil
}

// trees are the folders that hold the sources.
func (p *press) trees() []string {
	return []string{filepath.Join(p.root, "chapters"), filepath.Join(p.root, "internal")}
}

// addTree watches a folder and those below it. Each is watched before it is
// listed, so that none is missed; one that is gone by then is left out.
func (l *lookout) addTree(notify *fsnotify.Watcher, top string) error {
	return filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !entry.IsDir() {
			return err
		}
		if err := notify.Add(path); err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			return err
		}
		l.folders[path] = true
		return nil
	})
}

// movesFolder reports whether a folder of the sources came or went.
func (w *watcher) movesFolder(event fsnotify.Event) bool {
	if event.Has(fsnotify.Remove|fsnotify.Rename) && w.folders[event.Name] {
		return true
	}
	if !event.Has(fsnotify.Create) || !w.press.holds(event.Name) {
		return false
	}
	info, err := os.Lstat(event.Name)
	return err == nil && info.IsDir()
}

// holds reports whether a path is one of the trees of sources or in one.
func (p *press) holds(path string) bool {
	return slices.ContainsFunc(p.trees(), func(top string) bool {
		return path == top || strings.HasPrefix(path, top+string(filepath.Separator))
	})
}

// isSource reports whether what happened to a file can change the book.
func (p *press) isSource(event fsnotify.Event) bool {
	name := filepath.Base(event.Name)
	switch {
	case event.Op == fsnotify.Chmod:
		return false
	case event.Name == p.network, event.Name == filepath.Join(p.root, "go.mod"), event.Name == filepath.Join(p.root, "go.sum"):
		return true
	case strings.HasPrefix(name, "."): // an editor's own
		return false
	}
	return p.holds(event.Name) && slices.Contains([]string{".go", ".py", ".json", ".css", ".js", ".html", ".svg", ".txt", ".md"}, filepath.Ext(name))
}
