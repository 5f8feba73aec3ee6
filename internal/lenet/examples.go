package lenet

import "math/rand/v2"

// An Example is a picture and its class.
type Example struct {
	picture []float64 // [1 28 28]
	class   int
}

// DrawExamples makes n pictures from a seed, the classes in turn: a bar whose
// row is that of the class, and noise on every cell. They are the same on every
// machine.
func DrawExamples(n int, seed uint64) []Example {
	random := rand.New(rand.NewPCG(seed, 0))
	examples := make([]Example, n)
	side := First.In[2]
	for i := range examples {
		class, picture := i%Classes, make([]float64, First.In.Size())
		for at := range picture {
			picture[at] = between(random, 0.5)
		}
		row, column := 4+2*class, random.IntN(side/2)
		for step := range side / 2 {
			picture[row*side+column+step]++
		}
		examples[i] = Example{picture, class}
	}
	return examples
}

// DrawParameters makes weights and biases from a seed.
func DrawParameters(seed uint64) Parameters {
	random := rand.New(rand.NewPCG(seed, 1))
	value := NewParameters()
	for at := range value.all {
		size := 0.1
		if at < len(value.first.weights)+len(value.first.bias) {
			size = 0.3
		}
		value.all[at] = between(random, size)
	}
	return value
}

// between is a number from −most to most. It has many digits: with short ones
// two cells of a pooling window would tie now and then, and the last bit of a
// sum, which depends on the order of its terms, would choose the winner.
func between(random *rand.Rand, most float64) float64 {
	return most * (2*random.Float64() - 1)
}
