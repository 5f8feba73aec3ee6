package notebooktest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"backprop/internal/words"
)

// unasked lists the sections of a chapter's words.md whose name is nowhere in
// its program: no network would ever show them.
func unasked(folder string) (problems []string) {
	source, err := os.ReadFile(filepath.Join(folder, "words.md"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	file, err := words.Parse(string(source))
	if err != nil {
		return []string{"words.md: " + err.Error()}
	}
	programs, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return []string{err.Error()}
	}
	var program strings.Builder
	for _, name := range programs {
		text, err := os.ReadFile(name)
		if err != nil {
			return []string{err.Error()}
		}
		if !strings.HasSuffix(name, "_test.go") {
			program.Write(text)
		}
	}
	for _, s := range file.Sections() {
		if !strings.Contains(program.String(), strconv.Quote(s.Name)) {
			problems = append(problems, fmt.Sprintf("words.md:%d: the program never asks for the section %q; take it out, or ask for it", s.Line, s.Name))
		}
	}
	return problems
}
