package main

import (
	"fmt"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

// A shelf holds the pages in memory and serves them. Only what is on the
// shelf can be asked for, so no path leads to another file.
type shelf struct {
	mu      sync.Mutex
	pages   map[string][]byte
	version int
	changed chan struct{} // closed and made anew with every version
}

func newShelf() *shelf {
	return &shelf{changed: make(chan struct{})}
}

// put replaces the pages and wakes the browsers that wait.
func (s *shelf) put(pages map[string][]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages = pages
	s.version++
	close(s.changed)
	s.changed = make(chan struct{})
}

// ServeHTTP serves a page, or the stream that tells of new versions.
func (s *shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cache-Control", "no-store")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	if r.URL.Path == "/-/reload" {
		s.stream(w, r)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if name == "" {
		name = "index.html"
	}
	s.mu.Lock()
	page, ok := s.pages[name]
	s.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		header.Set("Content-Type", kind)
	}
	w.Write(page)
}

// stream sends an event for each new version until the browser leaves.
func (s *shelf) stream(w http.ResponseWriter, r *http.Request) {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		http.Error(w, "the reload stream is for the book's own pages", http.StatusForbidden)
		return
	}
	flusher, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "no streaming", http.StatusNotImplemented)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	// Listen before the greeting: who has read it misses no version.
	changed := s.next()
	fmt.Fprint(w, ": waiting\n\n")
	flusher.Flush()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-changed:
			changed = s.next()
			fmt.Fprint(w, "data: reload\n\n")
			flusher.Flush()
		}
	}
}

// next is closed when the next version is on the shelf.
func (s *shelf) next() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed
}
