// Measure times the commands that a user waits for, whole processes on a quiet
// machine, in a temporary copy of the project:
//
//	go run .ci/measure.go >figures.jsonl
//
// Standard output is one figure a line, as JSON with a name, a value and a
// unit: "s" for seconds, "MB" for 10⁶ bytes, "cores", or "" for a text about
// the machine. A time is the median of its runs. Standard error is the same
// for reading, with the fastest and the slowest run.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// chapter is the one that is changed. It is neither the shortest nor the
// longest.
const chapter = "chapters/11-max-pooling-backward/main.go"

// A bench is the copy of the project and what is run in it.
type bench struct {
	root   string // the project
	copy   string
	render string // the program
	runs   int
	edits  int
}

func main() {
	runs := flag.Int("n", 7, "how often each command is run")
	flag.Parse()
	if err := measure(*runs); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

func measure(runs int) error {
	root, err := os.Getwd()
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(root, "cmd", "render")); err != nil {
		return errors.New("start it in the project's own folder: go run .ci/measure.go")
	}
	temporary, err := os.MkdirTemp("", "measure-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temporary)
	b := &bench{root: root, copy: filepath.Join(temporary, "book"), render: filepath.Join(temporary, "render"), runs: max(runs, 1)}
	if err := copyTree(b.copy, root); err != nil {
		return err
	}
	// The cache of the programs is the copy's own, and goes with it.
	os.Setenv("XDG_CACHE_HOME", filepath.Join(temporary, "cache"))
	os.Setenv("GOCACHE", goEnv("GOCACHE"))
	if err := run(b.copy, "go", "build", "-o", b.render, "./cmd/render"); err != nil {
		return err
	}
	if err := run(b.copy, b.render); err != nil { // fills Go's cache and ours
		return err
	}
	b.machine()

	return errors.Join(b.renders(), b.serve(), b.tests())
}

func (b *bench) machine() {
	cpu := runtime.GOARCH
	if info, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if m := regexp.MustCompile(`model name\s*: (.*)`).FindSubmatch(info); m != nil {
			cpu = string(m[1])
		}
	}
	figure("processor", cpu, "")
	figure("cores", runtime.NumCPU(), "cores")
	figure("system", runtime.GOOS+"/"+runtime.GOARCH, "")
	figure("Go", runtime.Version(), "")
}

// renders times the renderer.
func (b *bench) renders() error {
	var peak int64
	render := func(args ...string) error {
		cmd := exec.Command(b.render, args...)
		cmd.Dir = b.copy
		out, err := cmd.CombinedOutput()
		if err != nil {
			return fmt.Errorf("render %v: %w\n%s", args, err, out)
		}
		if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
			peak = max(peak, usage.Maxrss)
		}
		return nil
	}
	nothing := func() error { return nil }
	edit := func(path, text string) func() error {
		return func() error { b.edits++; return b.add(path, fmt.Sprintf(text, b.edits)) }
	}
	folder := func() string { b.edits++; return filepath.Join(b.copy, fmt.Sprintf("book-%d", b.edits)) }
	all := func() error { return render("-o", folder()) }
	anew := func() error { out := folder(); return render("-o", out, "-seed", fmt.Sprint(b.edits)) }
	onNetwork := func() error { return render("-o", folder(), "-net", "testdata/networks/other-sizes.json") }
	return errors.Join(
		b.time("render, nothing changed", nothing, func() error { return render() }),
		b.time("render, every page", nothing, all),
		b.time("render, every page, of a network file seen before", nothing, onNetwork),
		b.time("render, every program and every page", nothing, anew),
		b.time("render, one chapter changed", edit(chapter, "\n// Edit %d.\n"), func() error { return render() }),
		b.time("render, package cnn changed", edit("internal/cnn/cnn.go", "\nfunc edit%d() {}\n"), func() error { return render() }),
		b.time("render -check", nothing, func() error { return render("-check") }),
		b.memory(render, &peak),
	)
}

// memory is the peak of a render of every page. Maxrss counts kilobytes on
// Linux; other systems have other units, and are left out.
func (b *bench) memory(render func(...string) error, peak *int64) error {
	if runtime.GOOS != "linux" {
		return nil
	}
	*peak = 0
	err := render("-o", filepath.Join(b.copy, "book-memory"))
	figure("render, every page, peak memory", float64(*peak)*1024/1e6, "MB")
	return err
}

// serve times the way from a saved file to the event that reloads the page.
func (b *bench) serve() error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	cmd := exec.CommandContext(ctx, b.render, "-serve", "localhost:0")
	cmd.Dir = b.copy
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	defer cmd.Wait()
	defer cancel()
	address, lines := "", bufio.NewScanner(out)
	for address == "" && lines.Scan() {
		address = regexp.MustCompile(`http://\S+`).FindString(lines.Text())
	}
	go func() {
		for lines.Scan() { // so that the server never waits for its reader
		}
	}()
	if address == "" {
		return errors.New("render -serve did not say where it serves")
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"-/reload", nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	events := bufio.NewScanner(answer.Body)
	events.Scan() // the greeting
	return b.time("render -serve, from saving a chapter to the reload",
		func() error { return nil },
		func() error {
			b.edits++
			if err := b.add(chapter, fmt.Sprintf("\n// Edit %d.\n", b.edits)); err != nil {
				return err
			}
			for events.Scan() {
				if strings.HasPrefix(events.Text(), "data: ") {
					return nil
				}
			}
			return errors.New("the stream of events ended")
		})
}

// tests times the tests where nothing changed since they ran, and those of the
// renderer as they run.
func (b *bench) tests() error {
	if err := run(b.root, "go", "test", "./..."); err != nil {
		return err
	}
	nothing := func() error { return nil }
	return errors.Join(
		b.time("go test ./..., nothing changed", nothing, func() error { return run(b.root, "go", "test", "./...") }),
		b.time("go test ./cmd/render", nothing, func() error { return run(b.root, "go", "test", "-count=1", "./cmd/render") }),
	)
}

// time runs something several times, each time after what is to come before.
func (b *bench) time(name string, before, what func() error) error {
	var took []float64
	for range b.runs {
		if err := before(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		start := time.Now()
		if err := what(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		took = append(took, time.Since(start).Seconds())
	}
	slices.Sort(took)
	figure(name, (took[(len(took)-1)/2]+took[len(took)/2])/2, "s")
	fmt.Fprintf(os.Stderr, "%60s in %d runs, %.2f to %.2f s\n", "", len(took), took[0], took[len(took)-1])
	return nil
}

func figure(name string, value any, unit string) {
	if v, ok := value.(float64); ok {
		value = json.Number(fmt.Sprintf("%.3f", v))
	}
	line, err := json.Marshal(struct {
		Name  string `json:"name"`
		Value any    `json:"value"`
		Unit  string `json:"unit"`
	}{name, value, unit})
	if err != nil {
		panic(err) // there is nothing in it that JSON cannot say
	}
	fmt.Println(string(line))
	fmt.Fprintf(os.Stderr, "%-60s %v %s\n", name, value, unit)
}

// add adds text to the end of a file of the copy.
func (b *bench) add(path, text string) error {
	file, err := os.OpenFile(filepath.Join(b.copy, path), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	return errors.Join(err, file.Close())
}

// copyTree copies the project without its history.
func copyTree(to, from string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.Name() == ".git" {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.MkdirAll(filepath.Join(to, name), 0o755)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, name), data, 0o644)
	})
}

// goEnv is what the go command takes for a variable.
func goEnv(name string) string {
	out, _ := exec.Command("go", "env", name).Output()
	return strings.TrimSpace(string(out))
}

// run runs a command to its end.
func run(folder, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = folder
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
	}
	return nil
}
