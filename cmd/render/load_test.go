package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// TestManyBrowsers connects 200 browsers for live reload, and two that take
// nothing, while a source is saved 50 times. Each gets the last version, and
// afterwards there is no goroutine and no memory more than before.
func TestManyBrowsers(t *testing.T) {
	crowd(t, 20, 2) // warms up what is made once
	goroutines, heap := runtime.NumGoroutine(), heapInUse()
	crowd(t, 200, 50)
	ctx, cancel := context.WithTimeout(t.Context(), bound)
	defer cancel()
	for runtime.NumGoroutine() > goroutines {
		if ctx.Err() != nil {
			t.Fatalf("have %d goroutines, had %d before", runtime.NumGoroutine(), goroutines)
		}
		runtime.Gosched()
	}
	if have := heapInUse(); have > heap+1<<20 {
		t.Errorf("have %d KB in use, had %d KB before", have>>10, heap>>10)
	}
}

// heapInUse is the memory in use after all garbage is gone.
func heapInUse() uint64 {
	runtime.GC()
	runtime.GC() // what finalizers and pools let go
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// crowd serves a page that shows a source, through the real watcher and a
// real network, to browsers that wait for the last one saved.
func crowd(t *testing.T, browsers, saves int) {
	t.Helper()
	p := sources(t)
	source := filepath.Join(p.root, "chapters", "01-a", "main.go")
	ctx, cancel := context.WithTimeout(t.Context(), bound)
	defer cancel()
	changes, err := p.watch(ctx, func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	shelf := newShelf()
	_, first := shelf.now()
	var rendering sync.WaitGroup
	rendering.Go(func() {
		follow(ctx, changes, func(context.Context, change) {
			text, err := os.ReadFile(source)
			if err != nil {
				t.Error(err)
			}
			shelf.put(map[string][]byte{"index.html": text, "large.woff2": make([]byte, 4<<20)})
		})
	})
	<-first
	server := httptest.NewUnstartedServer(nil)
	server.Config = newServer(ctx, guarded("localhost", shelf))
	server.Start()

	for _, path := range []string{"/-/reload", "/large.woff2"} {
		dead, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer dead.Close()
		if _, err := fmt.Fprintf(dead, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", path); err != nil {
			t.Fatal(err)
		}
	}

	last := fmt.Sprint("save ", saves)
	version := fmt.Sprint("-", saves+1) // each save is one, and so is the start
	transport := &http.Transport{MaxIdleConnsPerHost: browsers}
	client := &http.Client{Transport: transport}
	var ready, gone sync.WaitGroup
	ready.Add(browsers)
	for range browsers {
		gone.Go(func() {
			greeted := sync.OnceFunc(ready.Done)
			defer greeted()
			if err := browse(ctx, client, server.URL, version, last, greeted); err != nil {
				t.Error(err)
			}
		})
	}
	ready.Wait()
	for i := range saves {
		_, changed := shelf.now()
		save(t, source, fmt.Sprint("save ", i+1))
		select {
		case <-changed:
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			t.Errorf("save %d never reached the shelf", i+1)
			break
		}
	}
	gone.Wait()
	cancel()
	rendering.Wait()
	transport.CloseIdleConnections()
	server.CloseClientConnections() // the two that take nothing
	server.Close()
}

// browse listens until the last version is told, and loads the page then.
func browse(ctx context.Context, client *http.Client, url, version, last string, greeted func()) error {
	get := func(path string) (*http.Response, error) {
		r, err := http.NewRequestWithContext(ctx, "GET", url+path, nil)
		if err != nil {
			return nil, err
		}
		return client.Do(r)
	}
	stream, err := get("/-/reload")
	if err != nil {
		return err
	}
	defer stream.Body.Close()
	lines := make(chan string)
	go scan(stream.Body, lines)
	defer func() {
		stream.Body.Close()
		for range lines {
		}
	}()
	for line := range lines {
		greeted()
		if !strings.HasSuffix(line, version) {
			continue
		}
		answer, err := get("/")
		if err != nil {
			return err
		}
		text, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err == nil && string(text) != last {
			err = fmt.Errorf("version %s is %q, want %q", version, text, last)
		}
		return err
	}
	return fmt.Errorf("a stream ended before version %s: %v", version, ctx.Err())
}
