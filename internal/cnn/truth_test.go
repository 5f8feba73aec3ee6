package cnn_test

import (
	"strings"
	"testing"

	"backprop/internal/format"

	"backprop/internal/cnn"
)

// TestExact holds what is said beside a float64 that does not tell.
func TestExact(t *testing.T) {
	for _, test := range []struct{ name, network, place, want string }{
		{"a short decimal", `{"input":[0.25],"layers":[{"op":"relu"}],"upstream":[1]}`, "activations/1", ""},
		{"a sum of decimals", `{"input":[0.1,0.2],"layers":[{"op":"dense","weights":[[1,1]]}]}`, "activations/1", ""},
		{"a sum that is 0", `{"input":[0.1,0.2,0.3],"layers":[{"op":"dense","weights":[[1,1,-1]]}]}`, "activations/1", "0"},
		{"a small number", `{"input":[1e-11],"layers":[{"op":"relu"}]}`, "activations/1", ""},
		{"a small product", `{"input":[0.1],"layers":[{"op":"dense","weights":[[1e-12]]}]}`, "activations/1", ""},
		{"sixteen digits", `{"input":[1234567890123457],"layers":[{"op":"relu"}]}`, "activations/0", "1.234567890123457e15"},
		{"next to 1", `{"input":[24],"layers":[{"op":"sigmoid"}],"upstream":[1]}`, "activations/1", "1-3.7751345441365813…e-11"},
		{"far beyond", `{"input":[62.5],"layers":[{"op":"dense","weights":[[0.8]]},{"op":"sigmoid"}]}`, "activations/2", "1-1.928749847963917…"},
		{"beyond float64", `{"input":[2000],"layers":[{"op":"sigmoid"}],"upstream":[1]}`, "activations/1", "1-2.5…e-869"},
		{"its slope", `{"input":[2000],"layers":[{"op":"sigmoid"}],"upstream":[1]}`, "gradients/0", "2.5…e-869"},
		{"a power with 434295 digits", `{"input":[-1000000,0],"layers":[{"op":"softmax"}],"loss":{"op":"cross_entropy","target":[1,0]}}`, "activations/1", "3.2968314…e-434295…"},
		{"one over it", `{"input":[-1000000,0],"layers":[{"op":"softmax"}],"loss":{"op":"cross_entropy","target":[1,0]}}`, "gradients/1", "-3.0332153…e434294…"},
		{"a size alone", `{"input":[-1e12,0],"layers":[{"op":"softmax"}],"loss":{"op":"cross_entropy","target":[1,0]}}`, "activations/1", "10^-4.3429448190325…e+11…"},
		{"one over that", `{"input":[-1e12,0],"layers":[{"op":"softmax"}],"loss":{"op":"cross_entropy","target":[1,0]}}`, "gradients/1", "-10^4.3429448190325…e+11…"},
		{"the ends of float64", `{"input":[-1e300,0],"layers":[{"op":"softmax"}],"loss":{"op":"cross_entropy","target":[1,0]}}`, "gradients/1", "-10^4.3429448190325…e+299…"},
		{"a sum of probabilities less 1", `{"input":[0.3,-0.7,1.1],"layers":[{"op":"softmax"},{"op":"dense","weights":[[1,1,1]],"bias":[-1]}]}`, "activations/2", ""},
		{"a saturated sigmoid less 1", `{"input":[37],"layers":[{"op":"sigmoid"},{"op":"dense","weights":[[-1]],"bias":[1]}]}`, "activations/2", "8.53304762574406…"},
		{"GELU next to 0, where it halves", `{"input":[-1e17,0],"layers":[{"op":"softmax"},{"op":"gelu"}],"upstream":[-3,0]}`, "gradients/1", "-1.5e00…"},
		{"half a share, but for one of 10⁻²⁰⁰⁰⁰", `{"input":[7,7,-50000],"layers":[{"op":"log_softmax"}],"loss":{"op":"nll","target":[0,0,1]}}`, "gradients/0", "4.999999…e-01…"},
		{"what such shares and the target come to", `{"input":[7,7,-50000],"layers":[{"op":"dense","weights":[[1,0,0],[0,1,0],[0,0,1]]},{"op":"dense","weights":[[1,0,0],[0,1,0],[0,0,1]]},{"op":"log_softmax"}],"upstream":[0,0,-1]}`, "gradients/2", "4.999999…e-01…"},
		{"a mean of thirds", `{"input":[[1,2,0]],"layers":[{"op":"avgpool","size":[1,3]}]}`, "activations/1", ""},
	} {
		n, err := format.ReadNetwork("n.json", strings.NewReader(test.network))
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		p, err := cnn.Run(n)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		place, err := cnn.ParsePlace(test.place)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		q, err := p.Quantity(place)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		have := q.Exact(0)
		begin, end, cut := strings.Cut(test.want, "…")
		if !cut && have != test.want || !strings.HasPrefix(have, begin) || !strings.Contains(have, end) {
			t.Errorf("%s: have %q, want %q", test.name, have, test.want)
		}
	}
}
