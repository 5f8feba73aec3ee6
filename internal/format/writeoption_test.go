package format

import (
	"regexp"
	"strings"
	"testing"
)

// What is as it is without being said is not written.
func TestOnlyOptionsThatSaySomething(t *testing.T) {
	for _, test := range []struct{ input, layer, upstream string }{
		{`[[1, 2, 3]]`, `{"op": "conv1d", "kernel": [[[1, 2]]], "bias": [0]}`, `[[1, 1]]`},
		{`[[1, 2, 3, 4]]`, `{"op": "conv1d", "kernel": [[[1, 2]]], "bias": [0], "stride": 2}`, `[[1, 1]]`},
		{`[[1, 2, 3]]`, `{"op": "conv1d", "kernel": [[[1, 2]]], "bias": [0], "dilation": 2}`, `[[1]]`},
		{`[[1, 2, 3]]`, `{"op": "conv", "kernel": [[1, 2]], "bias": [0]}`, `[[1, 1]]`},
		{`[[1, 2, 3]]`, `{"op": "conv", "kernel": [[1, 2]], "bias": [0], "dilation": [1, 2]}`, `[[1]]`},
		{`[[1, 2, 3]]`, `{"op": "conv_transpose", "kernel": [[1, 2]], "bias": [0]}`, `[[1, 1, 1, 1]]`},
		{`[[1, 2, 3]]`, `{"op": "maxpool1d", "size": 1}`, `[[1, 1, 1]]`},
		{`[[1, 2, 3, 4]]`, `{"op": "maxpool1d", "size": 2}`, `[[1, 1]]`},
		{`[[1, 2, 3, 4]]`, `{"op": "avgpool1d", "size": 2, "stride": 1}`, `[[1, 1, 1]]`},
	} {
		n, err := ParseNetwork("test.json", []byte(`{"input": `+test.input+`, "layers": [`+test.layer+`], "upstream": `+test.upstream+`}`))
		if err != nil {
			t.Errorf("%s: %v", test.layer, err)
			continue
		}
		data, err := MarshalNetwork(n)
		if err != nil {
			t.Errorf("%s: %v", test.layer, err)
			continue
		}
		_, have, _ := strings.Cut(string(data), `"layers": [`)
		have, _, _ = strings.Cut(have, "}")
		have = strings.Join(strings.Fields(have), " ") + "}"
		if brackets := regexp.MustCompile(`([\[\]])[\[\]]+`); brackets.ReplaceAllString(have, "$1") != brackets.ReplaceAllString(test.layer, "$1") {
			t.Errorf("have %s, want %s", have, test.layer)
		}
	}
}

func TestFlagOfAnOption(t *testing.T) {
	for value, want := range map[string]string{"1": "expected true or false", "@": `found "@", expected a value`} {
		_, err := ParseNetwork("test.json", []byte(`{"input": [[1, 2]], "layers": [{"op": "maxpool", "size": 1, "ceil": `+value+`}], "upstream": [[1, 2]]}`))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: have %v, want %q", value, err, want)
		}
	}
}
