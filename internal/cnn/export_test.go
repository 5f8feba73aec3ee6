package cnn

// For the tests of package cnn_test, which hold the package against the
// 50-digit witness.

// Dyadic is a random network with many ties, all of them exact.
func Dyadic(seed uint64) *Network { return dyadic(seed).network() }

// What random networks are made of, and must be made of.
var (
	Describe     = describe
	Features     = features
	WantFeatures = wantFeatures
)
