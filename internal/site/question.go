package site

import (
	"html/template"
	"slices"
)

// A question is one that readers are stuck on, with the short answer and the
// chapter that gives the long one.
type question struct {
	question string // Markdown
	answer   string // Markdown, one sentence
	chapter  int
	// section is the address of the section that answers: the link leads to
	// it, or to the chapter if it has none of that address.
	section string
}

var questions = []question{
	{"Which gradient has which shape?", "Always the shape of the thing that it belongs to.", 1, "the-signs"},
	{"Does a softmax belong before the loss?", "That depends on the loss: PyTorch's takes scores and has the softmax in it.", 7, "what-the-loss-says"},
	{"Why is the gradient of softmax and cross entropy just $p - y$?", "The softmax slopes and the logarithm cancel, all but the difference.", 8, "short-route"},
	{"Why is it $W^\\top$ going backward?", "A weight joins the same two cells both ways; read by columns, the same list is the transpose.", 9, "why-transposed"},
	{"How do I get the gradient of the weights of a fully connected layer?", "Each weight gets the error of its output times its input.", 9, "the-weights"},
	{"How do I get back through flatten?", "Undo the order: the same numbers, put back where they came from.", 10, "the-map-in-both-directions"},
	{"Where does the error go in max pooling?", "To the winner of each window. The other cells get 0.", 11, "the-winners"},
	{"What if two pooling windows share a winner, or two cells tie?", "Errors that meet in one cell add; of a tie, one cell wins.", 11, "an-untidy-example"},
	{"What does ReLU do with a negative error?", "It lets it pass. The gate looks at the sign of $Z$, not at that of the error.", 12, "the-formula"},
	{"How do I get the gradient of the kernel?", "Correlate the input with the error map.", 13, "the-formula"},
	{"What is the gradient of the convolution's bias?", "The sum of the whole error map: the bias went into every cell.", 13, "the-bias"},
	{"Do I rotate the kernel?", "For the gradient of the input, yes. For that of the kernel, no.", 14, "where-the-rotation-comes-from"},
	{"How do I know that my gradients are right?", "Move one number a little, both ways, and compare the slope of the loss.", 15, "the-formula"},
	{"Why does my loss not fall?", "The step may be too long, or the sign may be wrong: look at one step with all its numbers.", 16, "one-step-by-hand"},
	{"What changes with several channels, padding or stride?", "Which cell meets which weight. The rules stay.", 17, ""},
	{"My network is another one. Can I see its numbers?", "Write it into a file, and the chapter works all of them out.", 18, ""},
	{"My number is wrong. Which mistake did I make?", "Compare it with what each of the common mistakes would give.", 19, ""},
	{"How do libraries do a convolution as one matrix product?", "They lay the windows out as the columns of a matrix.", 20, "im2col-each-window-becomes-a-column"},
}

// answered returns the questions that the chapters which exist answer.
func (c *contents) answered() []answered {
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
