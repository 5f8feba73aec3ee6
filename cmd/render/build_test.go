package main

import (
	"maps"
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
