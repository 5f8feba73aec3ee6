package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestShelf(t *testing.T) {
	shelf := newShelf()
	shelf.put(map[string][]byte{"index.html": []byte("front"), "assets/book.css": []byte("style")})
	for _, test := range []struct {
		path   string
		status int
		body   string
	}{
		{"/", 200, "front"},
		{"/index.html", 200, "front"},
		{"/index.html?x=1", 200, "front"},
		{"/%69ndex.html", 200, "front"},
		{"/assets/book.css", 200, "style"},
		{"/assets", 404, ""},
		{"/assets/", 404, ""},
		{"/INDEX.HTML", 404, ""},
	} {
		w := httptest.NewRecorder()
		shelf.ServeHTTP(w, httptest.NewRequest("GET", test.path, nil))
		if w.Code != test.status || !strings.Contains(w.Body.String(), test.body) {
			t.Errorf("%s: have %d %q, want %d %q", test.path, w.Code, w.Body, test.status, test.body)
		}
	}
}

func TestShelfKnowsWhatAFileIs(t *testing.T) {
	files := map[string][]byte{}
	want := map[string]string{
		"a.html": "text/html; charset=utf-8", "a.css": "text/css; charset=utf-8", "a.js": "text/javascript; charset=utf-8",
		"a.svg": "image/svg+xml", "a.txt": "text/plain; charset=utf-8", "a.md": "text/markdown; charset=utf-8",
		"a.json": "application/json", "a.ipynb": "application/x-ipynb+json", "a.woff2": "font/woff2", ".nojekyll": "application/octet-stream",
	}
	for name := range want {
		files[name] = []byte(name)
	}
	shelf := newShelf()
	shelf.put(files)
	for name, kind := range want {
		w := httptest.NewRecorder()
		shelf.ServeHTTP(w, httptest.NewRequest("GET", "/"+name, nil))
		if have := w.Header().Get("Content-Type"); w.Code != 200 || have != kind {
			t.Errorf("%s: have %d, %s, want %s", name, w.Code, have, kind)
		}
	}
}

func TestShelfCompresses(t *testing.T) {
	text := bytes.Repeat([]byte("many words "), 100)
	shelf := newShelf()
	shelf.put(map[string][]byte{"index.html": text, "a.woff2": text})
	for _, test := range []struct {
		path, accept string
		packed       bool
	}{
		{"/", "", false},
		{"/", "gzip", true},
		{"/", "deflate, GZip ; q=0.5, br", true},
		{"/", "gzip;q=0", false},
		{"/", "gzip; q=0.0", false},
		{"/", "br, x-gzip-not", false},
		{"/a.woff2", "gzip", false},
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("GET", test.path, nil)
		r.Header.Set("Accept-Encoding", test.accept)
		shelf.ServeHTTP(w, r)
		if have := w.Header().Get("Content-Encoding"); (have == "gzip") != test.packed {
			t.Errorf("%s, %q: have Content-Encoding %q", test.path, test.accept, have)
			continue
		}
		body := io.Reader(w.Body)
		if test.packed {
			if w.Body.Len() >= len(text) {
				t.Errorf("%s: have %d bytes of %d", test.path, w.Body.Len(), len(text))
			}
			var err error
			if body, err = gzip.NewReader(w.Body); err != nil {
				t.Fatal(err)
			}
		}
		if have, err := io.ReadAll(body); err != nil || !bytes.Equal(have, text) {
			t.Errorf("%s, %q: have %d bytes, %v, want the %d of the page", test.path, test.accept, len(have), err, len(text))
		}
	}
}

// A page is compressed once, not at each request, and not again while it
// stays what it is.
func TestShelfCompressesOnce(t *testing.T) {
	shelf := newShelf()
	shelf.put(map[string][]byte{"a.html": []byte("same"), "b.html": []byte("old")})
	a, b := shelf.pages["a.html"], shelf.pages["b.html"]
	if once, twice := a.packed(), a.packed(); &once[0] != &twice[0] {
		t.Error("the page was compressed twice")
	}
	shelf.put(map[string][]byte{"a.html": []byte("same"), "b.html": []byte("new")})
	if shelf.pages["a.html"] != a {
		t.Error("the page that stayed was made again")
	}
	if shelf.pages["b.html"] == b {
		t.Error("the page that changed was kept")
	}
}

// A version is a new one where a page differs, came or went, and only there.
func TestShelfVersions(t *testing.T) {
	shelf := newShelf()
	seen, changed := shelf.now()
	for _, step := range []struct {
		name  string
		pages map[string][]byte
		isNew bool
	}{
		{"the first", map[string][]byte{}, true},
		{"a page came", map[string][]byte{"a": nil}, true},
		{"the same", map[string][]byte{"a": {}}, false},
		{"other bytes", map[string][]byte{"a": {1}}, true},
		{"another name", map[string][]byte{"b": {1}}, true},
		{"a page went", map[string][]byte{}, true},
	} {
		shelf.put(step.pages)
		version, next := shelf.now()
		if (version != seen) != step.isNew {
			t.Errorf("%s: have version %s after %s", step.name, version, seen)
		}
		select {
		case <-changed:
			if !step.isNew {
				t.Errorf("%s: told though nothing changed", step.name)
			}
		default:
			if step.isNew {
				t.Errorf("%s: not told", step.name)
			}
		}
		seen, changed = version, next
	}
}
