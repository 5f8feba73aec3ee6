package main

import (
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook/notebooktest"
)

// The layers that the twin is given have the names of the book's arrays.
func TestTwin(t *testing.T) {
	notebooktest.Twin(t, source, func(*cnn.Classic) (map[string]any, error) {
		ex := examples()
		want := map[string]any{"X": ex.overlap.X, "dP": ex.overlap.DZ}
		for name, e := range map[string]*example{"channels": ex.channels, "axes": ex.axes} {
			want["X_"+name], want["K_"+name], want["b_"+name], want["dZ_"+name] = e.X, e.K, e.B, e.DZ
			want["Z_"+name], want["dX_"+name] = e.Z, e.DX
			want["dK_"+name], want["db_"+name] = e.DK, e.DB
		}
		for name, e := range map[string]*example{
			"overlap": ex.overlap, "partial": ex.partial, "padded": ex.padded,
		} {
			want["P_"+name], want["dX_"+name] = e.Z, e.DX
		}
		return want, nil
	})
}
