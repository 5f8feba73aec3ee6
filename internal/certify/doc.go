// Package certify is the promise behind the book: every printed digit is
// certified. It takes what a chapter showed, works each number out again in
// decimals of 100 digits, by a route that shares no code with the engine, and
// holds that
//
//   - each printed decimal is the correctly rounded one, half away from zero,
//     however near the number is to the middle between two decimals
//   - a printed 0 is a 0 and a printed 1 a 1: what is only near them has a form
//     of its own, such as 2.41·10⁻²⁰ and 1 − 3.5·10⁻¹⁷
//   - "=" stands where the decimal is exact and "≈" where it is rounded
//   - a substitution, computed with the digits as they are displayed, comes to
//     the displayed result, and each number in it is the rounded element that
//     the symbols above it name
//   - what is not certified is in the chapter's list, with the reason and how
//     many there are, so that the list cannot grow unseen
//
// It exists beside package notebooktest, which calls it for every chapter, so
// that a chapter's test stays one line. It is for tests only.
//
// A number is certified in one of these ways, the strongest first.
//
// By place: a cell of a grid, the result of a derivation, an answer or a hole of
// words.md names an element of a pass, and the 100-digit pass has it. By name:
// the chapter's test says what fills a hole (Catalogue.Hole). As a factor: it
// stands in a substitution under the symbol that it replaces. By computing the
// formula: it stands on one side of a relation whose other side can be
// computed. All of these know what the number is meant to be.
//
// By value: of a number in a sentence, a table or a figure the notebook keeps
// the float64 that was written (notebook.PlayWatched). It must be within 1e-11
// of an element or a term of the chapter's networks, of a sum, difference,
// product or quotient of two elements, or of what the chapter's own test works
// out with Catalogue.Add. A float64 of many digits does not meet one of some
// thousand values by accident; so this proves that the digits are right and
// belong to some quantity of the network, not that the sentence speaks of that
// quantity. Where the test says what a whole grid or curve holds (Grid, Curve,
// Mistake), or what a name of the chapter's own stands for (Names), that is
// known too.
//
// Short: the same for numbers of up to five digits, such as 0.5. They meet
// others by accident, so this proves little, and they are counted on their
// own.
//
// What a chapter shows as a fact of float64 arithmetic (notebook.Computed), such
// as the difference of two losses that are nearly equal, is held against the
// network's numbers, too, and counted on its own where rounding has spoiled it.
//
// Not certified are indices, the whole numbers of a text (which count, name or
// are shapes), and typed decimals of one or two digits, such as a step of
// 0.01: they are counted too.
//
// Non-goals: understanding sentences; judging what a chapter says beside its
// numbers.
package certify
