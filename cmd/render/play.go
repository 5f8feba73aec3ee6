package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"backprop/internal/notebook"
	"backprop/internal/site"
)

const (
	// patience is how long a chapter may run. The slowest takes a second or two.
	patience = time.Minute
	// recordLimit is how many bytes a chapter may show. The largest shows two
	// million.
	recordLimit = 64 << 20
)

// play runs one chapter's program and reads its record. What fails is said in
// the chapter's Failure.
func (p *press) play(ctx context.Context, name, compilerMessage, work string) site.Chapter {
	start := time.Now()
	chapter := site.Chapter{Name: name}
	source, err := os.ReadFile(p.sourceFile(name))
	if err != nil {
		chapter.Failure = fmt.Sprintf("chapters/%s/main.go:1: %v", name, err)
		return chapter
	}
	chapter.Source = string(source)
	if compilerMessage != "" {
		chapter.Failure = compilerMessage
	} else if chapter.Entries, err = p.record(ctx, name, work); err != nil {
		chapter.Failure = located(name, err)
	}
	mark := "✓"
	if chapter.Failure != "" {
		mark = "✗"
	}
	fmt.Fprintf(p.progress, "%s %-40s %3d outputs %5.2f s\n", mark, name, len(chapter.Entries), time.Since(start).Seconds())
	return chapter
}

// record runs a program with -record and reads what it wrote.
func (p *press) record(ctx context.Context, name, work string) ([]notebook.Entry, error) {
	file := filepath.Join(work, name+".jsonl")
	args := []string{"-record", file}
	if p.network != "" {
		args = append(args, "-net", p.network)
	}
	if p.seed != nil {
		args = append(args, "-seed", strconv.FormatUint(*p.seed, 10))
	}
	limited, cancel := context.WithTimeoutCause(ctx, p.patience,
		fmt.Errorf("the program ran longer than %v and was stopped; look for a loop that does not end", p.patience))
	defer cancel()
	cmd := command(limited, p.program(name), args...)
	cmd.Dir = p.root
	var stderr head
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		return nil, complaint(limited, cmd, err, stderr.String())
	}
	info, err := os.Lstat(file)
	switch {
	case err != nil || !info.Mode().IsRegular():
		return nil, errors.New("the program wrote no record; its main must call notebook.Main")
	case info.Size() > recordLimit:
		return nil, fmt.Errorf("the program wrote a record of %d MB; the limit is %d MB: show less", info.Size()>>20, recordLimit>>20)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return notebook.ReadRecord(f)
}

// complaint is why a program failed, in its own words where it has any.
func complaint(limited context.Context, cmd *exec.Cmd, err error, said string) error {
	switch {
	case errors.Is(limited.Err(), context.DeadlineExceeded):
		return context.Cause(limited)
	case errors.Is(err, exec.ErrWaitDelay):
		endGroup(cmd)
		return errors.New("the program ended before what it had started, which was stopped; wait for it first")
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("the go command made no program of it; its package must be main")
	case said != "":
		return errors.New(said)
	}
	return fmt.Errorf("the program ended with %w and said nothing", err)
}

// located is an error as chapters/NN-name/main.go:LINE: message. A program
// says its own line; what it could not say is put at line 1.
func located(name string, err error) string {
	prefix := "chapters/" + name + "/main.go:"
	if strings.HasPrefix(err.Error(), prefix) {
		return err.Error()
	}
	return prefix + "1: " + err.Error()
}
