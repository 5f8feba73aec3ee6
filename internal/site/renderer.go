package site

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"backprop/internal/weave"
)

// A Renderer renders a book again and again, as it changes, and does again
// only what the changes ask for. Its files are those of Render, byte for byte.
// An output must stay as it is once it was given to a Renderer. A Renderer is
// for one goroutine.
type Renderer struct {
	outline  string
	chapters map[string]*rendering // of the last book, by name
}

// cut is weave.Parse, or what it gave for the same source the last time.
func (r *Renderer) cut(file, source string) (*weave.Chapter, error) {
	if old := r.chapters[path.Base(path.Dir(file))]; old != nil && old.woven != nil && old.of.Source == source {
		return old.woven, nil
	}
	return weave.Parse(file, source)
}

// A rendering is what one chapter gives to the files of the book. It depends
// on the chapter and on the outline of the book, and on nothing else.
type rendering struct {
	of                       Chapter
	woven                    *weave.Chapter
	page, notebook, markdown []byte
	sums                     []byte // nil where the chapter has none
	whole                    wholeChapter
	indexed                  indexedPage
	faults                   faults
}

// Render is the function Render for the book as it is now.
func (r *Renderer) Render(b Book) (map[string][]byte, error) {
	var faults faults
	c := cutContents(b.Chapters, &faults, r.cut)
	pages, err := newPages(b, c)
	if err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	pages.measures = readMeasures(measuredFile, &faults)
	known := r.chapters
	if outline := b.Address + "\n" + b.Repository + "\n" + c.outline(); outline != r.outline {
		known, r.outline = nil, outline
	}
	list := make([]*rendering, len(c.chapters))
	errs := make([]error, len(c.chapters))
	var wg sync.WaitGroup
	for i, e := range c.chapters {
		if old := known[e.Name]; old != nil && sameChapter(old.of, e.Chapter) {
			list[i] = old
			continue
		}
		wg.Go(func() { list[i], errs[i] = pages.rendering(e) })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	r.chapters = map[string]*rendering{}
	files, err := assets(b.LiveReload)
	if err != nil {
		return nil, err
	}
	files["assets/book.css"] = append(files["assets/book.css"], c.runningTitles()...)
	for i, e := range c.chapters {
		r.chapters[e.Name] = list[i]
		faults = append(faults, list[i].faults...)
		files[e.file()] = list[i].page
		if list[i].sums != nil {
			files[e.sumsFile()] = list[i].sums
		}
		files[e.Name+asNotebook.extension()] = list[i].notebook
		files[e.Name+asMarkdown.extension()] = list[i].markdown
		if e.Twin != "" {
			files[e.Name+".py"] = []byte(e.Twin)
		}
	}
	for name, fill := range map[string]func([]*rendering) ([]byte, error){
		"index.html":             pages.front,
		"words.html":             pages.words,
		"measured.html":          pages.measured,
		"cheat-sheet.html":       pages.cheatSheet,
		"teaching.html":          pages.teaching,
		"slides.html":            pages.slides,
		"book.html":              pages.whole,
		"lab.html":               pages.lab,
		"assets/lab-networks.js": pages.labNetworks,
		"assets/search-index.js": pages.searchIndex,
	} {
		if files[name], err = fill(list); err != nil {
			return nil, fmt.Errorf("site: %w", err)
		}
	}
	files["llms.txt"] = pages.llms()
	if b.Address != "" {
		if err := b.addForSearch(files); err != nil {
			return nil, err
		}
		files[pictureFile] = picture
	}
	return files, faults.join()
}

// rendering renders a chapter in all of its forms.
func (p *pages) rendering(e *entry) (*rendering, error) {
	r := &rendering{of: e.Chapter, woven: e.woven, indexed: e.indexed(p.contents.mistakes)}
	m := manuscript{contents: p.contents, entry: e, faults: &r.faults}
	body := m.body()
	r.whole = p.contents.wholeChapter(e, body)
	r.markdown = m.markdownFile()
	var failed error
	r.notebook, failed = m.ipynb()
	var err, lacking error
	r.page, err = p.chapter(m, body)
	r.sums, lacking = p.sums(e, body.folds)
	return r, errors.Join(failed, err, lacking)
}

// sameChapter reports whether two chapters are the same, of which the outputs
// are not looked into.
func sameChapter(a, b Chapter) bool {
	return a.Name == b.Name && a.Source == b.Source && a.Twin == b.Twin && a.Printed == b.Printed && a.Failure == b.Failure && slices.Equal(a.Entries, b.Entries)
}

// outline is all that one chapter may know of the others: which there are, their
// headings, of which the first is the title, the anchors that a link can lead
// to, and where each mistake is told.
func (c *contents) outline() string {
	var b strings.Builder
	for _, e := range c.chapters {
		fmt.Fprintf(&b, "%q", e.Name)
		if e.woven != nil {
			fmt.Fprintf(&b, " %q", e.anchorList())
			for _, h := range e.woven.Headings {
				fmt.Fprintf(&b, " %q as %q %q", h.Text, h.ID, h.Also)
			}
		}
		b.WriteByte('\n')
	}
	for _, name := range slices.Sorted(maps.Keys(c.mistakes)) {
		fmt.Fprintf(&b, "%q in %q\n", name, c.mistakes[name].Name)
	}
	return b.String()
}
