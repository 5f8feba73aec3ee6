package words

import (
	"regexp"
	"strings"
)

// An Exercise is a section that asks.
type Exercise struct {
	Question       Text
	Answers        []Answer
	Reasons        []Reason // instead of answers
	Hint, Solution Text     // may be empty
}

// An Answer is the TeX of what is asked for, which may be empty, and the name
// of its number; or the name of a list of answers.
type Answer struct {
	List  bool
	Name  Text
	Value Hole
	Wrong []Wrong
}

// A Wrong is the name of a wrong number with what was done, or, where Did is
// empty, the name of a list of such.
type Wrong struct {
	Value   Hole
	Did     Text
	Mistake string // its name in the catalogue; may be empty
}

// A Reason is one to choose from. The right one has no Did.
type Reason struct{ Says, Did Text }

var (
	answerLine = regexp.MustCompile(`^- (?:(?:\$(.*)\$ )?= )?(‹[^‹›]+›)$`)
	wrongLine  = regexp.MustCompile(`^(‹[^‹›]+›)(?:: (.*))?$`)
	named      = regexp.MustCompile(`^\[(.*)\]\(#([^() ]+)\)$`)
	numbered   = regexp.MustCompile(`^[1-9]\. `)
)

// Exercise reads a section as an exercise. Its error is an *Error.
func (s Section) Exercise() (*Exercise, error) {
	lines := strings.Split(s.Text.Source, "\n")
	list, hint := parts(lines)
	text := func(p part) Text { return textOf(lines[p.from:p.to], s.Text.Line+p.from) }
	e := &Exercise{Question: text(part{0, min(list.from, hint.from)}), Hint: text(hint)}
	switch {
	case e.Question.Source == "":
		return nil, errorAt(s.Line, "the exercise %q asks nothing; begin with the question", s.Name)
	case list.is() && hint.is() && (hint.from < list.from || text(part{list.to, hint.from}).Source != ""):
		return nil, errorAt(s.Text.Line+hint.from, "the hint stands apart from the list; expected question, list, hint, solution in this order")
	case hint.is():
		e.Solution = text(part{hint.to, len(lines)})
	default:
		e.Solution = text(part{list.to, len(lines)})
	}
	e.Hint.Source = quotation.ReplaceAllString(e.Hint.Source, "")
	items := itemsOf(lines[list.from:list.to], s.Text.Line+list.from)
	if len(items) > 0 && numbered.MatchString(items[0].Source) {
		return e, e.readReasons(items)
	}
	return e, e.readAnswers(items)
}

var quotation = regexp.MustCompile(`(?m)^> ?`)

// A part is some lines, from one to before another; none where both are the
// same.
type part struct{ from, to int }

func (p part) is() bool { return p.from < p.to }

// parts finds the list of answers or reasons and the hint. One that is not
// there is at the end.
func parts(lines []string) (list, hint part) {
	list = part{len(lines), len(lines)}
	hint = list
	fenced := false
	for i := 0; i < len(lines); i++ {
		switch line := lines[i]; {
		case strings.HasPrefix(strings.TrimSpace(line), "```"):
			fenced = !fenced
		case fenced:
		case !list.is() && (answerLine.MatchString(line) || numbered.MatchString(line)):
			end := i
			for end < len(lines) && lines[end] != "" {
				end++
			}
			if answerLine.MatchString(line) || strings.Contains(strings.Join(lines[i:end], "\n"), "\n   - ") {
				list = part{i, end}
			}
			i = end - 1
		case !hint.is() && strings.HasPrefix(line, ">"):
			hint.from = i
			for i+1 < len(lines) && strings.HasPrefix(lines[i+1], ">") {
				i++
			}
			hint.to = i + 1
		}
	}
	return list, hint
}

// itemsOf cuts a list into its items: each with the lines that are indented
// under it.
func itemsOf(lines []string, first int) []Text {
	var items []Text
	for i, line := range lines {
		if n := len(items); n > 0 && strings.HasPrefix(line, " ") {
			items[n-1].Source += "\n" + line
		} else {
			items = append(items, Text{line, first + i})
		}
	}
	return items
}

// nested cuts an item into its own text, joined to one line, and the items
// under it, which stand behind so many spaces.
func (t Text) nested(spaces int) (own Text, under []Text) {
	own.Line = t.Line
	for i, line := range strings.Split(t.Source, "\n") {
		item, is := strings.CutPrefix(line, strings.Repeat(" ", spaces)+"- ")
		line = strings.TrimSpace(line)
		switch n := len(under); {
		case is:
			under = append(under, Text{item, t.Line + i})
		case n > 0:
			under[n-1].Source += " " + line
		case i > 0:
			own.Source += "\n" + line
		default:
			own.Source = line
		}
	}
	return own, under
}

func (e *Exercise) readAnswers(items []Text) error {
	for _, item := range items {
		own, under := item.nested(2)
		at := answerLine.FindStringSubmatchIndex(own.Source)
		if at == nil {
			return errorAt(own.Line, "found %q among the answers; expected - $name$ = ‹number›", own.Source)
		}
		a := Answer{Name: Text{"", own.Line}, Value: own.hole(at[4]+len("‹"), at[5]-len("›"))}
		a.List = !strings.HasPrefix(own.Source, "- $") && !strings.HasPrefix(own.Source, "- =")
		if at[2] >= 0 {
			a.Name.Source = own.Source[at[2]:at[3]]
		}
		for _, line := range under {
			m := wrongLine.FindStringSubmatchIndex(line.Source)
			if m == nil {
				return errorAt(line.Line, "found %q under an answer; expected - ‹number›: what was done", line.Source)
			}
			w := Wrong{Value: line.hole(m[2]+len("‹"), m[3]-len("›")), Did: Text{"", line.Line}}
			if m[4] >= 0 {
				w.Did.Source = line.Source[m[4]:m[5]]
				if link := named.FindStringSubmatch(w.Did.Source); link != nil {
					w.Did.Source, w.Mistake = link[1], link[2]
				}
			}
			a.Wrong = append(a.Wrong, w)
		}
		e.Answers = append(e.Answers, a)
	}
	return nil
}

func (e *Exercise) readReasons(items []Text) error {
	right := 0
	for _, item := range items {
		own, under := item.nested(3)
		if !numbered.MatchString(own.Source) || len(under) > 1 {
			return errorAt(own.Line, "found %q among the reasons; expected a number and at most one line - what they did who chose it", own.Source)
		}
		own.Source = own.Source[len("1. "):]
		r := Reason{Says: own}
		if len(under) == 1 {
			r.Did = under[0]
		} else {
			right++
		}
		e.Reasons = append(e.Reasons, r)
	}
	if right != 1 {
		return errorAt(items[0].Line, "%d of the reasons are right; expected one without a line under it", right)
	}
	return nil
}
