package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPublished: with an address, the book has a picture, a site map and
// addresses; -check knows it and names the flag, and docs/ stays as it is.
func TestPublished(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"01-good": goodChapter})
	out := filepath.Join(root, "site")
	if status, _, stderr := rendered(root, "-url", "https://example.org/book", "-o", out); status != statusOK {
		t.Fatalf("have status %d, %q", status, stderr)
	}
	for name, want := range map[string]string{
		"01-good.html": `<link rel="canonical" href="https://example.org/book/01-good.html">`,
		"index.html":   `<meta property="og:image" content="https://example.org/book/assets/picture.png">`,
		"sitemap.xml":  "<loc>https://example.org/book/01-good.html</loc>",
		"robots.txt":   "Sitemap: https://example.org/book/sitemap.xml",
	} {
		if data, err := os.ReadFile(filepath.Join(out, name)); err != nil || !bytes.Contains(data, []byte(want)) {
			t.Errorf("%s: have %v, want %s in it", name, err, want)
		}
	}
	if status, stdout, _ := rendered(root, "-url", "https://example.org/book", "-o", out, "-check"); status != statusOK {
		t.Errorf("check: have status %d, %q", status, stdout)
	}
	status, _, stderr := rendered(root, "-url", "https://example.com", "-o", out, "-check")
	if want := " -o site -url https://example.com/\n"; status != statusFailed || !strings.Contains(stderr, want) {
		t.Errorf("check of another address: have status %d, %q, want %q in it", status, stderr, want)
	}
	if exists(filepath.Join(root, "docs")) {
		t.Error("docs/ was written")
	}
}
