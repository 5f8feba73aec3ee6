package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
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

// A render that was ended puts nothing on the shelf: the next one does.
func TestRefreshThatWasEnded(t *testing.T) {
	p, err := newPress(options{dir: bookRoot(t)}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	shelf := newShelf()
	before, _ := shelf.now()
	if p.refresh(ctx, shelf, change{everything: true}, io.Discard) {
		t.Error("it says that the pages are on the shelf")
	}
	if now, _ := shelf.now(); now != before {
		t.Errorf("have version %s after %s", now, before)
	}
}

// A header of the size that browsers send is read, a larger one is not. (Go
// reads 4 KB more than the limit.)
func TestHeaderLimit(t *testing.T) {
	shelf := newShelf()
	shelf.put(map[string][]byte{"index.html": nil})
	address := served(t, "localhost", shelf).Listener.Addr().String()
	for size, status := range map[int]int{20_000: 200, 21_000: 431} {
		request := "GET / HTTP/1.1\r\nHost: localhost\r\nX: "
		request += strings.Repeat("y", size-len(request)-4) + "\r\n\r\n"
		if have := say(t, address, request); have.StatusCode != status {
			t.Errorf("%d bytes: have status %d, want %d", size, have.StatusCode, status)
		}
	}
}

// A connection that asks nothing more is kept for two minutes. The clock is
// not the real one.
func TestIdleConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shelf := newShelf()
		shelf.put(map[string][]byte{"index.html": nil})
		server := newServer(t.Context(), guarded("localhost", shelf))
		network := make(pipes)
		go server.Serve(network)
		browser, other := net.Pipe()
		network <- other
		answered := make(chan bool)
		gone := make(chan time.Time)
		go func() {
			answer, err := http.ReadResponse(bufio.NewReader(browser), nil)
			if err != nil || answer.StatusCode != 200 {
				t.Errorf("have %v, %v", answer, err)
			}
			close(answered)
			browser.Read(make([]byte, 1))
			gone <- time.Now()
		}()
		if _, err := io.WriteString(browser, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		<-answered
		start := time.Now()
		if have := (<-gone).Sub(start); have != 2*time.Minute {
			t.Errorf("it was kept for %v", have)
		}
		close(network)
		server.Close()
	})
}

func TestIsTerminal(t *testing.T) {
	file, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if isTerminal(file) || isTerminal(&strings.Builder{}) {
		t.Error("a file is taken for a terminal")
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
