package notebooktest

import (
	"path/filepath"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// ExtremeClassic plays the chapter on the networks of testdata/extreme that
// have the architecture of chapters 1 to 16: all gates closed, one pixel, one
// class, scores farther apart than float64 reaches. None may fail, and what is
// shown must survive being written to a record and read back.
func ExtremeClassic(t *testing.T, source string, run func(*notebook.Notebook) error) {
	t.Helper()
	if testing.Short() {
		t.Skip("plays the chapter on many networks")
	}
	extreme(t, source, run, func(n *cnn.Network) bool {
		_, err := cnn.AsClassic(n)
		return err == nil
	})
}

// ExtremeAny is ExtremeClassic with all networks of the folder, for chapters
// that take them.
func ExtremeAny(t *testing.T, source string, run func(*notebook.Notebook) error) {
	t.Helper()
	if testing.Short() {
		t.Skip("plays the chapter on many networks")
	}
	extreme(t, source, run, func(*cnn.Network) bool { return true })
}

func extreme(t *testing.T, source string, run func(*notebook.Notebook) error, takes func(*cnn.Network) bool) {
	t.Helper()
	root, err := moduleRoot(".")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(root, "testdata", "extreme", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	played := 0
	for _, file := range files {
		example, err := notebook.ReadExample(file)
		if err != nil {
			t.Fatal(err)
		}
		if !takes(example.Network) {
			continue
		}
		played++
		t.Run(filepath.Base(file), func(t *testing.T) {
			p, err := notebook.Play(source, run, example)
			if err != nil {
				t.Fatal(err)
			}
			checkRecord(t, p.Entries)
			checkWrong(t, p.Entries)
		})
	}
	if played < 5 {
		t.Errorf("only %d networks were played; testdata/extreme holds more", played)
	}
}
