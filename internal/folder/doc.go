// Package folder writes pages into a folder that may hold files of the user's:
// a list there names what was written, and nothing else is ever replaced or
// removed.
//
// Goals: a reader never sees half a page, a full disk changes nothing, and the
// same pages write nothing again.
//
// Non-goals: making the pages.
package folder
