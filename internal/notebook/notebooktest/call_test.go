package notebooktest

import (
	"flag"
	"strings"
	"testing"

	"backprop/internal/notebook"
)

// A flag as a chapter declares it.
var word = flag.String("word", "none", "the `WORD` to say")

func TestCall(t *testing.T) {
	says := func(nb *notebook.Notebook) error {
		nb.Markdownf("The word is %s.", *word)
		return nil
	}
	tests := []struct {
		args           []string
		status         int
		stdout, stderr string
	}{
		{[]string{"-word", "pool"}, 0, "The word is pool.", ""},
		{nil, 0, "The word is none.", ""}, // not that of the call before
		{[]string{"-h"}, 0, "-word WORD", ""},
		{[]string{"-test.v"}, 2, "", "-test.v"},
		{[]string{"-update"}, 2, "", "-update"},
		{[]string{"-net", "nowhere.json"}, 2, "", "nowhere.json"},
	}
	for _, test := range tests {
		status, stdout, stderr := Call(t, chapter, says, test.args...)
		if status != test.status || !strings.Contains(stdout, test.stdout) || !strings.Contains(stderr, test.stderr) {
			t.Errorf("%v: have status %d, %q, %q\nwant status %d, %q, %q", test.args, status, stdout, stderr, test.status, test.stdout, test.stderr)
		}
		if test.status != 0 && stdout != "" {
			t.Errorf("%v: printed %q", test.args, stdout)
		}
		if strings.Contains(stdout, "-test.") {
			t.Errorf("%v: lists the flags of package testing", test.args)
		}
	}
	if *word != "none" {
		t.Errorf("the flag is left at %q", *word)
	}
}
