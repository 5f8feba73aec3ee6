// # Channels, padding, stride
//
// So far one kernel slid over one map, cell by cell, inside its borders. What
// changes, forward and backward, with several maps, several kernels, zeros
// around the map and larger steps?

package main

import (
	_ "embed"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

//go:embed main.go
var source string

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	ex, err := examples()
	if err != nil {
		return err
	}
	channels, padding, stride, apart :=
		ex.channels, ex.padding, ex.stride, ex.apart

	// ## What you have and what you want
	//
	// This chapter leaves the network of the book. Each part has a small
	// network of its own, which is a single layer, and each part adds one
	// idea. You have the input $X$, the kernels $K$, the biases $b$ and the
	// error $\delta = \partial L/\partial Z$ at the output. In a larger network
	// the next layer would send it. You want $Z$ and then the gradients of
	// $K$, $b$ and $X$.

	nb.Table(parts(ex))

	// One thought carries you through all of them. Every output is a sum of
	// products, a cell times a weight. On the way back each product hands its
	// error to both of its factors, each multiplied by the other factor:
	//
	// $$X \cdot K \text{ in the sum of } Z
	//   \quad \to \quad
	//   \delta \cdot X \text{ to } \frac{\partial L}{\partial K}, \quad
	//   \delta \cdot K \text{ to } \frac{\partial L}{\partial X}$$
	//
	// What arrives at the same place adds up. So you only have to ask which
	// products there are. Channels, padding and stride change nothing else.
	//
	// ## Channels, forward
	//
	// A colour image is three maps, and a layer with eight kernels hands eight
	// maps to the next. The maps of an input are called its **channels**. A
	// kernel looks at all of them at once. It has one plane of weights for
	// each input channel, $K_{o,c}$, and what the planes find adds up to one
	// number. So each kernel $o$ makes one output map $Z_o$, and has one bias:
	//
	// $$Z_{o,i,j} = \sum_{c,m,n} X_{c,i+m,j+n} \, K_{o,c,m,n} + b_o$$
	//
	// One element in full:

	nb.DeriveFull(channels.Z, 1, 0, 1)

	// All of one output map. Each input channel meets its own plane:

	part := notebook.Part
	nb.Row(part(channels.X, 0), `\star`, part(channels.K, 1, 0), "+",
		part(channels.X, 1), `\star`, part(channels.K, 1, 1), "+",
		part(channels.B, 1), "=", part(channels.Z, 1))

	// And the whole layer:

	nb.Row(channels.X, `\star`, channels.K, "+", channels.B, "=",
		channels.Z)

	// ## Channels, backward: the kernels
	//
	// $K_{o,c,m,n}$ stands only in output map $o$, and there it is multiplied
	// only by cells of channel $c$. So its sum runs over the places $(i,j)$
	// and over nothing else:
	//
	// $$\frac{\partial L}{\partial K_{o,c,m,n}} =
	//   \sum_{i,j} \delta_{o,i,j} \, X_{c,i+m,j+n}$$
	//
	// It is [chapter 13](13-convolution-backward-kernel), once for each pair
	// of an input channel and an error map. Each pair makes one plane:

	nb.Derive(channels.DK, 1, 0, 0, 1)
	nb.Row(part(channels.X, 0), `\star`, part(channels.DZ, 1), "=",
		part(channels.DK, 1, 0))
	nb.Row(channels.X, `\star`, channels.DZ, "=", channels.DK)

	// Each bias gets the sum of the errors of its own map:

	nb.Derive(channels.DB, 1)

	// ## Channels, backward: the input
	//
	// A cell of channel $c$ is read by *every* kernel. So its gradient sums
	// over the kernels, and for each kernel over the windows that see it:
	//
	// $$\frac{\partial L}{\partial X_{c,u,v}} =
	//   \sum_o \sum_{m,n} \delta_{o,u-m,v-n} \, K_{o,c,m,n}$$
	//
	// A corner is seen by one window of each kernel, so there is one term for
	// each. In the middle every window of every kernel has a say:

	nb.Derive(channels.DX, 0, 0, 0)
	nb.DeriveFull(channels.DX, 0, 1, 1)

	// Seen as maps: each kernel sends its part to channel $c$ through its
	// plane $K_{o,c}$, rotated as in
	// [chapter 14](14-convolution-backward-input), and the parts add. For the
	// first channel:

	nb.Row(fullCorrelations(ex)...)

	// These are the parts. Then both channels of the result, from the errors
	// and the kernels as they stand:

	nb.Row(fromKernels(ex)...)
	nb.Row(channels.DZ, `\text{and}`, channels.K, `\to`, channels.DX)
	nb.Slip(oneFilter(ex))

	// ## Which gradient sums over what
	//
	// You need not learn these sums by heart. The forward formula has the
	// indices $o, i, j, c, m, n$. A result keeps its own indices and sums over
	// those that still have a choice.

	nb.Table(sums(channels))
	nb.Markdownf(`No sum runs over channels on the way back. $Z$ adds
the channels up, so its error goes to each of them, whole. The middle
cell of a channel hears from all %d outputs.`, len(channels.DZ.Data))

	// The picture shows who reads whom: a row for each output, a column for
	// each input cell. The columns of a channel stand together, and so do the
	// rows of a kernel.

	nb.Figure(links("The links of the layer with channels",
		`Filled where the output of the row reads the cell of the
column. A weight that is 0 does not show.`, channels))

	// ### Several maps, flattened
	//
	// Flatten has to put the maps one after another, and there are two
	// customs. CHW writes map by map, HWC writes place by place:

	nb.Row(letters("P", cnn.Shape{2, 2, 2}, "abcdefgh"), `\to`,
		letters(`f \text{ CHW}`, cnn.Shape{8}, "abcdefgh"),
		letters(`f \text{ HWC}`, cnn.Shape{8}, "aebfcgdh"))

	// This book and PyTorch take the first, TensorFlow and Keras by default
	// the second. The way back must undo the one that was used.
	//
	// ## Padding, forward
	//
	// Without padding each convolution makes the map smaller, and a corner is
	// seen by one window only. So zeros are put around the map. A kernel of
	// three by three with one ring of zeros gives an output as large as the
	// input. This is called *same* padding. With $p$ rows and columns of zeros
	// before the first, every window begins $p$ cells earlier:
	//
	// $$Z_{i,j} = \sum_{m,n} X_{i+m-p,j+n-p} \, K_{m,n} + b$$
	//
	// where a cell that $X$ does not have counts as 0.

	own, wide := ring(padding)
	nb.Captioned("The marked cells are those of $X$.",
		wide.Mark("here", own...), `\star`, padding.K, "+",
		bias(padding), "=", padding.Z)

	// A product with a zero of the padding needs no term. At a corner of the
	// map few terms are left:

	nb.Derive(padding.Z, 0, 0)

	// ## Padding, backward
	//
	// Think of padding as a layer of its own before the convolution. Then the
	// convolution has a larger input, and you know how to get the gradient of
	// that: scatter, or full correlation with the rotated kernel. It has
	// numbers in the ring as well. They say how the loss would change if the
	// zeros there were other numbers. But nobody can change those zeros. So
	// the ring is cut off, and what stays is $\partial L/\partial X$:

	nb.Row(notebook.Show(ex.ringed.DX).Mark("here", own...).
		Named(`\partial L/\partial X \text{ padded}`), `\to`,
		padding.DX)
	nb.Derive(padding.DX, 0, 0)
	nb.Slip(uncropped(ex))

	// You can save the work on the ring. For a full correlation, a kernel of
	// $k$ rows needs $k - 1$ rows of zeros around the error. Put $k - 1 - p$
	// rows there instead, and nothing is left to be cut off:

	nb.Row(narrowed(padding), `\star`, turned(padding.K), "=",
		padding.DX)

	// The kernel's gradient is the correlation of the *padded* input with the
	// error. Its zeros give no terms, so a weight at the border of the kernel
	// has fewer than one in the middle:

	nb.Row(wide, `\star`, padding.DZ, "=", padding.DK)
	nb.Derive(padding.DK, 0, 0)
	nb.Markdownf(`These are %d terms. The weight in the middle of the
kernel never meets the ring and has %d. The bias has %[2]d as well: it
is added at every place, also where the window hangs over the border.`,
		terms(padding.DK, 0, 0), terms(padding.DK, 1, 1))
	nb.Figure(links("The links of the layer with padding",
		`The first row is the upper left output. It reads only the cells
that are there.`, padding))

	// ## Stride, forward
	//
	// The **stride** $s$ is how far the window moves from one output to the
	// next. With a stride of two it skips every second place:
	//
	// $$Z_{i,j} = \sum_{m,n} X_{i \cdot s+m,j \cdot s+n} \, K_{m,n} + b$$

	nb.Captioned("The window of the last output is marked.",
		notebook.Show(stride.X).Mark("here", lastWindow(stride)...),
		`\star`, stride.K, "+", bias(stride), "=", stride.Z)
	nb.DeriveFull(stride.Z, 1, 1)

	// How many outputs are there? The first window begins in row 0. The last
	// begins in row $H - k$ at the latest, and the steps are $s$ long. With
	// $p$ rows of zeros, above and below together, that makes
	//
	// $$H' = \left\lfloor \frac{H + p - k}{s} \right\rfloor + 1$$
	//
	// rows. The brackets round down. What the division leaves over is the
	// number of rows at the end that no window reaches. The same holds for
	// columns.

	nb.Table(fits(stride))

	// Inputs of different heights give the same $H'$. So you cannot tell the
	// height of $X$ from the error: the backward pass has to remember it. (The
	// formula is relationship 6 in Dumoulin and Visin, *A guide to convolution
	// arithmetic for deep learning*,
	// [arXiv:1603.07285](https://arxiv.org/abs/1603.07285).)
	//
	// ## Stride, backward
	//
	// You need no new formula. Take the same layer with stride 1 and throw
	// away the outputs in between. What is left is the output with stride. An
	// output that was thrown away has no influence on the loss. So its error
	// is 0:

	kept := begins(stride)
	dilated := notebook.Show(ex.slow.DZ).Mark("here", kept...).
		Named(`\delta \text{ dilated}`).
		Of(stride.DZ, undilated(stride.Window.Stride))
	nb.Row(notebook.Show(ex.slow.Z).Named(`Z \text{ with stride 1}`).
		Mark("here", kept...), `\to`, stride.Z)
	nb.Row(notebook.Show(stride.DZ).Named(`\delta`), `\to`, dilated)

	// The error is **dilated**: between two errors stand $s - 1$ zeros. Zeros
	// at the end belong to what is left over. From here on you have a layer
	// with stride 1, and chapters 13 and 14 do the rest. For the input the
	// full correlation runs over the dilated error:

	nb.Row(dilated, `\star_{\text{full}}`, turned(stride.K), "=",
		stride.DX)
	nb.Derive(stride.DX, 2, 2)

	// For the kernel the dilated error slides over the input:

	nb.Row(stride.X, `\star`, dilated, "=", stride.DK)

	// Leave its zeros out, and you have a sum over the errors alone. Where the
	// error goes one step, the input cell goes $s$, as the window did:
	//
	// $$\frac{\partial L}{\partial K_{m,n}} =
	//   \sum_{i,j} \delta_{i,j} \, X_{i \cdot s+m,j \cdot s+n}$$

	nb.Derive(stride.DK, 0, 1)
	nb.Check(`stride 1, dilated error: $\partial L/\partial X$`,
		ex.slow.DX, stride.DX)
	nb.Check(`stride 1, dilated error: $\partial L/\partial K$`,
		ex.slow.DK, stride.DK)

	// And a cell of the row that is left over? No window reads it, so no error
	// reaches it. In the picture its column is empty:

	nb.Derive(stride.DX, len(stride.X.Rows())-1, 0)
	nb.Figure(links("The links of the layer with stride",
		`Each row is a window. From one output to the next the pattern
moves by the stride.`, stride))
	nb.Slip(strideIgnored(ex))

	// ## All of it in loops
	//
	// Now the whole formula. Rows and columns have their own stride, $s_h$
	// down and $s_w$ across. Each side has its own padding, and the $p_t$ rows
	// at the top and $p_l$ columns at the left move the window:
	//
	// $$Z_{o,i,j} = \sum_{c,m,n}
	//   X_{c,\; i \cdot s_h+m-p_t,\; j \cdot s_w+n-p_l} \, K_{o,c,m,n} + b_o$$
	//
	// In the loops, `cells` walks over the rows and columns of a matrix, and a
	// cell that is not inside the map is padding.

	forward := func(x maps, k []maps, b []float64, w cnn.Window) maps {
		s, p := w.Stride, w.Pad
		down := p.Top + len(x[0]) + p.Bottom - w.Size.Down
		across := p.Left + len(x[0][0]) + p.Right - w.Size.Across
		z := stack(len(k), down/s.Down+1, across/s.Across+1)
		for o := range k {
			for i, j := range cells(z[o]) {
				sum := b[o]
				for c := range x {
					for m, n := range cells(k[o][c]) {
						u := i*s.Down + m - p.Top
						v := j*s.Across + n - p.Left
						if inside(x[c], u, v) {
							sum += float64(x[c][u][v] * k[o][c][m][n])
						}
					}
				}
				z[o][i][j] = sum
			}
		}
		return z
	}

	// Backward the loops and the indices are the same. Each product hands its
	// error to both factors:

	backward := func(x maps, k []maps, dZ maps, w cnn.Window) (
		dX maps, dK []maps, dB []float64) {
		s, p := w.Stride, w.Pad
		dX, dK = stack(len(x), len(x[0]), len(x[0][0])), like(k)
		dB = make([]float64, len(k))
		for o := range k {
			for i, j := range cells(dZ[o]) {
				d := dZ[o][i][j]
				dB[o] += d
				for c := range x {
					for m, n := range cells(k[o][c]) {
						u := i*s.Down + m - p.Top
						v := j*s.Across + n - p.Left
						if inside(x[c], u, v) {
							dK[o][c][m][n] += float64(d * x[c][u][v])
							dX[c][u][v] += float64(d * k[o][c][m][n])
						}
					}
				}
			}
		}
		return dX, dK, dB
	}

	// No rotation, no dilation, no cropping. All three are names for what
	// these indices do. On the layers so far:

	compare := func(name string, e *example) {
		x, k := split(e.X), splitKernels(e.K)
		dX, dK, dB := backward(x, k, split(e.DZ), e.Window)
		nb.Check(name+": $Z$", forward(x, k, e.B.Data, e.Window), e.Z)
		nb.Check(name+`: $\partial L/\partial X$`, dX, e.DX)
		nb.Check(name+`: $\partial L/\partial K$`, dK, e.DK)
		nb.Check(name+`: $\partial L/\partial b$`, dB, e.DB)
	}
	compare("channels", channels)
	compare("padding", padding)
	compare("stride", stride)

	// ## Rows and columns
	//
	// In the examples so far a window has as many rows as columns, and steps
	// as far down as across. There you can exchange rows and columns by
	// mistake and may see nothing. In the last convolution they differ in
	// everything:

	nb.Table(axes(apart))

	// Steps are written [down, across], padding [top, left, bottom, right].
	// Here zeros stand at the left and at the right only, and on one side
	// there are more of them. The column that is left over is one of zeros, so
	// every cell of $X$ is read.

	inner, zeros := ring(apart)
	nb.Row(zeros.Mark("here", inner...), `\star`, apart.K, "+",
		bias(apart), "=", apart.Z)
	nb.Derive(apart.Z, 0, 1)
	nb.Row(apart.DZ, `\to`, apart.DX, `\text{and}`, apart.DK)
	nb.Derive(apart.DX, 1, 1)
	nb.Derive(apart.DK, 0, 2)
	nb.Figure(links("The links where rows and columns differ",
		`From one output to its right neighbour the pattern moves by the
step across, from one row of outputs to the next by a row of $X$.`,
		apart))
	nb.Slip(exchanged(ex))

	// The loops keep the two axes apart, so they need no change. (Write `p.Top`
	// for `p.Left` in both and run the chapter: the three layers before still
	// agree with the engine, this one does not.)

	compare("rows and columns", apart)

	// ## Average pooling
	//
	// Pooling slides a window too, but over each channel alone: no sum over
	// channels, and as many maps go out as came in. Average pooling has no
	// weights to learn. It gives the mean of the $n$ cells of a window, so the
	// slope is $1/n$ for each cell, and each gets an $n$-th of the error. A
	// cell in several windows adds up its shares:
	//
	// $$\begin{aligned}
	//   P_{i,j} &= \frac{1}{n_{i,j}}
	//     \sum_{(u,v) \text{ in window } (i,j)} X_{u,v} \\
	//   \frac{\partial L}{\partial X_{u,v}} &=
	//     \sum_{(i,j) \text{ sees } (u,v)} \frac{\delta_{i,j}}{n_{i,j}}
	// \end{aligned}$$

	nb.Row(ex.overlap.X, `\to`, ex.overlap.Z)
	nb.Row(ex.overlap.DZ, `\to`, ex.overlap.DX)
	nb.Derive(ex.overlap.Z, 0, 1)
	nb.Derive(ex.overlap.DX, 1, 1)

	// Why has each window an $n_{i,j}$ of its own? Because of the border. If
	// windows that hang over the end are kept, such a window is **partial**,
	// and is divided by the cells that are there. (The option is often called
	// *ceil*, because the size formula then rounds up.) A window that reaches
	// into the **padding** is whole: its zeros count as cells. Here are both
	// over the same map, with steps of two, first with partial windows at the
	// end, then with a row and a column of zeros before the first:

	nb.Table(divisors(ex))
	nb.Captioned("Partial windows at the end.",
		ex.partial.X, `\to`, ex.partial.Z)
	nb.Row(ex.partial.DZ, `\to`, ex.partial.DX)
	nb.Derive(ex.partial.DX, 2, 0)
	nb.Captioned("A row and a column of zeros before the first.",
		ex.padded.X, `\to`, ex.padded.Z)
	nb.Row(ex.padded.DZ, `\to`, ex.padded.DX)
	nb.Derive(ex.padded.DX, 0, 2)

	// Systems differ here. PyTorch counts the zeros of the padding unless you
	// tell it not to, TensorFlow does not count them. What matters is that
	// backward divides by the same number as forward. In loops, for one map:

	average := func(x, dP [][]float64, w cnn.Window) (
		p, dX [][]float64) {
		p = cnn.Zeros(len(dP), len(dP[0]))
		dX = cnn.Zeros(len(x), len(x[0]))
		for i, j := range cells(dP) {
			top := i*w.Stride.Down - w.Pad.Top
			left := j*w.Stride.Across - w.Pad.Left
			// The window ends where the padded map ends.
			bottom := min(top+w.Size.Down, len(x)+w.Pad.Bottom)
			right := min(left+w.Size.Across, len(x[0])+w.Pad.Right)
			n := float64((bottom - top) * (right - left))
			for u := max(top, 0); u < min(bottom, len(x)); u++ {
				for v := max(left, 0); v < min(right, len(x[0])); v++ {
					p[i][j] += x[u][v] / n
					dX[u][v] += dP[i][j] / n
				}
			}
		}
		return p, dX
	}
	mean := func(name string, e *example) {
		p, dX := average(e.X.Rows(), e.DZ.Rows(), e.Window)
		nb.Check(name+": $P$", p, e.Z)
		nb.Check(name+`: $\partial L/\partial X$`, dX, e.DX)
	}
	mean("windows that overlap", ex.overlap)
	mean("partial windows", ex.partial)
	mean("windows with padding", ex.padded)

	// The links of the three, in this order:

	nb.Figure(links("The links of three average poolings",
		`A stronger cell is a larger slope. In the second picture rows
with fewer cells have stronger ones. In the third they do not.`,
		ex.overlap, ex.partial, ex.padded))
	nb.Slip(undivided(ex))

	// ## Try it

	for _, exercise := range exercises(ex) {
		nb.Exercise(exercise)
	}

	// ## What comes next
	//
	// You have the layers of this book in their general form.
	// [Chapter 18](18-any-network) puts them together into networks of your
	// own.

	return nil
}
