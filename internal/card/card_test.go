package card

import (
	"bytes"
	"image/png"
	"os"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// TestPNG: the picture has its size and is drawn, the same each time. With
// CARD_LOOK set to a file, it is written there to be looked at.
func TestPNG(t *testing.T) {
	example, err := notebook.WorkedExample()
	if err != nil {
		t.Fatal(err)
	}
	c, err := cnn.AsClassic(example.Network)
	if err != nil {
		t.Fatal(err)
	}
	data, err := PNG("Backprop, Number by Number", "How the error travels backward through a convolutional network", c)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != Width || size.Y != Height {
		t.Errorf("have the size %v", size)
	}
	// X[0,1] is the largest number of its map, X[0,2] is zero: their cells, and
	// the paper, are as they are on the page.
	colours := map[any]int{}
	for y := range Height {
		for x := range Width {
			colours[picture.At(x, y)]++
		}
	}
	for _, want := range []any{paper, ink, pos, neg, mixed(paper, pos, 0.6), mixed(paper, line, 0.3)} {
		if colours[want] < 30 {
			t.Errorf("only %d pixels have the colour %v", colours[want], want)
		}
	}
	again, err := PNG("Backprop, Number by Number", "How the error travels backward through a convolutional network", c)
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("drawn again, it is another picture: %v", err)
	}
	if file := os.Getenv("CARD_LOOK"); file != "" {
		if err := os.WriteFile(file, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func TestShort(t *testing.T) {
	for v, want := range map[float64]string{0: "0", -0.001: "0", 1: "1", 1.5: "1.5", -0.75: "−0.75", -0.32267: "−0.32", 20: "20"} {
		if have := short(v); have != want {
			t.Errorf("%v: have %s, want %s", v, have, want)
		}
	}
}
