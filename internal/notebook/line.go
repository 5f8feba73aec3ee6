package notebook

import (
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
)

// A function is where run stands in its source.
type function struct {
	name string // as the runtime names it
	file string // chapters/NN-name/main.go
	at   int    // the line where it begins
}

// line is the line of the outermost frame inside the function, closures in it
// included; where there is none, the line where it begins.
func (f function) line() int {
	pcs := make([]uintptr, 64)
	n := runtime.Callers(2, pcs)
	for n == len(pcs) {
		pcs = make([]uintptr, 2*len(pcs))
		n = runtime.Callers(2, pcs)
	}
	line := f.at
	frames := runtime.CallersFrames(pcs[:n])
	for {
		frame, more := frames.Next()
		if inside, ok := strings.CutPrefix(frame.Function, f.name); ok && (inside == "" || inside[0] == '.' || inside[0] == '-') {
			line = frame.Line
		}
		if !more {
			return line
		}
	}
}

// locate finds where a function stands. Its file is cut to the last three
// elements of the path, chapters/NN-name/main.go.
func locate(run func(*Notebook) error) function {
	f := runtime.FuncForPC(reflect.ValueOf(run).Pointer())
	path, line := f.FileLine(f.Entry())
	elements := strings.Split(filepath.ToSlash(path), "/")
	return function{f.Name(), strings.Join(elements[max(0, len(elements)-3):], "/"), line}
}

// chapterName is the folder of a chapter's file.
func chapterName(path string) string {
	elements := strings.Split(path, "/")
	if len(elements) < 2 {
		return "chapter"
	}
	return elements[len(elements)-2]
}
