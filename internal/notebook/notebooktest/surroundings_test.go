package notebooktest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// surrounding are the functions and values that say something of the machine,
// its user or the moment, and the packages that are nothing else.
var surrounding = []string{
	"time.Now", "time.Since", "time.Until", "time.Local",
	"os.Getenv", "os.LookupEnv", "os.Environ", "os.ExpandEnv", "os.Hostname", "os.Getpid", "os.Getuid",
	"os.UserHomeDir", "os.UserCacheDir", "os.UserConfigDir",
	"runtime.GOOS", "runtime.GOARCH", "runtime.Version",
	"math/rand", "crypto/rand", "os/user", "net", "unsafe",
}

// asked lists what of its surroundings a source asks for.
func asked(name string, source any) ([]string, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var list []string
	packages := map[string]string{} // by the name in the file
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		local := path[strings.LastIndexByte(path, '/')+1:]
		if spec.Name != nil {
			local = spec.Name.Name
		}
		packages[local] = path
		if slices.Contains(surrounding, path) {
			list = append(list, path)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if of, ok := s.X.(*ast.Ident); ok {
				if name := packages[of.Name] + "." + s.Sel.Name; slices.Contains(surrounding, name) {
					list = append(list, name)
				}
			}
		}
		return true
	})
	return list, nil
}

// Package measure measures, and so does bench.go, by which chapter 20 asks it
// to where a flag says so; the page shows what was recorded.
var measuring = []string{"measure", "bench.go"}

// TestNothingAsksForItsSurroundings holds that what is printed and rendered
// depends on the sources and the network alone.
func TestNothingAsksForItsSurroundings(t *testing.T) {
	root, err := moduleRoot(".")
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	for _, folder := range []string{"chapters", "internal"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && (d.Name() == "testdata" || d.Name() == "notebooktest" || d.Name() == "damage" || slices.Contains(measuring, d.Name())) { // those only test or measure
				return fs.SkipDir
			}
			if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || folder == "chapters" && slices.Contains(measuring, d.Name()) {
				return nil
			}
			files++
			list, err := asked(path, nil)
			for _, what := range list {
				t.Errorf("%s asks for %s; what it makes would depend on more than the sources", path, what)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 100 {
		t.Errorf("only %d files were read", files)
	}
}

func TestAsked(t *testing.T) {
	have, err := asked("a.go", `package a
import ("time"; system "os"; "runtime"; _ "math/rand"; "math/rand/v2")
var _ = time.Now().Unix()
func f() { system.Getenv("HOME"); runtime.Caller(0); var time struct{ Now int }; rand.IntN(3); system.Exit(1) }`)
	want := []string{"math/rand", "time.Now", "os.Getenv"}
	if err != nil || !slices.Equal(have, want) {
		t.Errorf("have %v, %v, want %v", have, err, want)
	}
}
