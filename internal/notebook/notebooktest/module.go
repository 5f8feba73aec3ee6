package notebooktest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

// moduleRoot is the folder of go.mod, at or above a folder.
func moduleRoot(folder string) (string, error) {
	at, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			return at, nil
		}
		up := filepath.Dir(at)
		if up == at {
			return "", fmt.Errorf("no go.mod at or above %s; run the tests inside the module", folder)
		}
		at = up
	}
}

// updating reports whether golden files are being regenerated, with -update
// or GOLDIE_UPDATE.
func updating() bool {
	f := flag.Lookup("update")
	return f != nil && f.Value.String() == "true"
}
