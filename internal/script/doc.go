// Package script writes programs in which readers check the book in their own
// framework, or their own model in the book: NumPy and Torch write a network as
// a short Python script that computes everything again and compares, FromTorch
// is what writes a PyTorch model as the book's files.
//
// Goals: a script that a reader of that framework would have written, with the
// book's letters as its names and only those lines that this network needs. It
// carries all numbers with it, so that one file is enough.
//
// Non-goals: speed, training, and formats of other tools. The package opens no
// file and runs no Python, and is small enough for a browser.
package script
