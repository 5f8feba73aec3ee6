package site

import (
	"html/template"
	"slices"
)

// A question is one that readers are stuck on, with the short answer and the
// chapter that gives the long one.
type question struct {
	question string // Markdown
	answer   string // Markdown, a sentence or two
	chapter  int
	// section is the address of the section that answers: the link leads to
	// it, or to the chapter if it has none of that address.
	section string
}

// A topic is what questions are about.
type topic struct {
	title     string
	questions []question
}

// topics are all questions, in the order of the way back.
var topics = []topic{
	{"The whole way back", []question{
		{"I have the gradient at the fully connected layer. How do I get back to the kernel?", "Multiply by $W^\\top$, give the numbers the shape of $P$ again, send each one to the winner of its window, and let it pass only where ReLU's gate is open, $Z > 0$. The image, correlated with the map that is left, is the gradient of the kernel: $\\partial L/\\partial K = X \\star \\partial L/\\partial Z$.", 14, "the-whole-backward-pass-in-one-function"},
	}},
	{"Shapes, softmax and the loss", []question{
		{"Which gradient has which shape?", "The shape of the array that it belongs to, always: $\\partial L/\\partial K$ is as large as $K$.", 1, "the-signs"},
		{"Does a softmax belong before the loss?", "That depends on the loss. PyTorch's `CrossEntropyLoss` takes scores and contains the softmax, whereas that of Keras expects probabilities unless you set `from_logits`.", 7, "what-the-loss-says"},
		{"Why is the gradient of softmax and cross entropy just $p - y$?", "The loss is $\\ln \\sum_j e^{s_j}$ minus the score of the true class: the slope of the first part is $p$, and that of the second is $y$.", 8, "short-route"},
	}},
	{"Fully connected and flatten", []question{
		{"How do I get the gradient of the weights of a fully connected layer?", "Multiply what arrives by what was read: $\\partial L/\\partial W_{i,j}$ is the gradient of score $i$ times feature $j$.", 9, "the-weights"},
		{"Why is it $W^\\top$ going backward?", "Forward, a score adds up along a row of $W$. Backward, a feature adds up over all scores that read it, and that is a column.", 9, "why-transposed"},
		{"Do I go back through the old weights or the new ones?", "Through the old ones. Compute every gradient first, and then let all parameters step at once.", 9, "old-weights-or-new-ones"},
		{"My vectors are rows, as in NumPy and Keras. Where does the transpose go?", "With $s = f W + c$ it is $\\partial L/\\partial W = f^\\top \\, \\partial L/\\partial s$ and $\\partial L/\\partial f = \\partial L/\\partial s \\, W^\\top$.", 9, "if-your-vectors-are-rows-numpy-and-keras"},
		{"How do I get back through flatten?", "Put every number back where it came from. It is only a reshape, because every slope is 1 or 0.", 10, "the-map-in-both-directions"},
		{"How do I undo flatten with several channels?", "In the order in which it was done: channel first in PyTorch, channel last in Keras.", 10, "with-several-channels"},
	}},
	{"Pooling, ReLU and other curves", []question{
		{"Where does the gradient go in max pooling?", "To the winner of each window, whole. The other cells get 0.", 11, "the-winners"},
		{"What if two pooling windows share a winner, or two cells tie?", "What arrives at a shared winner adds up. Of two equal cells, the first one wins.", 11, "an-untidy-example"},
		{"How do I go back through average pooling?", "Every cell of the window gets an equal share: the gradient divided by the number of cells.", 11, "average-pooling"},
		{"What does ReLU do with a negative gradient?", "It lets it pass wherever its input was positive. The gate looks at $Z$ and never at the gradient.", 12, "the-formula"},
		{"What is the slope of ReLU at exactly 0?", "0, by a convention that nearly every program follows.", 12, "at-exactly-zero"},
		{"How do I go back through a sigmoid or tanh, and what is a vanishing gradient?", "Multiply what arrives by the slope, which you can read off the output $a$: $a(1 - a)$ for the sigmoid, $1 - a^2$ for tanh. A sigmoid's slope is at most ¼, so that a few of them in a row leave almost nothing.", 18, "curves"},
	}},
	{"Convolution", []question{
		{"How do I get the gradient of the kernel?", "Correlate the input with the gradient map: $\\partial L/\\partial K = X \\star \\partial L/\\partial Z$. Nothing is rotated.", 13, "the-formula"},
		{"What is the gradient of the convolution's bias?", "The sum of the whole gradient map, and not its average, because the bias was added to every cell of the map.", 13, "the-bias"},
		{"How do I get the gradient of the input?", "Stamp a copy of the kernel, scaled by each cell of $\\partial L/\\partial Z$, onto the window that this cell came from, and add where stamps overlap.", 14, "the-first-way-where-does-an-error-go"},
		{"Do I rotate the kernel?", "Only if you gather, that is, ask for each input cell which windows read it. If you scatter, you never rotate, and neither do you for the gradient of the kernel.", 14, "where-the-rotation-comes-from"},
		{"What changes with several kernels and channels?", "Every kernel sends a part of its own to each input channel, and the parts add up. Each kernel keeps its own gradient.", 17, "channels-backward-the-input"},
		{"How do I go back through padding?", "Compute the gradient of the padded input, and cut off on all sides what was added there.", 17, "padding-backward"},
		{"How do I go back through a stride?", "Put $s_h - 1$ rows of zeros between the rows of $\\partial L/\\partial Z$ (columns likewise) and go on as with stride 1, or scatter with the forward pass's own indices.", 17, "stride-backward"},
		{"What do dilation and groups change on the way back?", "Nothing but the products that there are: both are the layer that you know, with a larger kernel that is 0 wherever a weight was left out. From that kernel's gradient keep only what belongs to weights.", 17, "dilation-and-groups"},
	}},
	{"Checking, training and programs", []question{
		{"How do I know that my gradients are right?", "Move one number a little in both directions, and compare the slope of the loss with your gradient.", 15, "the-formula"},
		{"My gradient is 0. Is that a mistake?", "Often not: losers of a pooling window, closed gates and features of 0 rightly get nothing. Look for the first array that is all zeros.", 15, "my-gradient-is-0"},
		{"Why does my loss not fall?", "The learning rate is too large or too small, or the step goes the wrong way. Look at one step on one batch.", 16, "my-loss-does-not-fall"},
		{"How do I handle a batch, and where does the $1/N$ go?", "Each example goes back by itself, and in the parameters their gradients add. If the loss is a mean, the $1/N$ enters once, in the gradient of the loss, and nobody divides again.", 21, "mean-or-sum"},
		{"How do I go back through batch normalization?", "On three paths that add: through the number itself, through the mean and through the deviation. With $\\delta$ arriving it is $\\frac{\\gamma}{\\sigma} (\\delta_k - \\frac{1}{N} \\sum \\delta - \\frac{\\hat x_k}{N} \\sum \\delta \\hat x)$.", 21, "three-paths"},
		{"What does a skip connection do to the gradient?", "It gives it a second path. What arrives at a sum is copied to both branches, and where they began, the two gradients add.", 22, "a-path-around-skip-connections"},
		{"Why is everything transposed on the way back?", "Forward, an output adds up along a row of the layer's matrix. Backward, an input collects along a column, from all the outputs that read it.", 22, "why-the-transpose"},
		{"Can I see the code of the whole backward pass in one place?", "Yes, as one function, in Python with NumPy or in plain loops in Go, beside a list of what it needs from the forward pass.", 14, "the-whole-backward-pass-in-one-function"},
		{"My network is another one. Can I see its numbers?", "Write it into a file, and the chapter works all of them out.", 18, "your-own-network"},
		{"Do PyTorch and NumPy get the same numbers for my network?", "Have it written as a script of theirs, which computes everything again and says how far it is from the book; or have your model in PyTorch written as a file of the book's.", 18, "check-it-in-pytorch-or-numpy"},
		{"My number is wrong. Which mistake did I make?", "Have your numbers marked, or compare them with what each of the common mistakes would give.", 19, "have-your-own-numbers-marked"},
		{"How does a convolution become one matrix product?", "Lay the windows out as the columns of a matrix, which is called im2col.", 20, "im2col-each-window-becomes-a-column"},
	}},
}

// questions are those of all topics.
func questions() []question {
	var all []question
	for _, t := range topics {
		all = append(all, t.questions...)
	}
	return all
}

// answeredTopics returns the topics with the questions that the chapters which
// exist answer.
func (c *contents) answeredTopics() []answeredTopic {
	var list []answeredTopic
	for _, t := range topics {
		if q := c.answers(t.questions); len(q) > 0 {
			list = append(list, answeredTopic{t.title, q})
		}
	}
	return list
}

// answered returns all of these questions.
func (c *contents) answered() []answered { return c.answers(questions()) }

// answers returns those questions that the chapters which exist answer.
func (c *contents) answers(questions []question) []answered {
	var list []answered
	for _, q := range questions {
		e := c.numbered(q.chapter)
		if e == nil {
			continue
		}
		m := manuscript{contents: c, entry: e}
		list = append(list, answered{
			source:   q,
			Question: template.HTML(m.aside(q.question)),
			Answer:   template.HTML(m.aside(q.answer)),
			Link:     e.file() + e.sectionAt(q.section),
			Where:    e.Number(),
		})
	}
	return list
}

// sectionAt is the fragment of a link to the section with an address; "" if
// there is none.
func (e *entry) sectionAt(address string) string {
	if e.woven == nil || !slices.Contains(e.anchorList(), address) {
		return ""
	}
	return "#" + address
}
