package main

import (
	"bytes"
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

// A performance is what came of one chapter's program.
type performance struct {
	chapter site.Chapter // without its entries until they are read
	record  []byte       // they are in here
	read    bool
}

// play runs one chapter's program, or finds what it showed when it last ran.
// What fails is said in the chapter's Failure.
func (p *press) play(ctx context.Context, name, compilerMessage, work string) *performance {
	start := time.Now()
	played := &performance{chapter: site.Chapter{Name: name}}
	source, err := os.ReadFile(p.sourceFile(name))
	if err != nil {
		played.chapter.Failure = fmt.Sprintf("chapters/%s/main.go:1: %v", name, err)
		return played
	}
	played.chapter.Source = string(source)
	if err := p.readTwin(&played.chapter); err != nil {
		played.chapter.Failure = fmt.Sprintf("chapters/%s/main.py:1: %v", name, err)
		return played
	}
	if compilerMessage != "" {
		played.chapter.Failure = compilerMessage
	} else if err := p.perform(ctx, played, work); err != nil {
		played.chapter.Failure = located(name, err)
	}
	mark := "✓"
	if played.chapter.Failure != "" {
		mark = "✗"
	}
	fmt.Fprintf(p.progress, "%s %-40s %3d outputs %5.2f s\n", mark, name, bytes.Count(played.record, []byte("\n")), time.Since(start).Seconds())
	return played
}

// perform finds the record of a chapter in the cache, or runs the program and
// keeps its record if it is a good one. The key is made of all that the
// program sees: the program, its arguments and the network file.
func (p *press) perform(ctx context.Context, played *performance, work string) error {
	name := played.chapter.Name
	args, network, err := p.arguments()
	if err != nil {
		return err
	}
	program, err := keyOfProgram(p.program(name))
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("the go command made no program of it; its package must be main")
	}
	if err != nil {
		return err
	}
	k := keyOf([]byte("record"), program[:], []byte(strings.Join(args, "\x00")), network)
	var kept bool
	if played.record, kept = p.cache.get(k); kept {
		return nil
	}
	if played.record, err = p.run(ctx, name, args, work); err != nil {
		return err
	}
	if err := played.readRecord(); err != nil {
		return err
	}
	// Another render may have built it anew while it ran, or the network may
	// have been saved: then nobody knows whose record this is.
	_, networkNow, err := p.arguments()
	programNow, failed := keyOfProgram(p.program(name))
	if err == nil && failed == nil && programNow == program && bytes.Equal(networkNow, network) {
		p.cache.put(k, played.record)
	}
	return nil
}

// readRecord reads the entries out of the record, once.
func (played *performance) readRecord() error {
	if played.read || played.record == nil {
		return nil
	}
	entries, err := notebook.ReadRecord(bytes.NewReader(played.record))
	if err != nil {
		return err
	}
	played.chapter.Entries, played.read = entries, true
	return nil
}

// arguments are those of every chapter's program, and the network file that
// they name.
func (p *press) arguments() (args []string, network []byte, err error) {
	if p.network != "" {
		args = append(args, "-net", p.network)
		network, err = os.ReadFile(p.network)
	}
	if p.seed != nil {
		args = append(args, "-seed", strconv.FormatUint(*p.seed, 10))
	}
	return args, network, err
}

// run runs a program with -record and returns what it wrote. The program
// stands in an empty folder and has no environment, so that what it shows
// comes from its own bytes and its arguments: the same everywhere, and
// kept in the cache with a good conscience.
func (p *press) run(ctx context.Context, name string, args []string, work string) ([]byte, error) {
	folder, err := os.MkdirTemp(work, "record-")
	if err != nil {
		return nil, err
	}
	file := filepath.Join(folder, name+".jsonl")
	limited, cancel := context.WithTimeoutCause(ctx, p.patience,
		fmt.Errorf("the program ran longer than %v and was stopped; look for a loop that does not end", p.patience))
	defer cancel()
	cmd := command(limited, p.program(name), append([]string{"-record", file}, args...)...)
	cmd.Dir = folder
	cmd.Env = []string{}
	var stderr head
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		return nil, complaint(limited, cmd, err, p.asNamed(stderr.String()))
	}
	info, err := os.Lstat(file)
	switch {
	case err != nil || !info.Mode().IsRegular():
		return nil, errors.New("the program wrote no record; its main must call notebook.Main")
	case info.Size() > recordLimit:
		return nil, fmt.Errorf("the program wrote a record of %d MB; the limit is %d MB: show less", info.Size()>>20, recordLimit>>20)
	}
	return os.ReadFile(file)
}

// asNamed is what a program said about the network file, with the name that the
// user gave it.
func (p *press) asNamed(said string) string {
	if p.network == "" {
		return said
	}
	return strings.ReplaceAll(said, p.network, p.named)
}

// complaint is why a program failed, in its own words where it has any.
func complaint(limited context.Context, cmd *exec.Cmd, err error, said string) error {
	switch {
	case errors.Is(limited.Err(), context.DeadlineExceeded):
		return context.Cause(limited)
	case errors.Is(err, exec.ErrWaitDelay):
		endGroup(cmd)
		return errors.New("the program ended before what it had started, which was stopped; wait for it first")
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
