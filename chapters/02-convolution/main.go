// # Convolution
//
// A small window of weights slides over the image. What does it compute at
// each place, and which parts of the image does each result see?

package main

import (
	_ "embed"
	"fmt"
	"math"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

//go:embed main.go
var source string

func main() { notebook.Main(source, run) }

func run(nb *notebook.Notebook) error {
	ex, err := nb.Classic()
	if err != nil {
		return err
	}
	x, k, b := ex.X.Rows(), ex.K.Rows(), ex.B.At(0)
	kh, kw := len(k), len(k[0])
	last := [2]int{len(x) - kh, len(x[0]) - kw}
	at := [2]int{min(1, last[0]), min(2, last[1])}
	cut, products := pieces(x, k, at)
	best := largest(ex.Z)

	nb.Strip("Z", false)

	// ## What you have and what you want
	//
	// You have the image $X$, the kernel $K$ and the bias $b$. All three are
	// given. You want the pre-activation map $Z$.

	nb.Table("The shapes", []string{"array", "shape", "state"}, [][]any{
		{"$X$", ex.X.Shape.Plain().String(), "given"},
		{"$K$", ex.K.Shape.Plain().String(), "given"},
		{"$b$", "a number", "given"},
		{"$Z$", ex.Z.Shape.Plain().String(), "wanted"},
	})

	// ## The formula
	//
	// Lay the kernel over the image. Multiply each weight by the cell under
	// it, add the products, and add the bias. That is one element of $Z$.
	// Then move the kernel by one cell and do it again.
	//
	// $$Z_{i,j} = \sum_{m,n} X_{i+m,j+n} \, K_{m,n} + b$$
	//
	// Two pairs of indices stand in it. $(i,j)$ says where the window lies:
	// its upper left corner is the image cell $(i,j)$. $(m,n)$ walks over the
	// cells of the window. For the whole map one writes
	//
	// $$Z = X \star K + b$$
	//
	// The same weights are used at every place. This is what makes the layer
	// small, and it lets the kernel find the same pattern wherever it stands.
	//
	// ## How large is Z?
	//
	// The window has to stay inside the image. Let the image have $H$ rows
	// and the kernel $k_h$. The first place has its upper edge in row 0. The
	// last has its lower edge in row $H - 1$, so its upper edge is in row
	// $H - k_h$. With row 0 that makes
	//
	// $$H - k_h + 1$$
	//
	// rows. The columns are counted in the same way, with the widths.

	nb.Markdownf(`Here that is $%d - %d + 1 = %d$ down and
$%d - %d + 1 = %d$ across.`,
		len(x), kh, last[0]+1, len(x[0]), kw, last[1]+1)

	// The “+ 1” is easily lost. A kernel as large as the image still has one
	// place. This way of sliding, inside the image only, is called **valid**.
	//
	// ## One element in full

	nb.Markdownf(`Take $Z_{%d,%d}$. Its window begins in row %[1]d and
column %[2]d of the image:`, at[0], at[1])
	nb.Row(notebook.Show(ex.X).Mark("here", window(at, kh, kw)...))

	// Cut the window out and multiply it by the kernel, each cell by the
	// weight at the same place. The sign $\odot$ stands for this product:

	nb.Row(notebook.Matrix(`\text{window}`, cut), `\odot`, ex.K,
		"=", notebook.Matrix(`\text{products}`, products))

	// Add the products and the bias:

	nb.DeriveFull(ex.Z, at[0], at[1])

	// ## All elements

	nb.Row(ex.X, `\star`, ex.K, "+", ex.B, "=", ex.Z)

	// Every element is the same sum over another window. Watch the window
	// slide along the first row: the weights stay where they are, and the
	// column of each image cell rises by one.

	for j := range last[1] + 1 {
		nb.Derive(ex.Z, 0, j)
	}

	// A large result means that large cells lie under positive weights and
	// small ones under negative weights: the window fits the kernel. So you
	// can read $Z$ as a map that says where in the image the pattern of the
	// kernel is found. (With weights that do not sum to 0 the brightness of
	// the window counts as well.)

	nb.Markdownf(`The largest element here is $Z_{%d,%d} %s$. Of all
windows, the one that begins there fits the kernel best.`,
		best[0], best[1], notebook.Eq(ex.Z.At(best...)))

	// ## The same in loops
	//
	// Two loops over the places, two over the window. The indices are those
	// of the formula.

	correlate := func(x, k [][]float64) [][]float64 {
		out := cnn.Zeros(len(x)-len(k)+1, len(x[0])-len(k[0])+1)
		for i := range out {
			for j := range out[i] {
				for m := range k {
					for n := range k[m] {
						out[i][j] += float64(x[i+m][j+n] * k[m][n])
					}
				}
			}
		}
		return out
	}

	sums := correlate(x, k)
	z := cnn.Zeros(len(sums), len(sums[0]))
	for i := range z {
		for j := range z[i] {
			z[i][j] = sums[i][j] + b
		}
	}
	nb.Check("loops and engine agree on $Z$", z, ex.Z)

	// ### Why float64(a*b) + c
	//
	// Many processors have one instruction for a product and a sum, which
	// rounds once, at the end. Others round the product and then the sum. Go
	// may use either, so the last digit could depend on the machine. The
	// conversion in `float64(a*b) + c` orders a rounding after the product,
	// and all machines agree. The whole book writes it so.
	//
	// You see the difference where a sum is nearly 0. In binary the number
	// 0.1 is stored a little too large. The product $0.1 \cdot 10$ rounds to
	// exactly 1, and the excess is gone. Without that rounding it shows:

	p, q, r := 0.1, 10.0, -1.0
	twice, once := float64(p*q)+r, math.FMA(p, q, r)

	nb.Markdownf(`$0.1 \cdot 10 - 1$ is %v with two roundings and
about %s with one.`, twice, notebook.Power(once))

	// ## Correlation or convolution?
	//
	// What you have computed is called **cross-correlation** in mathematics.
	// A convolution in the strict sense turns the kernel by half a turn
	// first, so that its last weight meets the first cell of the window. In
	// the formula the signs of $m$ and $n$ are minus, where here they are
	// plus:
	//
	// $$(X * K)_{i,j} = \sum_{m,n} X_{i-m,j-n} \, K_{m,n}$$
	//
	// The window of $(i,j)$ ends at the cell $(i,j)$ there, where here it
	// begins at it. For the map that means the same places with another
	// numbering; the turned kernel is what changes the numbers.
	//
	// Deep learning leaves out the turn and keeps the name. Its standard text
	// says so as well ([Goodfellow, Bengio and Courville,
	// 2016](https://www.deeplearningbook.org/contents/convnets.html),
	// equation 9.6, is the formula of this chapter without the bias). Since
	// the weights are learned, nothing is lost: training finds the turned
	// kernel as easily. From here on this book says convolution, means the
	// formula above, and writes $\star$ for it.
	//
	// But when you compare numbers, you must know which of the two a program
	// computes. PyTorch, Keras and `scipy.signal.correlate2d` compute the
	// first. `scipy.signal.convolve2d` and MATLAB's `conv2` compute the second:

	turned := cnn.Zeros(kh, kw)
	for m := range k {
		for n := range k[m] {
			turned[m][n] = k[kh-1-m][kw-1-n]
		}
	}
	flipped := correlate(x, turned)
	for i := range flipped {
		for j := range flipped[i] {
			flipped[i][j] += b
		}
	}

	// The kernel before and after the half turn:

	nb.Row(ex.K, `\to`, notebook.Matrix(`K \text{ turned}`, turned))

	nb.Slip("forward-flipped", `“It is called convolution, so turn the
kernel.” If the text means correlation, you get the map of another
kernel. Only with one that looks the same after half a turn would it be
the same map.`,
		[]any{ex.Z}, []any{notebook.Matrix("Z", flipped)})

	// ## Which windows see a cell?
	//
	// So far you asked which cells an output reads. Now ask the other way
	// round: in how many windows does one cell of the image take part? Walk
	// over all windows and count.

	count := cnn.Zeros(len(x), len(x[0]))
	for i := range z {
		for j := range z[i] {
			for m := range k {
				for n := range k[m] {
					count[i+m][j+n]++
				}
			}
		}
	}

	// The counts, at the places of the image cells:

	nb.Figure(notebook.Figure{
		Title: "In how many windows each image cell takes part",
		Caption: `The corners take part in one window each. Away from
the edges each cell meets every weight of the kernel once.`,
		Maps: []notebook.HeatMap{
			{Name: "windows", Rows: count, Numbers: true},
		},
	})

	nb.Markdownf("%s", reach(count, len(z)*len(z[0]), kh*kw))

	// On the way back each of these uses brings a part of the error. So a cell
	// in the middle will get a sum of one term for each weight, and a corner
	// only one term ([chapter 14](14-convolution-backward-input)). And each
	// weight, which is used in *every* window, will get a sum over all of
	// them ([chapter 13](13-convolution-backward-kernel)).
	//
	// ## Where people slip

	nb.Slip("bias-forgotten", `“The convolution is the sum of the
products.” The bias belongs to it. It moves the whole map by the same
amount, so all differences within the map are right without it. What
follows is still wrong, because ReLU looks at the sign. With a bias of 0
you would not notice.`,
		[]any{ex.Z}, []any{notebook.Matrix("Z", sums)})

	nb.Slip("rows-for-columns", `“x is across and y is down, so $(i,j)$
is column and row.” In matrices the row comes first. If you mix this up
once, the result is transposed. In a square map the shape does not warn
you, and in a symmetric example nothing does.`,
		[]any{ex.Z}, []any{notebook.Matrix("Z", transposed(z))})

	// ## Try it

	nb.Exercise(notebook.Exercise{
		Question: fmt.Sprintf(`Work out the last element,
$Z_{%d,%d}$, on paper.`, last[0], last[1]),
		Answers: []notebook.Answer{{
			Name:  fmt.Sprintf("Z_{%d,%d}", last[0], last[1]),
			Value: z[last[0]][last[1]],
			Wrong: marking.Mistaken(ex.Network, ex.Z.Place, last[:]...),
		}},
		Hint: fmt.Sprintf(`The upper left corner of its window is
$X_{%d,%d}$. The window ends in the lower right corner of the image.`,
			last[0], last[1]),
		Solution: fmt.Sprintf("$%s %s %s$", substituted(x, k, last),
			plus(b), notebook.Eq(z[last[0]][last[1]])),
	})

	nb.Exercise(notebook.Exercise{
		Question: `An image has 28 rows and 28 columns. How many rows
has $Z$ with a kernel of 5×5? Which height must a kernel have so that
$Z$ has 20 rows?`,
		Answers: []notebook.Answer{
			{Name: `\text{rows of } Z`, Value: 28 - 5 + 1,
				Wrong: []notebook.Wrong{
					{Value: 28 - 5, Did: "forgot the + 1"}}},
			{Name: `k_h`, Value: 28 - 20 + 1,
				Wrong: []notebook.Wrong{
					{Value: 28 - 20, Did: "forgot the + 1"}}},
		},
		Hint:     `In which rows of the image can a window begin?`,
		Solution: `$28 - 5 + 1 = 24$, and $k_h = 28 - 20 + 1 = 9$.`,
	})

	nb.Exercise(raised(ex, kh-1, kw-1))

	// ## What comes next
	//
	// $Z$ has positive and negative numbers. The next step keeps the positive
	// ones: [chapter 03](03-relu).

	return nil
}
