package lab

import (
	"backprop/internal/cnn"
	"strconv"
	"testing"
)

// BenchmarkLook is what follows from one edit: the engine's work between a
// keystroke and the numbers.
func BenchmarkLook(b *testing.B) {
	for _, name := range []string{"worked-example", "two-convolutions", "lenet-sized"} {
		b.Run(name, func(b *testing.B) {
			network := file(b, name)
			for i := range b.N {
				if _, err := Look(network, []Edit{{cnn.ValuePlace(0, "kernel"), 0, strconv.Itoa(i%50) + ".25"}}, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
