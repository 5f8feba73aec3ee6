package site

import (
	"os"
	"path/filepath"
	"testing"
)

// TestLook writes the sample book to the folder that SITE_LOOK names, to be
// opened in a browser. Without it there is nothing to do.
func TestLook(t *testing.T) {
	dir := os.Getenv("SITE_LOOK")
	if dir == "" {
		t.Skip("set SITE_LOOK to a folder to look at the sample book")
	}
	files, err := Render(sampleBook(t))
	if err != nil {
		t.Error(err)
	}
	for name, data := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
