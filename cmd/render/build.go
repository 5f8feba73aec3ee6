package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"
)

// binFolder is where the chapters' programs are kept between runs. The go
// command compares a program there with its sources and links it again only
// when they differ, so the folder is never stale. It is in the user's cache,
// or among the temporary files where there is none that can be written.
func binFolder(root string) (string, error) {
	name := fmt.Sprintf("%x", sha256.Sum256([]byte(root)))[:12]
	if base, err := os.UserCacheDir(); err == nil {
		folder := filepath.Join(base, "backprop-number-by-number", name)
		if os.MkdirAll(folder, 0o755) == nil && canWrite(folder) {
			return folder, nil
		}
	}
	own := filepath.Join(os.TempDir(), fmt.Sprintf("backprop-number-by-number-%d", os.Getuid()))
	folder := filepath.Join(own, name)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	if info, err := os.Lstat(own); err != nil || !info.IsDir() || info.Mode().Perm()&0o022 != 0 || !canWrite(folder) {
		return "", fmt.Errorf("%s is not a folder that only you can write, and programs are run from it; remove it", own)
	}
	return folder, nil
}

// canWrite reports whether a file can be made in a folder.
func canWrite(folder string) bool {
	file, err := os.CreateTemp(folder, ".probe-*")
	if err != nil {
		return false
	}
	file.Close()
	return os.Remove(file.Name()) == nil
}

// program is the path of a chapter's built program.
func (p *press) program(name string) string {
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(p.bin, name)
}

// buildFlags make a program quicker to link and the same in every commit: no
// debugger looks into it, and nobody asks it for its version.
var buildFlags = []string{"-ldflags=-s -w", "-buildvcs=false"}

// workFolder makes a folder for what one run needs on the way. It lies beside
// the programs, so that the go command puts a program in its place in one
// step, also while another render runs it. What killed runs left is removed.
func (p *press) workFolder() (string, error) {
	left, _ := filepath.Glob(filepath.Join(p.bin, "work-*")) // the pattern is a good one
	for _, folder := range left {
		if info, err := os.Stat(folder); err == nil && time.Since(info.ModTime()) > 2*patience {
			os.RemoveAll(folder)
		}
	}
	folder, err := os.MkdirTemp(p.bin, "work-")
	if err != nil {
		return "", &misuse{fmt.Errorf("no folder to work in: %w; make room there", err)}
	}
	return folder, nil
}

// build builds the chapters. For each that does not compile it returns the
// compiler's message. The error is for a go command that cannot be run at all,
// or that says nothing of a chapter.
func (p *press) build(ctx context.Context, names []string, work string) (map[string]string, error) {
	failures := map[string]string{}
	for rest := names; len(rest) > 0; {
		messages, err := p.goBuild(ctx, rest, work)
		if err != nil || len(messages) == 0 {
			return failures, err
		}
		maps.Copy(failures, messages)
		// A source that cannot be read keeps the go command from building any,
		// and a program that was there before would be taken for a new one.
		rest = slices.DeleteFunc(slices.Clone(rest), func(name string) bool { return failures[name] != "" })
	}
	return failures, nil
}

// goBuild is one call of the go command.
func (p *press) goBuild(ctx context.Context, names []string, work string) (map[string]string, error) {
	args := append([]string{"build", "-o", p.bin + string(filepath.Separator)}, buildFlags...)
	for _, name := range names {
		args = append(args, "./chapters/"+name)
	}
	var output bytes.Buffer
	cmd := command(ctx, "go", args...)
	cmd.Dir = p.root
	cmd.Env = append(os.Environ(), "GOTMPDIR="+work)
	cmd.Stdout, cmd.Stderr = &output, &output
	err := cmd.Run()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err == nil {
		return nil, nil
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return nil, &misuse{fmt.Errorf("the go command could not be run: %w; install Go and put it on the PATH", err)}
	}
	failures := compilerMessages(output.String(), names)
	if len(failures) == 0 {
		return nil, fmt.Errorf("go build failed:\n%s", strings.TrimSpace(output.String()))
	}
	return failures, nil
}

var compilerLine = regexp.MustCompile(`^(?:\./)?(chapters/([^/]+)/[^:]+\.go:\d+)(?::\d+)?: (.*)$`)

// compilerMessages sorts the go command's output by chapter: the first
// message of each, as chapters/NN-name/main.go:LINE: message. What is wrong
// in a package that chapters import is wrong in all of them, and is returned
// for each.
func compilerMessages(output string, names []string) map[string]string {
	output = strings.ReplaceAll(output, `\`, "/")
	failures := map[string]string{}
	var elsewhere string
	for line := range strings.Lines(output) {
		line = strings.TrimRight(line, "\r\n")
		if strings.HasPrefix(line, "\t") {
			continue // more about the line above
		}
		if m := compilerLine.FindStringSubmatch(line); m != nil {
			if slices.Contains(names, m[2]) && failures[m[2]] == "" {
				failures[m[2]] = m[1] + ": " + m[3]
			}
		} else if elsewhere == "" && strings.Contains(line, ".go:") {
			elsewhere = strings.TrimPrefix(line, "./")
		}
	}
	if elsewhere != "" {
		for _, name := range names {
			if failures[name] == "" {
				failures[name] = elsewhere
			}
		}
	}
	return failures
}
