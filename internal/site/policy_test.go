// A browser is another process, and WebAssembly starts none.

//go:build !js

package site

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// What a page that obeys its policy does not have.
var (
	scriptWithin = regexp.MustCompile(`<script(?:\s[^>]*)?>[^<]`)
	styleWithin  = regexp.MustCompile(`<style|<[^>]*\s(?:style|on[a-z]+)="|href="(?:javascript|data):`)
)

// TestPolicy: every page has the policy and obeys it, that of a worksheet too.
func TestPolicy(t *testing.T) {
	book, err := Render(explainedBook(t))
	if err != nil {
		t.Fatal(err)
	}
	c := classicSample(t)
	sheet, err := Worksheet(sheetBook(t, c), c.Network, `seed "7"</style>`)
	if err != nil {
		t.Fatal(err)
	}
	pages := 0
	for _, files := range []map[string][]byte{book, sheet} {
		for name, page := range files {
			if filepath.Ext(name) != ".html" {
				continue
			}
			pages++
			if !bytes.Contains(page, []byte(`<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;`)) {
				t.Errorf("%s has no policy", name)
			}
			for _, no := range []*regexp.Regexp{scriptWithin, styleWithin} {
				if found := no.FindString(withoutSums(string(page))); found != "" { // a text is no script
					t.Errorf("%s holds %s, which its policy forbids", name, found)
				}
			}
		}
	}
	if pages < 6 {
		t.Errorf("only %d pages were looked at", pages)
	}
	if css := string(sheet["sheet.css"]); !strings.Contains(css, `content: "seed \22 7\22 \3c /style>, answer key"`) {
		t.Errorf("the foot of a sheet is not written as a string: %s", css)
	}
}

// TestFromTheFileSystem: a page that is opened without a server has its style,
// its font, its scripts and its search, and obeys its policy there.
func TestFromTheFileSystem(t *testing.T) {
	p := openTab(t, explainedBook(t))
	files, err := Render(explainedBook(t))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for name, data := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p.do(t, chromedp.Navigate("file://"+filepath.ToSlash(folder)+"/02-explained.html"))
	p.await(t, `getComputedStyle(document.body).marginTop === "0px" && document.querySelector(".explain") !== null`)
	p.await(t, `[...document.fonts].some((f) => f.status === "loaded")`)
	p.keys(t, "/largest")
	p.await(t, `[...document.querySelectorAll(".found a")].some((a) => a.textContent.includes("The largest number stays"))`)
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.messages) > 0 {
		t.Errorf("the console says %q", p.messages)
	}
}
