package folder

import (
	"maps"
	"path/filepath"
	"strings"
	"testing"
)

func TestListing(t *testing.T) {
	pages := map[string][]byte{"index.html": []byte("front"), "assets/book.css": nil}
	file := filepath.Join(t.TempDir(), bookList)
	for _, head := range []string{listHead, listHead + underWay} {
		save(t, file, string(ListingOf(pages).text(head)))
		if have, ok := ReadListing(file, by); !ok || !maps.Equal(have, ListingOf(pages)) {
			t.Errorf("have %v, %v, want what was written", have, ok)
		}
	}
	hash := strings.Repeat("0", 64)
	for _, test := range []struct {
		name, text string
		isList     bool
		want       Listing
	}{
		{"somebody's own file", "My pages\n" + hash + "  index.html\n", false, nil},
		{"no entries", listHead, true, Listing{}},
		{"lines of Windows", listHead + hash + "  index.html\r\n", true, Listing{"index.html": hash}},
		{"a first line of Windows", strings.TrimSuffix(listHead, "\n") + "\r\n" + hash + "  index.html\r\n", true, Listing{"index.html": hash}},
		{"more on the first line", strings.TrimSuffix(listHead, "\n") + " Mine.\n" + hash + "  index.html\n", false, nil},
		{"a conflict of versions", listHead + "<<<<<<< HEAD\n" + hash + "  index.html\n=======\n", true, Listing{"index.html": hash}},
		{"a name outside", listHead + hash + "  ../secret.html\n" + hash + "  /etc/passwd\n" + hash + "  a/../../b\n", true, Listing{}},
		{"half a hash", listHead + hash[:63] + "  index.html\n", true, Listing{}},
	} {
		save(t, file, test.text)
		if have, ok := ReadListing(file, by); ok != test.isList || !maps.Equal(have, test.want) {
			t.Errorf("%s: have %v, %v, want %v, %v", test.name, have, ok, test.want, test.isList)
		}
	}
	if _, ok := ReadListing(filepath.Join(t.TempDir(), bookList), by); ok {
		t.Error("a list that is not there is one")
	}
}
