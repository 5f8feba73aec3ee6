package report

import "fmt"

// A Step is one part of a report: what a layer does forward or backward, say.
type Step struct {
	Title string // plain text
	Show  func() // shows it in the report's notebook
}

// Steps is a report step by step, in the order of chapter 18: the way forward
// and, where there is one, the way back, the update and the gradient check.
func (r *Report) Steps() []Step {
	all := []Step{{r.inputTitle(), r.Input}}
	for i := range r.net.Layers {
		all = append(all, Step{r.forwardTitle(i), func() { r.Forward(i) }})
	}
	all = append(all, Step{r.lossTitle(), r.Loss})
	if r.pass.Gradients == nil {
		return all
	}
	all = append(all, Step{r.startTitle(), r.Start})
	for i := len(r.net.Layers) - 1; i >= 0; i-- {
		all = append(all, Step{r.backwardTitle(i), func() { r.Backward(i) }})
	}
	return append(all, Step{"The update", r.Updates}, Step{"The gradient check", r.Check})
}

func (r *Report) heading(title string) { r.nb.Markdownf("### %s", title) }

func (r *Report) inputTitle() string {
	if r.net.Batch > 0 {
		return "The batch"
	}
	return "The input"
}

func (r *Report) forwardTitle(i int) string {
	return fmt.Sprintf("Layer %d: %s", i, Title(r.net.Layers[i].Op()))
}

func (r *Report) backwardTitle(i int) string {
	return fmt.Sprintf("Layer %d, backward: %s", i, Title(r.net.Layers[i].Op()))
}

func (r *Report) lossTitle() string {
	if r.net.Loss == nil {
		return "The end"
	}
	return "The loss"
}

func (r *Report) startTitle() string {
	if r.net.Loss == nil {
		return "The gradient that the file gives"
	}
	return "The loss, backward"
}
