package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"backprop/internal/notebook"
	"backprop/internal/site"
)

// patience is how long a chapter may run. The slowest takes a second or two.
const patience = time.Minute

// play runs one chapter's program and reads its record. What fails is said in
// the chapter's Failure.
func (p *press) play(ctx context.Context, name, compilerMessage string) site.Chapter {
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
	} else if chapter.Entries, err = p.record(ctx, name); err != nil {
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
func (p *press) record(ctx context.Context, name string) ([]notebook.Entry, error) {
	folder, err := os.MkdirTemp("", "record-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, name+".jsonl")
	args := []string{"-record", file}
	if p.network != "" {
		args = append(args, "-net", p.network)
	}
	if p.seed != nil {
		args = append(args, "-seed", strconv.FormatUint(*p.seed, 10))
	}
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(limited, p.program(name), args...)
	cmd.Dir = p.root
	cmd.WaitDelay = time.Second
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		if errors.Is(limited.Err(), context.DeadlineExceeded) {
			return nil, fmt.Errorf("the program ran longer than %v and was stopped; look for a loop that does not end", patience)
		}
		if message := strings.TrimSpace(stderr.String()); message != "" {
			return nil, errors.New(message)
		}
		return nil, fmt.Errorf("the program ended with %w and said nothing", err)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, errors.New("the program wrote no record; its main must call notebook.Main")
	}
	defer f.Close()
	return notebook.ReadRecord(f)
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
