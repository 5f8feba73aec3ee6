package notebook

import (
	"bytes"
	"fmt"
	"hash/fnv"
)

// seal is the last line of a file that readers are asked to edit. The sum of
// all that stands above it tells whether they have.
const seal = "# %x: while nothing above is edited, this file may be written again.\n"

// Sealed is a script with a last line by which Main knows it when it finds it
// in the place of another: it is replaced as long as nobody has edited it.
func Sealed(script string) []byte {
	return append([]byte(script), sealOf([]byte(script))...)
}

// isSealed reports whether a file ends with the seal of what stands above it.
func isSealed(data []byte) bool {
	above := bytes.TrimSuffix(data, []byte("\n"))
	above = above[:bytes.LastIndexByte(above, '\n')+1]
	return bytes.Equal(data[len(above):], sealOf(above))
}

// sealOf is the seal of a text.
func sealOf(text []byte) []byte {
	sum := fnv.New64a()
	sum.Write(text)
	return fmt.Appendf(nil, seal, sum.Sum(nil))
}
