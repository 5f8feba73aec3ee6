// Package marking holds the catalogue of mistakes and marks a reader's
// answers.
//
// A mistake is a wrong rule as a value: what it says, what is right, what to
// do instead, and the rule itself as code that is run. A run computes every
// place of a pass over the layers' links, with the rules of any set of
// mistakes in place of the right ones, so that mistakes act in the whole chain
// behind them and together. An answer that equals what a mistake gives is
// named after it.
//
// Every number of a run is a span, from the least to the largest value that
// it can have: a reader's 0.12 is anything from 0.115 to 0.125. So an answer
// that is right from the reader's own rounded or wrong numbers is told from
// one that is wrong. Without a reader all spans are points, and without a
// mistake they are the numbers of cnn, bit for bit.
//
// Goals: no right answer is called wrong; a mistake is named where its rule
// was used, once, and what follows from it is called carried.
//
// Non-goals: guessing beyond the catalogue, sets of more than two mistakes at
// one place, speed on large networks. The package opens no file and formats
// nothing for a reader.
package marking
