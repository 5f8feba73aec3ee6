package class

import (
	"strconv"
	"strings"
	"unicode"
)

// FileName is a name for files of a student, which every file system and every
// address takes: unlike all that are taken, to which it is added.
func FileName(student string, taken map[string]bool) string {
	stem := strings.Trim(strings.Map(plain, student), " .")
	if stem == "" {
		stem = "student"
	}
	name := stem
	for n := 2; taken[strings.ToLower(name)]; n++ {
		name = stem + "-" + strconv.Itoa(n)
	}
	taken[strings.ToLower(name)] = true
	return name
}

// plain leaves the characters of a name that are harmless in a file's.
func plain(r rune) rune {
	if unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|#%`, r) {
		return '-'
	}
	return r
}
