package main

import (
	"testing"

	"backprop/internal/notebook/notebooktest"
)

func TestGolden(t *testing.T) { notebooktest.Golden(t, source, run) }

func TestRandomClassic(t *testing.T) { notebooktest.RandomClassic(t, source, run) }

func TestExtreme(t *testing.T) { notebooktest.ExtremeClassic(t, source, run) }
