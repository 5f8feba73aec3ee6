package main

import (
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

// again is the table of the arrays that are computed once more, as nb.Table
// takes it.
func again(ex *cnn.Classic) (string, []string, [][]any) {
	shape := func(q cnn.Quantity) string { return q.Shape.Plain().String() }
	return "", []string{"array", "shape", "so far from", "now from"}, [][]any{
		{"$Z$", shape(ex.Z), "[chapter 02](02-convolution)", `$w \cdot \text{cols} + b$`},
		{`$\partial L/\partial K$`, shape(ex.DK), "[chapter 13](13-convolution-backward-kernel)", `$\delta \cdot \text{cols}^\top$`},
		{`$\partial L/\partial X$`, shape(ex.DX), "[chapter 14](14-convolution-backward-input)", `$w^\top \cdot \delta$, put back together`},
	}
}

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
func librarySaid(r record) string {
	loops, library, blocks := r.Paths[0], r.Paths[3], r.Paths[4]
	return fmt.Sprintf("In the recorded run the loops need %s ms for the batch on one core, "+
		"whereas im2col with the library needs %s ms for the same %s million products, and the last program %s ms.",
		digits(loops.One), digits(library.One), digits(library.Products), digits(blocks.One))
}

// skippingSaid compares the loops with those that skip zeros, forward and
// backward.
func skippingSaid(r record) string {
	loops, skipping := r.Paths[0], r.Paths[2]
	return fmt.Sprintf("In the recorded run the textbook's loops take %s ms forward and about %s ms backward; "+
		"with zeros skipped it is %s ms and about %s ms.",
		digits(loops.Forward), digits(loops.One-loops.Forward), digits(skipping.Forward), digits(skipping.One-skipping.Forward))
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

// memorySaid says how large the matrix of the second convolution is.
func memorySaid() string {
	c := newLenet(newParameters(), newLoops).second
	entries, cells := c.taps()*c.places(), c.in.Size()
	return fmt.Sprintf("The second convolution reads %d numbers for each example, and its matrix has %d·%d = %d: %s times as many. "+
		"Laid out at once, a batch of %d would take %s million bytes.",
		cells, c.taps(), c.places(), entries, notebook.Places(float64(entries)/float64(cells), 1),
		batchSize, notebook.Places(float64(entries*batchSize*8)/1e6, 1))
}
