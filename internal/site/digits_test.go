package site

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"backprop/internal/witness"
)

// digitsClaim is what is said of the arithmetic that the numbers are held
// against.
var digitsClaim = regexp.MustCompile(`(?:arithmetic|decimals|in|again)(?: (?:with|of|in))? (\w+) digits`)

// TestDigits: wherever the book says with how many digits its numbers were
// computed a second time, it is as many as the witness has.
func TestDigits(t *testing.T) {
	texts := map[string]string{}
	for _, pattern := range []string{"../../README.md", "templates/*.html", "measured.jsonl", "../../testdata/uncertified/*", "../../chapters/*/main.go", "../../chapters/*/words.md"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: found no file, %v", pattern, err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			texts[path] = string(text)
		}
	}
	files, err := Render(sampleBook(t))
	if err != nil {
		t.Fatal(err)
	}
	texts["llms.txt"] = string(files["llms.txt"])
	said := map[string]int{}
	for path, text := range texts {
		for _, m := range digitsClaim.FindAllStringSubmatch(text, -1) {
			said[path]++
			if want := strconv.Itoa(witness.Digits); m[1] != want {
				t.Errorf("%s says %q; the witness has %s", path, m[0], want)
			}
		}
	}
	for _, path := range []string{"../../README.md", "templates/lab.html", "templates/teaching.html", "measured.jsonl", "llms.txt"} {
		if said[path] == 0 {
			t.Errorf("%s no longer says with how many digits; take it from this list, or mend digitsClaim", path)
		}
	}
}
