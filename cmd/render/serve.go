package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// serve renders the book into memory, serves it from there, and renders again
// what changes until the context ends. The pages carry the reload script, so
// they are never written into docs/.
func (p *press) serve(ctx context.Context, address string, stdout io.Writer) error {
	listener, err := net.Listen("tcp", loopback(address))
	if err != nil {
		return &misuse{fmt.Errorf("-serve %s: %w; give another address, as in localhost:8080", address, err)}
	}
	watcher, err := p.watch()
	if err != nil {
		listener.Close()
		return err
	}
	defer watcher.Close()

	shelf := newShelf()
	p.refresh(ctx, shelf, p.asked(), stdout)
	server := &http.Server{
		Handler:           shelf,
		ReadHeaderTimeout: 5 * time.Second,
		IdleTimeout:       2 * time.Minute,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	fmt.Fprintf(stdout, "The book is at http://%s/ (Ctrl-C ends)\n", listener.Addr())

	for {
		select {
		case <-ctx.Done():
			closing, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			if err := server.Shutdown(closing); err != nil {
				server.Close()
			}
			return ctx.Err()
		case err := <-done:
			return err
		case change, ok := <-watcher.changes:
			if !ok {
				return errors.New("the watcher of the sources ended; start again")
			}
			p.refresh(ctx, shelf, p.affected(change), stdout)
		}
	}
}

// loopback puts an address without a host on this machine alone: a book in
// the making is not for the network unless somebody says so.
func loopback(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err == nil && host == "" {
		return net.JoinHostPort("localhost", port)
	}
	return address
}

// refresh renders the chapters named, puts the pages on the shelf and tells
// the browsers. What failed is printed and stands in its page.
func (p *press) refresh(ctx context.Context, shelf *shelf, names []string, stdout io.Writer) {
	start := time.Now()
	chapters, err := findChapters(p.root)
	if err == nil {
		p.chapters = chapters
		err = p.reprint(ctx, names)
	}
	pages, failed := p.pages()
	err = errors.Join(err, failed)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		fmt.Fprintln(stdout, err)
	}
	shelf.put(pages)
	fmt.Fprintf(stdout, "rendered %d chapters in %.2f s\n", len(names), time.Since(start).Seconds())
}
