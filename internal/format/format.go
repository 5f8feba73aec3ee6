// Package format reads and writes the book's files: networks, the values of a
// pass and what readers worked out themselves.
//
// There is one strict reader of JSON for all of them, and each error says what
// was found, where, what was expected and how to mend it. An array may also be
// a text as people paste it, and one reader takes all of these: see ReadArray.
//
// Non-goals: opening files, and judging what stands in them. Whether layers fit
// together is for cnn to say, whether an answer is right for marking.
package format
