// Package cnn is the mathematics of the book: tensors, the layers of a
// convolutional network, a forward and a backward pass, and for every number
// of a pass the derivation that made it.
//
// Every layer is described by its links: the list of pairs of an output
// element and an input element that it reads, with the parameter or the slope
// that joins the two. That list is the layer's Jacobian, written sparsely.
// The forward pass, the input gradient, the parameter gradients, the
// derivations and the Jacobian's picture all read this one list.
//
// Goals: few parts, the field's own words, a sum that is the same on every
// machine, and no allocation once a pass is made.
//
// Non-goals: speed on large networks, other number types, graphs that branch.
// The package opens no file and formats nothing for a reader.
//
// Indices count from 0. Tensors are row-major. A product that is added is
// written float64(a*b) + c, so that no compiler fuses the two operations and
// the last bit does not depend on the machine.
package cnn
