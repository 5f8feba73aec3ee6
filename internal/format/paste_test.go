package format

import (
	"slices"
	"strings"
	"testing"

	"backprop/internal/cnn"
)

// TestReadArray reads what systems print and people write, each text as it
// comes out of the system.
func TestReadArray(t *testing.T) {
	for _, test := range []struct {
		name, text string
		shape      cnn.Shape
		want       string
	}{
		// NumPy 1.24 and 2.1.
		{"NumPy, a vector", "[ 1.  -3.   0.25]", nil, "[1, -3, 0.25]"},
		{"NumPy, a matrix", "[[ 1. -3.]\n [ 2.  2.]]", nil, "[[1, -3], [2, 2]]"},
		{"NumPy, its repr", "array([[ 1., -3.],\n       [ 2.,  2.]])", nil, "[[1, -3], [2, 2]]"},
		{"NumPy, float32", "array([[0.1, 0.2],\n       [0.3, 0.4]], dtype=float32)", nil, "[[0.1, 0.2], [0.3, 0.4]]"},
		{"NumPy, float32, with a name", "dK = np.array([0.5, .25], dtype=np.float32)", nil, "[0.5, 0.25]"},
		{"NumPy, powers", "[1.00000000e-05 2.50000000e+00 -3.00000000e-12]", nil, "[1.00000000e-05, 2.50000000e00, -3.00000000e-12]"},
		{"NumPy, a long row in several lines", "[0.20517241 0.45660893 0.33821866 0.20517241 0.45660893 0.33821866\n 0.1       ]", nil,
			"[0.20517241, 0.45660893, 0.33821866, 0.20517241, 0.45660893, 0.33821866, 0.1]"},
		{"NumPy, its repr in several lines", "array([0.20517241, 0.45660893, 0.33821866, 0.20517241, 0.45660893,\n       0.33821866, 0.1, 0.2, 0.3, 0.4])", nil,
			"[0.20517241, 0.45660893, 0.33821866, 0.20517241, 0.45660893, 0.33821866, 0.1, 0.2, 0.3, 0.4]"},
		{"NumPy, maps", "[[[1. 2.]\n  [3. 4.]]\n\n [[5. 6.]\n  [7. 8.]]]", nil, "[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]"},
		{"NumPy 2, a list of scalars", "[np.float64(0.25), np.float64(-1.5)]", nil, "[0.25, -1.5]"},
		{"NumPy 2, a scalar", "np.float32(1.0839701)", nil, "1.0839701"},
		{"NumPy, no axes", "array(1.5)", nil, "1.5"},
		{"NumPy, a list of arrays", "[array([1., 2.]), array([3., 4.])]", nil, "[[1, 2], [3, 4]]"},
		{"NumPy, nan", "[ 1. nan  3.]", nil, "[1, _, 3]"},
		{"NumPy, at the prompt", ">>> dK\narray([[1., 2.]])", nil, "[[1, 2]]"},
		{"IPython", "Out[12]: \narray([1., 2.])", nil, "[1, 2]"},
		// PyTorch 1.13 and 2.4.
		{"PyTorch", "tensor([[ 1., -3.],\n        [ 2.,  2.]])", nil, "[[1, -3], [2, 2]]"},
		{"PyTorch, float64", "tensor([0.2052, 0.4566, 0.3383], dtype=torch.float64)", nil, "[0.2052, 0.4566, 0.3383]"},
		{"PyTorch, a tail in a line of its own", "tensor([[ 0.2052,  0.4566, -0.6617]], dtype=torch.float64,\n       grad_fn=<AddmmBackward0>)", nil, "[[0.2052, 0.4566, -0.6617]]"},
		{"PyTorch, a scalar", "tensor(1.0840, grad_fn=<NllLossBackward0>)", nil, "1.0840"},
		{"PyTorch, a parameter", "Parameter containing:\ntensor([[[[ 0.5000, -1.0000],\n          [ 1.5000,  0.2500]]]], requires_grad=True)", nil, "[[[[0.5000, -1.0000], [1.5000, 0.2500]]]]"},
		{"PyTorch, powers", "tensor([1.0000e-05, 2.5000e+00])", nil, "[1.0000e-05, 2.5000e00]"},
		{"PyTorch, on a device", "tensor([1., 2.], device='cuda:0')", nil, "[1, 2]"},
		{"PyTorch, many columns", "tensor([[0.1000, 0.2000, 0.3000, 0.4000, 0.5000, 0.6000, 0.7000, 0.8000, 0.9000,\n         1.0000],\n        [1.1000, 1.2000, 1.3000, 1.4000, 1.5000, 1.6000, 1.7000, 1.8000, 1.9000,\n         2.0000]])", nil,
			"[[0.1000, 0.2000, 0.3000, 0.4000, 0.5000, 0.6000, 0.7000, 0.8000, 0.9000, 1.0000], [1.1000, 1.2000, 1.3000, 1.4000, 1.5000, 1.6000, 1.7000, 1.8000, 1.9000, 2.0000]]"},
		{"PyTorch, in a notebook with a name", "K.grad = tensor([[-0.2098, -0.7346],\n        [-0.6479,  0.0688]])", nil, "[[-0.2098, -0.7346], [-0.6479, 0.0688]]"},
		{"PyTorch, a list", "[0.550000011920929, 0.25]", nil, "[0.550000011920929, 0.25]"},
		// TensorFlow and JAX.
		{"TensorFlow", "<tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[1., 2.],\n       [3., 4.]], dtype=float32)>", nil, "[[1, 2], [3, 4]]"},
		{"TensorFlow, printed", "tf.Tensor(\n[[1. 2.]\n [3. 4.]], shape=(2, 2), dtype=float32)", nil, "[[1, 2], [3, 4]]"},
		{"TensorFlow, a scalar", "<tf.Tensor: shape=(), dtype=float32, numpy=1.084>", nil, "1.084"},
		{"JAX", "Array([[1., 2.]], dtype=float32)", nil, "[[1, 2]]"},
		// Python, C, Mathematica.
		{"a list of lists", "[[1, 2], [3, 4],]", nil, "[[1, 2], [3, 4]]"},
		{"without blanks", "[[1,2],[3,4]]", nil, "[[1, 2], [3, 4]]"},
		{"tuples", "((1, 2), (3, 4))", nil, "[[1, 2], [3, 4]]"},
		{"braces", "{{0.5, -1}, {1.5, 2}};", nil, "[[0.5, -1], [1.5, 2]]"},
		{"a statement", "x = [1, 2, 3];", nil, "[1, 2, 3]"},
		{"an element", "w[0] = [1, 2]", nil, "[1, 2]"},
		// MATLAB and Octave.
		{"MATLAB, typed", "K = [1 2; 3 4];", nil, "[[1, 2], [3, 4]]"},
		{"MATLAB, with commas", "[1, -2; 3, 4]", nil, "[[1, -2], [3, 4]]"},
		{"MATLAB, a column", "[1; 2; 3]", cnn.Shape{3}, "[1, 2, 3]"},
		{"MATLAB, rows in lines", "[1 2\n 3 4]", nil, "[[1, 2], [3, 4]]"},
		{"MATLAB, printed", "K =\n\n    0.5000   -1.0000\n    1.5000    0.2500\n\n", nil, "[[0.5000, -1.0000], [1.5000, 0.2500]]"},
		{"MATLAB, a common factor", "ans =\n\n   1.0e-03 *\n\n    0.1000   -0.2000\n         0    0.4000\n", nil, "[[0.1000e-3, -0.2000e-3], [0, 0.4000e-3]]"},
		{"Octave, a common factor", "x =\n\n   1.0000e+03  *\n\n   0.001000   1.234500\n", nil, "[0.001000e3, 1.234500e3]"},
		{"MATLAB, wide", "A =\n\n  Columns 1 through 3\n\n     1     2     3\n     6     7     8\n\n  Columns 4 through 5\n\n     4     5\n     9    10\n", nil, "[[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]"},
		{"Octave, wide", "A =\n\n Columns 1 through 2:\n\n   1   2\n   4   5\n\n Column 3:\n\n   3\n   6\n\n", nil, "[[1, 2, 3], [4, 5, 6]]"},
		{"Octave, two columns left", "A =\n\n Columns 1 and 2:\n\n   1   2\n\n Columns 3 and 4:\n\n   3   4\n\n", nil, "[1, 2, 3, 4]"},
		{"MATLAB, wide with a factor", "A =\n\n   1.0e+03 *\n\n  Columns 1 through 2\n\n    0.0010    2.0000\n\n  Column 3\n\n    3.0000\n", nil, "[0.0010e3, 2.0000e3, 3.0000e3]"},
		{"MATLAB, three axes", "A(:,:,1) =\n\n     1     2\n     3     4\n\n\nA(:,:,2) =\n\n     5     6\n     7     8\n", nil, "[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]"},
		{"Octave, three axes", "ans =\n\nans(:,:,1) =\n\n   1   2\n\nans(:,:,2) =\n\n   3   4\n\n", nil, "[[[1, 2]], [[3, 4]]]"},
		{"MATLAB, single", "ans =\n\n  2×2 single matrix\n\n    0.1000    0.2000\n    0.3000    0.4000\n", nil, "[[0.1000, 0.2000], [0.3000, 0.4000]]"},
		{"MATLAB, NaN", "     1   NaN     3", nil, "[1, _, 3]"},
		// LaTeX.
		{"LaTeX, cells", `1 & 2 \\ 3 & 4`, nil, "[[1, 2], [3, 4]]"},
		{"LaTeX, bmatrix", "\\begin{bmatrix} 1 & -2 \\\\ 3 & 4 \\\\ \\end{bmatrix}", nil, "[[1, -2], [3, 4]]"},
		{"LaTeX, with a name", `$$\frac{\partial L}{\partial K} = \begin{pmatrix} -0.21 & -0.73 \\[2pt] -0.65 & 0.07 \end{pmatrix}$$`, nil, "[[-0.21, -0.73], [-0.65, 0.07]]"},
		{"LaTeX, an array", "\\left[\\begin{array}{rr}\n 1 & 2 \\\\\n 3 & 4\n\\end{array}\\right]", nil, "[[1, 2], [3, 4]]"},
		{"LaTeX, a column", `\begin{bmatrix} 0.2 \\ 0.5 \\ 0.3 \end{bmatrix}`, cnn.Shape{3}, "[0.2, 0.5, 0.3]"},
		{"LaTeX, fractions", `\begin{bmatrix} \frac{1}{3} & -\frac{3}{8} \end{bmatrix}`, nil, "[1/3, -3/8]"},
		{"LaTeX, powers", `\begin{bmatrix} 2.41\cdot 10^{-20} & 10^{-3} \end{bmatrix}`, nil, "[2.41e-20, 1e-3]"},
		{"LaTeX, decimal commas", `0{,}5 & 1{,}25 \\ 2 & 3`, nil, "[[0.5, 1.25], [2, 3]]"},
		{"LaTeX, an empty cell", `1 & \\ 3 & 4`, nil, "[[1, _], [3, 4]]"},
		// Spreadsheets, CSV, columns.
		{"a spreadsheet", "0.5\t-1\n1.5\t0.25\n", nil, "[[0.5, -1], [1.5, 0.25]]"},
		{"a spreadsheet with an empty cell", "0.5\t\n1.5\t0.25", nil, "[[0.5, _], [1.5, 0.25]]"},
		{"a spreadsheet with decimal commas", "0,5\t-1\r\n1,5\t0,25\r\n", nil, "[[0.5, -1], [1.5, 0.25]]"},
		{"a spreadsheet with empty cells at its corners", "\t0.5\n1.5\t\n", nil, "[[_, 0.5], [1.5, _]]"},
		{"indented rows", "\t1 2\n\t3 4\n", nil, "[[1, 2], [3, 4]]"},
		{"indented cells", "\t1\t2\n\t3\t4\n", nil, "[[1, 2], [3, 4]]"},
		{"CSV", "0.5,-1\n1.5,0.25\n", nil, "[[0.5, -1], [1.5, 0.25]]"},
		{"CSV with blanks", "0.5, , 2\n1.5, 0.25,", nil, "[[0.5, _, 2], [1.5, 0.25, _]]"},
		{"CSV with semicolons and decimal commas", "0,5;1,25;3\n1,5;0,25;4", nil, "[[0.5, 1.25, 3], [1.5, 0.25, 4]]"},
		{"CSV with semicolons", "0.5;-1\n1.5;0.25\n", nil, "[[0.5, -1], [1.5, 0.25]]"},
		{"rows between semicolons", "1 2; 3 4", nil, "[[1, 2], [3, 4]]"},
		{"rows", "1 2 3\n4 5 6", nil, "[[1, 2, 3], [4, 5, 6]]"},
		{"a column", "0.1\n0.2\n0.3", cnn.Shape{3}, "[0.1, 0.2, 0.3]"},
		{"a row for a vector", "[[0.1, 0.2]]", cnn.Shape{2}, "[0.1, 0.2]"},
		{"planes", "1 2\n3 4\n\n5 6\n7 8", nil, "[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]"},
		{"rows with empty lines between", "1 2\n\n3 4", nil, "[[1, 2], [3, 4]]"},
		{"a table of Markdown", "| 1 | 2 |\n| --- | --: |\n| 3 | |", nil, "[[1, 2], [3, _]]"},
		{"a list with commas at the ends", "1, 2,\n3, 4,", nil, "[[1, 2], [3, 4]]"},
		{"a fenced block", "```\n[[1, 2],\n [3, 4]]\n```", nil, "[[1, 2], [3, 4]]"},
		{"rows in brackets below each other", "[1, 2]\n[3, 4]", nil, "[[1, 2], [3, 4]]"},
		{"rows in brackets with commas", "(1, 2),\n(3, 4),", nil, "[[1, 2], [3, 4]]"},
		{"a list of scalars of PyTorch", "[tensor(0.5000), tensor(2.5e-1, grad_fn=<MeanBackward0>)]", nil, "[0.5000, 2.5e-1]"},
		{"a quoted CSV", "\"0.5\",\"1\"\n\"2\",\"3\"", nil, "[[0.5, 1], [2, 3]]"},
		{"a quoted CSV with decimal commas", "\"0,5\",\"1,25\"", nil, "[0.5, 1.25]"},
		{"bars around a matrix", "│ 1 2 │\n│ 3 4 │", nil, "[[1, 2], [3, 4]]"},
		{"round brackets in pieces", "⎛ 1 2 ⎞\n⎝ 3 4 ⎠", nil, "[[1, 2], [3, 4]]"},
		{"about", `$p \approx (0.2052, 0.4566, 0.3383)$`, nil, "[0.2052, 0.4566, 0.3383]"},
		{"a formula of a spreadsheet", "=0.5", nil, "0.5"},
		{"three digits behind a comma in CSV", "0.123,456.789", nil, "[0.123, 456.789]"},
		{"MATLAB, a semicolon at the end", "[1 2; 3 4;]", nil, "[[1, 2], [3, 4]]"},
		{"NumPy, a short last line", "[1. 2. 3.\n 4.]", nil, "[1, 2, 3, 4]"},
		{"NumPy, lines of one length", "[0.20517241 0.45660893 0.33821866 0.20517241 0.45660\n 0.20517241 0.45660893 0.33821866 0.20517241 0.45660]", nil,
			"[0.20517241, 0.45660893, 0.33821866, 0.20517241, 0.45660, 0.20517241, 0.45660893, 0.33821866, 0.20517241, 0.45660]"},
		{"MATLAB, lines that are not so long", "[0.20517241 0.45660893 0.33821866 0.20517241\n 0.20517241 0.45660893 0.33821866 0.20517241]", nil,
			"[[0.20517241, 0.45660893, 0.33821866, 0.20517241], [0.20517241, 0.45660893, 0.33821866, 0.20517241]]"},
		{"a bracket of lines with commas", "[1, 2,\n 3, 4]", nil, "[1, 2, 3, 4]"},
		{"one line of a bracket with a comma", "[1, 2\n 3, 4]", nil, "[[1, 2], [3, 4]]"},
		{"blocks of different heights", "1 2\n3 4\n\n5 6", nil, "[[1, 2], [3, 4], [5, 6]]"},
		{"blocks of different heights, all of several rows", "1 2\n3 4\n\n5 6\n7 8\n9 10", nil, "[[1, 2], [3, 4], [5, 6], [7, 8], [9, 10]]"},
		{"a call with a tuple", "torch.tensor((1, 2), dtype=torch.float64)", nil, "[1, 2]"},
		{"an element of a list", "array([1., 2.]),", nil, "[1, 2]"},
		{"an array with its comma and a semicolon", "[1, 2],;", nil, "[1, 2]"},
		{"blocks that are columns", "1\n2\n\n3\n4", nil, "[[[1], [2]], [[3], [4]]]"},
		{"single numbers with empty lines between", "1\n\n2\n\n3\n", cnn.Shape{3}, "[1, 2, 3]"},
		{"the pages of vectors", "a(:,:,1) =\n 1 2\na(:,:,2) =\n 3 4\n", nil, "[[[1, 2]], [[3, 4]]]"},
		{"a page of one number", "a(:,:,1) =\n 1\na(:,:,2) =\n 3\n", nil, "[[[1]], [[3]]]"},
		{"semicolons at the ends", "1 2;\n3 4;", nil, "[[1, 2], [3, 4]]"},
		{"semicolons between numbers and at the ends", "1;2;\n3;4;", nil, "[[1, 2], [3, 4]]"},
		{"an empty cell at the end of the first row", "1,\n2,3.5", nil, "[[1, _], [2, 3.5]]"},
		{"a list without the last comma", "1, 2,\n3, 4", nil, "[[1, 2], [3, 4]]"},
		{"a blank single number", "_", cnn.Shape{}, "_"},
		{"an axis of length 1 at the end", "[[1], [2]]", nil, "[[1], [2]]"},
		{"commas where neither fits", "0,5\n0,25", cnn.Shape{4}, ""},
		{"a decimal comma where rows would be of different lengths", "0,5;1\n2;3,5", nil, "[[0.5, 1], [2, 3.5]]"},
		{"two columns for a matrix", "1,2\n3,4", cnn.Shape{2, 2}, "[[1, 2], [3, 4]]"},
		{"brackets with commas and no shape", "[1,2;3,4]", nil, "[[1, 2], [3, 4]]"},
		{"brackets with decimal commas for a vector", "[1,2;3,4]", cnn.Shape{2}, "[1.2, 3.4]"},
		{"brackets where commas separate for their shape", "[1,2;3,4]", cnn.Shape{1, 2, 2}, "[[[1, 2], [3, 4]]]"},
		{"one number in a bracket", "[1,5]", cnn.Shape{}, "1.5"},
		{"two numbers in a bracket", "[1,5]", cnn.Shape{2}, "[1, 5]"},
		{"a factor of 1", "1.0e+00 *\n 1.5 2", nil, "[1.5, 2]"},
		{"a factor before a power", "1e-3 * [1.5e5, 2e1]", nil, "[1.5e2, 2e-2]"},
		{"a factor before a blank", "1e-3 * [1.5, _]", nil, "[1.5e-3, _]"},
		// As this book prints.
		{"this book's array", "⎡ 0.2052 ⎤\n⎢ 0.4566 ⎥\n⎣ 0.3383 ⎦", cnn.Shape{3}, "[0.2052, 0.4566, 0.3383]"},
		{"this book's factor", "10⁻⁵ · [1 2.5]", nil, "[1e-5, 2.5e-5]"},
		// Numbers.
		{"a single number", "1.0840", nil, "1.0840"},
		{"numbers as people type them", "−1 .5 1. +2e-3 1/3 -3/8 1E5 007", nil, "[-1, 0.5, 1, 2e-3, 1/3, -3/8, 1e5, 7]"},
		{"powers as people type them", "2.41·10⁻²⁰, 2.41*10^-20, 2.41 × 10^(-20), 10⁻³, -10^2", nil, "[2.41e-20, 2.41e-20, 2.41e-20, 1e-3, -1e2]"},
		{"powers in superscripts", "10⁰ 10¹ 10⁻³⁴ 10⁺⁵ 10⁶⁷ 10⁻⁸⁹ 10²", nil, "[1e0, 1e1, 1e-34, 1e5, 1e67, 1e-89, 1e2]"},
		{"blanks as people leave them", "[_, ?, null, None, nan, 1]", nil, "[_, _, _, _, _, 1]"},
		// A decimal comma, where the shape decides.
		{"one number with a comma", "1,084", cnn.Shape{}, "1.084"},
		{"two numbers", "1,084", cnn.Shape{2}, "[1, 84]"},
		{"a column with commas", "0,5\n0,25", cnn.Shape{2}, "[0.5, 0.25]"},
		{"two rows", "0,5\n0,25", cnn.Shape{2, 2}, "[[0, 5], [0, 25]]"},
		{"commas in brackets", "[0,25 0,5]", cnn.Shape{2}, "[0.25, 0.5]"},
		{"commas that can only separate", "1,2,3", nil, "[1, 2, 3]"},
		{"commas with blanks", "1, 2", nil, "[1, 2]"},
		{"commas beside points", "1.5,2", nil, "[1.5, 2]"},
		// Axes of length 1.
		{"a batch axis and a channel", "[[[[1, 2], [3, 4]]]]", cnn.Shape{1, 2, 2}, "[[[1, 2], [3, 4]]]"},
		{"no channel", "[[1, 2], [3, 4]]", cnn.Shape{1, 2, 2}, "[[[1, 2], [3, 4]]]"},
		{"a number in brackets", "[[1.084]]", cnn.Shape{}, "1.084"},
		{"another shape stays", "[[1, 2], [3, 4]]", cnn.Shape{4}, "[[1, 2], [3, 4]]"},
	} {
		a, err := ReadArray(test.text, test.shape)
		if err != nil {
			if test.want != "" {
				t.Errorf("%s: %v", test.name, err)
			}
		} else if a.String() != test.want {
			t.Errorf("%s:\nhave %s\nwant %s", test.name, a, test.want)
		}
	}
}

// TestReadArrayRefuses says what is wrong with a text, and what would do.
func TestReadArrayRefuses(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", "found nothing; an array can be pasted as NumPy, PyTorch, MATLAB, LaTeX or a spreadsheet has it, such as [[1, 2], [3, 4]] or 1 2; 3 4"},
		{"K =", "found nothing; "},
		{"my numbers", `found "my", expected a number; an array can be pasted as`},
		{"[1, x, 3]", `found "x", expected a number; an array can be pasted as`},
		{"[[0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]]", `some numbers are left out ("..."); print the whole array: in NumPy after np.set_printoptions(threshold=10**6), in PyTorch after torch.set_printoptions(profile="full")`},
		{`1 & \cdots & 3`, "some numbers are left out"},
		{"1,084", "1,084 can be two numbers or one with a decimal comma; write a point, as in 1.5, or a blank behind each comma that separates"},
		{"0,25 0,5", "0,25 can be two numbers"},
		{"[0,25 0,5]", "0,25 can be two numbers"},
		{"[[7],[8,9]]", "part 1 has shape 2, part 0 has 1; make all rows equally long"},
		{"[[1,2],[3]]", "part 1 has shape 1, part 0 has 2; make all rows equally long"},
		{"[[1,2] [3]]", "part 1 has shape 1, part 0 has 2"},
		{"[[1,2]\n[3]]", "part 1 has shape 1, part 0 has 2"},
		{"[1,2; 3]", "row 1 has 1 number, row 0 has 2"},
		{"[1,2]\n[3]", "part 1 has shape 1, part 0 has 2"},
		{"1,2\n3", "1,2 can be two numbers"},
		{"1,2;\n3;", "1,2 can be two numbers"},
		{"1,2;3", "1,2 can be two numbers"},
		{"1,2;3,4", "1,2 can be two numbers"},
		{"[[1, 2], [3]]", "part 1 has shape 1, part 0 has 2; make all rows equally long"},
		{"1 2\n3", "row 1 has 1 number, row 0 has 2; make all rows equally long"},
		{"[1 2; 3]", "row 1 has 1 number, row 0 has 2"},
		{"[1, 2", `a bracket is not closed; add the rest, with "]" at the end`},
		{"[1, 2)", `found ")", expected "]"`},
		{"[1, 2] and [3, 4]", `found "and [3, 4]" after the array; paste one array at a time`},
		{"[1, 2] [3]", "part 1 has shape 1, part 0 has 2"},
		{"[1 2 3]'", `found "'" after the array`},
		{"[1, 2].T", `found ".T" after the array`},
		{"2*-10^3", `found "2*-10^3", expected a number`},
		{"1" + strings.Repeat("0", 400) + "/3", "found a fraction of 402 digits; write it as a decimal"},
		{"1/" + strings.Repeat("9", 400), "found a fraction of 401 digits"},
		{"a(:,:,1) =\n x\n", `page 1: found "x", expected a number`},
		{"a(:,:,1) =\n [[[[1]]]]\n", "the pages have 4 axes, expected 2"},
		{"Columns 1 through 2\n x 2\n", `found "x", expected a number`},
		{"\t\n\t", "found nothing; "},
		{";", "found nothing; "},
		{"|---|", "found nothing; "},
		{"sqrt(2)", `found "sqrt(2)", expected a number`},
		{"torch.Size([2, 2])", `found "torch.Size([2", expected a number`},
		{"1,234.5", "1,234.5 can be one number or several; write no comma in a number"},
		{"[2, -1,234.5]", "-1,234.5 can be one number or several"},
		{"[1, [2, 3]]", `found "1," before an array in brackets; write every row in brackets, or none`},
		{"[[2, 3], 1]", `found ", 1" after an array in brackets`},
		{"[]", "found an empty array; write _ for a cell that is left blank"},
		{"[[[[[1]]]]]", "the numbers stand in more than 4 brackets; no array has so many axes"},
		{"[[[[1; 2]]]]", "the numbers have more than 4 axes"},
		{"[ 1. inf]", `found "inf"; only finite numbers can be computed with`},
		{"[1, -inf]", "only finite numbers can be computed with"},
		{"1e999", "1e999 is too large for float64"},
		{"1e-999", "1e-999 is too small for float64 and would become 0"},
		{"1/0", "found 1/0, which divides by 0"},
		{"0.5/2", `found "0.5/2", expected a number`},
		{"1 - 2", `found "-", expected a number`},
		{"[True, False]", `found "True", expected a number`},
		{"2e-3 *\n 1 2", "found the common factor 2e-3, expected a power of ten such as 1.0e-03"},
		{"1e-3 *\n 1/3 2", "found a fraction behind a common factor; write it as a decimal"},
		{"Columns 1 through 2\n\n 1 2\n 3 4\n\n Column 3\n\n 5\n", `"Column 3" has 1 row, the columns before have 2; paste all of them`},
		{"x\n Columns 1 through 2\n\n 1 2\n", `found "x" before the first columns`},
		{"A(:,:,1) =\n 1 2\nA(:,:,2) =\n 1 2\n 3 4\n", "page 2 is 2×2, page 1 is 1×2; give all pages one shape"},
		{"7\nA(:,:,1) =\n 1 2\n", `found "7" before the first page`},
	} {
		a, err := ReadArray(test.text, nil)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%.60q: have %v, %v\nwant %s", test.text, len(a.Numbers), err, test.want)
		}
	}
	// Nor does a shape make numbers of one place two of another.
	for _, text := range []string{"[[1,2],[3]]", "[[1,2],[3,4]]"} {
		if a, err := ReadArray(text, cnn.Shape{2, 1}); err == nil && strings.Contains(a.String(), ".") {
			t.Errorf("%s: have %s, %v", text, a, err)
		}
	}
}

// TestReadArrayStopsAtTheLimit refuses what no tensor holds.
func TestReadArrayStopsAtTheLimit(t *testing.T) {
	if testing.Short() {
		t.Skip("reads two million numbers")
	}
	// One number more than a tensor may have, in a bracket and in rows.
	text := strings.Repeat("1 ", cnn.MaxElements) + "1"
	for _, text := range []string{text, "[" + text + "]"} {
		if _, err := ReadArray(text, nil); err == nil || err.Error() != "found more than 1000000 numbers; no tensor has so many" {
			t.Errorf("%.20s: have %v", text, err)
		}
	}
}

// FuzzReadArray holds that nothing makes the reader panic, that a refusal says
// something, and that what was understood reads back as itself.
func FuzzReadArray(f *testing.F) {
	for _, text := range []string{"[[1. 2.]\n [3. 4.]]", "tensor([0.5, -1e-3], dtype=torch.float64)", "K = [1 2; 3 4];", "1.0e-03 *\n 0.1 0.2",
		" Columns 1 and 2:\n\n 1 2\n\n Column 3:\n\n 3\n", `\begin{bmatrix} 1 & \frac{1}{3} \\\\ _ & 4 \end{bmatrix}`, "0,5\t1\n2\t", "a(:,:,1) =\n 1\na(:,:,2) =\n 2\n",
		"1 2\n\n3 4", "| 1 | 2 |\n|---|---|\n| 3 | |", "⎡ 1 ⎤\n⎣ 2 ⎦", "10⁻⁵ · [1 2]", "1,5;2", "<tf.Tensor: numpy=array([1.])>"} {
		f.Add(text, 0)
		f.Add(text, 2)
	}
	f.Fuzz(func(t *testing.T, text string, n int) {
		var shape cnn.Shape
		if n > 0 {
			shape = cnn.Shape{n}
		}
		a, err := ReadArray(text, shape)
		if err != nil {
			if err.Error() == "" || len(a.Numbers) > 0 {
				t.Errorf("have %v and %q", a, err)
			}
			return
		}
		if a.Shape.Size() != len(a.Numbers) || len(a.Shape) > maxAxes {
			t.Fatalf("have %d numbers in the shape %s", len(a.Numbers), a.Shape)
		}
		again, err := ReadArray(a.String(), nil)
		if err != nil || !again.Shape.Equal(a.Shape) || !slices.Equal(again.Numbers, a.Numbers) {
			t.Fatalf("%q is understood as %s, and that as %s, %v", text, a, again, err)
		}
	})
}
