// Package words reads the file that stands beside a chapter's program: its
// exercises, hints and solutions, its named mistakes, its captions and the
// sentences that speak of numbers. It is Markdown that reads well on its own,
// with holes where the program puts a number or a name in:
//
//	## one cell lowered
//
//	Suppose that $A_{‹u›,‹v›}$ were ‹after› instead of ‹before›. What
//	would $P_{‹i›,‹j›}$ be, and in which row is the winner?
//
//	- $P_{‹i›,‹j›}$ = ‹largest›
//	  - ‹mean›: took the mean of the window
//	  - ‹slips›
//	- $u$ = ‹row›
//	  - ‹late›: [took the last of tied cells for the winner](#tie-last)
//
//	> Walk through the window again.
//
//	The largest cell of the window is ‹largest›.
//
// A heading of level 2 begins a section, and its text is the name under which
// the program asks for it. What comes before the first one introduces the file
// to its reader. A section is a text, a table under its caption, or an exercise.
// A named mistake has its
// name in the catalogue behind the heading, as in {#tie-last}.
//
// A hole is a name between ‹ and ›, in several words if that helps. ‹= total›
// is the number with its relation, "= 0.5" or "≈ 0.1434".
//
// In an exercise the question comes first. Then there is a list: of answers,
// each with the wrong numbers that tell a mistake, or, for a question that
// asks why, of numbered reasons, each wrong one with what they did who chose
// it. The quotation is the hint, and all that follows is the solution. Each of
// these may be left out but the question.
//
// Goals:
//   - whoever edits the words needs no Go, and whoever reads the program sees
//     how the numbers are computed and not how sentences are made
//   - a name without a number, and a number without a name, is an error with
//     its line
//
// Non-goals: loops, conditions, arithmetic, other files. What depends on the
// network is chosen by the program: a section for each case, or a value that
// is a word. How a number is written is package notebook's concern.
package words
