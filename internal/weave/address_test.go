package weave

import (
	"strings"
	"testing"
)

// Nobody who reads a cell sees the addresses behind its headings.
func TestAddressesAreNotRead(t *testing.T) {
	c, err := Parse("main.go", "// # T\n//\n// ## One weight {#the-formula #k}\n//\n// Text {#x}.\n\npackage main\n\n// ## The bias {#b}\n\n")
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, cell := range c.Cells {
		if cell.Kind == Prose {
			have = append(have, cell.Text)
		}
	}
	want := "# T\n\n## One weight\n\nText {#x}.|## The bias"
	if strings.Join(have, "|") != want {
		t.Errorf("have %q, want %q", strings.Join(have, "|"), want)
	}
	h := c.Headings[1]
	if !h.Has("the-formula") || !h.Has("k") || h.Has("one-weight") || h.Words != "one-weight" {
		t.Errorf("have %+v", h)
	}
}

func TestAddressTwice(t *testing.T) {
	_, err := Parse("main.go", "// # T\n// ## A {#x}\n// ## B {#x}\n\npackage main\n")
	want := `main.go:3: heading "B" claims the address #x, which is that of line 2`
	if err == nil || err.Error() != want {
		t.Errorf("have %v, want %s", err, want)
	}
}
