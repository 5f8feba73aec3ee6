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
		for name, e := range map[string]*example{
			"channels": ex.channels, "padding": ex.padding, "stride": ex.stride, "apart": ex.apart,
		} {
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
