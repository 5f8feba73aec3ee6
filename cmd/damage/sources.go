package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A pkg is a package of the module, as go list describes it.
type pkg struct {
	ImportPath, Dir, Name              string
	GoFiles, EmbedFiles                []string
	Imports, TestImports, XTestImports []string
	TestGoFiles, XTestGoFiles          []string
}

// A module is what can be changed and which tests it concerns.
type module struct {
	root     string
	packages map[string]pkg // by import path
}

// readModule asks the go command for the packages of the module at root.
func readModule(ctx context.Context, root string) (*module, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-json=ImportPath,Dir,Name,GoFiles,EmbedFiles,Imports,TestImports,XTestImports,TestGoFiles,XTestGoFiles", "./...")
	cmd.Dir = root
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w\n%s", err, stderr.Bytes())
	}
	m := &module{root, map[string]pkg{}}
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return m, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		m.packages[p.ImportPath] = p
	}
}

// folder is a package as go test takes it, from the root.
func (m *module) folder(importPath string) string {
	rel, err := filepath.Rel(m.root, m.packages[importPath].Dir)
	if err != nil {
		return importPath
	}
	return "./" + filepath.ToSlash(rel)
}

// of is the package of a file: the one whose folder is nearest, since an
// embedded file may lie in a folder below it.
func (m *module) of(file string) string {
	best, length := "", -1
	for importPath := range m.packages {
		folder := strings.TrimPrefix(m.folder(importPath), "./")
		if (folder == "." || strings.HasPrefix(file, folder+"/")) && len(folder) > length {
			best, length = importPath, len(folder)
		}
	}
	return best
}

// self is what this command is called in the module that it belongs to.
const self = "/cmd/damage"

// sources are the files that the module's programs are made of: Go files and
// the scripts that they embed. This command and what only tests import is not
// among them.
func (m *module) sources() []string {
	seen := map[string]bool{}
	var follow func(importPath string)
	follow = func(importPath string) {
		p, ours := m.packages[importPath]
		if !ours || seen[importPath] {
			return
		}
		seen[importPath] = true
		for _, i := range p.Imports {
			follow(i)
		}
	}
	for importPath, p := range m.packages {
		if p.Name == "main" && !strings.HasSuffix(importPath, self) {
			follow(importPath)
		}
	}
	var files []string
	for importPath := range seen {
		for _, name := range slices.Concat(m.packages[importPath].GoFiles, m.packages[importPath].EmbedFiles) {
			if ext := path.Ext(name); ext == ".go" || ext == ".js" {
				files = append(files, path.Join(m.folder(importPath), name))
			}
		}
	}
	slices.Sort(files)
	return slices.Compact(files) // a chapter embeds its own source
}

// changes are all changes of all sources, file by file.
func (m *module) changes() ([]change, error) {
	var all []change
	for _, file := range m.sources() {
		text, err := os.ReadFile(filepath.Join(m.root, filepath.FromSlash(file)))
		if err != nil {
			return nil, err
		}
		find := goChanges
		if path.Ext(file) == ".js" {
			find = scriptChanges
		}
		found, err := find(file, text)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// concerned are the packages whose tests a package can fail, in the order in
// which they are asked: itself, those that import it, those that import these.
// One without tests is asked together with those that import it.
func (m *module) concerned(importPath string) [][]string {
	levels := [][]string{{m.folder(importPath)}}
	seen := map[string]bool{importPath: true}
	for last := []string{importPath}; len(last) > 0; {
		var next, folders []string
		for other, p := range m.packages {
			imports := func(list []string) bool {
				return slices.ContainsFunc(list, func(i string) bool { return slices.Contains(last, i) })
			}
			// What only tests import ends there: nobody imports a test.
			if seen[other] || strings.HasSuffix(other, self) || !imports(slices.Concat(p.Imports, p.TestImports, p.XTestImports)) {
				continue
			}
			folders = append(folders, m.folder(other))
			if imports(p.Imports) {
				next = append(next, other)
				seen[other] = true
			}
		}
		slices.Sort(folders)
		folders = slices.DeleteFunc(folders, func(f string) bool {
			return slices.ContainsFunc(levels, func(level []string) bool { return slices.Contains(level, f) })
		})
		if len(folders) > 0 {
			levels = append(levels, folders)
		}
		last = next
	}
	if p := m.packages[importPath]; len(p.TestGoFiles)+len(p.XTestGoFiles) == 0 && len(levels) > 1 {
		return append([][]string{slices.Concat(levels[0], levels[1])}, levels[2:]...)
	}
	return levels
}

// long are those of some folders whose tests are not all short: they say so,
// or the package does that their tests are made of.
func (m *module) long(folders []string) []string {
	says := func(p pkg, names []string) bool {
		return slices.ContainsFunc(names, func(name string) bool {
			text, err := os.ReadFile(filepath.Join(p.Dir, name))
			return err == nil && bytes.Contains(text, []byte("testing.Short()"))
		})
	}
	var list []string
	for _, p := range m.packages {
		folder := m.folder(p.ImportPath)
		if slices.Contains(folders, folder) && (says(p, slices.Concat(p.TestGoFiles, p.XTestGoFiles)) ||
			slices.ContainsFunc(slices.Concat(p.TestImports, p.XTestImports), func(i string) bool { return says(m.packages[i], m.packages[i].GoFiles) })) {
			list = append(list, folder)
		}
	}
	slices.Sort(list)
	return list
}

// near are the packages whose short tests are asked first: a package's own, and
// those of the packages that import it, where they are few.
func (m *module) near(p pkg) []string {
	list := []string{m.folder(p.ImportPath)}
	for _, other := range m.packages {
		if slices.Contains(other.Imports, p.ImportPath) && !strings.HasSuffix(other.ImportPath, self) && len(other.TestGoFiles)+len(other.XTestGoFiles) > 0 {
			list = append(list, m.folder(other.ImportPath))
		}
	}
	if len(list) > 7 {
		return list[:1]
	}
	slices.Sort(list[1:])
	return list
}
