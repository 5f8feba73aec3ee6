// # Channels, padding, stride
//
// So far one kernel slid over one map, cell by cell, without ever leaving it.
// What changes, forward and backward, with several maps, several kernels, zeros
// around the map and larger steps?
//
// > [!SHORT]
// > Only which cell meets which weight; the two rules of the backward pass stay
// > as they are. Write $\delta$ for $\partial L/\partial Z$. Wherever $Z$
// > contains a product of a cell and a weight, the weight's gradient gains
// > $\delta$ times the cell, and the cell's gradient gains $\delta$ times the
// > weight. So sum $\partial L/\partial K$ over places, $\partial L/\partial X$
// > over *all* kernels, and cut off whatever falls into the padding.
// >
// > For $\partial L/\partial X$ as one correlation, with kernels of $k_h$ rows,
// > stride $s_h$ and $r_t$ rows of padding: put $s_h - 1$ rows of zeros between
// > the rows of $\delta$ and $k_h - 1 - r_t$ around them, with one more at the
// > end for each row that no window reached. Treat the columns likewise, rotate
// > each kernel by 180°, and correlate with **stride 1**.

package main

import (
	_ "embed"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
)

//go:embed main.go
var source string

//go:embed words.md
var words string

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	nb.Words(words)
	ex := examples()
	channels, padding, stride, apart :=
		ex.channels, ex.padding, ex.stride, ex.apart

	// ## What you have and what you want
	//
	// Each part of this chapter adds one idea, on a small layer of its own. You
	// have the input $X$, the kernels $K$, the biases $b$ and the **error
	// signal** $\delta = \partial L/\partial Z$, the gradient that the next
	// layer would send back to the output. You want $Z$, and then the gradients
	// of $K$, $b$ and $X$.

	nb.Tabulate("the parts", parts(ex))

	// One thought carries you through all of them. Every output is a sum of
	// products, a cell times a weight, and on the way back each product passes
	// its $\delta$ to both of its factors, each time multiplied by the other
	// one:
	//
	// $$X \cdot K \text{ in the sum of } Z
	//   \quad \to \quad
	//   \delta \cdot X \text{ to } \frac{\partial L}{\partial K}, \quad
	//   \delta \cdot K \text{ to } \frac{\partial L}{\partial X}$$
	//
	// What arrives at the same place adds up. So ask which products there are,
	// because channels, padding and stride change nothing else.
	//
	// ## Channels, forward
	//
	// A colour image consists of three maps, and a layer with eight kernels
	// makes eight maps for the next one. The maps of an input are called its
	// **channels**. A kernel reads all of them at once: it has one **plane** of
	// weights for each channel $d$, written $K_{o,d}$, and what the planes give
	// adds up to one number. Each kernel $o$ therefore makes one output map
	// $Z_o$ and has one bias:
	//
	// $$Z_{o,i,j} = \sum_{d,m,n} X_{d,i+m,j+n} \, K_{o,d,m,n} + b_o$$
	//
	// Here is one element in full, then its whole output map, and then all of
	// them:

	nb.DeriveFull(channels.Z, 1, 0, 1)

	part := notebook.Part
	nb.Row(part(channels.X, 0), `\star`, part(channels.K, 1, 0), "+",
		part(channels.X, 1), `\star`, part(channels.K, 1, 1), "+",
		part(channels.B, 1), "=", part(channels.Z, 1))

	nb.Row(channels.X, `\star`, channels.K, "+", channels.B, "=",
		channels.Z)

	// ## Channels, backward: the kernels
	//
	// $K_{o,d,m,n}$ appears only in output map $o$, multiplied only by cells of
	// channel $d$, so its gradient sums over the places $(i,j)$ and nothing
	// else:
	//
	// $$\frac{\partial L}{\partial K_{o,d,m,n}} =
	//   \sum_{i,j} \delta_{o,i,j} \, X_{d,i+m,j+n}$$
	//
	// This is [chapter 13](13-convolution-backward-kernel), once for every pair
	// of a channel and an output map:

	nb.Derive(channels.DK, 1, 0, 0, 1)
	nb.Row(part(channels.X, 0), `\star`, part(channels.DZ, 1), "=",
		part(channels.DK, 1, 0))
	nb.Row(channels.X, `\star`, channels.DZ, "=", channels.DK)

	// Each bias gets the sum of the $\delta$ of its own map:

	nb.Derive(channels.DB, 1)

	// ## Channels, backward: the input
	//
	// A cell of channel $d$ is read by *every* kernel, so its gradient sums
	// over the kernels, and for each kernel over the windows that contain it:
	//
	// $$\frac{\partial L}{\partial X_{d,u,v}} =
	//   \sum_o \sum_{m,n} \delta_{o,u-m,v-n} \, K_{o,d,m,n}$$
	//
	// A corner gets one term per kernel, and a cell in the middle one for every
	// window of every kernel:

	nb.DeriveFull(channels.DX, 0, 1, 1)

	// Seen as maps, each kernel sends its part to channel $d$ through its plane
	// $K_{o,d}$, as in [chapter 14](14-convolution-backward-input), and the
	// parts add up:

	nb.Row(fromKernels(ex)...)
	nb.Row(channels.DZ, `\text{and}`, channels.K, `\to`, channels.DX)

	// ## Which gradient sums over what
	//
	// You need not learn these sums by heart. A gradient keeps the indices of
	// its own array and sums over all others of the forward formula.

	nb.Tabulate("the sums", sums(channels))
	nb.Say("no sum over channels",
		notebook.Let{"outputs": len(channels.DZ.Data)})

	nb.Figure(links("The links of the layer with channels",
		nb.Phrase("the links with channels", nil), channels))

	// ### Several maps, flattened
	//
	// Flatten writes the numbers map by map (channel, height, width: **CHW**,
	// as in this book and in PyTorch) or place by place (**HWC**, the default
	// of TensorFlow and Keras), and the way back has to undo the same order.

	nb.Row(letters("P", cnn.Shape{2, 2, 2}, "abcdefgh"), `\to`,
		letters(`f \text{ CHW}`, cnn.Shape{8}, "abcdefgh"),
		letters(`f \text{ HWC}`, cnn.Shape{8}, "aebfcgdh"))

	// ## Padding, forward
	//
	// Each convolution shrinks the map, and a corner is read by one window
	// only. So zeros are put around the map, enough of them in many networks to
	// make the output as large as the input, which is called *same* padding.
	// With $r_t$ rows of zeros at the top and $r_l$ columns at the left, every
	// window begins that much earlier, and a cell that $X$ does not have counts
	// as 0:
	//
	// $$Z_{i,j} = \sum_{m,n} X_{i+m-r_t,j+n-r_l} \, K_{m,n} + b$$

	own, wide := ring(padding)
	nb.Captioned(nb.Phrase("the cells of X", nil),
		wide.Mark("here", own...), `\star`, padding.K, "+",
		bias(padding), "=", padding.Z)

	// A product with a zero of the padding needs no term, so few are left at a
	// corner:

	nb.Derive(padding.Z, 0, 0)

	// ## Padding, backward
	//
	// Think of padding as a layer of its own before the convolution. The
	// gradient of that larger input is found as in [chapter
	// 14](14-convolution-backward-input), by stamps or with the rotated kernel.
	// It has numbers in the ring as well, which say how the loss would change
	// if the zeros there were other numbers. Since they always are zeros, the
	// ring is cut off:

	nb.Row(notebook.Show(ex.ringed.DX).Mark("here", own...).
		Named(`\partial L/\partial X \text{ padded}`), `\to`,
		padding.DX)
	nb.Derive(padding.DX, 0, 0)

	// You can save yourself the work on the ring. Chapter 14's full correlation
	// surrounds $\delta$ with $k_h - 1$ rows of zeros, where $k_h$ is the
	// number of rows of the kernel. Use only $k_h - 1 - r_t$, and nothing is
	// left to cut off:

	nb.Row(narrowed(padding), `\star`, turned(padding.K), "=",
		padding.DX)

	// For the kernel, correlate the *padded* input with $\delta$. The zeros
	// contribute nothing, so a weight at the border of the kernel has fewer
	// terms:

	nb.Row(wide, `\star`, padding.DZ, "=", padding.DK)
	nb.Derive(padding.DK, 0, 0)
	nb.Say("terms at the border", notebook.Let{
		"few": terms(padding.DK, 0, 0), "all": terms(padding.DK, 1, 1)})
	nb.Figure(links("The links of the layer with padding",
		nb.Phrase("the links with padding", nil), padding))

	// ## Stride, forward
	//
	// The **stride** is how far the window moves from one output to the next:
	// $s_h$ rows down, $s_w$ columns across. A stride of two skips every second
	// place:
	//
	// $$Z_{i,j} = \sum_{m,n} X_{i \cdot s_h+m,j \cdot s_w+n} \, K_{m,n} + b$$

	nb.Captioned(nb.Phrase("the last window", nil),
		notebook.Show(stride.X).Mark("here", lastWindow(stride)...),
		`\star`, stride.K, "+", bias(stride), "=", stride.Z)
	nb.DeriveFull(stride.Z, 1, 1)

	// How many rows of outputs are there? With $n_H$ rows of input and padding
	// $r_t$ above and $r_b$ below, the first window begins in row 0 and the
	// last one in row $n_H + r_t + r_b - k_h$ at the latest. In steps of $s_h$,
	// and with brackets that round down, that makes
	//
	// $$n'_H =
	//   \left\lfloor \frac{n_H + r_t + r_b - k_h}{s_h} \right\rfloor + 1$$
	//
	// rows. What the division leaves over is the number of rows at the end that
	// no window reaches. Columns follow the same rule.

	nb.Table(fits(stride))

	// Inputs of different heights give the same $n'_H$, so the backward pass
	// has to remember the height of $X$. (Dumoulin and Visin, *A guide to
	// convolution arithmetic for deep learning*,
	// [arXiv:1603.07285](https://arxiv.org/abs/1603.07285), have this as
	// relationship 6, with $2p$ for equal padding on both sides.)
	//
	// ## Stride, backward
	//
	// With stride 1 the same layer computes more outputs, of which the stride
	// keeps some. The others have no influence on the loss, so their $\delta$
	// is 0:

	kept := begins(stride)
	dilated := notebook.Show(ex.slow.DZ).Mark("here", kept...).
		Named(`\delta \text{ dilated}`).
		Of(stride.DZ, undilated(stride.Window.Stride))
	nb.Row(notebook.Show(ex.slow.Z).Named(`Z \text{ with stride 1}`).
		Mark("here", kept...), `\to`, stride.Z)
	nb.Row(notebook.Show(stride.DZ).Named(`\delta`), `\to`, dilated)

	// The error signal has been **dilated**: $s_h - 1$ rows of zeros lie
	// between its rows, and those at the end belong to the rows that no window
	// reached. What remains is a layer with stride 1, as in chapters 13 and 14.
	// For the input, the full correlation runs over the dilated $\delta$, which
	// libraries call a *transposed convolution* of $\delta$:

	nb.Row(dilated, `\star_{\text{full}}`, turned(stride.K), "=",
		stride.DX)
	nb.Derive(stride.DX, 2, 2)

	// Without the zeros, the same sum has one term for each window that
	// contains the cell. The first line collects for one cell, the second
	// scatters in a loop:
	//
	// $$\begin{aligned}
	//   \frac{\partial L}{\partial X_{u,v}} &=
	//     \sum_{i,j} \delta_{i,j} \,
	//     K_{u + r_t - i \cdot s_h, \; v + r_l - j \cdot s_w} \\
	//   \frac{\partial L}{\partial X_{i \cdot s_h + m - r_t, \;
	//     j \cdot s_w + n - r_l}} &\text{ += } \delta_{i,j} \, K_{m,n}
	//     \quad \text{for all } i, j, m, n
	// \end{aligned}$$
	//
	// A weight that $K$ does not have counts as 0, and a cell that $X$ does not
	// have is skipped. For the kernel, the dilated $\delta$ slides over the
	// input:

	nb.Row(stride.X, `\star`, dilated, "=", stride.DK)

	// Without the zeros, the input cell moves by the stride whenever $\delta$
	// moves by one:
	//
	// $$\frac{\partial L}{\partial K_{m,n}} =
	//   \sum_{i,j} \delta_{i,j} \, X_{i \cdot s_h+m,j \cdot s_w+n}$$

	nb.Derive(stride.DK, 0, 1)
	nb.Check(`stride 1, dilated $\delta$: $\partial L/\partial X$`,
		ex.slow.DX, stride.DX)
	nb.Check(`stride 1, dilated $\delta$: $\partial L/\partial K$`,
		ex.slow.DK, stride.DK)

	// No window reads the row that is left over, so its gradient is 0 and its
	// columns in the picture are empty:

	nb.Derive(stride.DX, len(stride.X.Rows())-1, 0)
	nb.Figure(links("The links of the layer with stride",
		nb.Phrase("the links with stride", nil), stride))

	// ## The same in code {#all-of-it-in-loops}
	//
	// All together, with several channels, a stride for each axis and padding
	// for each side:
	//
	// $$Z_{o,i,j} = \sum_{d,m,n}
	//   X_{d,\; i \cdot s_h+m-r_t,\; j \cdot s_w+n-r_l} \, K_{o,d,m,n} + b_o$$
	//
	// (`cells` walks over the rows and columns of a matrix, and a cell that is
	// not `inside` the map is padding.)

	forward := func(x maps, k []maps, b []float64, w cnn.Window) maps {
		s, p := w.Stride, w.Pad
		down := p.Top + len(x[0]) + p.Bottom - w.Size.Down
		across := p.Left + len(x[0][0]) + p.Right - w.Size.Across
		z := stack(len(k), down/s.Down+1, across/s.Across+1)
		for o := range k {
			for i, j := range cells(z[o]) {
				sum := b[o]
				for d := range x {
					for m, n := range cells(k[o][d]) {
						u := i*s.Down + m - p.Top
						v := j*s.Across + n - p.Left
						if inside(x[d], u, v) {
							sum += float64(x[d][u][v] * k[o][d][m][n])
						}
					}
				}
				z[o][i][j] = sum
			}
		}
		return z
	}

	// Backward the loops and the indices are the same, and each product passes
	// its $\delta$ to both of its factors:

	backward := func(x maps, k []maps, dZ maps, w cnn.Window) (
		dX maps, dK []maps, dB []float64) {
		s, p := w.Stride, w.Pad
		dX, dK = stack(len(x), len(x[0]), len(x[0][0])), like(k)
		dB = make([]float64, len(k))
		for o := range k {
			for i, j := range cells(dZ[o]) {
				dz := dZ[o][i][j]
				dB[o] += dz
				for d := range x {
					for m, n := range cells(k[o][d]) {
						u := i*s.Down + m - p.Top
						v := j*s.Across + n - p.Left
						if inside(x[d], u, v) {
							dK[o][d][m][n] += float64(dz * x[d][u][v])
							dX[d][u][v] += float64(dz * k[o][d][m][n])
						}
					}
				}
			}
		}
		return dX, dK, dB
	}

	// No rotation, no dilation, no cropping: all three are only names for what
	// these indices do.

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
	// As long as a window is square and steps as far down as across, you can
	// mix the two axes up and never notice. In the layer of this section they
	// differ in everything. Steps are written [down, across], padding [top,
	// left, bottom, right].

	nb.Table(axes(apart))

	inner, zeros := ring(apart)
	nb.Row(zeros.Mark("here", inner...), `\star`, apart.K, "+",
		bias(apart), "=", apart.Z)
	nb.Row(apart.DZ, `\to`, apart.DX, `\text{and}`, apart.DK)
	nb.Derive(apart.DX, 1, 1)
	nb.Figure(links("The links where rows and columns differ",
		nb.Phrase("the links of rows and columns", nil), apart))

	// The loops keep the axes apart and need no change. (Write `p.Top` for
	// `p.Left` in both of them and run the chapter: only this layer comes out
	// wrong.)

	compare("rows and columns", apart)

	// ## Average pooling
	//
	// Pooling slides a window over each channel alone, so as many maps come out
	// as went in. Average pooling returns the mean of the window's cells. If
	// window $(i,j)$ has $|i,j|$ cells, the slope is 1 over $|i,j|$ for each of
	// them, so each receives that share of the arriving gradient, and a cell
	// that lies in several windows adds up its shares:
	//
	// $$\begin{aligned}
	//   P_{i,j} &= \frac{1}{|i,j|}
	//     \sum_{(u,v) \text{ in window } (i,j)} X_{u,v} \\
	//   \frac{\partial L}{\partial X_{u,v}} &=
	//     \sum_{(i,j) \text{ contains } (u,v)} \frac{\delta_{i,j}}{|i,j|}
	// \end{aligned}$$

	nb.Row(ex.overlap.X, `\to`, ex.overlap.Z)
	nb.Row(ex.overlap.DZ, `\to`, ex.overlap.DX)
	nb.Derive(ex.overlap.DX, 1, 1)

	// At the border $|i,j|$ depends on the window. A **partial** window hangs
	// over the end of the map and is kept anyway, and its sum is divided by the
	// cells that are there. (The option is often called *ceil*, because the
	// size formula then rounds up.) A window that reaches into the **padding**
	// is whole, because its zeros count as cells. Here are both over the same
	// map, with steps of two:

	nb.Table(divisors(ex))
	nb.Captioned(nb.Phrase("partial windows", nil),
		ex.partial.X, `\to`, ex.partial.Z)
	nb.Row(ex.partial.DZ, `\to`, ex.partial.DX)
	nb.Derive(ex.partial.DX, 2, 0)
	nb.Captioned(nb.Phrase("a row of zeros", nil),
		ex.padded.X, `\to`, ex.padded.Z)
	nb.Row(ex.padded.DZ, `\to`, ex.padded.DX)

	// Frameworks differ here: PyTorch counts the zeros of the padding unless
	// you set `count_include_pad=False`, and TensorFlow does not count them.
	// Whatever the choice, backward divides by the same number as forward. In
	// loops, for one map:

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

	nb.Figure(links("The links of three average poolings",
		nb.Phrase("the links of the means", nil),
		ex.overlap, ex.partial, ex.padded))

	// ## Common mistakes

	nb.Mistake(oneFilter(ex))
	nb.Mistake(uncropped(ex))
	nb.Mistake(strideIgnored(ex))
	nb.Mistake(exchanged(ex))
	nb.Mistake(undivided(ex))

	// ## Exercises {#try-it}

	nb.Ask("the sizes", sizes())
	nb.Ask("the corner", corner(channels))
	nb.Ask("the shared cell", shared(stride))
	nb.Ask("the lost sum", lost(ex.padded))

	// ## What comes next
	//
	// These are the layers in their general form. [Chapter 18](18-any-network)
	// puts them together into networks of your own.

	return nil
}
