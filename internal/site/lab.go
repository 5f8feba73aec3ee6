package site

import (
	"encoding/json"
	"fmt"
	"html/template"
	"slices"

	"backprop/internal/format"
	"backprop/internal/sheet"
)

// labPage is what the template of the lab needs.
type labPage struct {
	page
	Sheet    template.HTML
	Files    string // of the chapters, by number, with spaces between
	Networks []offered
	Any      *entry // the chapters whose programs do the same
	Mistakes *entry
}

// An offered network can be chosen in the lab.
type offered struct{ Name, Title, About string }

// networkWords are a title and a sentence for each network that comes with the
// book, in the order in which the lab offers them.
var networkWords = []offered{
	{"worked-example", "The book's own", "A 5×5 image, one 2×2 kernel, ReLU, max pooling and three classes: every chapter computes with it."},
	{"other-sizes", "Other sizes", "The same layers with other shapes: a wide image, an oblong kernel, more classes."},
	{"two-convolutions", "Two convolutions", "A child's strokes, a corner or a crossing: two convolutions with a pooling after them, and windows that overlap."},
	{"two-channels", "Two channels in, three out", "Each kernel reads both maps of the image, so a gradient comes back to both."},
	{"padding", "Padding", "Zeros around the image, on all sides and on some: windows at the border have fewer links."},
	{"stride-two", "Stride two", "The window moves two cells at a time, and a column is left over at the end."},
	{"overlap-and-ties", "Overlap and ties", "Max pooling alone, with windows that share cells and cells that are equal: gradients add, and the first of two equal cells wins."},
	{"average-pooling", "Average pooling", "Means instead of maxima, with padding and with windows that hang over the end."},
	{"global-average-pooling", "One mean for each map", "Average pooling over whole maps, as many networks end today: each map becomes one number, and each of its cells gets the same share of the gradient."},
	{"sequence", "A sequence", "Data along one axis, as a heartbeat: a convolution whose kernels slide in one direction, and a pooling that keeps the largest of every few numbers."},
	{"smooth-sequence", "A smooth sequence", "A softplus instead of a ReLU, so that no gate is ever closed, means that leave the padding out, and two questions with yes or no whose losses are averaged."},
	{"transposed-convolution", "Down and up again", "A small autoencoder: a convolution with stride two makes the image small, a transposed one makes it large again, with one row given back that its stride had swallowed, and the loss compares the two."},
	{"dilation", "Dilation", "Four weights that lie two cells apart look at a window of nine. Backward, each weight meets the cells that it reads, and no others. The curve behind it is an ELU."},
	{"groups", "Groups", "A depthwise convolution and one of 1×1 after it, as small networks for phones have them: each map has a kernel of its own, so no gradient crosses from one to the other. The curve is a SiLU, and each map ends as its mean."},
	{"channel-last-flatten", "Flatten, channel last", "The order of TensorFlow and Keras, in which the channels of a cell stand side by side. Kernels and weights are written as Keras prints them, too, and the key layout says so."},
	{"sigmoid-squared-error", "Sigmoid and squared error", "No ReLU and no softmax: curves, and a loss that squares."},
	{"skip-connection", "A skip connection", "The image goes through a convolution and past it, and the two are added. Its gradient comes back on both ways, and the two add as well."},
	{"dropout", "Dropout", "With a mask that is given, so that nothing is left to chance: what is dropped sends nothing back, and what is kept is scaled, forward and backward alike."},
	{"binary-cross-entropy", "Three times yes or no", "Three questions about one input, each with a sigmoid and a cross entropy of its own, and the gradient at the scores is a − y once more."},
	{"log-softmax", "Log-softmax", "Cross entropy in the two steps of PyTorch, log-softmax and negative log-likelihood, with a class as the target."},
	{"hinge", "Hinge", "No probabilities: the true score must lead by a margin. Whoever comes too close pushes with a gradient of 1, and whoever is far away does not push at all."},
	{"weight-decay", "Weight decay", "Two fully connected layers with a GELU between them: each step also pulls every weight towards 0, and the gradient of the loss knows nothing of that."},
	{"batch", "A batch of three", "Three examples at once: the gradient of a weight is a sum over all of them, and the loss divides it by three, once."},
	{"batch-normalization", "Batch normalization", "Each map is shifted and scaled over all three examples, so every gradient goes back on three paths."},
	{"lenet-sized", "The size of LeNet", "A digit of 28×28, two convolutions, ten classes: the same engine on a network of real size."},
}

// lab renders the lab, where readers bring numbers of their own.
func (p *pages) lab([]*rendering) ([]byte, error) {
	l := labPage{
		page: p.page("lab", "The lab · "+bookTitle,
			"Your own network and numbers in the browser: change one number and every gradient follows, or have your own calculation checked cell by cell. Nothing to install.",
			"lab.html"),
		Any:      p.contents.numbered(18),
		Mistakes: p.contents.numbered(19),
	}
	last := 0
	for _, e := range p.contents.chapters {
		last = max(last, e.number)
	}
	for n := 1; n <= last; n++ {
		file := p.contents.fileOf(n)
		if file == "" {
			file = "-"
		}
		l.Files += file + " "
	}
	for _, known := range networkWords {
		if slices.ContainsFunc(p.book.Networks, func(n Network) bool { return n.Name == known.Name }) {
			l.Networks = append(l.Networks, known)
		}
	}
	if p.book.Sheet != nil {
		written, err := sheet.HTML(p.book.Sheet, p.contents.fileOf)
		if err != nil {
			return nil, err
		}
		l.Sheet = template.HTML(written)
	}
	return p.fill("lab", l)
}

// labNetworks is a script with the networks that the lab offers, by name: a
// page that is opened from the file system can load no other file. They are
// written as the engine writes them, so that the page knows them again.
func (p *pages) labNetworks([]*rendering) ([]byte, error) {
	texts := map[string]string{}
	for _, n := range p.book.Networks {
		read, err := format.ParseNetwork(n.Name, []byte(n.Text))
		if err != nil {
			return nil, err
		}
		text, err := format.MarshalNetwork(read)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", n.Name, err)
		}
		texts[n.Name] = string(text)
	}
	script, err := json.Marshal(texts)
	return append(append([]byte("const labNetworks = "), script...), ";\n"...), err
}

// labPlaces are the arrays that chapters compute by hand, by the number of the
// chapter: the lab has an empty grid for them.
var labPlaces = map[int]string{
	2: "activations/1", 3: "activations/2", 4: "activations/3", 5: "activations/4", 6: "activations/5", 7: "activations/6",
	8: "gradients/5", 9: "parameters/4/weights", 10: "gradients/3", 11: "gradients/2", 12: "gradients/1",
	13: "parameters/0/kernel", 14: "gradients/0", 16: "parameters/0/kernel/updated",
}
