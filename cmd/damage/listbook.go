package main

// printed are damages of how numbers are rounded, related and substituted.
var printed = []damage{
	{
		name: "number-half", file: "internal/notebook/real.go",
		old: "n = (n + unit/2) / unit", new: "n = (n + unit/3) / unit",
		why: "0.00005 is printed as 0",
	}, {
		name: "number-relation", file: "internal/notebook/real.go",
		old: "x.units%tenTo[shortDecimals-decimals] == 0", new: "x.units%tenTo[shortDecimals-decimals] <= 0",
		why: "= stands before negative numbers that are rounded",
	}, {
		name: "number-zeros", file: "internal/notebook/real.go",
		old: `if !strings.Contains(s, ".") {`, new: `if s == "" {`,
		why: "100 is printed as 1",
	}, {
		name: "number-snap", file: "internal/cnn/bigdecimal.go", by: "./internal/notebook",
		old: "min(1e-3*max(1, a), ", new: "min(1e-9*max(1, a), ",
		why: "the last bits of a machine decide what is printed",
	}, {
		name: "substitute-agrees", file: "internal/notebook/substitute.go",
		old: "Cmp(roundRat(want, places)) == 0", new: "Cmp(roundRat(want, places)) <= 0",
		why: "displayed terms need not add up to the displayed result",
	}, {
		name: "substitute-difference", file: "internal/notebook/expression.go",
		old: "new(big.Rat).Sub(a, b)", new: "new(big.Rat).Add(a, b)",
		why: "the digits of p − y are chosen for p + y",
	}, {
		name: "substitute-parentheses", file: "internal/notebook/substitute.go",
		old: "if f.inParentheses() || !f.isDecimal() {", new: "if !f.isDecimal() {",
		why: "2 · −1 stands without parentheses",
	}, {
		name: "substitute-exact", file: "internal/notebook/substitute.go",
		old: "tenToThe(-40)", new: "tenToThe(-4)",
		why: "= stands before what a line only nearly comes to",
	}, {
		name: "words-unused", file: "internal/notebook/let.go",
		old: "if !f.used[name] {", new: "if f.let == nil {",
		why: "a number that the program has for a text is left out of it",
	},
}

// catalogue are damages of the wrong rules and of how answers are judged. A
// wrong rule that is wrong in itself tells a reader of another mistake.
var catalogue = []damage{
	{
		name: "mistake-rotation", file: "internal/marking/convolutionlinks.go",
		old: "plane - 1 - at%plane", new: "(at%plane+1)%plane",
		why: "“rotated by 180°” is another permutation",
	}, {
		name: "mistake-transpose", file: "internal/marking/dense.go",
		old: "return param%s.in[0]*s.in[0] + param/s.in[0]", new: "return param/s.in[0]*s.in[0] + param%s.in[0]",
		why: "W in place of its transpose is not recognized",
	}, {
		name: "mistake-gate", file: "internal/marking/relu.go",
		old: "return l.slope.times(errorGate(s, r, l))", new: "return errorGate(s, r, l)",
		why: "two gates are mistaken for one",
	}, {
		name: "mistake-tie", file: "internal/marking/winner.go",
		old: "able[len(able)-1]", new: "able[0]",
		why: "the last of tied cells is not recognized as winner",
	}, {
		name: "mistake-log-base", file: "internal/marking/loss.go",
		old: "divided(math.Ln2)", new: "divided(math.Log2E)",
		why: "a loss in base 2 is not recognized",
	}, {
		name: "mistake-update", file: "internal/marking/update.go",
		old: "return point(0).minus(move)", new: "return move",
		why: "a step along the gradient is not recognized",
	}, {
		name: "span-minus", file: "internal/marking/span.go",
		old: "span{a.lo - b.hi, a.hi - b.lo}", new: "span{a.lo - b.lo, a.hi - b.hi}",
		why: "rounded work is called wrong",
	}, {
		name: "marking-precision", file: "internal/marking/single.go",
		old: "single = 1e-6", new: "single = 1e-2",
		why: "wrong answers are excused as single precision",
	}, {
		name: "marking-links", file: "internal/marking/link.go",
		old: "own.slope = theta[l.Param]", new: "own.slope = theta[0]",
		why: "right answers are marked from wrong numbers",
	}, {
		name: "class-zeros", file: "internal/class/credit.go",
		old: "right[i] != 0 && a.Numbers[i].Value != 0", new: "right[i] != 0",
		why: "a zero that stands for a small number earns credit in a place that is wrong",
	}, {
		name: "class-zero-mistake", file: "internal/class/credit.go",
		old: "p.Mistakes = nil //", new: "p.Mistakes = p.Mistakes[:min(1, len(p.Mistakes))] //",
		why: "zeros earn the credit of a rule that would give them",
	}, {
		name: "class-carried-zeros", file: "internal/class/credit.go",
		old: "if p.Trivial {\n", new: "if p.Trivial && p.Elements == 0 {\n",
		why: "who writes zeros from some place on earns the credit of carried work",
	},
}

// chapters are damages of the textbook loops, which must agree with the
// engine.
var chapters = []damage{
	{
		name: "chapter-convolution", file: "chapters/02-convolution/main.go",
		old: "out[i][j] += float64(x[i+m][j+n] * k[m][n])", new: "out[i][j] += float64(x[i+m][j+n] * k[n][m])",
		why: "the loop reads the kernel transposed",
	}, {
		name: "chapter-pooling", file: "chapters/04-max-pooling/main.go",
		old: "if a[u][v] > a[row][column] {", new: "if a[u][v] < a[row][column] {",
		why: "the loop takes the smallest cell",
	}, {
		name: "chapter-dense", file: "chapters/06-fully-connected/main.go",
		old: "\t\ts[i] += c[i]\n\t}\n\tnb.Check(", new: "\t\ts[i] -= c[i]\n\t}\n\tnb.Check(",
		why: "the loop subtracts the bias",
	}, {
		name: "chapter-loss", file: "chapters/07-softmax-cross-entropy/main.go",
		old: "loss -= float64(y[i] * math.Log(p[i]))", new: "loss += float64(y[i] * math.Log(p[i]))",
		why: "the loop's loss is negative",
	}, {
		name: "chapter-jacobian", file: "chapters/08-softmax-cross-entropy-backward/main.go",
		old: "slope := -p[i] * p[j]", new: "slope := p[i] * p[j]",
		why: "the loop's Jacobian has a wrong sign",
	}, {
		name: "chapter-dense-backward", file: "chapters/09-fully-connected-backward/main.go",
		old: "dF[j] += float64(w[i][j] * delta[i])", new: "dF[j] = float64(w[i][j] * delta[i])",
		why: "the loop keeps the last term of each sum",
	}, {
		name: "chapter-flatten-backward", file: "chapters/10-flatten-backward/main.go",
		old: "i, j := k/width, k%width\n\t\tdP[i][j] = dF[k]", new: "j, i := k/width, k%width\n\t\tdP[i][j] = dF[k]",
		why: "the loop writes the map transposed",
	}, {
		name: "chapter-scatter", file: "chapters/11-max-pooling-backward/main.go",
		old: "dA[cell[0]][cell[1]] += dP[i][j]", new: "dA[cell[0]][cell[1]] = dP[i][j]",
		why: "the loop overwrites where windows overlap",
	}, {
		name: "chapter-gate", file: "chapters/12-relu-backward/main.go",
		old: "if z[i][j] > 0 {\n\t\t\t\tgate[i][j] = 1", new: "if z[i][j] < 0 {\n\t\t\t\tgate[i][j] = 1",
		why: "the loop's gates are open where they are closed",
	}, {
		name: "chapter-kernel-gradient", file: "chapters/13-convolution-backward-kernel/main.go",
		old: "dK[m][n] += float64(dZ[i][j] * x[i+m][j+n])", new: "dK[n][m] += float64(dZ[i][j] * x[i+m][j+n])",
		why: "the loop's gradient is transposed",
	}, {
		name: "chapter-rotation", file: "chapters/14-convolution-backward-input/main.go",
		old: "rotated[m][n] = k[kh-1-m][kw-1-n]", new: "rotated[m][n] = k[m][n]",
		why: "the full correlation does not rotate the kernel",
	}, {
		name: "chapter-difference", file: "chapters/15-gradient-check/loss.go",
		old: "z += F(v.x[i+m][j+n] * v.k[m][n])", new: "z += F(v.x[i+m][j+n] * v.k[n][m])",
		why: "the loss that is checked is another function",
	}, {
		name: "chapter-update", file: "chapters/16-training/main.go",
		old: "w[i][j] -= float64(eta * dW[i][j])", new: "w[i][j] += float64(eta * dW[i][j])",
		why: "the loop goes up the loss",
	}, {
		name: "chapter-channels", file: "chapters/17-channels-padding-stride/main.go",
		old: "dX[d][u][v] += float64(dZ[o][i][j] * weight)", new: "dX[d][u][v] = float64(dZ[o][i][j] * weight)",
		why: "the loop keeps one kernel's error of several",
	}, {
		name: "chapter-any-network", file: "chapters/18-any-network/main.go",
		old: "dx[l.In] += float64(dy[l.Out] * l.Slope)", new: "dx[l.In] -= float64(dy[l.Out] * l.Slope)",
		why: "the loop's errors have the wrong sign",
	},
}

// files are damages of what is compared with what the chapters print.
var files = []damage{
	{
		name: "golden-digit", file: "testdata/golden/13-convolution-backward-kernel.golden",
		old: "(−0.435)·1 + (−0.0802)·2 + 0.446·1", new: "(−0.435)·1 + (−0.0802)·2 + 0.447·1",
		why: "one digit of the golden is not what the chapter prints",
	}, {
		name: "golden-other-sizes", file: "testdata/golden/other-sizes/07-softmax-cross-entropy.golden",
		old: "1 ⎢  0.5500 ⎥     1 ⎢ 0.3066 ⎥", new: "1 ⎢  0.5500 ⎥     1 ⎢ 0.3067 ⎥",
		why: "one digit of the other golden is not what the chapter prints",
	}, {
		name: "twin-digit", file: "testdata/golden/numpy/13-convolution-backward-kernel.golden",
		old: "db = -0.0692", new: "db = -0.0693",
		why: "one digit that the twin is said to print is not the pass's",
	}, {
		name: "twin-winner", file: "chapters/11-max-pooling-backward/main.py",
		old: "np.add.at(dA, winners(A, size, stride), dP)", new: "dA[winners(A, size, stride)] += dP",
		by:  "./chapters/11-max-pooling-backward",
		why: "in NumPy a cell that wins twice gets one gradient (it takes NumPy to notice)",
	}, {
		name: "page-number", file: "docs/13-convolution-backward-kernel.html",
		old: "In each sum 13 of the 16 terms", new: "In each sum 12 of the 16 terms",
		why: "the page in the repository is not what the chapter says",
	}, {
		name: "words-hole", file: "chapters/13-convolution-backward-kernel/words.md",
		old: "‹m›,‹n›}$ = ‹last›", new: "‹m›,‹column›}$ = ‹last›",
		by:  "./chapters/13-convolution-backward-kernel",
		why: "a hole of a text has no value",
	},
}
