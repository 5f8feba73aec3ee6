package cnn

// Random networks come from package randomnet, which imports this one, so the
// tests of this package cannot: those of package cnn_test can, and hand it
// over here before any test runs.
var (
	Dyadic, Generic func(seed uint64) Generator
	Describe        func(*Network) string
	Features        func(*Network) []string
	WantFeatures    []string
)

// A Generator is a randomnet.Generator.
type Generator interface {
	Network() *Network
	Vary(*Network) *Network
	Tensor(shape ...int) *Tensor
	Window() Window
	Shares(n int) *Tensor
	IntN(n int) int
}
