package notebooktest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestLintWords(t *testing.T) {
	folder := t.TempDir()
	save := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if have := lintWords(folder); have != nil {
		t.Errorf("without words: have %q, want nothing", have)
	}
	save("main.go", `nb.Say("one", nil)`)
	save("main_test.go", `says("two")`)
	save("words.md", "## one\n\nText.\n\n## two\n\nText.\n")
	want := []string{`words.md:5: the program never asks for the section "two"; take it out, or ask for it`}
	if have := lintWords(folder); !slices.Equal(have, want) {
		t.Errorf("have %q\nwant %q", have, want)
	}
	save("words.md", "## one\n\n| "+strings.Repeat("ö", 80)+"\n"+strings.Repeat("ö", 81)+"\n```\n"+strings.Repeat("ö", 81)+"\n```\n")
	want = []string{"words.md:4: the line is 81 columns wide, at most 80"}
	if have := lintWords(folder); !slices.Equal(have, want) {
		t.Errorf("have %q\nwant %q", have, want)
	}
	save("words.md", "## one\n")
	want = []string{`words.md: line 1: nothing stands under the heading "one"`}
	if have := lintWords(folder); !slices.Equal(have, want) {
		t.Errorf("have %q\nwant %q", have, want)
	}
}
