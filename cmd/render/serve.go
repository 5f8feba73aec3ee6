package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// serve renders the book into memory, serves it from there, and renders again
// what changes until the context ends. The pages carry the reload script, so
// they are never written into docs/.
func (p *press) serve(ctx context.Context, address string, stdout io.Writer) error {
	address = loopback(address)
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return &misuse{fmt.Errorf("-serve %s: %w; give another address, as in localhost:8080", address, err)}
	}
	defer listener.Close()
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	changes, err := p.watch(ctx, end)
	if err != nil {
		return err
	}

	shelf := newShelf()
	host, _, _ := net.SplitHostPort(address)
	server := newServer(ctx, guarded(host, p.serveEngine(shelf)))
	// The first version opens the doors: who comes before it waits for it.
	open := sync.OnceFunc(func() {
		fmt.Fprint(stdout, welcome(listener.Addr()))
		go func() { end(server.Serve(listener)) }()
	})
	err = follow(ctx, changes, func(ctx context.Context, c change) {
		if p.refresh(ctx, shelf, c, stdout) {
			open()
		}
	})
	end(err)
	closing, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if server.Shutdown(closing) != nil {
		server.Close()
	}
	return context.Cause(ctx)
}

// newServer is a server whose connections end with the context. A browser
// that asks or reads too slowly loses its connection and nothing else; the
// reload stream sets its own limits.
func newServer(ctx context.Context, handler http.Handler) *http.Server {
	return &http.Server{
		Handler:                      handler,
		ReadHeaderTimeout:            5 * time.Second,
		ReadTimeout:                  10 * time.Second,
		WriteTimeout:                 30 * time.Second,
		IdleTimeout:                  2 * time.Minute,
		MaxHeaderBytes:               16 << 10,
		DisableGeneralOptionsHandler: true, // the guard answers OPTIONS * too
		BaseContext:                  func(net.Listener) context.Context { return ctx },
	}
}

// loopback puts an address without a host, or a port alone, on this machine
// alone: a book in the making is not for the network unless somebody says so.
func loopback(address string) string {
	if port := strings.TrimPrefix(address, ":"); port != "" && strings.Trim(port, "0123456789") == "" {
		return net.JoinHostPort("localhost", port)
	}
	if host, port, err := net.SplitHostPort(address); err == nil && host == "" {
		return net.JoinHostPort("localhost", port)
	}
	return address
}

// welcome says where the book is, and who can read it if that is not this
// machine alone.
func welcome(address net.Addr) string {
	at, ok := address.(*net.TCPAddr)
	if !ok || at.IP.IsLoopback() {
		return fmt.Sprintf("The book is at http://%s/ (Ctrl-C ends)\n", address)
	}
	where := address.String()
	if at.IP.IsUnspecified() {
		where = fmt.Sprintf("localhost:%d", at.Port)
	}
	return fmt.Sprintf("The book is at http://%s/ (Ctrl-C ends)\n"+
		"Whoever reaches this machine on the network can read it: %s is not loopback (-serve :%d is for this machine alone)\n", where, at.IP, at.Port)
}

// refresh renders what a change concerns, puts the pages on the shelf and so
// tells the browsers. What failed is printed and stands in its page. It
// reports whether the pages are on the shelf: not where the context ended
// first.
func (p *press) refresh(ctx context.Context, shelf *shelf, c change, stdout io.Writer) bool {
	start := time.Now()
	chapters, err := findChapters(p.root)
	if err == nil {
		p.chapters = chapters
	}
	names := p.affected(c)
	if len(names) == 0 {
		return true // a test's source
	}
	if err == nil {
		err = p.reprint(ctx, names)
	}
	if ctx.Err() != nil {
		return false
	}
	pages, failed := p.pages()
	if err := errors.Join(err, failed); err != nil {
		fmt.Fprintln(stdout, err)
	}
	fmt.Fprintf(stdout, "rendered %d chapters in %.2f s\n", len(names), time.Since(start).Seconds())
	shelf.put(pages)
	return true
}
