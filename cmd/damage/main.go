// Command damage shows that the tests of the book can fail: it changes one
// sign, index, rounding or comparison at a time and runs the tests that must
// notice.
//
//	go run ./cmd/damage
//
// Each damage is tried alone. The working tree is never touched: a damaged Go
// file is laid over its original for one run of go test (its -overlay flag),
// and for goldens and pages the tests run in a copy of the tree. The command
// prints which test caught each damage, and at the end how many were caught.
//
// Goals: every kind of number that a reader sees is guarded by a test that
// was seen to fail; a damage that survives is a hole in the tests, and its
// name and place are printed. The list is short enough to read, and each entry
// says what it would do to a reader.
//
//	go run ./cmd/damage -random 40 -seed 7
//
// draws changes that nobody thought of: another operator, comparison or
// constant, a condition that always or never holds, a statement that is gone,
// two arguments in each other's place, in any file that the programs are made
// of, the pages' scripts included. Each is held against the short tests of its
// package. What these let pass is held, many changes at once, against those of
// all packages that depend on it, against the rendered pages, and against the
// tests that take long, until one fails. The score and the survivors are printed
// and not judged. A change that does not compile is no change, and one that was
// not held against everything when the time was over has survived. What is known
// to change nothing is listed with the reason (harmlesslist.go), and not counted.
//
// Non-goals: words and styles are not changed, since tests of words would only
// repeat them.
//
// Exit status: 0 when all were caught or the score is printed, 1 when a damage
// of the list survived, 2 when a list does not fit the sources, the tests fail
// without any damage, or a flag is not known.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"time"
)

const usage = `Damage changes one thing at a time in the book and shows that a test fails.

Usage: go run ./cmd/damage [flags]

  (no flags)   try every damage of the list, two at a time
  -only NAME   try one
  -random N    try N changes that are drawn from all possible ones, and print
               how many were caught
                 go run ./cmd/damage -random 40 -seed 7 -in internal/tex/
  -seed TEXT   what to draw: the same text draws the same changes
  -in PREFIX   draw only changes that begin so, as FILE or FILE:LINE:
  -near        ask only the short tests of the package that a change is in, and
               of those that import it, where they are few: more changes than
               that are caught, and these take a second each
  -for TIME    begin no more changes after TIME, as 90s
  -list        print the list, or what would be drawn, and try nothing

Exit status: 0 all caught, or the score is printed; 1 a damage of the list
survived; 2 a list does not fit the sources, or the tests fail undamaged.
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
	var d draw
	flags.IntVar(&d.count, "random", 0, "")
	flags.StringVar(&d.seed, "seed", "1", "")
	flags.StringVar(&d.in, "in", "", "")
	flags.BoolVar(&d.near, "near", false, "")
	flags.DurationVar(&d.limit, "for", 0, "")
	if err := flags.Parse(args); err != nil {
		return statusError
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "damage: unexpected argument %q\n\n%s", flags.Arg(0), usage)
		return statusError
	}
	random, err := asked(flags)
	if err != nil {
		fmt.Fprintf(stderr, "damage: %v\n\n%s", err, usage)
		return statusError
	}
	if random {
		return runRandom(ctx, d, *list, stdout, stderr)
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

// asked reports whether changes are to be drawn, and refuses flags that say
// nothing or do not go together.
func asked(flags *flag.FlagSet) (random bool, err error) {
	given := map[string]string{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = f.Value.String() })
	_, random = given["random"]
	_, only := given["only"]
	switch count, _ := strconv.Atoi(given["random"]); {
	case random && only:
		return false, errors.New("-only names a damage of the list, and -random draws others; give one of them")
	case random && count < 1:
		return false, fmt.Errorf("-random %d draws nothing; give a number from 1", count)
	}
	for _, name := range []string{"seed", "in", "near", "for"} {
		if _, ok := given[name]; ok && !random {
			return false, fmt.Errorf("-%s says what -random N draws; give that too", name)
		}
	}
	return random, nil
}

// runRandom draws changes and tries or lists them.
func runRandom(ctx context.Context, d draw, list bool, stdout, stderr io.Writer) int {
	root, err := moduleRoot(ctx)
	if err != nil {
		fmt.Fprintln(stderr, "damage:", err)
		return statusError
	}
	m, changes, err := drawn(ctx, root, d, harmlessChanges)
	if err != nil {
		fmt.Fprintln(stderr, "damage:", err)
		return statusError
	}
	if list {
		for _, c := range changes {
			fmt.Fprintln(stdout, c)
		}
		return statusCaught
	}
	return tryDrawn(ctx, m, d, changes, harmlessChanges, stdout, stderr)
}
