package main

import (
	"fmt"

	"backprop/internal/notebook"
)

// layerTable is what the measured network has, as nb.Table takes it.
func layerTable() (string, []string, [][]any) {
	n := newLenet(newParameters(), newLoops)
	f1, b1 := n.one.work()
	f2, b2 := n.two.work()
	row := func(name string, c *convolution, forward, backward int) []any {
		return []any{name, c.in.String(), c.kernel.String(), c.out.String(),
			fmt.Sprintf("%d×%d", c.taps(), c.places()), forward, backward}
	}
	return "The two convolutions. The last columns count the products for one example",
		[]string{"layer", "$X$", "$K$", "$Z$", `$\text{cols}$`, "forward", "backward"}, [][]any{
			row("first", n.first, f1, b1),
			row("second", n.second, f2, b2),
		}
}

// said names a path and on how many cores it ran.
func said(name string, cores int) string {
	return fmt.Sprintf("%s, %s: loss and gradients", name, either(cores, "one core", "two cores"))
}

// librarySaid compares the times of the loops, the library and the blocks.
func librarySaid(r record) notebook.Let {
	loops, library, blocks := r.Paths[0], r.Paths[3], r.Paths[4]
	return notebook.Let{"loops": digits(loops.One), "library": digits(library.One),
		"products": digits(library.Products), "blocks": digits(blocks.One)}
}

// skippingSaid compares the loops with those that skip zeros, forward and
// backward.
func skippingSaid(r record) notebook.Let {
	loops, skipping := r.Paths[0], r.Paths[2]
	return notebook.Let{"forward": digits(loops.Forward), "backward": digits(loops.One - loops.Forward),
		"skipping forward": digits(skipping.Forward), "skipping backward": digits(skipping.One - skipping.Forward)}
}

// zeroTable counts what is not 0 in the inputs and in the δ of the two
// convolutions, as nb.Table takes it.
func zeroTable(value parameters, batch []example) (string, []string, [][]any) {
	n := newLenet(value, newBlocks)
	arrays := []struct {
		name    string
		numbers []float64
	}{
		{"pictures, forward", n.first.x},
		{"pooled maps, forward", n.second.x},
		{"$\\delta$ of the second convolution, backward", n.second.dZ},
		{"$\\delta$ of the first convolution, backward", n.first.dZ},
	}
	found := make([]int, len(arrays))
	for _, e := range batch {
		n.add(e)
		for i, a := range arrays {
			found[i] += nonzero(a.numbers)
		}
	}
	var rows [][]any
	for i, a := range arrays {
		all := len(batch) * len(a.numbers)
		rows = append(rows, []any{a.name, all, found[i], fmt.Sprintf("%.0f %%", 100*float64(found[i])/float64(all))})
	}
	return fmt.Sprintf("Numbers in a batch of %d", len(batch)), []string{"array", "numbers", "not 0", "share"}, rows
}

// memorySaid is how large the matrix of the second convolution is.
func memorySaid() notebook.Let {
	c := newLenet(newParameters(), newLoops).second
	entries, cells := c.taps()*c.places(), c.in.Size()
	return notebook.Let{"cells": cells, "rows": c.taps(), "columns": c.places(), "entries": entries, "batch": batchSize,
		"times": notebook.Places(float64(entries)/float64(cells), 1),
		"bytes": notebook.Places(float64(entries*batchSize*8)/1e6, 1)}
}
