package marking

// batchMistakes are about the examples of a batch and what one loss is made of
// theirs.
var batchMistakes = []Mistake{
	{
		Name: "batch-not-averaged", Group: Batch, common: 2,
		Wrong:   "The gradients of the examples are added and not divided by their number, although the loss is their mean.",
		Did:     "added the examples where the loss takes their mean",
		Right:   "The 1/N of the loss stands before every gradient.",
		Instead: "Multiply the gradient at the last output of each example by 1/N and go back from there. With every parameter's gradient as the sum over the examples, that is the mean.",
		Links: []string{
			"https://github.com/hunkim/DeepLearningZeroToAll/issues/173",
			"https://stackoverflow.com/questions/65275522",
		},
		ways: []fault{
			{ends: averages, wholeLoss: timesExamples, wholeStart: eachTimesExamples},
			{ends: averages, wholeStart: eachTimesExamples},
			{ends: averages, wholeLoss: timesExamples},
			{at: isLayer, examples: func(r *run, parts [][]span) [][]span {
				if !averages(r.model) {
					return parts
				}
				return scaled(parts, float64(len(parts)))
			}},
		},
	},
	{
		Name: "batch-averaged-twice", Group: Batch, common: 1,
		Wrong:   "The gradients of the parameters are divided by the number of examples once more.",
		Did:     "divided by the number of examples once more",
		Right:   "The loss's own 1/N, once; a loss that is a sum has none.",
		Instead: "Look for the 1/N in the gradient at the last output. If it is there, every gradient before it has it already, and a parameter's gradient is the plain sum over the examples.",
		Links:   []string{"https://stackoverflow.com/questions/65275522"},
		ways: []fault{
			{at: isLayer, examples: func(_ *run, parts [][]span) [][]span { return scaled(parts, 1/float64(len(parts))) }},
			{ends: isBatch, wholeStart: func(r *run, grad []span) []span {
				return scaled([][]span{grad}, 1/float64(r.network.Batch))[0]
			}},
			{ends: isBatch, wholeLoss: func(r *run, value span) span { return value.times(point(1 / float64(r.network.Batch))) }},
		},
	},
	{
		Name: "one-example", Group: Batch, common: 1,
		Wrong:   "The gradient of a parameter is that of one example of the batch.",
		Did:     "took the gradient of one example alone",
		Right:   "Every example uses the parameter, so its gradient is the sum over all of them.",
		Instead: "Go through the examples one after the other and add what each contributes. A line that assigns in place of adding keeps only the last one.",
		ways: []fault{
			{at: isLayer, examples: func(_ *run, parts [][]span) [][]span { return parts[len(parts)-1:] }},
			{at: isLayer, examples: func(_ *run, parts [][]span) [][]span { return parts[:1] }},
		},
	},
}

// isBatch says whether there are several examples, and averages whether the loss
// is their mean.
func isBatch(m *model) bool  { return m.network.Batch > 1 && m.network.Loss != nil }
func averages(m *model) bool { return m.network.Averages() }

// isLayer holds for every layer.
func isLayer(*stage) bool { return true }

func timesExamples(r *run, value span) span { return value.times(point(float64(r.network.Batch))) }

func eachTimesExamples(r *run, grad []span) []span {
	return scaled([][]span{grad}, float64(r.network.Batch))[0]
}

// scaled are the contributions times a number.
func scaled(parts [][]span, by float64) [][]span {
	all := make([][]span, len(parts))
	for n, part := range parts {
		for _, v := range part {
			all[n] = append(all[n], v.times(point(by)))
		}
	}
	return all
}
