package cnn

// activationSigns names the input and the output of each layer with the
// letters of the book. A letter that stands for several tensors is numbered.
func activationSigns(layers []Layer, shapes []Shape) []Sign {
	signs := []Sign{{Letter: "X"}}
	if len(shapes[0]) == 1 {
		signs[0].Letter = "x"
	}
	lastDense := -1
	for i, layer := range layers {
		if layer.Op() == "dense" {
			lastDense = i
		}
	}
	for i, layer := range layers {
		signs = append(signs, Sign{Letter: outputLetter(layer, len(shapes[i+1]) == 1, i == lastDense)})
	}
	return numbered(signs)
}

// outputLetter is the letter for what a layer makes.
func outputLetter(layer Layer, vector, lastDense bool) string {
	switch layer.(type) {
	case Conv, Conv1d, ConvTranspose:
		return "Z"
	case MaxPool, AvgPool, MaxPool1d, AvgPool1d:
		return "P"
	case Flatten:
		return "f"
	case Softmax:
		return "p"
	case Dense:
		if lastDense {
			return "s"
		}
		return "z"
	}
	if vector {
		return "a"
	}
	return "A"
}

// numbered gives the numbers 1, 2, … to letters that occur more than once.
func numbered(signs []Sign) []Sign {
	count := map[string]int{}
	for _, s := range signs {
		count[s.Letter]++
	}
	seen := map[string]int{}
	for i, s := range signs {
		if count[s.Letter] > 1 {
			seen[s.Letter]++
			signs[i].Number = seen[s.Letter]
		}
	}
	return signs
}

// kernelLetter is that of the kernels of all kinds of convolutions.
const kernelLetter = "K"

// signParameters names the parameters: K and b of a convolution, W and c of
// a dense layer.
func (p *Pass) signParameters() {
	letters := map[string]string{"kernel": kernelLetter, "weights": "W", "gamma": `\gamma`, "beta": `\beta`}
	var signs []Sign
	var where []*Sign
	for i, layer := range p.Network.Layers {
		for j := range p.Parameters[i] {
			learned := &p.Parameters[i][j]
			letter, ok := letters[learned.Name]
			if !ok {
				letter = "b"
				if _, dense := layer.(Dense); dense {
					letter = "c"
				}
			}
			signs = append(signs, Sign{Letter: letter})
			where = append(where, &learned.Sign)
		}
	}
	for i, s := range numbered(signs) {
		*where[i] = s
	}
}
