// Command render weaves the chapters into the pages of the book.
//
// It builds and runs every program under chapters/, joins what each one
// showed to the source that showed it, and writes the pages into docs/. A
// file is written only where its bytes differ, so a second run changes
// nothing. A chapter that fails does not keep the others from being rendered.
//
// The command finds the project from the current folder upward, so it can be
// started anywhere inside it. Exit status: 0 when all is well, 1 when a
// chapter failed, -check found a difference or the render was interrupted, 2
// for bad flags or files.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"backprop/internal/class"
	"backprop/internal/disk"
	"backprop/internal/notebook"
	"backprop/internal/site"
)

const usage = `Render weaves the chapters into the pages of the book.

Usage: go run ./cmd/render [flags]

  (no flags)     render everything into docs/
  -o DIR         render into DIR. Its rendered-files.txt lists what render wrote
                 there; no other file is ever replaced or removed
                   go run ./cmd/render -o book
  -net FILE      the whole book with the numbers of a network file
                   go run ./cmd/render -net my.json -o my-book
  -seed N        the whole book with the numbers made for the number N
                   go run ./cmd/render -seed 7 -o book-7
  -chapter NAME  render the page of one chapter
                   go run ./cmd/render -chapter 13-convolution-backward-kernel
  -url ADDRESS   the book for publishing there: its pages name their addresses,
                 with a picture for links, a site map and a robots.txt
                   go run ./cmd/render -url https://example.org/book/ -o book
  -repo ADDRESS  where the source of the book can be had: the front page and the
                 chapters lead there
                   go run ./cmd/render -repo https://example.org/book -o book
  -worksheet     in place of the book, an exercise sheet for a class, its answer
                 key and its files, with the book's numbers or those of -net or -seed
                   go run ./cmd/render -worksheet -seed 7 -o sheet-7
  -seeds LIST    with -worksheet: the sheets of a class, one for each seed, and all
                 of them in a file for printing
                   go run ./cmd/render -worksheet -seeds 1-30 -o sheets
  -names FILE    the same for the names in a file, one a line, each with a seed
                 after a comma or with the next of 1, 2, 3, ...
                   go run ./cmd/render -worksheet -names students.csv -o sheets
  -check         render into memory and compare with docs/; the engine of the lab,
                 which docs/ does not keep, is built
                   go run ./cmd/render -check
  -serve ADDR    serve the book, render again what changes, reload the browser
                   go run ./cmd/render -serve localhost:8080

Exit status: 0 all is well; 1 a chapter failed or docs/ is not up to date;
2 bad flags or files.
`

// The exit statuses.
const (
	statusOK      = 0
	statusFailed  = 1
	statusMisused = 2
)

// options are the flags. Files and folders are absolute.
type options struct {
	dir                          string // the folder that relative names begin in
	out, network, chapter, serve string
	named                        string  // the network as the user named it
	address, repository          string  // of the published book, and of its source
	seed                         *uint64 // nil: none
	class                        []class.Seeded
	check, worksheet             bool
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends at once
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintf(os.Stderr, "render: %v\n", err)
		os.Exit(statusMisused)
	}
	os.Exit(run(ctx, dir, os.Args[1:], os.Stdout, os.Stderr))
}

// run is the command without the process around it, started in the folder dir.
func run(ctx context.Context, dir string, args []string, stdout, stderr io.Writer) int {
	opts, err := parseFlags(dir, args, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return statusOK
	}
	if err != nil {
		fmt.Fprintf(stderr, "render: %v\nEvery flag is listed by: go run ./cmd/render -h\n", err)
		return statusMisused
	}
	press, err := newPress(opts, stderr)
	if err != nil {
		fmt.Fprintf(stderr, "render: %v\n", err)
		return statusMisused
	}
	switch {
	case opts.serve != "":
		err = press.serve(ctx, opts.serve, stdout)
	case opts.worksheet:
		err = press.worksheet(ctx, stdout)
	case opts.check:
		err = press.check(ctx, stdout)
	default:
		err = press.render(ctx, stdout)
		if err == nil && opts.chapter == "" {
			err = press.writeEngine(ctx, stdout)
		}
	}
	if errors.Is(err, context.Canceled) && opts.serve != "" {
		return statusOK
	}
	if errors.Is(err, context.Canceled) {
		err = errors.New("render: interrupted; the pages are whole, those not yet written as they were")
	}
	return report(stderr, err)
}

// report prints an error, one line for each of its parts, and says with
// which status to exit.
func report(stderr io.Writer, err error) int {
	if err == nil {
		return statusOK
	}
	fmt.Fprintln(stderr, err)
	var misuse *misuse
	if errors.As(err, &misuse) {
		return statusMisused
	}
	return statusFailed
}

// A misuse is an error in what the user asked for, not in the book.
type misuse struct{ err error }

func (m *misuse) Error() string { return m.err.Error() }
func (m *misuse) Unwrap() error { return m.err }

// parseFlags reads the flags of a command that is started in the folder dir.
func parseFlags(dir string, args []string, stdout io.Writer) (options, error) {
	o := options{dir: dir}
	flags := flag.NewFlagSet("render", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&o.out, "o", "", "")
	flags.StringVar(&o.network, "net", "", "")
	flags.Func("seed", "", func(text string) error {
		seed, err := notebook.ParseSeed(text)
		o.seed = &seed
		return err
	})
	var names string
	flags.StringVar(&names, "names", "", "")
	flags.Func("seeds", "", func(text string) (err error) {
		o.class, err = class.ParseSeeds(text)
		return err
	})
	flags.StringVar(&o.chapter, "chapter", "", "")
	flags.StringVar(&o.serve, "serve", "", "")
	flags.StringVar(&o.address, "url", "", "")
	flags.StringVar(&o.repository, "repo", "", "")
	flags.BoolVar(&o.check, "check", false, "")
	flags.BoolVar(&o.worksheet, "worksheet", false, "")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(stdout, usage)
		}
		return o, err
	}
	var empty error
	flags.Visit(func(f *flag.Flag) {
		if get, ok := f.Value.(flag.Getter); ok && get.Get() == "" {
			empty = fmt.Errorf("-%s is followed by nothing; give it its value, or leave it out (is a variable of the shell unset?)", f.Name)
		}
	})
	if empty != nil {
		return o, empty
	}
	switch {
	case flags.NArg() > 0:
		return o, fmt.Errorf("unexpected argument %q; everything is said with flags", flags.Arg(0))
	case o.check && o.serve != "":
		return o, errors.New("-check and -serve do not go together")
	case o.worksheet && (o.check || o.serve != "" || o.chapter != ""):
		return o, errors.New("-worksheet makes other pages than the book; -check, -serve and -chapter do not go with it")
	case o.worksheet && o.out == "":
		return o, errors.New("-worksheet makes pages of its own; say where with -o DIR")
	case o.address != "" && (o.serve != "" || o.worksheet || o.chapter != ""):
		return o, errors.New("-url makes a whole book for publishing; -serve, -worksheet and -chapter do not go with it")
	case o.address != "" && o.out == "":
		return o, errors.New("-url makes other pages than those in docs/; say where with -o DIR")
	case o.repository != "" && (o.serve != "" || o.worksheet || o.chapter != ""):
		return o, errors.New("-repo makes a whole book for publishing; -serve, -worksheet and -chapter do not go with it")
	case o.repository != "" && o.out == "":
		return o, errors.New("-repo makes other pages than those in docs/; say where with -o DIR")
	case (names != "" || o.class != nil) && !o.worksheet:
		return o, errors.New("-seeds and -names make the worksheets of a class; add -worksheet")
	case names != "" && o.class != nil:
		return o, errors.New("-seeds and -names each name a class; give one of them")
	case (names != "" || o.class != nil) && (o.network != "" || o.seed != nil):
		return o, errors.New("-seeds and -names give each student a network; -net and -seed do not go with them")
	case o.network != "" && o.seed != nil:
		return o, errors.New("-net and -seed each name a network; give one of them")
	case o.network != "" && o.out == "" && o.serve == "":
		return o, errors.New("-net makes another book than docs/; say where with -o DIR")
	case o.seed != nil && o.out == "" && o.serve == "":
		return o, errors.New("-seed makes another book than docs/; say where with -o DIR")
	}
	if o.address != "" {
		address, err := site.CheckAddress(o.address)
		if err != nil {
			return o, fmt.Errorf("-url: %w", err)
		}
		o.address = address
	}
	if o.repository != "" {
		repository, err := site.CheckAddress(o.repository)
		if err != nil {
			return o, fmt.Errorf("-repo: %w", err)
		}
		o.repository = strings.TrimSuffix(repository, "/")
	}
	if o.out != "" {
		o.out = o.absolute(o.out)
	}
	if names != "" {
		var err error
		if o.class, err = class.ReadSeeds(o.absolute(names), names); err != nil {
			return o, fmt.Errorf("-names: %w", err)
		}
		if len(o.class) == 0 {
			return o, fmt.Errorf("-names %s: there is no name in it; write one a line", names)
		}
	}
	if o.network != "" {
		file := o.absolute(o.network)
		info, err := os.Stat(file)
		if err == nil && info.IsDir() {
			err = syscall.EISDIR
		}
		if err != nil {
			return o, fmt.Errorf("-net %w", disk.Unread(o.network, "a network file", err))
		}
		o.network, o.named = file, o.network
	}
	return o, nil
}

// absolute is the path of a file that was named in the folder of the command.
func (o options) absolute(name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(o.dir, name)
}
