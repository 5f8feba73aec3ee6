package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestShelf(t *testing.T) {
	shelf := newShelf()
	shelf.put(map[string][]byte{"index.html": []byte("front"), "assets/book.css": []byte("style")})
	for _, test := range []struct {
		method, path string
		status       int
		body         string
	}{
		{"GET", "/", 200, "front"},
		{"GET", "/index.html", 200, "front"},
		{"GET", "/assets/../index.html", 200, "front"},
		{"GET", "/assets/book.css", 200, "style"},
		{"GET", "/assets", 404, ""},
		{"GET", "/../go.mod", 404, ""},
		{"GET", "/..%2fgo.mod", 404, ""},
		{"GET", "//etc/passwd", 404, ""},
		{"POST", "/", 405, ""},
	} {
		w := httptest.NewRecorder()
		shelf.ServeHTTP(w, httptest.NewRequest(test.method, test.path, nil))
		if w.Code != test.status || !strings.Contains(w.Body.String(), test.body) {
			t.Errorf("%s %s: have %d %q, want %d %q", test.method, test.path, w.Code, w.Body, test.status, test.body)
		}
		if have := w.Header().Get("X-Content-Type-Options"); have != "nosniff" {
			t.Errorf("%s: have nosniff %q", test.path, have)
		}
	}
}

func TestShelfTellsOfANewVersion(t *testing.T) {
	shelf := newShelf()
	server := httptest.NewServer(shelf)
	defer server.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, "GET", server.URL+"/-/reload", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	lines := bufio.NewScanner(answer.Body)
	lines.Scan() // the greeting: from here on the stream listens
	go shelf.put(nil)
	for lines.Scan() {
		if lines.Text() == "data: reload" {
			return
		}
	}
	t.Errorf("the stream ended without an event: %v", lines.Err())
}

func TestShelfRefusesOtherSites(t *testing.T) {
	w := httptest.NewRecorder()
	request := httptest.NewRequest("GET", "/-/reload", nil)
	request.Header.Set("Sec-Fetch-Site", "cross-site")
	newShelf().ServeHTTP(w, request)
	if w.Code != http.StatusForbidden {
		t.Errorf("have %d, want %d", w.Code, http.StatusForbidden)
	}
}

func TestAffected(t *testing.T) {
	p := &press{root: "/book", chapters: []string{"01-a", "02-b"}}
	chapter := func(parts ...string) string { return filepath.Join(append([]string{"/book", "chapters"}, parts...)...) }
	for _, test := range []struct {
		files, want []string
	}{
		{[]string{chapter("01-a", "main.go")}, []string{"01-a"}},
		{[]string{chapter("01-a", "main.go"), chapter("01-a", "words.go"), chapter("02-b", "main.go")}, []string{"01-a", "02-b"}},
		{[]string{chapter("01-a", "main_test.go")}, nil},
		{[]string{filepath.Join("/book", "internal", "cnn", "conv.go")}, []string{"01-a", "02-b"}},
	} {
		if have := p.affected(test.files); !slices.Equal(have, test.want) {
			t.Errorf("%v: have %v, want %v", test.files, have, test.want)
		}
	}
}

func TestLoopback(t *testing.T) {
	for have, want := range map[string]string{
		":8080": "localhost:8080", "localhost:1": "localhost:1", "0.0.0.0:1": "0.0.0.0:1", "junk": "junk",
	} {
		if got := loopback(have); got != want {
			t.Errorf("%s: have %s, want %s", have, got, want)
		}
	}
}

// Saving a test file, or removing a chapter, leaves nothing to run.
func TestReprintOfNothing(t *testing.T) {
	p, err := newPress(options{}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	for _, names := range [][]string{nil, {"99-removed"}} {
		if err := p.reprint(t.Context(), names); err != nil {
			t.Errorf("%v: have %v, want nothing to do", names, err)
		}
	}
}
