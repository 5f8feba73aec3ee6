package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// errSurvived is that every test passed although something is wrong.
var errSurvived = errors.New("no test failed")

// moduleRoot is the folder of the module around the current folder.
func moduleRoot(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOMOD: %w", err)
	}
	file := strings.TrimSpace(string(out))
	if file == "" || file == os.DevNull {
		return "", errors.New("no go.mod here or above; start the command inside the project")
	}
	return filepath.Dir(file), nil
}

// An attempt tries damages: those in Go files beside each other, the others
// one after the other in the copy.
type attempt struct {
	root string
	temp string // for damaged files and the copy
	copy copied

	sound sync.Map // by the arguments of go test: a func() error, whether tests pass undamaged
}

// passes reports whether the test that failed, or where none is named all tests
// of some packages, pass without any damage: else it shows nothing.
func (a *attempt) passes(ctx context.Context, test, kind string, packages ...string) error {
	args := []string{"test", kind, "-vet=off"}
	if name, _, _ := strings.Cut(test, ","); name != "" {
		args = append(args, "-run=^"+name+"$")
	}
	args = append(args, packages...)
	once, _ := a.sound.LoadOrStore(strings.Join(args, " "), sync.OnceValue(func() error {
		if out, err := command(ctx, a.root, nil, args...); err != nil {
			return fmt.Errorf("the tests fail without any damage; mend that first:\n%s", out)
		}
		return nil
	}))
	return once.(func() error)()
}

// try does one damage and returns what caught it. The error is errSurvived,
// or says why the damage could not be tried.
func (a *attempt) try(ctx context.Context, d damage) (caughtBy string, err error) {
	text, err := d.damaged(a.root)
	if err != nil {
		return "", err
	}
	if d.inGo() {
		return a.overlaid(ctx, d, text)
	}
	return a.copied(ctx, d, text)
}

// overlaid tests with the damaged file in place of the original.
func (a *attempt) overlaid(ctx context.Context, d damage, text []byte) (string, error) {
	overlay, err := a.overlay(d.file, text)
	if err != nil {
		return "", err
	}
	by, err := test(ctx, a.root, "-overlay="+overlay, d.guard())
	if err == nil {
		err = a.passes(ctx, by, "-short=false", d.guard())
	}
	return by, err
}

// overlay writes what tells the go command to take a text for a file, and
// returns its name.
func (a *attempt) overlay(file string, text []byte) (string, error) {
	folder, err := os.MkdirTemp(a.temp, "overlay-")
	if err != nil {
		return "", err
	}
	damaged, overlay := filepath.Join(folder, "damaged"+filepath.Ext(file)), filepath.Join(folder, "overlay.json")
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {filepath.Join(a.root, filepath.FromSlash(file)): damaged}})
	if err != nil {
		return "", err
	}
	return overlay, errors.Join(os.WriteFile(damaged, text, 0o644), os.WriteFile(overlay, replace, 0o644))
}

// copied tests in the copy, first as it is, since there is no point in a test
// that fails there in any case. The damaged file is put back.
func (a *attempt) copied(ctx context.Context, d damage, text []byte) (string, error) {
	a.copy.Lock()
	defer a.copy.Unlock()
	root, err := a.copy.of(a.root, a.temp)
	if err != nil {
		return "", err
	}
	guarded := func() (string, error) { return test(ctx, root, d.guard()) }
	if d.inPage() {
		guarded = func() (string, error) { return check(ctx, root, d) }
	}
	if by, err := guarded(); !errors.Is(err, errSurvived) {
		return "", fmt.Errorf("%s: fails in a copy of the tree without the damage: %s %v", d.name, by, err)
	}
	file := filepath.Join(root, filepath.FromSlash(d.file))
	before, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(file, text, 0o644); err != nil {
		return "", err
	}
	by, err := guarded()
	if back := os.WriteFile(file, before, 0o644); back != nil {
		return "", back
	}
	return by, err
}

// What go test prints.
var (
	failedTest    = regexp.MustCompile(`(?m)^--- FAIL: (\S+)`)
	runningTest   = regexp.MustCompile(`(?m)^panic: test timed out[^\n]*\n\s*running tests:\n\s*(\S+)`)
	notBuilt      = regexp.MustCompile(`(?m)^FAIL\s.*\[(build|setup) failed\]`)
	failedPackage = regexp.MustCompile(`(?m)^FAIL[ \t]+(\S+)`)
)

// goTest is the go command that tests packages.
func goTest(args ...string) []string {
	return append([]string{"test", "-failfast", "-vet=off", fmt.Sprintf("-timeout=%v", timeLimit)}, args...)
}

// goTested runs go test in a folder, first the tests that do not take long: most
// damages are caught by them.
func goTested(ctx context.Context, root string, args ...string) (out string, err error) {
	for _, first := range [][]string{{"-short"}, nil} {
		if out, err = command(ctx, root, nil, goTest(append(first, args...)...)...); err != nil {
			break
		}
	}
	return out, err
}

// test runs go test in a folder and returns the first test that failed, or
// errSurvived. That a package does not compile is another error: it shows
// nothing about the tests.
func test(ctx context.Context, root string, args ...string) (string, error) {
	out, err := goTested(ctx, root, args...)
	if err == nil {
		return "", errSurvived
	}
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if notBuilt.MatchString(out) {
		return "", fmt.Errorf("does not compile, so that no test was asked; change the entry in the list:\n%s", out)
	}
	if by := failure(out); by != "" {
		return by, nil
	}
	return "", fmt.Errorf("go test failed, but no test did:\n%s", out)
}

// failure is the first test that failed in what go test prints.
func failure(out string) string {
	if found := runningTest.FindStringSubmatch(out); found != nil {
		return found[1] + ", which did not end"
	}
	if found := failedTest.FindStringSubmatch(out); found != nil {
		return found[1]
	}
	return ""
}

// check asks render whether the page is what its chapter says.
func check(ctx context.Context, root string, d damage) (string, error) {
	out, err := command(ctx, root, nil, "run", "./cmd/render", "-check", "-chapter", filepath.Base(d.guard()))
	switch {
	case err == nil:
		return "", errSurvived
	case strings.Contains(out, "differs: "+strings.TrimPrefix(d.file, "docs/")+"\n"):
		return "render -check", nil
	}
	return "", fmt.Errorf("render -check failed, but not for %s:\n%s", d.file, out)
}

// testEnvironment is this process's, but goldens are compared, not made.
func testEnvironment() []string {
	return slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GOLDIE_UPDATE=") })
}

// command runs go in a folder, with more of an environment, and returns what
// it prints.
func command(ctx context.Context, folder string, environment []string, args ...string) (string, error) {
	ctx, stop := context.WithTimeout(ctx, 11*time.Minute) // go test gives up before
	defer stop()
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = folder
	cmd.Env = append(testEnvironment(), append(environment, "PWD="+folder)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) } // go ends its tests
	cmd.WaitDelay = 10 * time.Second
	out, err := cmd.CombinedOutput()
	return string(out), err
}
