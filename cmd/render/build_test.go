package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestCompilerMessages(t *testing.T) {
	names := []string{"01-a", "02-b"}
	tests := []struct {
		name, output string
		want         map[string]string
	}{
		{"the first message of a chapter",
			"# backprop/chapters/01-a\nchapters/01-a/main.go:12:3: undefined: x\nchapters/01-a/main.go:14:3: undefined: y\n",
			map[string]string{"01-a": "chapters/01-a/main.go:12: undefined: x"}},
		{"with a leading dot",
			"# backprop/chapters/02-b\n./chapters/02-b/run.go:7: missing return\n",
			map[string]string{"02-b": "chapters/02-b/run.go:7: missing return"}},
		{"with more about it below",
			"# backprop/chapters/02-b\nchapters/02-b/main.go:9:6: main redeclared\n\tchapters/02-b/main.go:3:6: other declaration of main\n",
			map[string]string{"02-b": "chapters/02-b/main.go:9: main redeclared"}},
		{"of a chapter that was not asked for", "chapters/03-c/main.go:9:6: main redeclared\n", map[string]string{}},
		{"in a package that all import",
			"# backprop/internal/cnn\ninternal/cnn/conv.go:3:1: syntax error\n",
			map[string]string{"01-a": "internal/cnn/conv.go:3:1: syntax error", "02-b": "internal/cnn/conv.go:3:1: syntax error"}},
		{"nothing that can be read", "no space left on device\n", map[string]string{}},
	}
	for _, test := range tests {
		if have := compilerMessages(test.output, names); !maps.Equal(have, test.want) {
			t.Errorf("%s: have %v, want %v", test.name, have, test.want)
		}
	}
}

// Without a home and with a cache that cannot be written, the programs are
// built among the temporary files.
func TestBinFolder(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the user's cache is found through other variables here")
	}
	temporary, cache := t.TempDir(), t.TempDir()
	file := filepath.Join(cache, "a file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", temporary)
	t.Setenv("HOME", "")
	for _, test := range []struct{ cache, want string }{
		{cache, cache},
		{file, temporary}, // no folder can be made below a file
		{"", temporary},
	} {
		t.Setenv("XDG_CACHE_HOME", test.cache)
		have, err := binFolder("/a/book")
		if err != nil || !strings.HasPrefix(have, test.want+string(filepath.Separator)) || !exists(have) {
			t.Errorf("cache %q: have %q, %v, want a folder in %s", test.cache, have, err, test.want)
		}
		if other, _ := binFolder("/another/book"); other == have {
			t.Errorf("cache %q: two books have one folder", test.cache)
		}
	}
	own := filepath.Join(temporary, fmt.Sprintf("backprop-number-by-number-%d", os.Getuid()))
	if err := os.Chmod(own, 0o777); err != nil {
		t.Fatal(err)
	}
	if have, err := binFolder("/a/book"); err == nil || !strings.Contains(err.Error(), own) {
		t.Errorf("a folder that all can write: have %q, %v, want an error that names it", have, err)
	}
}
