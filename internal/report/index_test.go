package report

import (
	"strings"
	"testing"
)

// An index of one side of a formula is one of the other side, or summed over:
// where an array has one element, and its sign no index, the letters of that
// index are 0 in the others.
func TestNoFreeIndex(t *testing.T) {
	for _, test := range []struct {
		network string
		want    []string
	}{
		{`{"input": [1, 2], "layers": [{"op": "dense", "weights": [[3, 4]]}], "upstream": [1]}`, []string{
			"s = Σ_j W[0,j]·x[j] + c", "∂L/∂x[j] = Σ_i W[i,j]·∂L/∂s"}},
		{`{"input": [1], "layers": [{"op": "dense", "weights": [[3], [4]]}], "upstream": [1, 1]}`, []string{
			"s[i] = Σ_j W[i,j]·x + c[i]", "∂L/∂x = Σ_i W[i,0]·∂L/∂s[i]"}},
		{`{"input": [1], "layers": [{"op": "softmax"}], "upstream": [1]}`, []string{
			"∂L/∂x = Σ_i ∂L/∂p·p·([i = 0] − p)"}},
		{`{"input": [1], "layers": [{"op": "log_softmax"}], "upstream": [1]}`, []string{
			"∂L/∂x = Σ_i ∂L/∂a·([i = 0] − e^a)"}},
		{`{"batch": [{"input": [1]}, {"input": [2]}], "layers": [{"op": "dense", "weights": [[3]]}], "upstream": [[1], [2]]}`, []string{
			"∂L/∂W = Σ_n ∂L/∂s[n,0]·x[n,0]", "∂L/∂c = Σ_n ∂L/∂s[n,0]"}},
		{`{"input": [[[1]], [[2]]], "layers": [{"op": "flatten"}], "upstream": [1, 2]}`, []string{
			"f[c] = X[c,0,0]", "∂L/∂X[c,0,0] = ∂L/∂f[c]"}},
		{`{"input": [[1, 2]], "layers": [{"op": "flatten", "order": "CWH"}], "upstream": [1, 2]}`, []string{
			"f[j] = X[0,j]"}},
		{`{"input": [[1], [2]], "layers": [{"op": "conv1d", "kernel": [[[1], [2]]]}, {"op": "flatten"}], "upstream": [1]}`, []string{
			"Z = Σ_{c,m} X[c,m]·K[0,c,m] + b", "∂L/∂K[0,c,m] = Σ_i ∂L/∂Z·X[c,i+m]", "∂L/∂X[c,u] = Σ_i ∂L/∂Z·K[0,c,u−i]"}},
		{`{"input": [[1, 2], [3, 4]], "layers": [{"op": "conv", "kernel": [[1, 2], [3, 4]]}], "upstream": [[1]]}`, []string{
			"Z = Σ_{m,n} X[m,n]·K[m,n] + b", "∂L/∂K[m,n] = Σ_{i,j} ∂L/∂Z·X[i+m,j+n]"}},
		{`{"input": [[1, 2], [3, 4]], "layers": [{"op": "conv", "kernel": [[1]], "stride": 2, "pad": 1}], "upstream": [[1, 1], [1, 1]]}`, []string{
			"∂L/∂K = Σ_{i,j} ∂L/∂Z[i,j]·X[2i−1,2j−1]"}},
		{`{"input": [[1]], "layers": [{"op": "conv", "kernel": [[1, 2], [3, 4]], "pad": [1, 1, 0, 0]}], "upstream": [[1]]}`, []string{
			"∂L/∂X = Σ_{i,j} ∂L/∂Z·K[−i+1,−j+1]"}},
		{`{"input": [[1]], "layers": [{"op": "conv_transpose", "kernel": [[1, 2], [3, 4]]}, {"op": "maxpool", "size": 2}], "upstream": [[1]]}`, []string{
			"P = max_{m,n} Z[m,n]", "∂L/∂X = Σ_{m,n} ∂L/∂Z[m,n]·K[m,n]"}},
		{`{"input": [[1, 2], [3, 4]], "layers": [{"op": "conv_transpose", "kernel": [[2]], "stride": 2}, {"op": "avgpool", "size": 3, "ceil": true, "stride": 3}], "upstream": [[1]]}`, []string{
			"P = (1/n[0,0]) Σ_{m,n} Z[m,n]", "∂L/∂K = Σ_{i,j} ∂L/∂Z[2i,2j]·X[i,j]"}},
		{`{"input": [1, 2], "layers": [{"op": "conv1d", "kernel": [1, 2]}, {"op": "maxpool1d", "size": 1}, {"op": "avgpool1d", "size": 1}, {"op": "conv1d", "kernel": [2]}, {"op": "flatten"}, {"op": "dropout", "mask": [1], "rate": 0.5}], "upstream": [1]}`, []string{
			"a = f/(1 − 0.5)·[0 is kept]", "∂L/∂P⁽¹⁾ = Σ_i ∂L/∂P⁽²⁾·[0 in window i]", "∂L/∂Z⁽¹⁾ = Σ_i ∂L/∂P⁽¹⁾·[0 wins window i]"}},
	} {
		r := reportOf(t, test.network)
		text := shownOf(t, r.pass, func(r *Report) error {
			for _, step := range r.Steps() {
				step.Show()
			}
			return nil
		})
		for _, want := range test.want {
			if !strings.Contains(text, "\n"+want+"\n") {
				t.Errorf("%s: want %s in\n%s", test.network, want, text)
			}
		}
	}
}
