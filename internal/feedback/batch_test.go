package feedback

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backprop/internal/class"
	"backprop/internal/cnn"
	"backprop/internal/format"
	"backprop/internal/notebook"
)

// TestBatch: a class may work on a batch, whose arrays have an axis more.
func TestBatch(t *testing.T) {
	const network = `{"layers": [{"op": "conv", "kernel": [[1, -0.5]]}, {"op": "flatten"}, {"op": "dense", "weights": [[0.5, 1], [1, -1]]}, {"op": "softmax"}],
 "loss": {"op": "cross_entropy"}, "batch": [{"input": [[1, 2, 0.5]], "target": [1, 0]}, {"input": [[0.5, 1, 3]], "target": [0, 1]}]}`
	n, err := format.ParseNetwork("network.json", []byte(network))
	if err != nil {
		t.Fatal(err)
	}
	p, err := cnn.Run(n)
	if err != nil {
		t.Fatal(err)
	}
	values, err := format.MarshalValues(p.Values())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"network.json": network, "anna.json": string(values), "bo.json": `{"activations/1": [[[[0, 1.75]]], [[[0, 9]]]]}`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	example, err := notebook.WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	c, err := class.Grade(dir, class.Options{Example: example, Scheme: format.DefaultScheme()})
	if err != nil {
		t.Fatal(err)
	}
	if anna := c.Students[0]; anna.Report == nil || anna.Credit != anna.Of || anna.Of < 5 {
		t.Errorf("have %v of %v points, %s", anna.Credit, anna.Of, anna.Reason)
	}
	if bo := c.Students[1]; bo.Report == nil || bo.Report.FirstBreak != cnn.ActivationPlace(1) || bo.Credit >= 1 {
		t.Errorf("have %+v, %s", bo.Report, bo.Reason)
	}
	files, err := Files(c)
	if err != nil {
		t.Fatal(err)
	}
	if page := string(files["students/bo.html"]); strings.Count(page, `<table class="grid given" aria-label="Z">`) != 2 {
		t.Error("the two examples are not shown one after the other")
	}
}
