package notebook

// An Exercise asks for numbers that the program knows.
type Exercise struct {
	Number   int    // counted by the notebook, from 1
	Question string // Markdown
	Answers  []Answer
	Hint     string // Markdown
	Solution string // Markdown: the worked solution
}

// An Answer is one number that is asked for.
type Answer struct {
	Name  string // TeX, such as \partial L/\partial K_{0,1}
	Value float64
}
