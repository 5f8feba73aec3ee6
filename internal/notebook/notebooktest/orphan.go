package notebooktest

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// orphans lists the golden files and the lists of uncertified numbers without
// a chapter, and the chapters without their golden files, below the root of
// the module.
func orphans(root string) ([]string, error) {
	chapters, err := filepath.Glob(filepath.Join(root, "chapters", "*", "main.go"))
	if err != nil {
		return nil, err
	}
	var expected []string
	for _, main := range chapters {
		name := filepath.Base(filepath.Dir(main)) + ".golden"
		expected = append(expected, name, filepath.Join(otherSizes, name))
		if _, err := os.Stat(filepath.Join(filepath.Dir(main), "main.py")); err == nil {
			expected = append(expected, filepath.Join(twinsGolden, name))
		}
	}
	var found []string
	folder := filepath.Join(root, "testdata", "golden")
	err = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if os.IsNotExist(err) && path == folder {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		found = append(found, name)
		return err
	})
	if err != nil {
		return nil, err
	}
	lists, err := filepath.Glob(filepath.Join(root, "testdata", "uncertified", "*"))
	if err != nil {
		return nil, err
	}
	var problems []string
	for _, list := range lists {
		chapter := strings.TrimSuffix(filepath.Base(list), ".txt")
		if !slices.Contains(expected, chapter+".golden") {
			problems = append(problems, fmt.Sprintf("testdata/uncertified/%s: there is no chapters/%s; remove the file", filepath.Base(list), chapter))
		}
	}
	for _, name := range found {
		if !slices.Contains(expected, name) {
			chapter := strings.TrimSuffix(filepath.Base(name), ".golden")
			if filepath.Dir(name) == twinsGolden {
				chapter += "/main.py"
			}
			problems = append(problems, fmt.Sprintf("testdata/golden/%s: there is no chapters/%s; remove the file", filepath.ToSlash(name), chapter))
		}
	}
	for _, name := range expected {
		if !slices.Contains(found, name) {
			problems = append(problems, fmt.Sprintf("testdata/golden/%s is missing; run %s", filepath.ToSlash(name), updateCommand))
		}
	}
	return problems, nil
}
