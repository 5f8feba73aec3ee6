package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A bundle is a module with many changes in it at once, so that its tests are
// compiled once for all of them: to compile and link takes ten times as long as
// most tests. Each function begins with its changed copies, and a file says
// which of them run in its place. It is a file, since the renderer runs the
// chapters' programs without an environment.
type bundle struct {
	trial   *trial
	changes []change // numbered from 1
	folder  string   // for the sources, the programs and what is chosen
	overlay string
	// By package, once its program is there: how long its tests take without a
	// change, and how long they may take with one.
	took, limits map[string]time.Duration
}

// newBundle is a bundle of changes in a folder of its own.
func newBundle(t *trial, list []change) (*bundle, error) {
	folder, err := os.MkdirTemp(t.temp, "bundle-")
	return &bundle{trial: t, changes: list, folder: folder, took: map[string]time.Duration{}, limits: map[string]time.Duration{}}, err
}

// chosen is the file with the numbers of the changes that run.
func (b *bundle) chosen() string { return filepath.Join(b.folder, "chosen") }

// choose says which changes run from now on.
func (b *bundle) choose(numbers ...int) error {
	return os.WriteFile(b.chosen(), []byte(strings.Trim(fmt.Sprint(numbers), "[]")), 0o644)
}

// bundles reports whether a change can lie beside others: it is in the body of
// a function. Not so what a chapter shows of itself, since it would show the
// copies, and what asks who called it or ends a panic.
func bundles(c change, text []byte) bool {
	if path.Ext(c.file) != ".go" || onPage(c.file) || c.function == "" {
		return false
	}
	fn, fset, err := around(c, text)
	if err != nil || fn == nil {
		return false
	}
	body := string(text[fset.Position(fn.Body.Lbrace).Offset:fset.Position(fn.Body.Rbrace).Offset])
	return !strings.Contains(body, "recover()") && !strings.Contains(string(text), "runtime.Caller")
}

// around is the function whose body a change is in, or nil.
func around(c change, text []byte) (*ast.FuncDecl, *token.FileSet, error) {
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, c.file, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, err
	}
	for _, d := range tree.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil && fset.Position(fn.Body.Lbrace).Offset < c.from && c.to <= fset.Position(fn.Body.Rbrace).Offset {
			return fn, fset, nil
		}
	}
	return nil, fset, nil
}

// bundled is a source with changed copies of its functions. The lines of the
// original keep their numbers, and those of a copy name its change, for the
// compiler's errors.
func bundled(text []byte, changes map[int]change) ([]byte, error) {
	copies := map[int]string{} // by the offset behind a function's {
	for _, n := range sortedKeys(changes) {
		c := changes[n]
		fn, fset, err := around(c, text)
		if err != nil {
			return nil, err
		}
		offset := func(p token.Pos) int { return fset.Position(p).Offset }
		begin, end := offset(fn.Body.Lbrace)+1, offset(fn.Body.Rbrace)
		results, back := "", "}(); return"
		call := "func()"
		if fn.Type.Results != nil {
			results = " " + string(text[offset(fn.Type.Results.Pos()):offset(fn.Type.Results.End())])
			call, back = "return func()", "}()"
		}
		body := string(text[begin:c.from]) + c.new + string(text[c.to:end])
		copies[begin] += fmt.Sprintf("\nif damageChosen[%d] { %s%s {\n//line damaged%d/%s:1\n%s\n%s }", n, call, results, n, path.Base(c.file), body, back)
	}
	var out bytes.Buffer
	last := 0
	for _, at := range sortedKeys(copies) {
		out.Write(text[last:at])
		fmt.Fprintf(&out, "%s\n//line %s:%d\n", copies[at], path.Base(changes[sortedKeys(changes)[0]].file), 1+bytes.Count(text[:at], []byte("\n")))
		last = at
	}
	out.Write(text[last:])
	return out.Bytes(), nil
}

func sortedKeys[V any](m map[int]V) []int {
	var keys []int
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// notCompiled matches what the compiler says of a copy.
var notCompiled = regexp.MustCompile(`(?m)\bdamaged(\d+)/[^:\s]+:\d+`)

// build compiles the tests of a package with all changes. Those that do not
// compile are left out and reported.
func (b *bundle) build(ctx context.Context, p pkg, unbuilt func(change)) error {
	left := map[int]change{}
	for i, c := range b.changes {
		left[i+1] = c
	}
	for {
		if err := b.lay(left); err != nil {
			return err
		}
		out, err := b.compile(ctx, p)
		if err == nil {
			return nil
		}
		found := notCompiled.FindAllStringSubmatch(out, -1)
		if len(found) == 0 || ctx.Err() != nil {
			return fmt.Errorf("the changes cannot be compiled together:\n%s", out)
		}
		for _, f := range found {
			n, _ := strconv.Atoi(f[1])
			if c, ok := left[n]; ok {
				unbuilt(c)
				delete(left, n)
				b.changes[n-1] = change{}
			}
		}
	}
}

// compile makes the program of a package's tests.
func (b *bundle) compile(ctx context.Context, p pkg) (string, error) {
	return command(ctx, b.trial.root, nil, "test", "-c", "-vet=off", "-gcflags=-e", "-ldflags=-s -w", "-overlay="+b.overlay, "-o", b.program(p), b.trial.module.folder(p.ImportPath))
}

func (b *bundle) program(p pkg) string {
	return filepath.Join(b.folder, strings.ReplaceAll(p.ImportPath, "/", "-")+".exe")
}

// lay writes the sources with their copies, and what says which runs.
func (b *bundle) lay(left map[int]change) error {
	files, packages := map[string]map[int]change{}, map[string]pkg{}
	for n, c := range left {
		importPath := b.trial.module.of(c.file)
		packages[importPath] = b.trial.module.packages[importPath]
		if files[c.file] == nil {
			files[c.file] = map[int]change{}
		}
		files[c.file][n] = c
	}
	replace := map[string]string{}
	var faults []error
	put := func(file string, text []byte) {
		damaged := filepath.Join(b.folder, fmt.Sprintf("%d.go", len(replace)))
		replace[file] = damaged
		faults = append(faults, os.WriteFile(damaged, text, 0o644))
	}
	for file, changes := range files {
		original := filepath.Join(b.trial.root, filepath.FromSlash(file))
		text, err := os.ReadFile(original)
		if err != nil {
			return err
		}
		if text, err = bundled(text, changes); err != nil {
			return err
		}
		put(original, text)
	}
	for _, p := range packages {
		put(filepath.Join(p.Dir, "damage_chosen.go"), fmt.Appendf(nil, `package %s

import (
	"os"
	"strconv"
	"strings"
)

var damageChosen = func() (chosen [%d]bool) {
	text, _ := os.ReadFile(%q)
	for _, word := range strings.Fields(string(text)) {
		n, _ := strconv.Atoi(word)
		chosen[n] = true
	}
	return chosen
}()
`, p.Name, len(b.changes)+1, b.chosen()))
	}
	text, err := json.Marshal(map[string]map[string]string{"Replace": replace})
	if err != nil {
		return err
	}
	b.overlay = filepath.Join(b.folder, "overlay.json")
	return errors.Join(append(faults, os.WriteFile(b.overlay, text, 0o644))...)
}

// run runs the tests of a package, the short ones or all, with what is chosen,
// and returns what they print.
func (b *bundle) run(ctx context.Context, p pkg, short bool, limit time.Duration) (string, error) {
	limited, stop := context.WithTimeout(ctx, limit+10*time.Second) // the tests give up before
	defer stop()
	cmd := exec.CommandContext(limited, b.program(p), fmt.Sprintf("-test.short=%v", short), "-test.failfast", "-test.paniconexit0", fmt.Sprintf("-test.timeout=%v", limit))
	cmd.Dir = p.Dir
	cmd.Env = append(testEnvironment(), "PWD="+p.Dir)
	cmd.WaitDelay = 10 * time.Second
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// ready compiles the tests of a package and runs them without any change. What
// takes much longer with one does not end.
func (b *bundle) ready(ctx context.Context, p pkg) error {
	if b.limits[p.ImportPath] > 0 {
		return nil
	}
	if _, err := os.Stat(b.program(p)); err != nil {
		if out, err := b.compile(ctx, p); err != nil {
			return fmt.Errorf("the tests of %s cannot be compiled:\n%s", p.ImportPath, out)
		}
	}
	if err := b.choose(); err != nil {
		return err
	}
	start := time.Now()
	if out, err := b.run(ctx, p, true, timeLimit); err != nil {
		return fmt.Errorf("the tests fail without any damage; mend that first:\n%s", out)
	}
	b.took[p.ImportPath] = time.Since(start)
	b.limits[p.ImportPath] = min(timeLimit, 20*time.Second+10*b.took[p.ImportPath])
	return nil
}

// try runs the short tests of the package that a change is in and returns which
// caught it.
func (b *bundle) try(ctx context.Context, p pkg, n int) (string, error) {
	if err := b.ready(ctx, p); err != nil {
		return "", err
	}
	if err := b.choose(n); err != nil {
		return "", err
	}
	return b.ask(ctx, p, true, b.limits[p.ImportPath])
}

// ask runs tests of a package with what is chosen and returns which failed.
func (b *bundle) ask(ctx context.Context, p pkg, short bool, limit time.Duration) (string, error) {
	out, err := b.run(ctx, p, short, limit)
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err == nil:
		return "", errSurvived
	}
	by := failure(out)
	if by == "" {
		by = "the process, which ended with " + err.Error()
	}
	return b.trial.module.folder(p.ImportPath) + ": " + by, nil
}
