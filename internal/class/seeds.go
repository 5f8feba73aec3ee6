package class

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"backprop/internal/disk"
	"backprop/internal/notebook"
)

// A Seeded is a student and the seed of their network.
type Seeded struct {
	Name string
	Seed uint64
}

// ReadSeeds reads a list of students: a name and a seed in each line, with a
// comma between them; or names alone, which get the seeds 1, 2, 3, … An empty
// line is none, and so is a first one that names the columns. An error names
// the line, and the file as its reader does.
func ReadSeeds(path, file string) ([]Seeded, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, disk.Unread(file, "a list of students", err)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	var list []Seeded
	lines := map[string]int{}
	for rows, columns := 0, 0; ; rows++ {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		var wrong *csv.ParseError
		if errors.As(err, &wrong) {
			return nil, fmt.Errorf("%s:%d: %w", file, wrong.Line, wrong.Err)
		}
		if err != nil {
			return nil, err
		}
		line, _ := r.FieldPos(0)
		fail := func(format string, args ...any) error {
			return fmt.Errorf("%s:%d: %s", file, line, fmt.Sprintf(format, args...))
		}
		for len(row) > 1 && strings.TrimSpace(row[len(row)-1]) == "" {
			row = row[:len(row)-1]
		}
		s := Seeded{Name: strings.TrimSpace(row[0]), Seed: uint64(len(list)) + 1}
		switch {
		case len(row) > 2:
			return nil, fail("found %d columns, expected a name and a seed, as in Anna,7", len(row))
		case rows == 0 && len(row) == 2 && strings.EqualFold(strings.TrimSpace(row[1]), "seed"), rows == 0 && len(row) == 1 && (strings.EqualFold(s.Name, "name") || strings.EqualFold(s.Name, "student")):
			continue
		case !utf8.ValidString(s.Name):
			return nil, fail("%q is not in UTF-8; save the list as a text or a CSV in UTF-8, which a spreadsheet offers beside CSV", s.Name)
		case s.Name == "":
			return nil, fail("found no name before the seed, as in Anna,7")
		case columns != 0 && len(row) != columns:
			return nil, fail("give each student a seed, or none of them")
		case lines[key(s.Name)] > 0:
			return nil, fail("%s stands in line %d already; keep one", s.Name, lines[key(s.Name)])
		}
		columns, lines[key(s.Name)] = len(row), line
		if len(row) == 2 {
			if s.Seed, err = notebook.ParseSeed(strings.TrimSpace(row[1])); err != nil {
				return nil, fail("seed %q: %v", row[1], err)
			}
		}
		list = append(list, s)
	}
}

// seedsIn are those of the list in the folder of a class, if there is one.
func seedsIn(dir string) ([]Seeded, error) {
	path := filepath.Join(dir, seedsFile)
	list, err := ReadSeeds(path, path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return list, err
}

// mostSeeds is how many students one command serves.
const mostSeeds = 1000

// ParseSeeds reads a list of seeds such as 1-30 or 1,4,7-9. A student is named
// after the seed.
func ParseSeeds(text string) ([]Seeded, error) {
	const form = "expected seeds such as 1-30 or 1,4,7-9"
	var list []Seeded
	for part := range strings.SplitSeq(text, ",") {
		first, last, isRange := strings.Cut(strings.TrimSpace(part), "-")
		low, err := notebook.ParseSeed(strings.TrimSpace(first))
		high := low
		if err == nil && isRange {
			high, err = notebook.ParseSeed(strings.TrimSpace(last))
		}
		if err != nil {
			return nil, errors.New(form)
		}
		if high < low {
			return nil, fmt.Errorf("%s; %s ends before it begins", form, part)
		}
		if high-low >= mostSeeds || len(list)+int(high-low) >= mostSeeds {
			return nil, fmt.Errorf("more than %d seeds; give them in several runs", mostSeeds)
		}
		for n := range high - low + 1 {
			seed := low + n
			if slices.ContainsFunc(list, func(s Seeded) bool { return s.Seed == seed }) {
				return nil, fmt.Errorf("the seed %d is there twice", seed)
			}
			list = append(list, Seeded{Name: fmt.Sprintf("seed-%d", seed), Seed: seed})
		}
	}
	return list, nil
}
