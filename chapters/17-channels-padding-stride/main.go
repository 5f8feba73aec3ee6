// # Channels, padding, stride
//
// So far one kernel slid over one map, cell by cell, without ever leaving it.
// Real layers have several maps, several kernels, zeros around the map and
// larger steps. How much of what you know has to change?
//
// > [!SHORT]
// > Very little: only which cell meets which weight. The two rules of the
// > backward pass stay as they are. Write $\delta$ for $\partial L/\partial Z$.
// > Wherever $Z$ contains a product of a cell and a weight, the weight's
// > gradient gains $\delta$ times the cell, and the cell's gradient gains
// > $\delta$ times the weight. So sum $\partial L/\partial K$ over places,
// > $\partial L/\partial X$ over *all* kernels, and cut off what falls into the
// > padding.
// >
// > You can have $\partial L/\partial X$ as one correlation, too. With kernels
// > of $k_h$ rows, stride $s_h$, and padding of $r_t$ rows above and $r_b$
// > below, put $s_h - 1$ rows of zeros between the rows of $\delta$,
// > $k_h - 1 - r_t$ above and $k_h - 1 - r_b$ below, and one more at the end
// > for each row that no window reached. Treat the columns likewise, rotate
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
	channels, padding, stride := ex.channels, ex.padding, ex.stride

	// ## What you have and what you want
	//
	// Each part of this chapter adds one idea, on a small layer of its own. You
	// have the input $X$, the kernels $K$, the biases $b$ and the **error
	// signal** $\delta = \partial L/\partial Z$, the gradient that comes back
	// to the output. You want $Z$ and the gradients of $K$, $b$ and $X$.

	nb.Tabulate("the parts", parts(ex))

	// One thought carries you through all of them. Every output is a sum of
	// products, a cell times a weight, and on the way back each product passes
	// its $\delta$ to both factors, each time multiplied by the other one:
	//
	// $$X \cdot K \text{ in the sum of } Z \quad \to \quad
	//   \delta \cdot X \text{ to } \frac{\partial L}{\partial K}, \quad
	//   \delta \cdot K \text{ to } \frac{\partial L}{\partial X}$$
	//
	// What arrives at the same place adds up. So ask which products there are,
	// because nothing else changes in this chapter.
	//
	// ## Channels, forward {#channels-forward #several-maps-flattened}
	//
	// A colour image consists of three maps, and a layer with eight kernels
	// makes eight for the next one. The maps of an input are called its
	// **channels**. A kernel reads all of them at once: it has one **plane** of
	// weights for each channel $d$, written $K_{o,d}$, and what the planes give
	// adds up. So each kernel $o$ makes one output map $Z_o$ with one bias.
	// (What flatten makes of several maps is in [chapter
	// 10](10-flatten-backward#with-several-channels).)
	//
	// $$Z_{o,i,j} = \sum_{d,m,n} X_{d,i+m,j+n} \, K_{o,d,m,n} + b_o$$

	nb.DeriveFull(channels.Z, 1, 0, 1)
	nb.Row(planeByPlane(channels)...)
	slide(nb, "", notebook.Show(channels.X), channels)

	// ## Channels, backward: the kernels
	//
	// $K_{o,d,m,n}$ appears only in output map $o$, multiplied only by cells of
	// channel $d$, so its gradient sums over the places $(i,j)$ and nothing
	// else. This is [chapter 13](13-convolution-backward-kernel), once for
	// every pair of a channel and an output map, and each bias gets the sum of
	// the $\delta$ of its own map:
	//
	// $$\frac{\partial L}{\partial K_{o,d,m,n}} =
	//   \sum_{i,j} \delta_{o,i,j} \, X_{d,i+m,j+n}$$

	nb.Derive(channels.DK, 1, 0, 0, 1)
	nb.Row(onePlane(channels)...)
	nb.Row(channels.X, `\star`, channels.DZ, "=", channels.DK)
	nb.Derive(channels.DB, 1)

	// ## Channels, backward: the input
	//
	// A cell of channel $d$ is read by *every* kernel, so its gradient sums
	// over the kernels, and for each kernel over the windows that contain it:
	//
	// $$\frac{\partial L}{\partial X_{d,u,v}} =
	//   \sum_o \sum_{m,n} \delta_{o,u-m,v-n} \, K_{o,d,m,n}$$

	nb.DeriveFull(channels.DX, 0, 1, 1)
	fromKernels(nb, ex)
	nb.Row(channels.DZ, `\text{and}`, channels.K, `\to`, channels.DX)

	// ## Which gradient sums over what
	//
	// You need not learn these sums by heart. A gradient keeps the indices of
	// its own array and sums over all others of the forward formula. For $X$
	// these are $o$, $m$ and $n$: they fix the rest, $i = u - m$, $j = v - n$.

	sums(nb, channels)
	nb.Figure(links(nb, "The links with channels", channels))

	// ## Padding, forward
	//
	// A convolution shrinks the map, and a corner is read by one window only.
	// So zeros are put around the map, enough of them in many networks to make
	// the output as large as the input, which is called *same* padding. With
	// $r_t$ rows of zeros at the top and $r_l$ columns at the left, every
	// window begins that much earlier, and a zero needs no term:
	//
	// $$Z_{i,j} = \sum_{m,n} X_{i+m-r_t,j+n-r_l} \, K_{m,n} + b$$

	slide(nb, "the cells of X", ringed(padding), padding)
	nb.Derive(padding.Z, 0, 0)

	// ## Padding, backward
	//
	// Think of padding as a layer of its own before the convolution. The
	// gradient of that larger input, found as in [chapter
	// 14](14-convolution-backward-input), has numbers in the ring of zeros as
	// well, which say how the loss would change if those zeros were other
	// numbers. Since they never are, the ring is cut off:

	nb.Row(wholeRing(ex), `\to`, padding.DX)
	nb.Derive(padding.DX, 0, 0)

	// You can save yourself the work on the ring. Chapter 14's full correlation
	// surrounds $\delta$ with $k_h - 1$ rows of zeros, where $k_h$ is the
	// number of rows of the kernel. Use only $k_h - 1 - r_t$, and nothing is
	// left to cut off. For the kernel, correlate the *padded* input with
	// $\delta$, as in the second row:

	nb.Row(narrowed(padding), `\star`, turned(padding), "=", padding.DX)
	nb.Row(ringed(padding), `\star`, padding.DZ, "=", padding.DK)
	nb.Derive(padding.DK, 0, 0)
	nb.Say("terms at the border", border(padding))
	nb.Figure(links(nb, "The links with padding", padding))

	// ## Stride, forward
	//
	// The **stride** is how far the window moves from one output to the next:
	// $s_h$ rows down, $s_w$ columns across. A stride of 2 skips every second
	// place:
	//
	// $$Z_{i,j} = \sum_{m,n} X_{i \cdot s_h+m,j \cdot s_w+n} \, K_{m,n} + b$$

	slide(nb, "the last window", lastWindow(stride), stride)
	nb.DeriveFull(stride.Z, 1, 1)

	// With $n_H$ rows of input and padding $r_t$ above and $r_b$ below, the
	// first window begins in row 0 of the padded map and the last one in its
	// row $n_H + r_t + r_b - k_h$ at the latest. In steps of $s_h$, and with
	// brackets that round down, the number of rows of outputs is
	//
	// $$n'_H =
	//   \left\lfloor \frac{n_H + r_t + r_b - k_h}{s_h} \right\rfloor + 1$$
	//
	// and for columns likewise. What the division leaves over is the number of
	// rows at the end that no window reaches. Inputs of different heights give
	// the same $n'_H$, so the backward pass has to remember the height of $X$.

	nb.Table(fits(stride))

	// ## Stride, backward
	//
	// With stride 1 the same layer would have outputs at the places between as
	// well. They do not reach the loss, so their $\delta$ is 0:

	nb.Row(everyPlace(ex), `\to`, stride.Z)
	nb.Row(notebook.Show(stride.DZ).Named(`\delta`), `\to`, dilated(ex))

	// The error signal has been **dilated**: $s_h - 1$ rows of zeros lie
	// between its rows, and those at the end belong to the rows that no window
	// reached. What remains is a layer with stride 1. For the input, the [full
	// correlation](14-convolution-backward-input#all-cells) runs over the
	// dilated $\delta$ (libraries call that a *transposed convolution*), and
	// for the kernel the dilated $\delta$ slides over the input:

	nb.Row(dilated(ex), `\star_{\text{full}}`, turned(stride), "=",
		stride.DX)
	nb.Derive(stride.DX, 2, 2)
	nb.Row(stride.X, `\star`, dilated(ex), "=", stride.DK)
	nb.Derive(stride.DK, 0, 1)
	sameGradients(nb, ex)

	// You need not write the zeros down. In the gradient of a weight, the input
	// cell moves on by a whole stride whenever $\delta$ moves on by one, and
	// the gradient of a cell collects a term from each window with the cell:
	//
	// $$\begin{aligned}
	//   \frac{\partial L}{\partial K_{m,n}} &= \sum_{i,j} \delta_{i,j} \,
	//     X_{i \cdot s_h + m - r_t, \; j \cdot s_w + n - r_l} \\
	//   \frac{\partial L}{\partial X_{u,v}} &= \sum_{i,j} \delta_{i,j} \,
	//     K_{u + r_t - i \cdot s_h, \; v + r_l - j \cdot s_w}
	// \end{aligned}$$
	//
	// Scattered instead, the same terms need no search for those windows:
	//
	// $$\frac{\partial L}{\partial X_{i \cdot s_h + m - r_t, \;
	//   j \cdot s_w + n - r_l}} \text{ += } \delta_{i,j} \, K_{m,n}
	//   \quad \text{for all } i, j, m, n$$
	//
	// A weight that $K$ does not have counts as 0, and a cell that $X$ does not
	// have is skipped. The row that no window reads has a gradient of 0:

	nb.Derive(stride.DX, len(stride.X.Rows())-1, 0)
	nb.Figure(links(nb, "The links with stride", stride))

	// ## The same in code {#all-of-it-in-loops}
	//
	// All together, with several channels, a stride for each axis and padding
	// for each side. (`cells` walks over the rows and columns of a matrix, and
	// a cell that is not `inside` the map is padding.) The chapter's one
	// thought is in the last three lines of the loops, and rotation, dilation
	// and cropping are only names for what the indices do:

	layer := func(x maps, k []maps, b []float64, dZ maps,
		w cnn.Window) (z, dX maps, dK []maps, dB []float64) {
		s, p := w.Stride, w.Pad
		z, dX, dK = like(dZ), like(x), alike(k)
		dB = make([]float64, len(b))
		for o := range k {
			for i, j := range cells(dZ[o]) {
				z[o][i][j] = b[o]
				dB[o] += dZ[o][i][j]
				for d := range x {
					for m, n := range cells(k[o][d]) {
						u := i*s.Down + m - p.Top
						v := j*s.Across + n - p.Left
						if !inside(x[d], u, v) {
							continue
						}
						cell, weight := x[d][u][v], k[o][d][m][n]
						z[o][i][j] += float64(cell * weight)
						dK[o][d][m][n] += float64(dZ[o][i][j] * cell)
						dX[d][u][v] += float64(dZ[o][i][j] * weight)
					}
				}
			}
		}
		return z, dX, dK, dB
	}

	agree(nb, layer, channels, padding, stride, ex.axes)

	// ## Rows and columns
	//
	// Where windows are square and steps equal, mixing up the two axes goes
	// unnoticed. Here they differ, and the same loops keep them apart.

	nb.Table(axes(ex.axes))
	bothWays(nb, "the cells of X", ringed(ex.axes), ex.axes)

	// ## Dilation and groups
	//
	// Two options leave weights out. With a **dilation** of two the weights of
	// a kernel lie two cells apart. With **groups** a kernel reads only the
	// channels of its own group. (A group for each channel makes a *depthwise*
	// convolution.) Either way it is the layer that you know, with a larger
	// kernel that is 0 wherever a weight was left out. So go back through that
	// layer, and keep of that kernel's gradient only what belongs to weights.

	gaps, apart := ex.dilation, ex.groups
	bothWays(nb, "the gaps", notebook.Show(gaps.X), gaps)
	nb.Derive(gaps.DK, 0, 1)
	nb.Derive(gaps.DX, 2, 2)
	bothWays(nb, "two groups", notebook.Show(apart.X), apart)
	nb.Derive(apart.DX, 1, 1, 1)
	agree(nb, layer, gaps, apart)

	// ## Average pooling
	//
	// Pooling slides a window over each channel alone. If window $(i,j)$ holds
	// $n_{i,j}$ cells, their mean has the slope $1/n_{i,j}$ for each of them.
	// Each gets that share, and the shares of overlapping windows add up:
	//
	// $$\frac{\partial L}{\partial X_{u,v}} =
	//   \sum_{(i,j) \text{ contains } (u,v)} \frac{\delta_{i,j}}{n_{i,j}}$$

	pooled(nb, "windows that overlap", ex.overlap)
	nb.Derive(ex.overlap.DX, 1, 1)

	// At the border $n_{i,j}$ depends on the window. A **partial** window hangs
	// over the end of the map, and its sum is divided by the cells that are
	// there. A window that reaches into the **padding** is whole here, because
	// its zeros count as cells. PyTorch counts them too unless you set
	// `count_include_pad=False`, and TensorFlow does not:

	nb.Table(divisors(ex))
	pooled(nb, "partial windows", ex.partial)
	nb.Derive(ex.partial.DX, 2, 0)
	pooled(nb, "a row of zeros", ex.padded)

	// Whatever the choice, backward divides by the same number as forward,
	// which `window` gives, together with the cells that are there:

	average := func(x, dP [][]float64, w cnn.Window) (
		p, dX [][]float64) {
		p = cnn.Zeros(len(dP), len(dP[0]))
		dX = cnn.Zeros(len(x), len(x[0]))
		for i, j := range cells(dP) {
			there, n := window(x, i, j, w)
			for _, c := range there {
				p[i][j] += x[c[0]][c[1]] / n
				dX[c[0]][c[1]] += dP[i][j] / n
			}
		}
		return p, dX
	}

	agreeOnMeans(nb, average, ex)
	nb.Figure(links(nb, "The links of the means", ex.means()...))

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
	nb.Ask("one by one", nil)

	// ## What comes next
	//
	// [Chapter 18](18-any-network) builds your own network from these layers.

	return nil
}
