package main

import (
	"io"
	"net"
	"slices"
	"strings"
	"testing"
)

func TestLoopback(t *testing.T) {
	for have, want := range map[string]string{
		":8080": "localhost:8080", "8080": "localhost:8080", "localhost:1": "localhost:1", "0.0.0.0:1": "0.0.0.0:1",
		"[::]:1": "[::]:1", ":http": "localhost:http", "junk": "junk", "": "",
	} {
		if got := loopback(have); got != want {
			t.Errorf("%s: have %s, want %s", have, got, want)
		}
	}
}

func TestWelcome(t *testing.T) {
	for _, test := range []struct {
		ip, want string
		warns    bool
	}{
		{"127.0.0.1", "http://127.0.0.1:8080/", false},
		{"::1", "http://[::1]:8080/", false},
		{"0.0.0.0", "http://localhost:8080/", true},
		{"::", "http://localhost:8080/", true},
		{"192.0.2.7", "http://192.0.2.7:8080/", true},
	} {
		have := welcome(&net.TCPAddr{IP: net.ParseIP(test.ip), Port: 8080})
		if !strings.Contains(have, test.want+" ") || strings.Contains(have, "on the network") != test.warns {
			t.Errorf("%s: have %q", test.ip, have)
		}
	}
}

func TestServeRefusesABadAddress(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"01-good": goodChapter})
	for _, address := range []string{"junk", "localhost:99999", "192.0.2.1:1"} {
		if status, _, stderr := rendered(root, "-serve", address); status != statusMisused || !strings.Contains(stderr, "-serve "+address) {
			t.Errorf("%s: have status %d, %q", address, status, stderr)
		}
	}
}

// Saving a test file, or removing a chapter, leaves nothing to run.
func TestReprintOfNothing(t *testing.T) {
	p, err := newPress(options{dir: bookRoot(t)}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	for _, names := range [][]string{nil, {"99-removed"}} {
		if err := p.reprint(t.Context(), names); err != nil {
			t.Errorf("%v: have %v, want nothing to do", names, err)
		}
	}
}

// A stoppable command under test: its lines as they come, and how it ends.
type running struct {
	lines  chan string
	status chan int
}

// start runs the command in a folder until the test ends.
func start(t *testing.T, dir string, args ...string) *running {
	t.Helper()
	read, write := io.Pipe()
	r := &running{make(chan string, 100), make(chan int, 1)}
	go func() {
		r.status <- run(t.Context(), dir, args, write, write)
		write.Close()
	}()
	go scan(read, r.lines)
	t.Cleanup(func() { // the context has ended
		for range r.lines {
		}
		if status := <-r.status; status != statusOK {
			t.Errorf("the server ended with status %d", status)
		}
	})
	return r
}

// await is the first line that holds a text.
func (r *running) await(t *testing.T, text string) string {
	t.Helper()
	var seen []string
	for line := range r.lines {
		if strings.Contains(line, text) {
			return line
		}
		seen = append(seen, line)
	}
	t.Fatalf("%q never came; have %q", text, seen)
	return ""
}

// address is where the command says the book is.
func (r *running) address(t *testing.T) string {
	t.Helper()
	words := strings.Fields(r.await(t, "The book is at "))
	at := slices.IndexFunc(words, func(w string) bool { return strings.HasPrefix(w, "http://") })
	return strings.TrimSuffix(words[at], "/")
}
