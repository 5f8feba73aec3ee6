package class

import (
	"fmt"
	"math"

	"backprop/internal/cnn"
	"backprop/internal/marking"
	"backprop/internal/notebook"
)

// note says what is odd about answers as a whole: what a teacher would want to
// look into before believing the marks.
func (c *Class) note() {
	var passes []*cnn.Pass // of the class, each once
	of := map[*cnn.Pass]*Student{}
	for _, s := range c.Students {
		if s.Pass != nil && of[s.Pass] == nil {
			of[s.Pass] = s
			passes = append(passes, s.Pass)
		}
	}
	for _, s := range c.Students {
		if s.Report == nil {
			continue
		}
		filled, zeros, right, shapes := 0, 0, 0, 0
		for _, p := range s.Report.Places {
			a, _ := s.Answers.At(p.Place)
			for _, n := range a.Numbers {
				if !n.Blank {
					filled++
					if n.Value == 0 {
						zeros++
					}
				}
			}
			right += p.Right
			if p.Verdict == marking.Shape {
				shapes++
			}
		}
		switch {
		case filled == 0:
			s.Note = "Nothing is filled in."
			continue
		case filled == zeros && filled > 1:
			s.Note = "Every number is 0."
			continue
		case shapes == len(s.Report.Places):
			s.Note = "No array has the shape that the network asks for. Are these answers to another network?"
		}
		if 2*right >= filled {
			continue
		}
		for _, other := range passes {
			agree, all := agreeing(s.Answers, other)
			if other != s.Pass && all >= fewest && 10*agree >= 9*all {
				s.Foreign = true
				s.Note = fmt.Sprintf("%s are right for %s, and they earn nothing here. If sheets were mixed up, name the right seed or network.",
					notebook.OfAll(agree, all, "number", "numbers that are not 0"), whose(of[other]))
				break
			}
		}
	}
}

// fewest is how many numbers it takes to say that answers belong to another
// network.
const fewest = 8

// whose is a student's network in words.
func whose(s *Student) string { return fmt.Sprintf("%s, the network of %s", s.From, s.Name) }

// agreeing counts the numbers that are given, and not zero, and those of them
// that a network has at their places, to the decimals that they claim.
func agreeing(a *marking.Answers, p *cnn.Pass) (agree, all int) {
	for _, answer := range a.Places {
		if answer.Place == cnn.ActivationPlace(0) {
			continue
		}
		q, err := p.Quantity(answer.Place)
		for i, n := range answer.Numbers {
			if n.Blank || n.Value == 0 {
				continue
			}
			all++
			if err == nil && len(q.Data) == len(answer.Numbers) &&
				math.Abs(n.Value-q.Data[i]) <= 0.5001*math.Pow10(-n.Decimals) {
				agree++
			}
		}
	}
	return agree, all
}
