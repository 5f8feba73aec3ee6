package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// tryTogether tries changes that the short tests of their package have let pass:
// on the short tests of all packages that depend on it, on the pages, and on the
// tests that take long. Most of them pass these, too, so that many are chosen
// at once.
func (t *trial) tryTogether(ctx context.Context, list []change, tally *tally, over func() bool) {
	if len(list) == 0 {
		return
	}
	b, err := newBundle(t, list)
	defer os.RemoveAll(b.folder)
	left := map[int]change{}
	for i, c := range list {
		left[i+1] = c
	}
	if err == nil && !over() {
		err = b.layAndAsk(ctx, left, tally, over)
	}
	if ctx.Err() != nil {
		return
	}
	for _, n := range sortedKeys(left) {
		tally.add(left[n], "", cmp.Or(err, errSurvived), 0)
	}
}

// layAndAsk asks all tests that concern changes, and takes away those that are
// caught.
func (b *bundle) layAndAsk(ctx context.Context, left map[int]change, tally *tally, over func() bool) error {
	t := b.trial
	if err := b.lay(left); err != nil {
		return err
	}
	concerned := map[string][]int{} // the numbers of changes, by the folder of a package
	for _, n := range sortedKeys(left) {
		importPath := t.module.of(left[n].file)
		folders := slices.Concat(t.module.concerned(importPath)...)
		if t.near {
			folders = t.module.near(t.module.packages[importPath])
		}
		for _, folder := range folders {
			concerned[folder] = append(concerned[folder], n)
		}
	}
	var packages []pkg
	for _, importPath := range slices.Sorted(maps.Keys(t.module.packages)) { // the chapters are first, which take a second each
		p := t.module.packages[importPath]
		if len(concerned[t.module.folder(importPath)]) > 0 && len(p.TestGoFiles)+len(p.XTestGoFiles) > 0 {
			packages = append(packages, p)
		}
	}
	ask := func(numbers []int, ready func() error, test func() (string, error)) error {
		numbers = slices.DeleteFunc(slices.Clone(numbers), func(n int) bool { _, ok := left[n]; return !ok })
		if len(numbers) == 0 || over() {
			return nil
		}
		if err := ready(); err != nil {
			return err
		}
		return b.divide(numbers, test, func(n int, by string, took time.Duration) {
			tally.add(left[n], by, nil, took)
			delete(left, n)
		})
	}
	for _, p := range packages {
		ready := func() error { return b.ready(ctx, p) }
		test := func() (string, error) { return b.ask(ctx, p, true, b.limits[p.ImportPath]) }
		if err := ask(concerned[t.module.folder(p.ImportPath)], ready, test); err != nil {
			return err
		}
	}
	if t.near {
		return nil
	}
	pages := func() (string, error) { return t.pages(ctx, b.overlay, filepath.Join(b.folder, "programs")) }
	sound := func() error {
		if err := b.choose(); err != nil {
			return err
		}
		if by, err := pages(); !errors.Is(err, errSurvived) {
			return fmt.Errorf("the pages differ without any damage: %s %w", by, cmp.Or(err, errors.New("mend that first")))
		}
		return nil
	}
	if err := ask(sortedKeys(left), sound, pages); err != nil {
		return err
	}
	for _, p := range packages {
		folder := t.module.folder(p.ImportPath)
		if len(t.module.long([]string{folder})) == 0 {
			continue
		}
		ready := func() error { return b.ready(ctx, p) }
		test := func() (string, error) {
			by, err := b.ask(ctx, p, false, timeLimit)
			if err == nil {
				err = t.passes(ctx, "", "-short=false", folder)
			}
			return by, err
		}
		if err := ask(concerned[folder], ready, test); err != nil {
			return err
		}
	}
	return nil
}

// divide chooses changes and asks a test. Where it fails, each half is asked
// about, until it is known which changes fail it alone.
func (b *bundle) divide(numbers []int, ask func() (string, error), caught func(n int, by string, took time.Duration)) error {
	if len(numbers) == 0 {
		return nil
	}
	if err := b.choose(numbers...); err != nil {
		return err
	}
	start := time.Now()
	by, err := ask()
	switch {
	case errors.Is(err, errSurvived):
		return nil
	case err != nil:
		return err
	case len(numbers) == 1:
		caught(numbers[0], by, time.Since(start))
		return nil
	}
	half := len(numbers) / 2
	if err := b.divide(numbers[:half], ask, caught); err != nil {
		return err
	}
	return b.divide(numbers[half:], ask, caught)
}
