// Package report shows any network with all of its numbers: every array with
// its formula, one element in full and its values, and what is said about a
// reader's answers. Chapters 18 and 19 print it, and the lab shows the same on
// its page.
//
// Goals: it takes any layers whose shapes fit, large arrays included; what it
// says follows from the layers and their links, so that it holds for a network
// that nobody has seen before.
//
// Non-goals: computing (package cnn does), judging (package marking does), and
// the look of a page (package site has it).
package report
