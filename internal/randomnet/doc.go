// Package randomnet draws networks for tests: of every layer and option that
// a network file can give, with numbers of every size. A seed means the same
// network on every machine.
//
// It is a package of its own because three kinds of tests need the same
// networks: those of package cnn, which hold the engine against 100 digits;
// those of the chapters, which certify what is printed; and CI, which draws
// new ones for each state of the tree. It is for tests only.
//
// Any and Classic draw what is likely to break something: pixels up to 255,
// scores far apart, curves that saturate, gates that are all closed, windows
// that are all dead, one pixel, one class, ties of whole numbers, gradients
// of 10⁻¹² and numbers that are each of another size. Dyadic and Generic make
// tame networks, for tests that compare digits.
package randomnet
