package site

import (
	"bytes"
	"compress/gzip"
	"regexp"
	"strings"
	"testing"
)

// TestWeight: what a page loads before it is read stays small.
func TestWeight(t *testing.T) {
	files := assets(false)
	weigh := func(names ...string) (sum int) {
		for _, name := range names {
			var b bytes.Buffer
			w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
			_, _ = w.Write(files[name])
			_ = w.Close()
			sum += b.Len()
		}
		return sum
	}
	if have := weigh("assets/book.js", "assets/explain.js"); have > 8<<10 {
		t.Errorf("the scripts weigh %d bytes, want at most %d", have, 8<<10)
	}
	if have := weigh("assets/book.js", "assets/explain.js", "assets/book.css"); have > 20<<10 {
		t.Errorf("scripts and styles weigh %d bytes, want at most %d", have, 20<<10)
	}
}

func TestLean(t *testing.T) {
	const commented = "// What it is.\n(() => {\n  // Why.\n  const a = 1; // one\n\n    // more\n  const b = \"http://c\";\n})();\n\n// Next.\nf();\n"
	const want = "(() => {const a = 1;const b = \"http://c\";})();f();"
	if have := string(lean([]byte(commented))); have != want {
		t.Errorf("have %q\nwant %q", have, want)
	}
	// What lean takes for a comment is one: no text of a script holds its sign.
	text := regexp.MustCompile("[\"'`][^\"'`\n]*\\s// [^\"'`\n]*[\"'`]")
	for _, s := range [][]byte{script, findScript, searchScript, explainScript, answersScript} {
		for line := range strings.Lines(string(s)) {
			if text.MatchString(line) {
				t.Errorf("a text holds the sign of a comment: %s", line)
			}
		}
	}
}
