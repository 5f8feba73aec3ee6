package format

import (
	"fmt"
	"slices"

	"backprop/internal/cnn"
)

// layerOps are the kinds of layers, and layerOptions the keys that a file may
// give beside "op" where a kind has any.
var (
	layerOps     = ops()
	layerOptions = map[string][]string{
		"conv":           {"kernel", "layout", "bias", "stride", "dilation", "groups", "pad"},
		"conv1d":         {"kernel", "bias", "stride", "dilation", "groups", "pad"},
		"maxpool1d":      {"size", "stride", "pad", "ceil"},
		"avgpool1d":      {"size", "stride", "pad", "ceil", "count_pad"},
		"conv_transpose": {"kernel", "bias", "stride", "pad", "output_pad"},
		"maxpool":        {"size", "stride", "pad", "ceil"},
		"avgpool":        {"size", "stride", "pad", "ceil", "count_pad"},
		"leaky_relu":     {"slope"},
		"elu":            {"alpha"},
		"batchnorm":      {"gamma", "beta", "eps"},
		"flatten":        {"order"},
		"dense":          {"weights", "layout", "bias"},
		"dropout":        {"mask", "rate"},
		"add":            {"from"},
	}
)

func ops() []string {
	var ops []string
	for _, k := range cnn.Kinds() {
		ops = append(ops, k.Layer.Op())
	}
	return ops
}

// opForm is what the key "op" of a layer may be.
var opForm = "the kind of the layer: " + either(layerOps)

// layers reads the array after "layers".
func (r *networkReader) layers() ([]cnn.Layer, error) {
	if err := r.expect(jsonArray, layersForm); err != nil {
		return nil, within("layers", err)
	}
	layers := []cnn.Layer{}
	_, err := r.array(func(i int) error {
		if i == cnn.MaxLayers {
			return fmt.Errorf("layers: found more than %d; make the network shorter", cnn.MaxLayers)
		}
		layer, err := r.layer(i)
		layers = append(layers, layer)
		return err
	})
	return layers, err
}

// layer reads the layer number i. Its kind is looked up first, so that its
// keys may stand in any order and its errors can name it.
func (r *networkReader) layer(i int) (cnn.Layer, error) {
	place := fmt.Sprintf("layer %d", i)
	if err := r.expect(jsonObject, layerForm); err != nil {
		return nil, within(place, err)
	}
	op, err := r.layerOp()
	if err != nil {
		return nil, within(place, err)
	}
	f := layerFields{op: op}
	err = r.object(append([]string{"op"}, layerOptions[op]...), func(key string) error {
		f.keys = append(f.keys, key)
		return within(key, r.layerField(&f, op, key))
	})
	if err != nil {
		return nil, layerError(i, op, err)
	}
	if f.layout != "" {
		if r.layouts == nil {
			r.layouts = map[int]string{}
		}
		r.layouts[i] = f.layout
		r.relay(&f)
	}
	layer, err := f.layer(op)
	if err != nil {
		return nil, layerError(i, op, err)
	}
	if op == (cnn.Conv{}).Op() && !f.canBeHWCO() {
		if r.notHWCO == nil {
			r.notHWCO = map[int]bool{}
		}
		r.notHWCO[i] = true
	}
	return layer, nil
}

// layerError names the layer, unless the error has a line.
func layerError(i int, op string, err error) error {
	if _, ok := err.(*syntaxError); ok {
		return err
	}
	return &cnn.LayerError{Layer: i, Op: op, Err: err}
}

// layerOp is the kind of the layer whose object comes next, which stays
// unread.
func (r *networkReader) layerOp() (string, error) {
	ahead := strictReader{data: r.data, at: r.at + 1}
	for first := true; ; first = false {
		more, err := ahead.next(first, '}')
		if err != nil {
			return "", err
		}
		if !more {
			return "", missing("op", opForm)
		}
		key, err := ahead.key()
		if err != nil {
			return "", err
		}
		if key != "op" {
			if err := ahead.skip(1); err != nil {
				return "", err
			}
			continue
		}
		if err := ahead.expect(jsonString, opForm); err != nil {
			return "", within(key, err)
		}
		op, err := ahead.text()
		if err == nil && !slices.Contains(layerOps, op) {
			err = unknownOp(op)
		}
		return op, err
	}
}
