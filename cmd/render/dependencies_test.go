package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A dependency is a row of DEPENDENCIES.md.
type dependency struct {
	name, version, licence, reason string
}

// listed reads the tables of DEPENDENCIES.md, by their headings.
func listed(text string) (map[string][]dependency, error) {
	tables := map[string][]dependency{}
	heading := ""
	for i, line := range strings.Split(text, "\n") {
		if h, ok := strings.CutPrefix(line, "## "); ok {
			heading = h
		}
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| ---") || strings.Contains(line, "| licence |") {
			continue
		}
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		if len(cells) != 4 || slices.Contains(cells, "") {
			return nil, fmt.Errorf("DEPENDENCIES.md:%d: have %d cells, want a name, a version, a licence and a reason", i+1, len(cells))
		}
		tables[heading] = append(tables[heading], dependency{cells[0], cells[1], cells[2], cells[3]})
	}
	return tables, nil
}

// A requirement is a line of go.mod.
type requirement struct {
	Path, Version string
	Indirect      bool
}

var requireLine = regexp.MustCompile(`(?m)^(?:require)?\s+(\S+\.\S+/\S+) (v\S+)( // indirect)?$`)

// required reads the requirements of a go.mod.
func required(text string) []requirement {
	var list []requirement
	for _, m := range requireLine.FindAllStringSubmatch(text, -1) {
		list = append(list, requirement{m[1], m[2], m[3] != ""})
	}
	return list
}

func readFile(t *testing.T, root, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The tables of DEPENDENCIES.md.
const (
	direct   = "Modules"
	indirect = "Modules that these bring"
	tools    = "Tools of the checks"
)

func TestDependencies(t *testing.T) {
	root := bookRoot(t)
	tables, err := listed(readFile(t, root, "DEPENDENCIES.md"))
	if err != nil {
		t.Fatal(err)
	}
	requirements := required(readFile(t, root, "go.mod"))
	if len(requirements) == 0 {
		t.Fatal("go.mod requires nothing: the test reads it wrongly")
	}
	have := map[string]string{}
	for table, rows := range tables {
		if table == tools {
			continue
		}
		for _, d := range rows {
			have[d.name] = d.version + " in " + table
		}
	}
	for _, r := range requirements {
		table := direct
		if r.Indirect {
			table = indirect
		}
		if want := r.Version + " in " + table; have[r.Path] != want {
			t.Errorf("DEPENDENCIES.md: %s: have %q, want %q, as go.mod has it", r.Path, have[r.Path], want)
		}
		delete(have, r.Path)
	}
	for name := range have {
		t.Errorf("DEPENDENCIES.md: %s is not in go.mod; take its row away", name)
	}
}

// TestDependenciesBring holds that each indirect module comes through the one
// that is named.
func TestDependenciesBring(t *testing.T) {
	t.Parallel()
	root := bookRoot(t)
	tables, err := listed(readFile(t, root, "DEPENDENCIES.md"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "mod", "graph")
	cmd.Dir = root
	graph, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Skipf("go mod graph cannot be made here: %s", exit.Stderr)
		}
		t.Fatal(err)
	}
	needs := map[string][]string{}
	for line := range strings.Lines(string(graph)) {
		from, to, _ := strings.Cut(strings.TrimSpace(line), " ")
		from, _, _ = strings.Cut(from, "@")
		to, _, _ = strings.Cut(to, "@")
		needs[from] = append(needs[from], to)
	}
	for _, d := range tables[indirect] {
		if !slices.ContainsFunc(tables[direct], func(of dependency) bool { return of.name == d.reason }) {
			t.Errorf("DEPENDENCIES.md: %s comes through %s, which is none of the modules", d.name, d.reason)
		}
		if !reaches(needs, d.reason, d.name, map[string]bool{}) {
			t.Errorf("DEPENDENCIES.md: %s does not need %s", d.reason, d.name)
		}
	}
}

func reaches(needs map[string][]string, from, to string, seen map[string]bool) bool {
	if from == to {
		return true
	}
	seen[from] = true
	return slices.ContainsFunc(needs[from], func(next string) bool { return !seen[next] && reaches(needs, next, to, seen) })
}

var npmTool = regexp.MustCompile(`"([a-z-]+)": "([0-9.]+)"`)

var tool = regexp.MustCompile(`([a-z0-9.]+\.[a-z]+/[a-z0-9/]+)@(v[0-9.]+)`)

// TestDependenciesTools holds the tools against what the scripts run.
func TestDependenciesTools(t *testing.T) {
	root := bookRoot(t)
	tables, err := listed(readFile(t, root, "DEPENDENCIES.md"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	err = fs.WalkDir(os.DirFS(filepath.Join(root, ".ci")), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == "package-lock.json" {
			return err
		}
		data, err := os.ReadFile(filepath.Join(root, ".ci", path))
		all.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	text := all.String()
	for _, m := range slices.Concat(tool.FindAllStringSubmatch(text, -1), npmTool.FindAllStringSubmatch(text, -1)) {
		if !slices.ContainsFunc(tables[tools], func(d dependency) bool { return d.name == m[1] && d.version == m[2] }) {
			t.Errorf("DEPENDENCIES.md: .ci/ runs %s at %s, which is no row of %q", m[1], m[2], tools)
		}
	}
	for _, d := range tables[tools] {
		if !strings.Contains(text, d.name) {
			t.Errorf("DEPENDENCIES.md: no script of .ci/ speaks of %s", d.name)
		}
	}
}
