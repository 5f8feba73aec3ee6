// Package witness computes networks a second time: in decimals that keep what
// is far too small to be seen beside a number, with a hundred digits where one is
// rounded, by scalar reverse-mode differentiation over plain loops. It knows nothing of
// links, of derivations or of float64, so what agrees with it is right to all
// the digits that are printed.
//
// It exists for tests: package cnn is held against it, and package certify
// holds every printed number against it. Nothing that is not a test imports
// it.
//
// The numbers of a network are taken as they are written, 0.1 as a tenth, so
// that "this decimal is exact" has its plain meaning.
package witness
