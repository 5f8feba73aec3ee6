package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A shelf holds the pages in memory and serves them. Only what is on the
// shelf can be asked for, by its exact name, so no path leads to a file.
type shelf struct {
	mu      sync.Mutex
	pages   map[string]*page
	started int64 // a version of another run is never taken for one of this
	count   int
	changed chan struct{} // closed and made anew with every version
}

// A page is a file of the book, and the same compressed.
type page struct {
	data   []byte
	kind   string
	packed func() []byte // nil: not worth it
}

func newShelf() *shelf {
	return &shelf{started: time.Now().UnixNano(), changed: make(chan struct{})}
}

// put replaces the pages and wakes the browsers that wait. It waits for none
// of them. Pages that are all as they were are no new version.
func (s *shelf) put(files map[string][]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	pages := make(map[string]*page, len(files))
	same := s.count > 0 && len(files) == len(s.pages)
	for name, data := range files {
		if old := s.pages[name]; old != nil && bytes.Equal(old.data, data) {
			pages[name] = old // and what it was compressed to
			continue
		}
		pages[name] = newPage(name, data)
		same = false
	}
	if same {
		return
	}
	s.pages = pages
	s.count++
	close(s.changed)
	s.changed = make(chan struct{})
}

// now is the version on the shelf, and a channel that is closed when the next
// one is.
func (s *shelf) now() (version string, changed <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.version(), s.changed
}

func (s *shelf) version() string {
	return strconv.FormatInt(s.started, 36) + "-" + strconv.Itoa(s.count)
}

// ServeHTTP serves a page, or the stream that tells of new versions.
func (s *shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/-/reload" {
		s.stream(w, r)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" {
		name = "index.html"
	}
	s.mu.Lock()
	page, version := s.pages[name], s.version()
	s.mu.Unlock()
	if page == nil {
		http.NotFound(w, r)
		return
	}
	header := w.Header()
	// The one header that a page's script can read of the answer that brought
	// it: so it knows which version it is, whatever came after it.
	header.Set("Server-Timing", fmt.Sprintf("version;desc=%q", version))
	header.Set("Content-Type", page.kind)
	data := page.data
	if page.packed != nil {
		header.Set("Vary", "Accept-Encoding")
		if takesGzip(r) {
			header.Set("Content-Encoding", "gzip")
			data = page.packed()
		}
	}
	header.Set("Content-Length", strconv.Itoa(len(data)))
	w.Write(data) // a browser that left is no error
}

// kinds are the media types of the book's files. The system's own table
// differs from machine to machine.
var kinds = map[string]string{
	".html":  "text/html; charset=utf-8",
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".txt":   "text/plain; charset=utf-8",
	".md":    "text/markdown; charset=utf-8",
	".json":  "application/json",
	".py":    "text/x-python; charset=utf-8",
	".ipynb": "application/x-ipynb+json",
	".woff2": "font/woff2",
}

func newPage(name string, data []byte) *page {
	p := &page{data: data, kind: kinds[path.Ext(name)]}
	switch {
	case p.kind == "":
		p.kind = "application/octet-stream"
	case p.kind != "font/woff2":
		// At the first request, so that a new version is on the shelf at once.
		p.packed = sync.OnceValue(func() []byte { return packed(data) })
	}
	return p
}

func packed(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data) // a buffer takes everything
	w.Close()
	return b.Bytes()
}

// takesGzip reports whether a browser takes a compressed answer.
func takesGzip(r *http.Request) bool {
	for _, offer := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		coding, quality, _ := strings.Cut(offer, ";")
		if !strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			continue
		}
		weight, isWeight := strings.CutPrefix(strings.TrimSpace(quality), "q=")
		q, err := strconv.ParseFloat(weight, 64)
		return !isWeight || err == nil && q > 0
	}
	return false
}
