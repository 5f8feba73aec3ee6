package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// draw is what the flags ask of changes that are drawn.
type draw struct {
	count int
	seed  string        // any text; the same one draws the same changes
	in    string        // how a change, as it is printed, must begin
	limit time.Duration // none is begun after that; 0 for no limit
	near  bool          // only the short tests that are near are asked
}

// of draws changes, each as likely as any other.
func (d draw) of(all []change) []change {
	all = slices.DeleteFunc(slices.Clone(all), func(c change) bool { return !strings.HasPrefix(c.String(), d.in) })
	hash := fnv.New64a()
	hash.Write([]byte(d.seed))
	random := rand.New(rand.NewPCG(hash.Sum64(), 0))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:min(d.count, len(all))]
}

// drawn reads the module at root and draws.
func drawn(ctx context.Context, root string, d draw, known []harmless) (*module, []change, error) {
	m, err := readModule(ctx, root)
	if err != nil {
		return nil, nil, err
	}
	all, err := m.changes()
	if err != nil {
		return nil, nil, err
	}
	if err := current(known, all); err != nil {
		return nil, nil, err
	}
	list := d.of(all)
	if len(list) == 0 {
		return nil, nil, fmt.Errorf("no change of the sources begins with %q, such as %v", d.in, all[0])
	}
	return m, list, nil
}

// errNotBuilt is that a change does not compile, so that it is none.
var errNotBuilt = errors.New("does not compile")

// memory is how many bytes one program of a trial may take: the browser needs
// the most.
const memory = 6 << 30

// A trial tries changes that were drawn.
type trial struct {
	attempt
	module *module
	near   bool // only the short tests that are near
	// book is the folder with the undamaged pages, which are rendered when they
	// are first asked for; empty where there is no renderer.
	book func() (string, error)
}

// tryDrawn tries changes, prints a line for each, the score and the survivors.
// It does not judge: the status is an error's or that of all being well. When
// it is interrupted it says what it has.
func tryDrawn(ctx context.Context, m *module, d draw, list []change, known []harmless, stdout, stderr io.Writer) int {
	temp, err := os.MkdirTemp("", "damage-")
	if err != nil {
		fmt.Fprintln(stderr, "damage:", err)
		return statusError
	}
	defer os.RemoveAll(temp)
	t := &trial{attempt: attempt{root: m.root, temp: temp}, module: m, near: d.near}
	t.book = sync.OnceValues(func() (string, error) { return t.renderBook(ctx) })
	if err := limitMemory(); err != nil {
		fmt.Fprintln(stderr, "damage:", err)
		return statusError
	}
	tally := &tally{out: stdout}
	begun := time.Now()
	over := func() bool { return ctx.Err() != nil || d.limit > 0 && time.Since(begun) > d.limit }
	for len(list) > 0 && !over() {
		n := len(list)
		if d.limit > 0 {
			n = min(n, batch)
		}
		t.tryBatch(ctx, list[:n], known, tally, over)
		list = list[n:]
	}
	tally.score(d.seed)
	if ctx.Err() != nil {
		fmt.Fprintln(stderr, "damage: interrupted; the score is that of what was tried")
		return statusError
	}
	if tally.failed != nil {
		fmt.Fprintln(stderr, "damage: some changes are in no score, because they could not be tried:", tally.failed)
		return statusError
	}
	return statusCaught
}

// renderBook renders the pages that a changed program is compared with.
func (t *trial) renderBook(ctx context.Context) (string, error) {
	if !slices.ContainsFunc(t.module.sources(), func(file string) bool { return strings.HasPrefix(file, "cmd/render/") }) {
		return "", nil
	}
	folder := filepath.Join(t.temp, "book")
	if out, err := command(ctx, t.root, nil, "run", "./cmd/render", "-o", folder); err != nil {
		return "", fmt.Errorf("the book cannot be rendered; mend that first:\n%s", out)
	}
	return folder, nil
}

// onPage reports whether a file is part of the pages as it is, so that they
// differ whatever is changed: scripts, and what a chapter shows of itself.
func onPage(file string) bool {
	return path.Ext(file) == ".js" || strings.HasPrefix(file, "chapters/") && path.Base(file) == "main.go"
}

// batch is how many changes are tried before others are begun, where the time
// is limited: the more there are, the fewer programs are compiled for each.
const batch = 60

// tryBatch tries changes: those of a package together, as far as they can be
// compiled together, then beside each other the others and what the tests near
// it have let pass.
func (t *trial) tryBatch(ctx context.Context, list []change, known []harmless, tally *tally, over func() bool) {
	bundled := map[string][]change{}
	var alone []func()
	for _, c := range list {
		if i := slices.IndexFunc(known, func(h harmless) bool { return h.is(c) }); i >= 0 {
			tally.addKnown(c, known[i].why)
			continue
		}
		importPath := t.module.of(c.file)
		p := t.module.packages[importPath]
		text, err := os.ReadFile(filepath.Join(t.root, filepath.FromSlash(c.file)))
		if err == nil && len(p.TestGoFiles)+len(p.XTestGoFiles) > 0 && bundles(c, text) {
			bundled[importPath] = append(bundled[importPath], c)
			continue
		}
		alone = append(alone, func() {
			if !over() {
				tally.timed(ctx, c, func() (string, error) { return t.try(ctx, c) })
			}
		})
	}
	passed := &passed{}
	var near []func()
	for importPath, list := range bundled {
		near = append(near, func() { t.tryBundle(ctx, t.module.packages[importPath], list, passed, tally, over) })
	}
	inParallel(near)
	inParallel(slices.Insert(alone, 0, func() { t.tryTogether(ctx, passed.changes, tally, over) }))
}

// inParallel does jobs, as many at a time as there are workers.
func inParallel(jobs []func()) {
	next := make(chan func())
	var finished sync.WaitGroup
	for range workers {
		finished.Go(func() {
			for job := range next {
				job()
			}
		})
	}
	for _, job := range jobs {
		next <- job
	}
	close(next)
	finished.Wait()
}

// passed are changes that the tests near them have let pass.
type passed struct {
	mu      sync.Mutex // guards the following
	changes []change
}

func (p *passed) add(c change) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.changes = append(p.changes, c)
}

// tryBundle tries changes of one package together. What its short tests do not
// notice has passed.
func (t *trial) tryBundle(ctx context.Context, p pkg, list []change, passed *passed, tally *tally, over func() bool) {
	if over() {
		return
	}
	b, err := newBundle(t, list)
	defer os.RemoveAll(b.folder)
	if err == nil {
		err = b.build(ctx, p, func(c change) { tally.add(c, "", errNotBuilt, 0) })
	}
	for i, c := range b.changes {
		if c.file == "" || over() {
			continue
		}
		start := time.Now()
		by := ""
		if err == nil {
			by, err = b.try(ctx, p, i+1)
		}
		switch {
		case ctx.Err() != nil:
			return
		case errors.Is(err, errSurvived):
			passed.add(c)
			err = nil
		default:
			tally.add(c, by, err, time.Since(start))
		}
	}
}

// try does one change alone and returns what caught it: the short tests near it,
// the pages, the short tests of the packages that depend on it, then those that
// take long.
func (t *trial) try(ctx context.Context, c change) (caughtBy string, err error) {
	text, err := os.ReadFile(filepath.Join(t.root, filepath.FromSlash(c.file)))
	if err != nil {
		return "", err
	}
	text = c.changed(text)
	script := path.Ext(c.file) == ".js"
	if script && !isScript(text) {
		return "", errNotBuilt
	}
	overlay, err := t.overlay(c.file, text)
	if err != nil {
		return "", err
	}
	near := t.module.near(t.module.packages[t.module.of(c.file)])
	kind := "-short"
	if script {
		kind = "-short=false" // its tests start a browser
	}
	if by, err := t.tests(ctx, overlay, kind, near); !errors.Is(err, errSurvived) {
		return by, err
	}
	if t.near {
		return "", errSurvived
	}
	if !onPage(c.file) {
		programs := filepath.Join(filepath.Dir(overlay), "programs")
		defer os.RemoveAll(programs)
		if by, err := t.pages(ctx, overlay, programs); !errors.Is(err, errSurvived) {
			return by, err
		}
	}
	levels := t.module.concerned(t.module.of(c.file))
	for _, packages := range levels {
		packages = slices.DeleteFunc(slices.Clone(packages), func(p string) bool { return slices.Contains(near, p) })
		if len(packages) == 0 {
			continue
		}
		if by, err := t.tests(ctx, overlay, "-short", packages); !errors.Is(err, errSurvived) {
			return by, err
		}
	}
	for _, packages := range levels {
		if packages = t.module.long(packages); len(packages) == 0 {
			continue
		}
		if by, err := t.tests(ctx, overlay, "-short=false", packages); !errors.Is(err, errSurvived) {
			return by, err
		}
	}
	return "", errSurvived
}

// tests runs the tests of packages with a file laid over, the short ones or
// all. That they fail says something only where they pass without.
func (t *trial) tests(ctx context.Context, overlay, kind string, packages []string) (string, error) {
	out, err := command(ctx, t.root, nil, goTest(append([]string{kind, "-overlay=" + overlay}, packages...)...)...)
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err == nil:
		return "", errSurvived
	case notBuilt.MatchString(out):
		return "", errNotBuilt
	}
	test, failing := failure(out), packages
	if found := failedPackage.FindStringSubmatch(out); found != nil && len(packages) > 1 {
		failing = []string{found[1]}
	}
	if err := t.passes(ctx, test, kind, failing...); err != nil {
		return "", err
	}
	return strings.Join(failing, " ") + ": " + test, nil
}

// pages renders with files laid over and compares with the undamaged pages. The
// renderer keeps the chapters' programs in a folder: these are not for the
// user's cache, where it would keep them. What they showed is not kept at all,
// since they may show something else the next time.
func (t *trial) pages(ctx context.Context, overlay, programs string) (string, error) {
	book, err := t.book()
	if err != nil {
		return "", err
	}
	if book == "" {
		return "", errSurvived
	}
	cache, err := command(ctx, t.root, nil, "env", "GOCACHE") // is where it was
	if err != nil {
		return "", err
	}
	shown, _ := filepath.Glob(filepath.Join(programs, "*", "*", "cache")) // the pattern is a good one
	for _, folder := range shown {
		if err := os.RemoveAll(folder); err != nil {
			return "", err
		}
	}
	environment := []string{"GOFLAGS=-overlay=" + overlay, "GOCACHE=" + strings.TrimSpace(cache), "XDG_CACHE_HOME=" + programs}
	limited, stop := context.WithTimeout(ctx, timeLimit)
	defer stop()
	_, err = command(limited, t.root, environment, "run", "./cmd/render", "-check", "-o", book)
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case limited.Err() != nil:
		return "render -check, which did not end", nil
	case err == nil:
		return "", errSurvived
	}
	return "render -check", nil
}
