package main

import (
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// A belief is what people think who make a mistake, and what a network must
// have for the mistake to show.
type belief struct{ says, needs string }

// beliefs are those of words.md, by the mistake's name.
var beliefs = func() map[string]belief {
	all := map[string]belief{}
	for _, row := range notebook.TableOf(words, "beliefs") {
		all[row[0]] = belief{row[1], row[2]}
	}
	return all
}()

// A section is that of a group of mistakes: its address, and what it says before
// they come.
type section struct{ anchor, says string }

// sections are those of words.md, by the group.
var sections = func() map[marking.Group]section {
	all := map[marking.Group]section{}
	for _, row := range notebook.TableOf(words, "groups") {
		all[marking.Group(row[0])] = section{row[1], row[2]}
	}
	return all
}()
