package notebooktest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"backprop/internal/words"
)

// widest is how many columns a line of words.md has at most, but for tables,
// code and addresses.
const widest = 80

// lintWords lists what is wrong with a chapter's words.md: lines that are too
// wide, and sections whose name is nowhere in its program, so that no network
// would ever show them.
func lintWords(folder string) (problems []string) {
	source, err := os.ReadFile(filepath.Join(folder, "words.md"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	file, err := words.Parse(string(source))
	if err != nil {
		return []string{"words.md: " + err.Error()}
	}
	fenced := false
	for i, line := range strings.Split(string(source), "\n") {
		if n := utf8.RuneCountInString(line); n > widest && !fenced && !strings.HasPrefix(line, "|") && !strings.Contains(line, "](http") {
			problems = append(problems, fmt.Sprintf("words.md:%d: the line is %d columns wide, at most %d", i+1, n, widest))
		}
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
		}
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
