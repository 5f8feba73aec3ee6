// Command damage shows that the tests of the book can fail: it changes one
// sign, index, rounding or comparison at a time and runs the tests that must
// notice.
//
//	go run ./internal/damage
//
// Each damage is tried alone. The working tree is never touched: a damaged Go
// file is laid over its original for one run of go test (its -overlay flag),
// and for goldens and pages the tests run in a copy of the tree. The command
// prints which test caught each damage, and at the end how many were caught.
//
// Goals: every kind of number that a reader sees is guarded by a test that
// was seen to fail; a damage that survives is a hole in the tests, and its
// name and place are printed.
//
// Non-goals: trying every damage that is possible. The list is short enough
// to read, and each entry says what it would do to a reader.
//
// Exit status: 0 when all were caught, 1 when one survived, 2 when the list
// does not fit the sources, the tests fail without any damage, or a flag is
// not known.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"
)

const usage = `Damage changes one thing at a time in the book and shows that a test fails.

Usage: go run ./internal/damage [flags]

  (no flags)   try every damage of the list, two at a time
  -only NAME   try one
  -list        print the list and try nothing

Exit status: 0 all caught; 1 a damage survived; 2 the list does not fit the
sources, or the tests fail undamaged.
`

// The exit statuses.
const (
	statusCaught   = 0
	statusSurvived = 1
	statusError    = 2
)

// timeLimit is how long the tests of one damage may take.
const timeLimit = 3 * time.Minute

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// run is the command without the process around it.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("damage", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage) }
	only := flags.String("only", "", "")
	list := flags.Bool("list", false, "")
	if err := flags.Parse(args); err != nil {
		return statusError
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "damage: unexpected argument %q\n\n%s", flags.Arg(0), usage)
		return statusError
	}
	chosen, err := choose(damages, *only)
	if err != nil {
		fmt.Fprintln(stderr, "damage:", err)
		return statusError
	}
	if *list {
		for _, d := range chosen {
			fmt.Fprintln(stdout, d)
		}
		return statusCaught
	}
	root, err := moduleRoot(ctx)
	if err != nil {
		fmt.Fprintln(stderr, "damage:", err)
		return statusError
	}
	return tryAll(ctx, root, chosen, stdout, stderr)
}
