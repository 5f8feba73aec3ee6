package format

import (
	"slices"
	"strings"

	"backprop/internal/cnn"
)

// An Option is a key of a layer or of a loss that holds no array of numbers to
// compute with, as a form offers it: with what a file means that leaves it out,
// and the words that it can be where it can be nothing else.
type Option struct {
	Key     string   `json:"key"`
	Default string   `json:"default,omitempty"` // as Values has it; "" where a file has to give it, or where it depends on others
	Words   []string `json:"words,omitempty"`
}

// arrays are the keys of layers with numbers to compute with, and the smallest
// that a file may give; "" for those that it may leave out. Of "layout" nothing
// is left once they have been read.
var arrays = map[string]string{"kernel": "[[1]]", "weights": "[[1]]", "mask": "[1]", "bias": "", "gamma": "", "beta": "", "layout": ""}

// optionDefaults are what a file means that leaves an option out, and
// optionWords what some can be alone.
var (
	optionDefaults = map[string]string{
		"stride": "1", "dilation": "1", "groups": "1", "pad": "0", "output_pad": "0", "ceil": "false", "count_pad": "true",
		"slope": "0.01", "alpha": "1", "eps": "1e-5", "rate": "0", "order": "CHW", "margin": "1", "reduction": "mean",
	}
	optionWords = map[string][]string{
		"ceil": {"false", "true"}, "count_pad": {"true", "false"}, "reduction": {"mean", "sum"},
		"order": {string(cnn.CHW), string(cnn.HWC), string(cnn.CWH)},
	}
)

// Options are the options of a kind of layer in the order in which messages
// name them.
func Options(op string) []Option {
	options := []Option{}
	for _, key := range layerOptions[op] {
		if _, isArray := arrays[key]; isArray {
			continue
		}
		o := option(key)
		if key == "stride" && strings.Contains(op, "pool") {
			o.Default = "" // it is the size
		}
		options = append(options, o)
	}
	return options
}

// LossOptions are the options of a loss, of a batch or not.
func LossOptions(op cnn.LossOp, batch bool) []Option {
	options := []Option{}
	if op == cnn.Hinge {
		options = append(options, option("margin"))
	}
	if batch {
		options = append(options, option("reduction"))
	}
	return options
}

func option(key string) Option { return Option{key, optionDefaults[key], optionWords[key]} }

// OptionValues are the options of a layer that are not left out, as a file has
// them but for the quotes around a word: "2", "[2, 1]", "same".
func OptionValues(layer cnn.Layer) map[string]string {
	w := networkWriter{optionsOnly: true}
	w.layer(layer)
	return membersOf(w.out)
}

// LossValues are the same of a network's loss.
func LossValues(n *cnn.Network) map[string]string {
	if n.Loss == nil {
		return nil
	}
	w := networkWriter{optionsOnly: true}
	w.loss(n)
	return membersOf(w.out)
}

// membersOf are the members of an object that was written here, but for "op".
func membersOf(object []byte) map[string]string {
	values := map[string]string{}
	r := strictReader{data: object, at: 1}
	for first := true; ; first = false {
		if more, err := r.next(first, '}'); err != nil || !more {
			return values
		}
		key, _ := r.key()
		r.space()
		begin := r.at
		if r.skip(1) != nil {
			return values
		}
		if key != "op" {
			values[key] = strings.Trim(string(r.data[begin:r.at]), `"`)
		}
	}
}

// LayerWith is a layer of a kind with options as OptionValues has them; those
// that are missing or empty are left out. Several numbers may stand without
// brackets. Its arrays hold one number each, and whoever calls gives it others.
func LayerWith(op string, values map[string]string) (cnn.Layer, error) {
	members := []string{`"op": ` + jsonText(op)}
	for _, key := range layerOptions[op] {
		smallest, isArray := arrays[key]
		if key == "kernel" && isAlong(op) {
			smallest = "[1]"
		}
		switch {
		case isArray && smallest != "":
			members = append(members, jsonText(key)+": "+smallest)
		case !isArray && strings.TrimSpace(values[key]) != "":
			members = append(members, jsonText(key)+": "+optionText(values[key]))
		}
	}
	r := networkReader{strictReader: strictReader{data: []byte("{" + strings.Join(members, ", ") + "}")}}
	layer, err := r.layer(0)
	if at, ok := err.(*cnn.LayerError); ok {
		err = at.Err
	}
	return layer, err
}

// LossWith is a loss with options, without a target.
func LossWith(op cnn.LossOp, batch bool, values map[string]string) (*cnn.Loss, error) {
	members := []string{`"op": ` + jsonText(string(op))}
	for _, o := range LossOptions(op, batch) {
		if text := values[o.Key]; strings.TrimSpace(text) != "" {
			members = append(members, jsonText(o.Key)+": "+optionText(text))
		}
	}
	r := networkReader{strictReader: strictReader{data: []byte("{" + strings.Join(members, ", ") + "}")}}
	return r.loss()
}

// optionText is the value of an option as a file has it: a truth value, numbers,
// or a word.
func optionText(value string) string {
	value = strings.TrimSpace(value)
	inner := strings.TrimSuffix(strings.TrimPrefix(value, "["), "]")
	numbers := strings.FieldsFunc(inner, func(c rune) bool { return strings.ContainsRune(" \t,×x;", c) })
	isOther := func(s string) bool { return strings.Trim(s, "+-.eE0123456789") != "" }
	switch {
	case value == "true", value == "false":
		return value
	case len(numbers) == 0 || slices.ContainsFunc(numbers, isOther):
		return jsonText(value)
	case len(numbers) == 1 && inner == value:
		return numbers[0]
	}
	return "[" + strings.Join(numbers, ", ") + "]"
}

func jsonText(s string) string { return string(JSON(s)) }
