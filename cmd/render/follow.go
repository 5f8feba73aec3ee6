package main

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
)

// A change is what was saved since the last one.
type change struct {
	files      []string
	everything bool // whatever it was: render all
}

// add takes a file into the change, once.
func (c *change) add(file string) {
	if !slices.Contains(c.files, file) {
		c.files = append(c.files, file)
	}
}

// and is two changes as one.
func (c change) and(d change) change {
	sum := change{files: slices.Clone(c.files), everything: c.everything || d.everything}
	for _, file := range d.files {
		sum.add(file)
	}
	return sum
}

// follow renders everything once and then what changes, until no more changes
// come. A change during a render ends that render, and the next one does the
// work of both: what was saved last is what is shown in the end, and a loop
// that never ends is mended by the next save.
func follow(ctx context.Context, changes <-chan change, render func(context.Context, change)) error {
	todo := change{everything: true}
	for {
		rendering, stop := context.WithCancel(ctx)
		done := make(chan struct{})
		go func() {
			defer close(done)
			render(rendering, todo)
		}()
		var next change
		var more bool
		select {
		case next, more = <-changes:
			next = todo.and(next)
		case <-done:
			next, more = <-changes
		}
		stop()
		<-done
		if !more {
			return ctx.Err()
		}
		todo = next
	}
}

// affected is which chapters a change makes to be run again: the chapters
// that the files stand in, or all if anything else changed.
func (p *press) affected(c change) []string {
	if c.everything {
		return p.asked()
	}
	var names []string
	for _, file := range c.files {
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
