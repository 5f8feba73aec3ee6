package figure

import (
	"testing"

	"gonum.org/v1/plot/vg"

	"backprop/internal/notebook"
)

func TestCrosses(t *testing.T) {
	box := vg.Rectangle{Min: vg.Point{X: 10, Y: 10}, Max: vg.Point{X: 20, Y: 14}}
	tests := []struct {
		name string
		a, b vg.Point
		want bool
	}{
		{"through", vg.Point{X: 0, Y: 12}, vg.Point{X: 30, Y: 12}, true},
		{"inside", vg.Point{X: 12, Y: 12}, vg.Point{X: 13, Y: 12}, true},
		{"a mark inside", vg.Point{X: 12, Y: 12}, vg.Point{X: 12, Y: 12}, true},
		{"a mark outside", vg.Point{X: 12, Y: 15}, vg.Point{X: 12, Y: 15}, false},
		{"over a corner", vg.Point{X: 8, Y: 11}, vg.Point{X: 12, Y: 15}, true},
		{"past a corner", vg.Point{X: 5, Y: 11}, vg.Point{X: 10, Y: 16}, false},
		{"ends before", vg.Point{X: 0, Y: 12}, vg.Point{X: 9, Y: 12}, false},
		{"upright, beside", vg.Point{X: 21, Y: 0}, vg.Point{X: 21, Y: 30}, false},
		{"upright, through", vg.Point{X: 15, Y: 0}, vg.Point{X: 15, Y: 30}, true},
	}
	for _, test := range tests {
		for _, line := range [][2]vg.Point{{test.a, test.b}, {test.b, test.a}} {
			if have := crosses(box, line[0], line[1]); have != test.want {
				t.Errorf("%s: have %v, want %v", test.name, have, test.want)
			}
		}
	}
}

// A name inside the curves' area lies on no curve and on no other name.
func TestNamesKeepOffTheCurves(t *testing.T) {
	square := func(at vg.Point) vg.Rectangle {
		return vg.Rectangle{Min: vg.Point{X: at.X, Y: at.Y - 5}, Max: vg.Point{X: at.X + 30, Y: at.Y + 5}}
	}
	all := vg.Rectangle{Max: vg.Point{X: 100, Y: 100}}
	tests := []struct {
		name  string
		end   vg.Point
		field field
		want  vg.Point
	}{
		{"nothing near", vg.Point{X: 20, Y: 50}, field{room: all}, vg.Point{X: 31, Y: 50}},
		{"a curve goes on", vg.Point{X: 20, Y: 50}, field{room: all, lines: [][2]vg.Point{{{X: 0, Y: 50}, {X: 100, Y: 50}}}}, vg.Point{X: 31, Y: 62}},
		{"no room at the right", vg.Point{X: 80, Y: 50}, field{room: all}, vg.Point{X: 39, Y: 50}},
		{"another name", vg.Point{X: 20, Y: 98}, field{room: all, names: []vg.Rectangle{{Min: vg.Point{X: 40, Y: 88}, Max: vg.Point{X: 60, Y: 98}}}}, vg.Point{X: 31, Y: 78}},
		{"none is free", vg.Point{X: 20, Y: 50}, field{}, vg.Point{X: 31, Y: 50}},
	}
	for _, test := range tests {
		if have := test.field.place(test.end, square); have != test.want {
			t.Errorf("%s: have %v, want %v", test.name, have, test.want)
		}
	}
}

// What has a word in the language of colours has its colour, and nothing else
// has one of these.
func TestHues(t *testing.T) {
	have := huesOf([]notebook.Way{"", notebook.WayForward, notebook.WayBackward, "", notebook.WayForward, notebook.WaySelected})
	want := []hue{series[0], hues[notebook.WayForward], hues[notebook.WayBackward], series[1],
		"color-mix(in srgb," + hues[notebook.WayForward] + " 55%,var(--paper,Canvas))", hues[notebook.WaySelected]}
	for i := range want {
		if have[i] != want[i] {
			t.Errorf("thing %d: have %s, want %s", i, have[i], want[i])
		}
	}
}
