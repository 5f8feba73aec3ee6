package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// scan sends the lines of a reader and closes the channel at its end.
func scan(r io.Reader, lines chan<- string) {
	defer close(lines)
	for s := bufio.NewScanner(r); s.Scan(); {
		lines <- s.Text()
	}
}

// listening opens a reload stream and returns behind its greeting.
func listening(t *testing.T, ctx context.Context, client *http.Client, url string) *bufio.Scanner {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	if have := answer.Header.Get("Content-Type"); answer.StatusCode != 200 || have != "text/event-stream" {
		t.Fatalf("have status %d, %s", answer.StatusCode, have)
	}
	lines := bufio.NewScanner(answer.Body)
	if !lines.Scan() || lines.Text() != "retry: 1000" {
		t.Fatalf("have the greeting %q, %v", lines.Text(), lines.Err())
	}
	return lines
}

// next is the version that the stream tells next.
func next(t *testing.T, lines *bufio.Scanner) string {
	t.Helper()
	for lines.Scan() {
		if version, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			return version
		}
	}
	t.Fatalf("the stream ended without an event: %v", lines.Err())
	return ""
}

func TestStreamTellsOfANewVersion(t *testing.T) {
	shelf := newShelf()
	server := served(t, "localhost", shelf)
	ctx, cancel := context.WithTimeout(t.Context(), bound)
	defer cancel()
	lines := listening(t, ctx, server.Client(), server.URL+"/-/reload")
	for i := range 3 {
		shelf.put(map[string][]byte{"index.html": {byte(i)}})
		want, _ := shelf.now()
		if have := next(t, lines); have != want {
			t.Errorf("have version %s, want %s", have, want)
		}
	}
}

// A version that came between a page and its stream is told at once: the page
// says which one it is.
func TestStreamTellsOfAMissedVersion(t *testing.T) {
	shelf := newShelf()
	server := served(t, "localhost", shelf)
	ctx, cancel := context.WithTimeout(t.Context(), bound)
	defer cancel()
	shelf.put(map[string][]byte{"index.html": []byte("old")})
	answer, err := server.Client().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	timing := answer.Header.Get("Server-Timing")
	shown := strings.TrimSuffix(strings.TrimPrefix(timing, `version;desc="`), `"`)
	if want, _ := shelf.now(); shown != want {
		t.Fatalf("have %q, want the version %s", timing, want)
	}
	shelf.put(map[string][]byte{"index.html": []byte("new")})
	lines := listening(t, ctx, server.Client(), server.URL+"/-/reload?version="+shown)
	if have, want := next(t, lines), shelf.version(); have != want {
		t.Errorf("have version %s, want %s", have, want)
	}
}

// HEAD asks what the stream is, not what it says.
func TestStreamHead(t *testing.T) {
	server := served(t, "localhost", newShelf())
	answer, err := server.Client().Head(server.URL + "/-/reload")
	if err != nil || answer.StatusCode != 200 {
		t.Errorf("have %v, %v", answer, err)
	}
}

// pipes is a listener within the process, so that a test can turn the clock.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	conn, ok := <-p
	if !ok {
		return nil, net.ErrClosed
	}
	return conn, nil
}
func (p pipes) Close() error   { return nil }
func (p pipes) Addr() net.Addr { return &net.TCPAddr{} }

// visit is a browser's end of a new connection, on which the stream has been
// asked for.
func (p pipes) visit(t *testing.T) net.Conn {
	t.Helper()
	browser, server := net.Pipe()
	p <- server
	if _, err := io.WriteString(browser, "GET /-/reload HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	return browser
}

// The stream outlives the server's time-outs, tells that it is there, and
// leaves a browser that takes nothing. The clock is not the real one.
func TestStreamInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		shelf := newShelf()
		var ended sync.WaitGroup
		server := newServer(ctx, guarded("localhost", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			defer ended.Done()
			shelf.ServeHTTP(w, r)
		})))
		network := make(pipes)
		go server.Serve(network)
		begin := time.Now()

		ended.Add(1)
		reader := network.visit(t)
		lines := make(chan string)
		go scan(reader, lines)
		beats := 0
		for line := range lines {
			if line == ": still here" {
				beats++
			}
			if beats == 100 {
				break
			}
		}
		if have := time.Since(begin); beats != 100 || have != 100*heartbeat {
			t.Errorf("have %d beats in %v, want 100 in %v", beats, have, 100*heartbeat)
		}
		go func() {
			for range lines { // it goes on reading
			}
		}()
		begin = time.Now()
		reader.Close()
		ended.Wait()
		if have := time.Since(begin); have != 0 {
			t.Errorf("a browser that left was kept for %v", have)
		}

		// Who reads nothing is left after the time for one event.
		ended.Add(1)
		stuck := network.visit(t)
		synctest.Wait()
		start := time.Now()
		shelf.put(map[string][]byte{"index.html": nil})
		if have := time.Since(start); have != 0 {
			t.Errorf("a browser held the shelf for %v", have)
		}
		ended.Wait()
		if have := time.Since(start); have > sendLimit {
			t.Errorf("a stuck browser was left after %v, want %v", have, sendLimit)
		}
		stuck.Close()
		cancel()
		close(network)
		server.Close()
	})
}
