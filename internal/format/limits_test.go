package format

import (
	"io"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// repeated is a text n times, with commas between.
func repeated(text string, n int) string {
	return strings.Repeat(text+",", n-1) + text
}

func TestReadLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	for _, test := range []struct {
		name, file string
		want       string // "" for a file within the limits
	}{
		{"most elements", `{"input": [` + repeated("1", cnn.MaxElements) + `], "layers": [{"op": "relu"}]}`, ""},
		{"one element more", `{"input": [` + repeated("1", cnn.MaxElements+1) + `], "layers": [{"op": "relu"}]}`,
			"net.json: input: found more than 1000000 numbers; a tensor may have at most so many"},
		{"most layers", `{"input": [1], "layers": [` + repeated(`{"op": "relu"}`, cnn.MaxLayers) + `]}`, ""},
		{"one layer more", `{"input": [1], "layers": [` + repeated(`{"op": "relu"}`, cnn.MaxLayers+1) + `]}`,
			"net.json: layers: found more than 1000; make the network shorter"},
		{"deep arrays", `{"input": ` + strings.Repeat("[", 1_000_000),
			"net.json: input: the numbers stand in more than 3 arrays, expected a vector [n], a map [H][W] or maps [C][H][W]; several examples are given as \"batch\": [{\"input\": …, \"target\": …}, …] in place of \"input\""},
		{"deep objects before the op", `{"layers": [{"kernel": ` + strings.Repeat(`{"a": `, 1_000_000),
			"net.json:1: arrays and objects are nested more than 10 deep; nothing in a network is"},
		{"many unknown keys", `{"layers": [{` + repeated(`"a": 1`, 1_000_000) + `}]}`,
			`net.json: layer 0: key "op" is missing; add it as the kind of the layer: ` + everyOp},
		{"a long number", `{"input": [1` + strings.Repeat("0", 1_000_000) + `]}`,
			"net.json: input: element 0: 1" + strings.Repeat("0", 39) + "… is too large for float64; write a number between -1.7e308 and 1.7e308"},
		{"a long key", `{"` + strings.Repeat("a", 1_000_000) + `": 1}`,
			`net.json: key "` + strings.Repeat("a", 40) + `…" is not known here; use "name", "input", "batch", "layers", "loss", "upstream", "learning_rate" or "weight_decay"`},
	} {
		_, err := ParseNetwork("net.json", []byte(test.file))
		have := ""
		if err != nil {
			have = err.Error()
		}
		if have != test.want {
			t.Errorf("%s:\nhave %s\nwant %s", test.name, have, test.want)
		}
	}
}

// spaces is a file without an end.
type spaces struct{ read int }

func (s *spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	s.read += len(p)
	return len(p), nil
}

func TestReadNetworkStopsAtTheLimit(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 64 MiB")
	}
	endless := new(spaces)
	_, err := ReadNetwork("net.json", endless)
	const want = "net.json: the file is larger than 64 MiB; make the network smaller"
	if err == nil || err.Error() != want {
		t.Errorf("have %v\nwant %s", err, want)
	}
	if endless.read > MaxFile+1 {
		t.Errorf("have %d bytes read, want at most %d", endless.read, MaxFile+1)
	}
	// A file of just that size is read.
	file := io.MultiReader(strings.NewReader(wholeFile), io.LimitReader(new(spaces), int64(MaxFile-len(wholeFile))))
	if _, err := ReadNetwork("net.json", file); err != nil {
		t.Error(err)
	}
}
