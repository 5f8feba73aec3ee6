package site

import (
	"html/template"
	"slices"
	"strings"
)

// A cheat is one row of the cheat sheet: a layer, or one of the gradients of a
// layer. All but the chapters is Markdown, and a letter in braces stands for
// the shape of that array in the worked example.
type cheat struct {
	step        string
	there, back int // the chapters about it, forward and backward; 0 for none
	forward     string
	backward    []string // line by line
	shape, why  string
	test        string // what a gradient of a single 1 leaves
	mistake     string
}

// cheats are the rows of the cheat sheet, in the order of the forward pass.
var cheats = []cheat{
	{"Convolution: kernel and bias", 2, 13,
		`$Z = X \star K + b$`,
		[]string{`$\partial L/\partial K = X \star \delta$`, `$\partial L/\partial b = \sum_{i,j} \delta_{i,j}$`},
		"{K}, one", "A weight is used once for every cell of $Z$, and its uses add up.",
		"the window of $X$ that this output read, as it is",
		"Rotating $\\partial L/\\partial K$; taking the mean for the bias."},
	{"Convolution: input", 2, 14,
		`$Z_{i,j} = \sum_{m,n} X_{i+m,j+n} \, K_{m,n} + b$`,
		[]string{`add $\delta_{i,j} \, K$ to the window of $(i,j)$ (scatter), or`, `pad $\delta$ and correlate with $K^{\text{rot}}$ (gather)`},
		"{X}", "Several windows read a cell, each through another weight.",
		"$K$ as it is, at the window of this output",
		"Rotating while you scatter, or not rotating while you gather."},
	{"ReLU", 3, 12,
		`$A = \max(0, Z)$`,
		[]string{`$\partial L/\partial Z = \partial L/\partial A \odot [Z > 0]$`},
		"{Z}", "Above 0 it copies, so the slope is 1; elsewhere it is flat.",
		"a 1 where $Z > 0$, and nothing elsewhere",
		"Looking at the sign of the gradient instead of $Z$."},
	{"Max pooling", 4, 11,
		`$P_{i,j} = \max$ of window $(i,j)$`,
		[]string{`add $\partial L/\partial P_{i,j}$ to the winner of the window, nothing to the others`},
		"{A}", "Only the winner moves the output.",
		"a 1 at the winner of this window",
		"Passing on the mask, sharing among the cells, or `=` for `+=`."},
	{"Average pooling", 11, 11,
		`$P_{i,j} =$ mean of window $(i,j)$`,
		[]string{`add an equal share of $\partial L/\partial P_{i,j}$ to each cell of the window`},
		"that of the input", "Every cell has the same slope, 1 over the number of cells.",
		"that share in each cell of this window",
		"Forgetting to divide."},
	{"Flatten", 5, 10,
		`$f_k = P_{i,j}$, $k = i \cdot n_W + j$`,
		[]string{`$\partial L/\partial P_{i,j} = \partial L/\partial f_k$: only a reshape`},
		"{P}", "It moves numbers and changes none.",
		"a 1 in the cell that this feature came from",
		"Reading row by row and filling column by column."},
	{"Fully connected", 6, 9,
		`$s = W f + c$`,
		[]string{`$\partial L/\partial W = \delta \, f^\top$`, `$\partial L/\partial c = \delta$`, `$\partial L/\partial f = W^\top \delta$`},
		"{W}, {s}, {f}", "What arrives times what was read; a feature collects from every score that it feeds.",
		"$f$ in this row of $\\partial L/\\partial W$, and this row of $W$ as $\\partial L/\\partial f$",
		"$W \\delta$ for $W^\\top \\delta$; going back through the updated $W$."},
	{"Softmax and cross entropy", 7, 8,
		`$p = \text{softmax}(s)$, $L = -\ln p_t$`,
		[]string{`$\partial L/\partial s = p - y$`},
		"{s}", "The logarithm undoes the exponential, and the difference is left.",
		"(instead) numbers that sum to 0, of which only the true class has a negative one",
		"Multiplying by the softmax derivative once more; $y - p$."},
	{"Step", 16, 16,
		`$\theta' = \theta - \eta \, \partial L/\partial \theta$`,
		[]string{`all gradients first, then all steps`},
		"that of the parameter", "The gradient points to where the loss grows.",
		"(instead) a smaller loss for the same image, if $\\eta$ is small",
		"`+` for `-`; sums that are not set back to 0."},
}

// cheatRules are what holds for all layers: Markdown.
var cheatRules = []string{
	"**Slopes multiply along a path, and paths add.** So a gradient is a sum, and begins at 0.",
	"**A gradient has the shape of its array.** If it does not fit, look there first.",
	"**Backward is the transpose.** A copy forward is a sum backward, and a sum forward is a copy backward.",
	"**Sums check.** $\\partial L/\\partial s$ sums to 0. Max pooling and flatten keep the sum. Without padding, the sum of $\\partial L/\\partial X$ is that of $K$ times that of $\\delta$. No sum tells whether a number is in its place.",
}

// cheatPage is what the template of the cheat sheet needs.
type cheatPage struct {
	page
	Rows  []cheatRow
	Rules []template.HTML
}

// A cheatRow is a row of the cheat sheet, rendered.
type cheatRow struct {
	ID                                    string
	Step                                  string
	Forward, Shape, Why, TestOne, Mistake template.HTML
	Backward                              []template.HTML
	Chapters                              []*entry
}

// id is the anchor of a row.
func (s cheat) id() string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(s.step), ":", ""), " ", "-")
}

// indexedCheats is the page for the search.
func (c *contents) indexedCheats() indexedPage {
	page := indexedPage{file: "cheat-sheet.html", title: "Cheat sheet"}
	rules := indexedSection{heading: "Cheat sheet", text: "Every step forward and backward on one printed page."}
	for _, r := range cheatRules {
		rules.text += " " + plainText(r)
	}
	page.sections = append(page.sections, rules)
	shapes := c.shapeReplacer()
	for _, s := range cheats {
		said := slices.Concat([]string{s.forward}, s.backward, []string{shapes.Replace(s.shape), s.why, s.test, s.mistake})
		for i, text := range said {
			said[i] = plainText(text)
		}
		page.sections = append(page.sections, indexedSection{s.id(), s.step, strings.Join(said, " ")})
	}
	return page
}

// cheatSheet renders the cheat sheet: all steps on one printed page.
func (p *pages) cheatSheet([]*rendering) ([]byte, error) {
	c := cheatPage{page: p.page("cheat", "Cheat sheet · "+bookTitle,
		"Backpropagation through a convolutional network on one printed page: each step forward and backward, its shape, its reason, a test with a single 1, and the classic mistake.",
		"cheat-sheet.html")}
	m := manuscript{contents: p.contents, entry: &entry{}}
	text := func(markdown string) template.HTML { return template.HTML(m.aside(markdown)) }
	shapes := p.contents.shapeReplacer()
	for _, s := range cheats {
		row := cheatRow{ID: s.id(), Step: s.step, Forward: text(s.forward), Shape: text(shapes.Replace(s.shape)),
			Why: text(s.why), TestOne: text(s.test), Mistake: text(s.mistake)}
		for _, line := range s.backward {
			row.Backward = append(row.Backward, text(line))
		}
		for at, number := range []int{s.there, s.back} {
			if e := p.contents.numbered(number); e != nil && (at == 0 || s.back != s.there) {
				row.Chapters = append(row.Chapters, e)
			}
		}
		c.Rows = append(c.Rows, row)
	}
	for _, r := range cheatRules {
		c.Rules = append(c.Rules, text(r))
	}
	return p.fill("cheat", c)
}
