package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
)

// A tally counts what became of changes and prints it.
type tally struct {
	out io.Writer

	mu                    sync.Mutex // guards the following
	caught, unbuilt, same int
	survivors             []change
	failed                error // why changes could not be tried
}

// timed tries a change and counts it.
func (t *tally) timed(ctx context.Context, c change, try func() (string, error)) {
	start := time.Now()
	by, err := try()
	if ctx.Err() == nil {
		t.add(c, by, err, time.Since(start))
	}
}

// add counts a change that was tried, by what try returned.
func (t *tally) add(c change, by string, err error, took time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case err == nil:
		t.caught++
		fmt.Fprintf(t.out, "caught   %5.1f s  %v\n                  by %s\n", took.Seconds(), c, by)
	case errors.Is(err, errSurvived):
		t.survivors = append(t.survivors, c)
		fmt.Fprintf(t.out, "SURVIVED %5.1f s  %v\n", took.Seconds(), c)
	case errors.Is(err, errNotBuilt):
		t.unbuilt++
	default:
		t.failed = errors.Join(t.failed, fmt.Errorf("%v: %w", c, err))
	}
}

// addKnown counts a change that is known to change nothing.
func (t *tally) addKnown(c change, why string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.same++
	fmt.Fprintf(t.out, "the same          %v\n                  %s\n", c, why)
}

// score prints how many were caught of those that compile, and the others.
func (t *tally) score(seed string) {
	built := t.caught + len(t.survivors)
	share := ""
	if built > 0 {
		share = fmt.Sprintf(" (%.1f %%)", 100*float64(t.caught)/float64(built))
	}
	fmt.Fprintf(t.out, "\nseed %s: %d of %d changes caught%s; of %d more, %d did not compile and %d are known to change nothing\n",
		seed, t.caught, built, share, t.unbuilt+t.same, t.unbuilt, t.same)
	slices.SortFunc(t.survivors, func(a, b change) int { return strings.Compare(a.String(), b.String()) })
	for _, c := range t.survivors {
		fmt.Fprintf(t.out, "survived %v\n", c)
	}
}
