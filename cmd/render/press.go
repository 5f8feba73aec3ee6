package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"backprop/internal/class"
	"backprop/internal/cnn"
	"backprop/internal/folder"
	"backprop/internal/notebook"
	"backprop/internal/site"
)

// A press makes the book: it knows where the project is and what was asked.
type press struct {
	root       string // the folder with go.mod
	dir        string // the folder in which the command was started
	out        string
	network    string                  // absolute path of a network file, or ""
	named      string                  // that file as the user named it
	seed       *uint64                 // of the network, or nil
	class      []class.Seeded          // who gets a worksheet, or nil
	address    string                  // where the book is published, or ""
	repository string                  // where its source can be had, or ""
	only       string                  // the one chapter to render, or ""
	bin        string                  // where the chapters' programs are built
	cache      cache                   // of what they showed
	chapters   []string                // folders under chapters/, in order
	played     map[string]*performance // what ran so far, by folder
	renderer   site.Renderer
	live       bool
	patience   time.Duration // how long a chapter may run
	progress   io.Writer
}

func newPress(o options, progress io.Writer) (*press, error) {
	root, err := moduleRoot(o.dir)
	if err != nil {
		return nil, err
	}
	p := &press{root: root, dir: o.dir, out: o.out, network: o.network, named: o.named, seed: o.seed, class: o.class, address: o.address, repository: o.repository, only: o.chapter, live: o.serve != "", played: map[string]*performance{}, patience: patience, progress: io.Discard}
	if p.out == "" {
		p.out = filepath.Join(root, "docs")
	}
	if isTerminal(progress) {
		p.progress = progress
	}
	if p.chapters, err = findChapters(root); err != nil {
		return nil, err
	}
	if p.only != "" && !slices.Contains(p.chapters, p.only) {
		return nil, fmt.Errorf("-chapter %s: no such chapter; there are %s", p.only, strings.Join(p.chapters, ", "))
	}
	if p.network != "" {
		if err := checkNetwork(p.network, p.named); err != nil {
			return nil, err
		}
	}
	p.bin, err = binFolder(root)
	p.cache = cache{filepath.Join(p.bin, "cache")}
	return p, err
}

// checkNetwork reports a network file that the book cannot be about, before
// every chapter does.
func checkNetwork(path, file string) error {
	example, err := notebook.ReadExampleAt(path, file)
	if err != nil {
		return err
	}
	if _, err := cnn.AsClassic(example.Network); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

// reprint builds the chapters named, runs those that are new, and keeps what
// they showed. A chapter whose source is saved meanwhile is built and run
// again.
func (p *press) reprint(ctx context.Context, names []string) error {
	start := time.Now()
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !slices.Contains(p.chapters, name) })
	if len(names) == 0 {
		return nil // without a package the go command would build the root
	}
	go rendererKey() // the go command leaves a core free
	work, err := p.workFolder()
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	played := map[string]*performance{}
	for again, try := names, 1; len(again) > 0; try++ {
		before := p.sourceTexts(again)
		shown, err := p.buildAndPlay(ctx, again, work)
		if err != nil {
			return err
		}
		again = nil
		for _, performance := range shown {
			name := performance.chapter.Name
			if !p.isOneVersion(performance.chapter, before[name]) && exists(p.sourceFile(name)) {
				if try < tries {
					again = append(again, name)
				} else {
					performance.chapter.Failure = unsettled(name)
				}
			}
			played[name] = performance
		}
	}
	p.cache.tidy()
	failed := 0
	for name, performance := range played {
		p.played[name] = performance
		if performance.chapter.Failure != "" {
			failed++
		}
	}
	fmt.Fprintf(p.progress, "  %d of %d chapters in %.1f s\n", len(names)-failed, len(names), time.Since(start).Seconds())
	return nil
}

// buildAndPlay builds chapters and plays them.
func (p *press) buildAndPlay(ctx context.Context, names []string, work string) ([]*performance, error) {
	built, err := p.build(ctx, names, work)
	if err != nil {
		return nil, err
	}
	played := make([]*performance, len(names))
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, name := range names {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			played[i] = p.play(ctx, name, built[name], work)
		})
	}
	wg.Wait()
	return played, ctx.Err()
}

// pages makes the pages of what was played so far.
func (p *press) pages() (map[string][]byte, error) {
	book, failures := p.book()
	pages, err := p.renderer.Render(book)
	return pages, errors.Join(append(failures, err)...)
}

// render makes the pages and writes those that differ. For one page too it
// plays every chapter: the page leads to places that others show. Where the pages of
// the same book lie in the folder already, there is nothing to make.
func (p *press) render(ctx context.Context, stdout io.Writer) error {
	if err := p.reprint(ctx, p.chapters); err != nil {
		return err
	}
	bookKey, whole := p.bookKey()
	whole = whole && p.only == ""
	if list, ok := p.cache.get(bookKey); ok && whole && p.folder().IsWritten(list) {
		return p.tell(stdout, 0)
	}
	pages, failed := p.pages()
	if pages == nil {
		return failed
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if p.only != "" {
		pages = p.onlyFiles(pages)
	}
	changed, left, err := p.folder().Write(pages, p.only == "")
	fmt.Fprint(stdout, folder.LeftAlone(left))
	if err != nil {
		return errors.Join(failed, &misuse{err})
	}
	if failed != nil {
		return failed
	}
	if whole {
		p.cache.put(bookKey, folder.ListingOf(pages).Text(byRender))
	}
	return p.tell(stdout, changed)
}

// folder is where the book goes.
func (p *press) folder() folder.Folder {
	return folder.Folder{Path: p.out, Shown: p.relative(p.out), List: bookList, By: byRender, Adopts: p.out == filepath.Join(p.root, "docs")}
}

// tell says how many files changed and where to look.
func (p *press) tell(stdout io.Writer, changed int) error {
	front := filepath.Join(p.out, "index.html")
	if p.only != "" {
		front = filepath.Join(p.out, p.only+".html")
	}
	_, err := fmt.Fprintf(stdout, "%d %s, %d %s changed. Open %s\n", len(p.asked()), notebook.Plural(len(p.asked()), "chapter", "chapters"),
		changed, notebook.Plural(changed, "file", "files"), p.relative(front))
	return err
}
