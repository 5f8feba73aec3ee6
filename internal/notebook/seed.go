package notebook

import (
	"errors"
	"fmt"
	"strconv"

	"backprop/internal/worked"
)

// ParseSeed reads the N of -seed N: a whole number without a sign that 64
// bits can hold, in decimal digits.
func ParseSeed(text string) (uint64, error) {
	seed, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0, errors.New("expected a whole number from 0 to 18446744073709551615, such as 7")
	}
	return seed, nil
}

// SeededExample is the network that is made for a seed, as one that the
// reader gave.
func SeededExample(seed uint64) Example {
	return Example{File: fmt.Sprintf("seed %d", seed), Network: worked.Seeded(seed), Given: true}
}
