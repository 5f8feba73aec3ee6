package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// workers is how many damages are tried at a time.
const workers = 2

// tryAll tries damages and prints a line for each and how many were caught.
func tryAll(ctx context.Context, root string, list []damage, stdout, stderr io.Writer) int {
	temp, err := os.MkdirTemp("", "damage-")
	if err != nil {
		fmt.Fprintln(stderr, "damage:", err)
		return statusError
	}
	defer os.RemoveAll(temp)
	if err := ready(root, list); err != nil {
		fmt.Fprintln(stderr, "damage:", err)
		return statusError
	}
	a := &attempt{root: root, temp: temp}
	var (
		results  sync.Mutex // and the two below
		caught   int
		status   = statusCaught
		next     = make(chan damage)
		finished sync.WaitGroup
	)
	for range workers {
		finished.Go(func() {
			for d := range next {
				start := time.Now()
				by, err := a.try(ctx, d)
				results.Lock()
				switch seconds := time.Since(start).Seconds(); {
				case err == nil:
					caught++
					fmt.Fprintf(stdout, "caught   %-28s %4.1f s  %s: %s\n", d.name, seconds, d.guard(), by)
				case errors.Is(err, errSurvived):
					status = max(status, statusSurvived)
					fmt.Fprintf(stdout, "SURVIVED %-28s %4.1f s  %s: %v\n%v", d.name, seconds, d.guard(), err, d)
				default:
					status = statusError
					fmt.Fprintf(stdout, "ERROR    %-28s %4.1f s  %v\n", d.name, seconds, err)
				}
				results.Unlock()
			}
		})
	}
	for _, d := range list {
		next <- d
	}
	close(next)
	finished.Wait()
	fmt.Fprintf(stdout, "%d of %d damages caught\n", caught, len(list))
	return status
}

// ready reports every entry that does not fit its file.
func ready(root string, list []damage) error {
	var faults []error
	for _, d := range list {
		if _, err := d.damaged(root); err != nil {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}
