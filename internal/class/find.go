package class

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"backprop/internal/disk"
	"backprop/internal/notebook"
)

// The names that mean something in the folder of a class and in a student's.
const (
	networkFile = "network.json" // of all, or of the student
	seedsFile   = "seeds.csv"    // which seed each student has

	// ListFile is the list that a folder with a marked class keeps of its own
	// files, by which the folder is known.
	ListFile = "class-files.txt"
)

// A handed is what one student handed in, as it was found.
type handed struct {
	name    string
	file    string // with the answers
	network string // a file, or ""
	seed    *uint64
	reason  string // why there is nothing to mark
}

// find lists what lies in the folder of a class, by the students' names. skip
// are files that are something else, such as the scheme.
func find(dir string, skip []string) ([]handed, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	networks := map[string]string{} // beside the answers, by the student's name
	var all []handed
	for _, entry := range entries {
		name, path := entry.Name(), filepath.Join(dir, entry.Name())
		info, err := os.Stat(path) // through a link
		stem := strings.TrimSuffix(name, filepath.Ext(name))
		owner, isNetwork := strings.CutSuffix(stem, "-network")
		switch {
		case strings.HasPrefix(name, "."), strings.EqualFold(name, networkFile), strings.EqualFold(name, seedsFile):
		case slices.ContainsFunc(skip, func(file string) bool { return sameFile(file, path) }):
		case err != nil:
			h := named(stem)
			h.reason = fmt.Sprintf("%s cannot be read: %v", name, disk.Bare(err))
			all = append(all, h)
		case info.IsDir():
			if !isMarked(path) {
				all = append(all, ofFolder(path))
			}
		case isNetwork && owner != "" && strings.EqualFold(filepath.Ext(name), ".json"):
			networks[key(named(owner).name)] = path
		default:
			all = append(all, ofFile(path, info))
		}
	}
	for i, h := range all {
		if file, ok := networks[key(h.name)]; ok && h.network == "" {
			all[i].network = file
		}
	}
	slices.SortStableFunc(all, func(a, b handed) int { return strings.Compare(key(a.name), key(b.name)) })
	return once(all), nil
}

// key is a name as names are compared.
func key(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// once joins what came twice under one name to a row that says so.
func once(all []handed) []handed {
	var rows []handed
	for _, h := range all {
		last := len(rows) - 1
		if last < 0 || key(rows[last].name) != key(h.name) {
			rows = append(rows, h)
			continue
		}
		rows[last].reason = fmt.Sprintf("handed in twice: %s and %s; keep one of them", base(rows[last]), base(h))
	}
	return rows
}

func base(h handed) string {
	if h.file == "" {
		return h.name
	}
	return filepath.Base(h.file)
}

var (
	// seedInName is a seed at the end of a name, as in anna-seed-7.
	seedInName = regexp.MustCompile(`(?i)^(.*?)[-_ .]*seed[-_ ]*([0-9]+)$`)
	// moodleName is what Moodle makes of a student's name in the folder that
	// it has downloaded.
	moodleName = regexp.MustCompile(`^(.+?)_[0-9]+_assignsubmission_(?:file|onlinetext)_?$`)
)

// named is a student by the name of a file or a folder, with the seed in it.
func named(stem string) handed {
	if m := moodleName.FindStringSubmatch(stem); m != nil {
		stem = m[1]
	}
	h := handed{name: stem}
	if m := seedInName.FindStringSubmatch(stem); m != nil {
		seed, err := notebook.ParseSeed(m[2])
		if err != nil {
			h.reason = fmt.Sprintf("the seed in the name %q: %v", stem, err)
			return h
		}
		h.seed = &seed
		if h.name = m[1]; h.name == "" {
			h.name = stem
		}
	}
	return h
}

// isAnswers reports whether a file can be one of answers, by its name.
func isAnswers(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".json" || ext == ".txt"
}

// ofFile is the student of a file.
func ofFile(path string, info os.FileInfo) handed {
	name := filepath.Base(path)
	h := named(strings.TrimSuffix(name, filepath.Ext(name)))
	h.file = path
	switch {
	case h.reason != "":
	case !info.Mode().IsRegular():
		h.reason = name + " is no plain file"
	case !isAnswers(name):
		h.reason = name + ": expected answers in a .json or .txt file"
	}
	return h
}

// ofFolder is the student of a folder: the answers are the file named answers,
// or the only one that can hold some.
func ofFolder(path string) handed {
	h := named(filepath.Base(path))
	entries, err := os.ReadDir(path)
	if err != nil {
		h.reason = fmt.Sprintf("the folder cannot be read: %v", disk.Bare(err))
		return h
	}
	var found, others []string
	for _, entry := range entries {
		name := entry.Name()
		info, err := os.Stat(filepath.Join(path, name))
		switch {
		case strings.HasPrefix(name, "."), err == nil && info.IsDir():
		case strings.EqualFold(name, networkFile):
			h.network = filepath.Join(path, name)
		case isAnswers(name) && err == nil && info.Mode().IsRegular():
			found = append(found, name)
		default:
			others = append(others, name)
		}
	}
	if i := slices.IndexFunc(found, func(name string) bool {
		return strings.EqualFold(strings.TrimSuffix(name, filepath.Ext(name)), "answers")
	}); i >= 0 && len(found) > 1 {
		found = found[i : i+1]
	}
	switch {
	case h.reason != "":
	case len(found) == 1:
		h.file = filepath.Join(path, found[0])
		if of := named(strings.TrimSuffix(found[0], filepath.Ext(found[0]))); h.seed == nil {
			h.seed = of.seed
		}
	case len(found) > 1:
		h.reason = fmt.Sprintf("several files could be the answers: %s; keep one, or name it answers.json", strings.Join(found, ", "))
	case len(others) > 0:
		h.reason = strings.Join(others, ", ") + ": expected answers in a .json or .txt file"
	default:
		h.reason = "the folder is empty"
	}
	return h
}

// isMarked reports whether a folder holds the pages of a class that was
// marked.
func isMarked(path string) bool {
	_, err := os.Stat(filepath.Join(path, ListFile))
	return err == nil
}

func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}
