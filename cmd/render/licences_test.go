package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestDependenciesLicences holds the licences against the texts that the
// modules bring. A module that is not in the module cache is passed over: the
// ordinary build fetches all that it needs.
func TestDependenciesLicences(t *testing.T) {
	t.Parallel()
	root := bookRoot(t)
	tables, err := listed(readFile(t, root, "DEPENDENCIES.md"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	args := []string{"list", "-m", "-json"}
	for _, table := range []string{direct, indirect} {
		for _, d := range tables[table] {
			want[d.name] = d.licence
			args = append(args, d.name)
		}
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = root
	list, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for decoder := json.NewDecoder(bytes.NewReader(list)); ; {
		var module struct{ Path, Dir string }
		if err := decoder.Decode(&module); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if module.Dir == "" {
			continue
		}
		have, err := licencesOf(os.DirFS(module.Dir))
		if err != nil {
			t.Errorf("%s: %v", module.Path, err)
			continue
		}
		if want := want[module.Path]; have != want {
			t.Errorf("DEPENDENCIES.md: %s: have the licence %q, want %q, as the module says", module.Path, want, have)
		}
		read++
	}
	if read == 0 {
		t.Error("no module is in the module cache, though this test was built from them")
	}
}

var licenceFile = regexp.MustCompile(`(?i)^(LICEN[CS]E|COPYING)`)

// licencesOf names the licences in the root of a module, in the order of
// their names.
func licencesOf(module fs.FS) (string, error) {
	entries, err := fs.ReadDir(module, ".")
	if err != nil {
		return "", err
	}
	var names []string
	for _, entry := range entries {
		if entry.IsDir() || !licenceFile.MatchString(entry.Name()) {
			continue
		}
		text, err := fs.ReadFile(module, entry.Name())
		if err != nil {
			return "", err
		}
		found := licences(string(text))
		if len(found) == 0 {
			return "", fmt.Errorf("%s: a licence that the test does not know", entry.Name())
		}
		names = append(names, found...)
	}
	if len(names) == 0 {
		return "", errors.New("no licence")
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ", "), nil
}

// sayings are words that stand in one licence and in no other, under its
// identifier at https://spdx.org/licenses where it has one.
var sayings = map[string]*regexp.Regexp{
	"Apache-2.0":              regexp.MustCompile(`Apache License,? Version 2\.0`),
	"BSD-3-Clause":            regexp.MustCompile(`Redistribution and use in source and binary forms.* endorse or promote`),
	"CC-BY-4.0":               regexp.MustCompile(`Creative Commons Attribution 4\.0 International`),
	"FTL or GPL-2.0-or-later": regexp.MustCompile(`your choice of exactly one of the following two licenses: \* The FreeType License`),
	"ISC":                     regexp.MustCompile(`Permission to use, copy, modify, and/?(or)? distribute this software for any purpose with or without fee is hereby granted`),
	"MIT":                     regexp.MustCompile(`Permission is hereby granted, free of charge, to any person obtaining a copy of this software`),
	"OFL-1.1":                 regexp.MustCompile(`(?i)SIL OPEN FONT LICENSE,? Version 1\.1`),
}

// licences names the licences that a text holds.
func licences(text string) []string {
	text = strings.Join(strings.Fields(text), " ")
	var names []string
	for name, saying := range sayings {
		if saying.MatchString(text) {
			names = append(names, name)
		}
	}
	return names
}
