package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"backprop/internal/cnn"
	"backprop/internal/disk"
)

// MaxFile is the size of a network file in bytes, at the most.
const MaxFile = 64 << 20

// defaultLearningRate is that of a file that says nothing of it.
const defaultLearningRate = 0.1

// The shapes that a network file can give, as error messages write them.
const (
	inputForm     = "a vector [n], a map [H][W] or maps [C][H][W]"
	alongForm     = "kernels [O][C][k] or one [k]"
	outputForm    = "numbers in the shape of the last output: [n], [H][W] or [C][H][W]"
	outputsForm   = "numbers in the shape of the last output for each example: [N][n], [N][H][W] or [N][C][H][W]"
	batchForm     = `an array of examples such as {"input": …, "target": …}`
	kernelForm    = "kernels [O][C][kh][kw] or one [kh][kw]"
	transposeForm = "kernels [C][O][kh][kw] or one [kh][kw]"
	weightsForm   = "weights [out][in]"
	biasForm      = "a vector [n], one number for each output"
	layerForm     = `an object such as {"op": "relu"}`
	layersForm    = `an array of objects such as {"op": "relu"}`
)

// ReadNetwork reads a network file from r, no more than MaxFile bytes of it.
// The name is the file's and stands before every error. See ParseNetwork.
func ReadNetwork(name string, r io.Reader) (*cnn.Network, error) {
	data, err := readLimited(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, disk.Bare(err))
	}
	return ParseNetwork(name, data)
}

// readLimited reads one byte beyond MaxFile at the most. Where r knows its
// size, as an open file does, no more than that is allocated: a large file
// would otherwise be copied as the buffer grows.
func readLimited(r io.Reader) ([]byte, error) {
	limited := io.LimitReader(r, MaxFile+1)
	file, ok := r.(interface{ Stat() (fs.FileInfo, error) })
	if !ok {
		return io.ReadAll(limited)
	}
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return io.ReadAll(limited)
	}
	var b bytes.Buffer
	b.Grow(int(min(info.Size(), MaxFile+1)) + bytes.MinRead)
	_, err = b.ReadFrom(limited)
	return b.Bytes(), err
}

// ParseNetwork makes a network of the text of a network file: a JSON object
// with the keys "input", "layers" and, where they are wanted, "name", "loss"
// or "upstream", "learning_rate" and "weight_decay". Keys stand in any order. A map [H][W]
// becomes a tensor [1 H W], a kernel [kh][kw] one of [1 1 kh kw]; what the
// file leaves out has its default in the network.
//
// An error names the file, and then the line of what is not JSON, or the
// layer or key that breaks a rule: a *LayerError where one layer is to blame.
// The network that is returned passes Shapes. It has not been run: whether
// its numbers overflow is for Run to say.
func ParseNetwork(name string, data []byte) (*cnn.Network, error) {
	n, err := parseNetwork(data)
	var syntax *syntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, fmt.Errorf("%s:%d: %w", name, syntax.line, err)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return n, nil
}

func parseNetwork(data []byte) (*cnn.Network, error) {
	if len(data) > MaxFile {
		return nil, fmt.Errorf("the file is larger than %d MiB; make the network smaller", MaxFile>>20)
	}
	data, err := plainText(data)
	if err != nil {
		return nil, err
	}
	r := networkReader{strictReader: strictReader{data: data}}
	n, err := r.network()
	if err != nil {
		return nil, err
	}
	if err := r.end("network"); err != nil {
		return nil, err
	}
	n.HalfUnits = r.halves
	fitLayers(n)
	if err := r.fitEnd(n); err != nil {
		return nil, err
	}
	_, err = n.Shapes()
	var at *cnn.LayerError
	if errors.As(err, &at) {
		r.laidOut(n, at)
	}
	return n, err
}

// networkReader reads the parts of a network file.
type networkReader struct {
	strictReader
	layouts map[int]string            // of layers, where the file says one
	notHWCO map[int]bool              // the layers whose kernels cannot be written in that layout
	axes    int                       // how many arrays the numbers of the last tensor stand in
	numbers []float64                 // room for the elements of a tensor while it is read
	halves  map[*cnn.Tensor][]float64 // see Network.HalfUnits
	strings map[*cnn.Tensor]bool      // the tensors that were pasted
	rows    map[*cnn.Tensor]bool      // the tensors that are given as rows and taken as one map
	classes map[*cnn.Tensor]class     // the targets that are one number
}

func (r *networkReader) network() (*cnn.Network, error) {
	if err := r.expect(jsonObject, `a network as an object {"input": …, "layers": …}`); err != nil {
		return nil, err
	}
	n := &cnn.Network{LearningRate: defaultLearningRate}
	keys := []string{"name", "input", "batch", "layers", "loss", "upstream", "learning_rate", "weight_decay"}
	var batch []example
	upstream := -1 // where it begins; what it holds depends on the batch
	err := r.object(keys, func(key string) (err error) {
		switch key {
		case "name":
			n.Name, err = r.word("a name in double quotes")
		case "input":
			n.Input, err = r.tensor(inputForm, 1, 2, 3)
			if err != nil && strings.HasPrefix(err.Error(), "the numbers stand in more than") {
				err = fmt.Errorf("%w; several examples are given as \"batch\": [{\"input\": …, \"target\": …}, …] in place of \"input\"", err)
			}
		case "batch":
			batch, err = r.batch()
		case "layers":
			n.Layers, err = r.layers()
			return err // says which layer
		case "loss":
			n.Loss, err = r.loss()
		case "upstream":
			r.space()
			upstream = r.at
			err = r.skip(0)
		case "learning_rate":
			n.LearningRate, err = r.decimal()
		case "weight_decay":
			n.WeightDecay, err = r.decimal()
		}
		return within(key, err)
	})
	switch {
	case err != nil:
		return nil, err
	case batch != nil && n.Input != nil:
		return nil, errors.New("the network has both an input and a batch; keep one, and let the batch hold all examples")
	case batch == nil && n.Input == nil:
		return nil, missing("input", inputForm)
	case n.Layers == nil:
		return nil, missing("layers", layersForm)
	}
	if slidesAlong(n.Layers) {
		for _, e := range append(batch, example{input: n.Input}) {
			r.asSequence(e.input)
		}
	}
	if upstream >= 0 {
		if err := r.upstream(n, upstream, batch != nil); err != nil {
			return nil, err
		}
	}
	if batch != nil {
		return n, r.stack(n, batch)
	}
	if n.Loss != nil && n.Loss.Target == nil {
		return nil, within("loss", missing("target", targetForm(n.Loss)))
	}
	return n, nil
}

// upstream reads the gradient at the last output, which begins earlier in the
// file.
func (r *networkReader) upstream(n *cnn.Network, begin int, batch bool) (err error) {
	end := r.at
	r.at = begin
	if batch {
		n.Upstream, err = r.tensor(outputsForm, 2, 3, maxAxes)
	} else {
		n.Upstream, err = r.tensor(outputForm, 1, 2, 3)
	}
	r.at = end
	return within("upstream", err)
}

// within says that an error stands in the value of a key. A line is place
// enough.
func within(key string, err error) error {
	var syntax *syntaxError
	if err == nil || errors.As(err, &syntax) {
		return err
	}
	return fmt.Errorf("%s: %w", key, err)
}

// missing reports that an object lacks a key that it must have.
func missing(key, form string) error {
	return fmt.Errorf("key %q is missing; add it as %s", key, form)
}

// word reads a string.
func (r *networkReader) word(form string) (string, error) {
	if err := r.expect(jsonString, form); err != nil {
		return "", err
	}
	return r.text()
}

// decimal reads a number.
func (r *networkReader) decimal() (float64, error) {
	if err := r.expect(jsonNumber, "a number"); err != nil {
		return 0, err
	}
	return r.number()
}
