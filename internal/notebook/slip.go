package notebook

// A Slip is a box "Where people slip": a wrong rule, and the wrong number
// beside the right one.
type Slip struct {
	Mistake string // its name in the catalogue of mistakes
	Text    string // Markdown: the belief, why it is wrong, what to do instead
	Right   *Row   `json:",omitempty"`
	Wrong   *Row   `json:",omitempty"`
}
