package lab

import (
	"errors"
	"fmt"

	"backprop/internal/cnn"
	"backprop/internal/format"
)

// A request is what the page asks for.
type request struct {
	Do      string                 `json:"do"`
	Network string                 `json:"network"`
	Edits   []Edit                 `json:"edits"`
	Files   []string               `json:"files"` // of the chapters, by number from 1
	Array   int                    `json:"array"`
	Step    int                    `json:"step"`
	Steps   int                    `json:"steps"`
	Place   cnn.Place              `json:"place"`
	Offset  int                    `json:"offset"`
	Plan    Plan                   `json:"plan"`
	Text    string                 `json:"text"`
	First   bool                   `json:"first"`
	Key     bool                   `json:"key"`
	Torch   bool                   `json:"torch"`
	Seed    string                 `json:"seed"`
	Answers map[cnn.Place][]string `json:"answers"`
}

// A reply holds what was asked for, or an error.
type reply struct {
	Error   string   `json:"error,omitempty"`
	Wrong   *wrong   `json:"wrong,omitempty"` // where the error is, if that is known
	HTML    string   `json:"html,omitempty"`
	Text    string   `json:"text,omitempty"`
	Network string   `json:"network,omitempty"`
	Lines   []string `json:"lines,omitempty"`
	From    []string `json:"from,omitempty"` // beside each line; "" for none
	View    *View    `json:"view,omitempty"`
	Marked  *Marked  `json:"marked,omitempty"`
	Pasted  *Pasted  `json:"pasted,omitempty"`
	Filled  []Filled `json:"filled,omitempty"`
}

// wrong is the array that an error is about, and the number in it, or −1.
type wrong struct {
	Place  cnn.Place `json:"place"`
	Offset int       `json:"offset"`
}

// Call does what a request asks for: both are JSON. It never panics: what goes
// wrong is an error in the reply.
func Call(text string) (answer string) {
	var r reply
	defer func() {
		if p := recover(); p != nil {
			r = reply{Error: fmt.Sprintf("the engine failed: %v; please report it with the network", p)}
		}
		answer = string(format.JSON(r))
	}()
	var q request
	if err := format.ReadJSON(text, &q); err != nil {
		r.Error = "the engine was asked for something that is not JSON: " + err.Error()
		return
	}
	if err := q.do(&r); err != nil {
		r = reply{Error: err.Error()}
		if bad := (*BadEdit)(nil); errors.As(err, &bad) {
			r.Wrong = &wrong{bad.Place, bad.Offset}
		}
	}
	return
}

// do fills a reply.
func (q request) do(r *reply) (err error) {
	switch q.Do {
	case "look":
		r.View, err = Look(q.Network, q.Edits, q.Files)
	case "lines":
		r.Lines, r.From, err = Lines(q.Network, q.Array)
	case "step":
		r.HTML, err = Step(q.Network, q.Step)
	case "derive":
		r.HTML, err = Derive(q.Network, q.Place)
	case "next":
		r.HTML, err = Next(q.Network, q.Answers)
	case "answers":
		r.Filled, err = Answers(q.Network, q.Text)
	case "script":
		r.Text, err = Script(q.Network, q.Torch)
	case "export":
		r.Text, err = Export(q.Network, q.Place)
	case "train":
		r.Network, err = Train(q.Network, q.Steps)
	case "paste":
		r.Pasted, err = Paste(q.Network, q.Place, q.Text)
	case "build":
		r.Network, err = Build(q.Network, q.Plan)
	case "make":
		r.Network, err = Make(q.Seed)
	case "check":
		r.HTML, err = Check(q.Network, q.Place, q.Offset)
	case "worksheet":
		r.HTML, err = Worksheet(q.Network, q.Key)
	case "mark":
		r.Marked, err = Mark(q.Network, q.Answers, q.First)
	default:
		err = fmt.Errorf("the engine knows no %q", q.Do)
	}
	return err
}
