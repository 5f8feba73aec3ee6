package site

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/base64"
	"fmt"
	"slices"
)

// EngineFile is where the lab's page looks for its engine, and EngineHead is
// how that file begins. It is not part of the book: its bytes follow the
// version of Go, so it is made and not kept.
const (
	EngineFile = "lab-engine.js"
	EngineHead = "// The engine of the lab, made by go run ./cmd/render. It holds a Go program and Go's own wasm_exec.js.\n"
)

//go:embed assets/lab-start.js
var startScript []byte

// Engine writes the script that holds a program for WebAssembly and starts
// it. Support is the wasm_exec.js of the same version of Go, and pack writes the
// program in the format of gzip, as [Gzip] does. It is an error if the program
// is not one that Go has written, or cannot be packed.
func Engine(program, support []byte, pack func([]byte) ([]byte, error)) ([]byte, error) {
	program, err := joinedData(program)
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	packed, err := pack(program)
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	text := base64.StdEncoding.AppendEncode(nil, packed)
	return slices.Concat([]byte(EngineHead),
		[]byte("globalThis.labStart = function () {\n"), support, []byte("\nreturn "), bytes.TrimSpace(startScript), []byte(";\n};\n"),
		[]byte("globalThis.labProgram = \""), text, []byte("\";\n")), nil
}

// Gzip packs data as small as the standard library can.
func Gzip(data []byte) ([]byte, error) {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	// A buffer takes everything.
	_, _ = w.Write(data)
	_ = w.Close()
	return packed.Bytes(), nil
}
