package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"backprop/internal/cnn"
)

// twoByTwo is a pass over a map [1 2 2], with a kernel, a vector and a loss.
func twoByTwo(t testing.TB) *cnn.Pass {
	t.Helper()
	n, err := ParseNetwork("n.json", []byte(`{"input": [[1, 2], [3, 4]], "layers": [{"op": "conv", "kernel": [[1]]}, {"op": "flatten"}, {"op": "softmax"}],
		"loss": {"op": "cross_entropy", "target": [1, 0, 0, 0]}}`))
	if err != nil {
		t.Fatal(err)
	}
	p, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestAnswersAreJSON: what is said of a value that is not JSON, wherever numbers
// are read.
func TestAnswersAreJSON(t *testing.T) {
	p := twoByTwo(t)
	for _, test := range []struct{ text, want string }{
		{`[0.5, -2e-3, null, 4E2]`, ""},
		{`null`, ""},
		{` "1, 2, 3, 4" `, ""},
		{``, `a.json:1: found "}", expected a value`},
		{"\n−0.5", `a.json:2: found "−", expected a value; write a minus sign as on the keyboard`},
		{`[–1]`, "write a minus sign as on the keyboard"},
		{`[-Infinity]`, `found "-Infinity"; only finite numbers`},
		{`[Infinity]`, `found "Infinity", expected a value; only finite numbers`},
		{`[nan]`, `found "nan", expected a value; only finite numbers`},
		{`[.5]`, `found ".", expected a value; write a digit before the point`},
		{`[.05]`, "write a digit before the point"},
		{`[.9]`, "write a digit before the point"},
		{`[./9]`, "write numbers as in 0.5 or -2e-3"},
		{`[-.5]`, "found a minus sign and a point; write a digit between them"},
		{`[- 5]`, "found a minus sign without a digit"},
		{`[1.]`, "ends with a point"},
		{`[+1]`, "leave the plus sign out"},
		{`[01]`, "begins with a zero"},
		{`[True]`, `found "True", expected a value; write numbers as in`},
		{"[1,\n2,\n]", "a.json:2: found a comma before"},
		{"[1], 'a': 1", "expected a key in double quotes"},
		{`[1, 2}`, `found "}", expected "," or "]"`},
		{`[1] x`, `found "x", expected "," or "}"`},
		{`[1]} [2]`, `found "[" after the end of the answers`},
		{"\"\xff\"", "which is not UTF-8"},
		{"[\xff]", "save the file as UTF-8"},
		{`nullx`, `found "nullx", expected a value`},
		{strings.Repeat("[", 10_000_000), "the numbers stand in more than 4 arrays"},
	} {
		_, err := ReadAnswers("a.json", strings.NewReader(`{"activations/2": `+test.text+"}"), p)
		have := ""
		if err != nil {
			have = err.Error()
		}
		if !strings.Contains(have, test.want) || (have == "") != (test.want == "") {
			t.Errorf("%.40q: have %q\nwant %q", test.text, have, test.want)
		}
	}
}

// TestAnswersInAText reads answers as lines.
func TestAnswersInAText(t *testing.T) {
	p := twoByTwo(t)
	for _, test := range []struct{ text, want string }{
		{"activations/1 = [[1, 2], [3, 4]]\nloss = 1.5\n", "activations/1 [[1, 2], [3, 4]]; loss 1.5"},
		{"# mine\r\n\r\nloss=1.50 # by hand\r\nactivations/1 =\r\n 1 2\r\n 3 _\r\n", "activations/1 [[1, 2], [3, _]]; loss 1.50"},
		{"gradients/1 = tensor([[[ 1.,  2.],\n         [ 3.,  4.]]], dtype=torch.float64,\n       grad_fn=<ReluBackward0>)\nparameters/0/kernel = 0.25\n",
			"gradients/1 [[1, 2], [3, 4]]; parameters/0/kernel [[0.25]]"},
		{"activations/2 =\nans =\n\n     1\n     2\n     3\n     4\n", "activations/2 [1, 2, 3, 4]"},
		{"loss = 1,25", "loss 1.25"},
		{"\ufeffloss = 3/8", "loss 3/8"},
		{"[1, 2]", `a.txt: found an array, expected an object such as {"activations/1": [[0.35, 0.4], [0.1, 0]]}, or a text of lines such as activations/1 = [[0.35, 0.4], [0.1, 0]]`},
		{"hello\nloss = 1", `a.txt:1: found "hello", expected a place, as in activations/1 = [[0.35, 0.4], [0.1, 0]]`},
		{"loss = 1\nloss = 2", `a.txt:2: place "loss" stands here twice; keep one`},
		{"\ngradient/1 = 1", `a.txt:2: place "gradient/1" is not one of the network; use one of activations/0, `},
		{"loss = 1\n\nactivations/2 = [1, 2\n", `a.txt:3: place "activations/2": a bracket is not closed; add the rest, with "]" at the end`},
		{"activations/2 = [1, 2\nloss = 2", `a.txt:1: place "activations/2": a bracket is not closed`},
		{"loss = 1.16\ndZ = [[0, 0], [0, 0]]", "loss 1.16; gradients/1 [[0, 0], [0, 0]]"},
		{"loss: 1.16\nZ: 1 2\n3 4\n∂L/∂K = 0.5\np = 1,2,3,4\ndL/df =\nans = [1; 2; 3; 4]\n", "activations/1 [[1, 2], [3, 4]]; activations/3 [1, 2, 3, 4]; loss 1.16; gradients/2 [1, 2, 3, 4]; parameters/0/kernel [[0.5]]"},
		{"L = 1\nprobabilities = [1, 2, 3, 4]\nb.grad = tensor([1.],\n  dtype=torch.float64)\nK' = 2\nX = 1 2; 3 4", "activations/0 [[1, 2], [3, 4]]; activations/3 [1, 2, 3, 4]; loss 1; parameters/0/bias [1]; parameters/0/kernel/updated [[2]]"},
		{"parameters/0/kernel =\ndK = 2\nL = 1", "loss 1; parameters/0/kernel [[2]]"},
		{"loss = 1\nK = 2", `a.txt:2: "K": no place; ∂L/∂K is parameters/0/kernel, new K is parameters/0/kernel/updated`},
		{"loss = 1\ndL = 2", `a.txt:2: "dL": no place; L is loss`},
		{"loss = 1\nmask: 2", `a.txt:2: place "mask" is not one of the network; use one of activations/0, `},
		{"loss =\ndZ = [[0, 0], [0, 0]]", "loss _; gradients/1 [[0, 0], [0, 0]]"},
		{"dK = 1\nparameters/0/kernel = 2", `a.txt:2: place "parameters/0/kernel" stands here twice; keep one`},
		{"loss = 1\n\ndZ = [[1, 2],\n[3, 4],\n[5]]\nL = 2", `a.txt:5: place "gradients/1": part 2 has shape 1, part 0 has 2`},
		{"Z =\n1 2\n3 4\n5\n6 7", `a.txt:4: place "activations/1": row 2 has 1 number, row 0 has 2`},
		{"Z = tensor([[1., 2.],\n        [3., x]], dtype=torch.float64)", `a.txt:2: place "activations/1": found "x", expected a number`},
		{"loss =\n", "loss _"},
		{"loss = # not yet\n\nZ =\n\n", "activations/1 _; loss _"},
	} {
		list, err := ReadAnswers("a.txt", strings.NewReader(test.text), p)
		var words []string
		for _, a := range list {
			words = append(words, fmt.Sprintf("%s %s", a.Place, a.Array))
		}
		have := strings.Join(words, "; ")
		if err != nil {
			have = err.Error()
		}
		if have != test.want && (err == nil || !strings.HasPrefix(have, test.want)) {
			t.Errorf("%q:\nhave %s\nwant %s", test.text, have, test.want)
		}
	}
}

// TestAnswersFiles: what a file can be, and how a place is named in an error.
func TestAnswersFiles(t *testing.T) {
	p := twoByTwo(t)
	long, err := ParseNetwork("n.json", []byte(`{"input": [1], "layers": [`+repeated(`{"op": "relu"}`, 40)+`]}`))
	if err != nil {
		t.Fatal(err)
	}
	chain, err := cnn.Run(long)
	if err != nil {
		t.Fatal(err)
	}
	text := func(s string) io.Reader { return strings.NewReader(s) }
	for _, test := range []struct {
		file io.Reader
		pass *cnn.Pass
		want string
	}{
		{iotest.ErrReader(errors.New("no disk")), p, "a.json: no disk"},
		{io.LimitReader(new(spaces), MaxFile+1), p, "a.json: the file is larger than 64 MiB; give fewer places"},
		{text("\xff\xfe{"), p, "a.json:1: the file is in UTF-16; save it as UTF-8"},
		{text(`{"loss": [1, 1e999]}`), p, `a.json: place "loss": element 1: 1e999 is too large for float64`},
		{text(`{"loss": 1e999}`), p, `a.json: place "loss": 1e999 is too large for float64`},
		{text(`{"loss": [[1, 2], [3, 1e-999]]}`), p, `a.json: place "loss": element [1][1]: 1e-999 is too small for float64`},
		{text(`{"loss": [[[1, 2], [3, 4]], [[1, 2]]]}`), p, `a.json: place "loss": plane 1 has 1 row, plane 0 has 2; make all planes equally high`},
		{text(`{"loss": "1, x"}`), p, `a.json: place "loss": found "x", expected a number`},
		{text(`{"x": 1}`), p, `a.json: place "x" is not one of the network; use one of activations/0, activations/1, activations/2, activations/3, loss, gradients/3, `},
		{text(`{"y": 1}`), chain, `a.json: place "y" is not one of the network; use one of activations/0, activations/1, activations/2, activations/3, activations/4, activations/5, activations/6, activations/7, activations/8, activations/9, activations/10, activations/11, activations/12, activations/13, activations/14, …, activations/26, `},
		{text(`{"loss": 1, "lo\u0073s": 1}`), p, `a.json: place "loss" stands here twice; keep one`},
		{text("{\"loss\": 1\n"), p, `a.json:2: the file ends before a closing "}"; add what is missing`},
		{text(`{"K": 1}`), p, `a.json: "K": no place; ∂L/∂K is parameters/0/kernel`},
		{text(`{"dK": 1, "parameters/0/kernel": 1}`), p, `a.json: place "parameters/0/kernel" stands here twice; keep one`},
		{text(`{"activations": 1}`), p, `a.json: activations: found a number, expected the list of all activations as -values writes it, or a key for each, such as "activations/0"`},
		{text(`{"activations": [1, 2, 3, 4, 5]}`), p, `a.json: activations: found an array after the last; the network has 4 of them; name another network with -net`},
		{text(`{"gradients": [[1, x]]}`), p, `a.json:1: found "x", expected a value`},
		{text(`{"parameters": {}}`), p, `a.json: parameters: found an object, expected a list of objects {"layer": 0`},
		{text(`{"parameters": [1]}`), p, `a.json: parameters: element 0: found a number, expected an object {"layer": 0`},
		{text(`{"parameters": [{"layer": 0}]}`), p, `a.json: parameters: element 0: key "name" is missing`},
		{text(`{"parameters": [{"name": "bias"}]}`), p, `a.json: parameters: element 0: key "layer" is missing`},
		{text(`{"parameters": [{"layer": 1, "name": "bias", "gradient": [1]}]}`), p, `a.json: parameters: element 0: place "parameters/1/bias" is not one of the network`},
		{text(`{"parameters/0/bias": [1], "parameters": [{"gradient": [1], "layer": 0, "name": "bias"}]}`), p, `a.json: parameters: element 0: place "parameters/0/bias" stands here twice`},
		{text(`{"loss" 1}`), p, `a.json:1: found "1" after the key "loss", expected ":"`},
		{text(" \n\n"), p, "a.json:1: the file is empty, expected an object in braces; was it saved?"},
	} {
		_, err := ReadAnswers("a.json", test.file, test.pass)
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("have %v\nwant %s", err, test.want)
		}
	}
	for row, want := range map[string]string{"[[1, 2, 3, 4]]": "[1, 2, 3, 4]", "[[1], [2], [3], [4]]": "[1, 2, 3, 4]", "[[1, 2], [3, 4]]": "[[1, 2], [3, 4]]"} {
		list, err := ReadAnswers("a.json", text(`{"activations/3": `+row+`}`), p) // a vector
		if err != nil || len(list) != 1 || list[0].Array.String() != want {
			t.Errorf("have %v of %s, %v, want %s", list, row, err, want)
		}
	}
	list, err := ReadAnswers("a.json", text(`{"gradients/2": null, "loss": 0.50, "activations/1": [[1, null], [-0, 2e3]]}`), p)
	want := "[{activations/1 [[1, _], [-0, 2e3]]} {loss 0.50} {gradients/2 _}]"
	var have []string
	for _, a := range list {
		if a.Pasted {
			t.Errorf("%s: have pasted", a.Place)
		}
		have = append(have, fmt.Sprintf("{%s %s}", a.Place, a.Array))
	}
	if err != nil || fmt.Sprint(have) != want {
		t.Errorf("have %v, %v\nwant %s", have, err, want)
	}
}

// TestNetworkOfStrings reads a network whose arrays are pasted: it is the one
// that plain arrays give, but for how exact its numbers are.
func TestNetworkOfStrings(t *testing.T) {
	pasted := `{"input": "tensor([[[[ 1., -3.],\n [ 2.,  2.]]]])", "layers": [
		{"op": "conv", "kernel": "K =\n\n   0.5000   0.2500\n", "bias": "[-1]"}, {"op": "flatten"},
		{"op": "dense", "weights": "0.1 & 0.2 \\\\ 0.3 & 0.4", "bias": "[0.1; 0.2]"}],
		"loss": {"op": "squared_error", "target": "1\n2"}}`
	raw := strings.ReplaceAll(pasted, `\n`, "\r\n")
	plain := `{"input": [[1, -3], [2, 2]], "layers": [
		{"op": "conv", "kernel": [[0.5, 0.25]], "bias": [-1]}, {"op": "flatten"},
		{"op": "dense", "weights": [[0.1, 0.2], [0.3, 0.4]], "bias": [0.1, 0.2]}],
		"loss": {"op": "squared_error", "target": [1, 2]}}`
	have, err := ParseNetwork("n.json", []byte(pasted))
	if err != nil {
		t.Fatal(err)
	}
	want, err := ParseNetwork("n.json", []byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	one, _ := MarshalNetwork(have)
	two, _ := MarshalNetwork(want)
	if string(one) != string(two) {
		t.Errorf("have %s\nwant %s", one, two)
	}
	if n, err := ParseNetwork("n.json", []byte(raw)); err != nil {
		t.Errorf("with line ends as they are: %v", err)
	} else if again, _ := MarshalNetwork(n); string(again) != string(two) {
		t.Errorf("with line ends as they are: have %s\nwant %s", again, two)
	}
	if kernel := have.Layers[0].(cnn.Conv).Kernel; len(have.HalfUnits) != 1 || len(have.HalfUnits[kernel]) != 2 || have.HalfUnits[kernel][0] != 0.5e-4 {
		t.Errorf("have the half units %v, want those of the kernel", have.HalfUnits)
	}
	for _, test := range []struct{ input, weights, want string }{
		{`"1 _"`, `[[1, 2]]`, "n.json: input: element 1 is blank, expected a number"},
		{`"x"`, `[[1, 2]]`, `n.json: input: found "x", expected a number; an array can be pasted`},
		{`"[[[[1, 2]], [[3, 4]]], [[[1, 2]], [[3, 4]]]]"`, `[[1, 2]]`, "n.json: input: the array in the string has shape 2×2×1×2, expected a vector [n], a map [H][W] or maps [C][H][W]"},
		{`"1 2"`, `"[[[1, 2]], [[3, 4]]]"`, "n.json: layer 0 (dense): weights: the array in the string has shape 2×1×2, expected weights [out][in]"},
		{`"1 2"`, `"1 2"`, ""},
		{`"[[[1, 2]]]"`, `"1 2"`, "n.json: layer 0 (dense): "}, // an input keeps its axes
		{`"1,5"`, `"1"`, "n.json: input: 1,5 can be two numbers or one with a decimal comma; write a point"},
	} {
		_, err := ParseNetwork("n.json", []byte(`{"input": `+test.input+`, "layers": [{"op": "dense", "weights": `+test.weights+`}]}`))
		have := ""
		if err != nil {
			have = err.Error()
		}
		if !strings.HasPrefix(have, test.want) || (have == "") != (test.want == "") {
			t.Errorf("%s: have %s\nwant %s", test.input, have, test.want)
		}
	}
}

// TestAnswersAsValues reads what MarshalValues writes: every place, with its
// numbers.
func TestAnswersAsValues(t *testing.T) {
	p := twoByTwo(t)
	data, err := MarshalValues(p.Values())
	if err != nil {
		t.Fatal(err)
	}
	list, err := ReadAnswers("v.json", bytes.NewReader(data), p)
	if err != nil {
		t.Fatal(err)
	}
	var places []cnn.Place
	for _, a := range list {
		places = append(places, a.Place)
		q, err := p.Quantity(a.Place)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range q.Tensor.Data {
			if a.Numbers[i].Value != want {
				t.Errorf("%s: element %d is %v, want %v", a.Place, i, a.Numbers[i].Value, want)
			}
		}
	}
	if !slices.Equal(places, p.Places()) {
		t.Errorf("have %v\nwant %v", places, p.Places())
	}
}

// TestAnswersOfSeveral names the arrays of a network that has several of a
// letter.
func TestAnswersOfSeveral(t *testing.T) {
	n, err := ParseNetwork("n.json", []byte(`{"input": [1], "layers": [{"op": "dense", "weights": [[2]]}, {"op": "dense", "weights": [[3]]}], "upstream": [1]}`))
	if err != nil {
		t.Fatal(err)
	}
	p, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, want string }{
		{"dW1", "parameters/0/weights"},
		{"dW_2", "parameters/1/weights"},
		{"∂L/∂W⁽²⁾", "parameters/1/weights"},
		{"dW(2)", "parameters/1/weights"},
		{"W₁'", "parameters/0/weights/updated"},
		{"dz", "gradients/1"},
		{"z", "activations/1"},
		{"dW", `a.txt:1: "dW" can be several places: ∂L/∂W2 is parameters/1/weights, ∂L/∂W1 is parameters/0/weights`},
		{"dW3", `a.txt:1: "dW3": no place; ∂L/∂W2 is parameters/1/weights, `},
	} {
		list, err := ReadAnswers("a.txt", strings.NewReader(test.name+" = 1"), p)
		have := fmt.Sprint(err)
		if err == nil {
			have = list[0].Place.String()
		}
		if !strings.HasPrefix(have, test.want) {
			t.Errorf("%s: have %s\nwant %s", test.name, have, test.want)
		}
	}
}
