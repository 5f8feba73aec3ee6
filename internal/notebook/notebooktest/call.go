package notebooktest

import (
	"bytes"
	"flag"
	"strings"
	"testing"

	"backprop/internal/notebook"
)

// Call runs the chapter as its program does, with flags, and returns the exit
// status and what it printed. It does so in process, so that a chapter is
// tested also where no program can be started: in an emulator, in a browser.
func Call(t testing.TB, source string, run func(*notebook.Notebook) error, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	own := flag.NewFlagSet("", flag.ContinueOnError)
	flag.VisitAll(func(f *flag.Flag) {
		if !ofTests(f.Name) {
			own.Var(f.Value, f.Name, f.Usage)
		}
	})
	defer own.VisitAll(func(f *flag.Flag) { // no other test is to find them set
		if err := f.Value.Set(f.DefValue); err != nil {
			t.Errorf("-%s: %v", f.Name, err)
		}
	})
	var out, errors bytes.Buffer
	status = notebook.Execute(source, run, own, args, &out, &errors)
	return status, out.String(), errors.String()
}

// ofTests reports whether a flag is one of package testing or of goldie, which
// stand beside those of the chapter.
func ofTests(name string) bool {
	return strings.HasPrefix(name, "test.") || name == "update" || name == "clean"
}
