package main

import "math/rand/v2"

// An example is a picture and its class.
type example struct {
	picture []float64 // of pictureShape
	class   int
}

// drawExamples makes n pictures from a seed, the classes in turn: a bar whose
// row is that of the class, and noise on every cell. They are the same on every
// machine.
func drawExamples(n int, seed uint64) []example {
	random := rand.New(rand.NewPCG(seed, 0))
	examples := make([]example, n)
	side := pictureShape[2]
	for i := range examples {
		class := i % classes
		picture := make([]float64, pictureShape.Size())
		for at := range picture {
			picture[at] = between(random, 0.5)
		}
		row, column := 4+2*class, random.IntN(side/2)
		for step := range side / 2 {
			picture[row*side+column+step]++
		}
		examples[i] = example{picture, class}
	}
	return examples
}

// drawParameters makes weights and biases from a seed.
func drawParameters(seed uint64) parameters {
	random := rand.New(rand.NewPCG(seed, 1))
	value := newParameters()
	for _, part := range []struct {
		layer learned
		size  float64
	}{{value.first, 0.3}, {value.second, 0.1}, {value.dense, 0.1}} {
		for i := range part.layer.weights {
			part.layer.weights[i] = between(random, part.size)
		}
		for i := range part.layer.bias {
			part.layer.bias[i] = between(random, part.size)
		}
	}
	return value
}

// between is a number from −most to most. It has many digits: with short ones
// two cells of a pooling window would tie now and then, and the last bit of a
// sum, which depends on the order of its terms, would choose the winner.
func between(random *rand.Rand, most float64) float64 {
	return most * (2*random.Float64() - 1)
}
