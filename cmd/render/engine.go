package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"backprop/internal/disk"
	"backprop/internal/folder"
	"backprop/internal/site"
)

// engineSource is the command that is the engine of the lab.
const engineSource = "cmd/lab"

// engine is the script with the lab's engine, built for WebAssembly; nil where
// the project has none. Where nothing has changed, the go command says so at
// once, and packing it is left out.
func (p *press) engine(ctx context.Context) ([]byte, error) {
	if !exists(filepath.Join(p.root, engineSource)) {
		return nil, nil
	}
	file := filepath.Join(p.bin, "lab.wasm")
	// Without inlining the program is a sixth smaller, and what it computes for
	// a page is there in time as well.
	cmd := command(ctx, "go", "build", "-o", file, "-trimpath", "-buildvcs=false", "-gcflags=all=-l", "-ldflags=-s -w", "./"+engineSource)
	cmd.Dir = p.root
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=")
	if output, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("the engine of the lab: %w\n%s", err, bytes.TrimSpace(output))
	}
	program, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the engine of the lab: %w", err)
	}
	root, err := command(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("the engine of the lab: %w", err)
	}
	support, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, fmt.Errorf("the engine of the lab: %w; it comes with Go", err)
	}
	renderer, ok := rendererKey()
	packer, pack := p.packer(ctx)
	key := keyOf([]byte("engine"), renderer[:], program, support, []byte(packer))
	if script, found := p.cache.get(key); found && ok {
		return script, nil
	}
	script, err := site.Engine(program, support, pack)
	if err == nil && ok {
		p.cache.put(key, script)
	}
	return script, err
}

// packer is what packs the engine, by its name. What is published is loaded more
// often than it is made: where zopfli is installed, a minute of its work makes
// it a twentieth smaller.
func (p *press) packer(ctx context.Context) (name string, pack func([]byte) ([]byte, error)) {
	const zopfli = "zopfli"
	if _, err := exec.LookPath(zopfli); err != nil || p.address == "" {
		return "gzip", site.Gzip
	}
	return zopfli, func(program []byte) ([]byte, error) {
		file := filepath.Join(p.bin, "lab.packed.wasm")
		if err := os.WriteFile(file, program, 0o600); err != nil {
			return nil, err
		}
		cmd := command(ctx, zopfli, "-c", file)
		var trouble head
		cmd.Stderr = &trouble
		packed, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("zopfli: %w\n%s", err, bytes.TrimSpace(trouble.text))
		}
		return packed, nil
	}
}

// writeEngine puts the engine beside the pages. They are there already: who
// reads them does not wait for it.
func (p *press) writeEngine(ctx context.Context, stdout io.Writer) error {
	script, err := p.engine(ctx)
	if script == nil || err != nil {
		return err
	}
	path := filepath.Join(p.out, site.EngineFile)
	have, err := os.ReadFile(path)
	switch {
	case bytes.Equal(have, script):
		return nil
	case err == nil && !bytes.HasPrefix(have, []byte(site.EngineHead)):
		return &misuse{fmt.Errorf("%s is in the way: it was not made here. Move it away, or give another folder with -o", p.relative(path))}
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return &misuse{err}
	}
	if err := folder.Replace(path, script); err != nil {
		return &misuse{fmt.Errorf("%s could not be written: %w", p.relative(path), disk.Bare(err))}
	}
	_, err = fmt.Fprintf(stdout, "%s: the engine of the lab, %.1f MB\n", p.relative(path), float64(len(script))/1e6)
	return err
}

// serveEngine answers requests for the engine, which is built when somebody
// asks for it, and leaves all others to the book.
func (p *press) serveEngine(book http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/"+site.EngineFile {
			book.ServeHTTP(w, r)
			return
		}
		script, err := p.engine(r.Context())
		switch {
		case err != nil:
			http.Error(w, err.Error(), http.StatusInternalServerError)
		case script == nil:
			http.NotFound(w, r)
		default:
			w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
			_, _ = w.Write(script) // who has left needs none
		}
	})
}
