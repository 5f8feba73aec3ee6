package script

import _ "embed"

// FromTorch is what a reader puts behind a PyTorch model, of at most 30 lines:
// to_book writes an nn.Sequential and a batch as a network file, and all that it
// computes, with the gradients that autograd finds, as an answers file. write
// does so with tensors that are given by their places.
//
//go:embed from_torch.py
var FromTorch string
