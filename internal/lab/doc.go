// Package lab is the engine of the page docs/lab.html, where readers bring a
// network of their own, change a number and see everything follow. Each of its
// functions takes strings and gives strings, so that the page needs no engine
// of its own: it hands over what was typed and shows what comes back.
//
// Goals: what the page shows is what chapters 18 and 19 print, digit for digit;
// whatever is handed over, the answer is numbers or an error in the words of
// the command line, and text stays text; small enough to be loaded by a page.
//
// Non-goals: keeping anything between two calls that changes an answer; the
// looks of the page, which package site has; knowing of a browser, which
// command lab does.
package lab
