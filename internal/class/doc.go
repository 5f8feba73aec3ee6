// Package class marks a whole class: it finds what each student handed in and
// the network that it belongs to, has it marked, and gives credit by a scheme.
//
// Goals: whatever is odd about one student is a row with its reason and stops
// nobody else; the same folder gives the same marks; credit is for work, so
// that what follows from zeros, and a cell left blank, earn nothing.
//
// Non-goals: judging numbers, which package marking does; pages, which package
// feedback writes.
package class
