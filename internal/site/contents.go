package site

import (
	"cmp"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"backprop/internal/notebook"
	"backprop/internal/weave"
)

// A part of the book and the numbers of its chapters.
type part struct {
	Name        string
	first, last int
}

var parts = []part{
	{"Forward", 1, 7},
	{"Backward", 8, 14},
	{"Trust", 15, 16},
	{"Beyond", 17, 20},
}

// An entry is a chapter in the list of contents.
type entry struct {
	Chapter
	number  int
	woven   *weave.Chapter   // nil if the source could not be cut
	twin    []weave.TwinCell // nil if there is none, or it could not be cut
	broken  string           // why it could not
	printed []string         // by each of its cells
	// titleHTML and leadHTML are the title and the first paragraph as they stand
	// on other pages.
	titleHTML, leadHTML template.HTML
	// texts and drawings are the forms of outputs that were made so far.
	texts    map[notebook.Output]string
	drawings map[*notebook.Figure]drawing
}

// contents is the list of the chapters that exist, by number.
type contents struct {
	chapters []*entry
	byName   map[string]*entry
	mistakes map[string]*entry // where the book tells of a mistake, under its name
}

var chapterName = regexp.MustCompile(`^([0-9]{2})-[a-z0-9]+(?:-[a-z0-9]+)*$`)

// newContents cuts the sources and puts the chapters in order. A chapter
// whose name is of another form, or is there twice, is left out.
func newContents(chapters []Chapter, faults *faults) *contents {
	return cutContents(chapters, faults, weave.Parse)
}

// cutContents does it with a function that cuts, or knows the cut, as
// weave.Parse does.
func cutContents(chapters []Chapter, faults *faults, cut func(file, source string) (*weave.Chapter, error)) *contents {
	c := &contents{byName: map[string]*entry{}}
	for _, ch := range chapters {
		e := &entry{Chapter: ch, texts: map[notebook.Output]string{}, drawings: map[*notebook.Figure]drawing{}}
		m := chapterName.FindStringSubmatch(ch.Name)
		if m == nil {
			faults.add(e.source(), 1, "chapter folder %q: expected two digits and words in lower case, such as \"13-convolution-backward-kernel\"", ch.Name)
			continue
		}
		if c.byName[ch.Name] != nil {
			faults.add(e.source(), 1, "chapter %q is given twice", ch.Name)
			continue
		}
		e.number, _ = strconv.Atoi(m[1])
		woven, err := cut(e.source(), ch.Source)
		if err != nil {
			e.broken = err.Error()
			faults.addLocated(e.source(), err)
		} else {
			e.woven = woven
			e.readTwin(faults)
		}
		c.byName[ch.Name] = e
		c.chapters = append(c.chapters, e)
	}
	slices.SortFunc(c.chapters, func(a, b *entry) int {
		return cmp.Or(cmp.Compare(a.number, b.number), strings.Compare(a.Name, b.Name))
	})
	c.mistakes = c.mistakeAnchors()
	return c
}

// readTwin cuts the chapter's twin, if it has one.
func (e *entry) readTwin(faults *faults) {
	if e.Twin == "" {
		return
	}
	cells, err := e.woven.Twin(e.twinFile(), e.Twin)
	if err != nil {
		faults.addLocated(e.twinFile(), err)
		return
	}
	e.twin, e.printed = cells, make([]string, len(cells))
	if e.Printed == "" {
		return
	}
	printed, err := weave.TwinPrinted(e.printedFile(), e.Printed, cells)
	if err != nil {
		faults.addLocated(e.printedFile(), fmt.Errorf("%w; GOLDIE_UPDATE=1 go test ./chapters/... makes it anew", err))
		return
	}
	e.printed = printed
}

// twinBeside is the index of the piece of the twin that stands beside a cell, or
// -1.
func (e *entry) twinBeside(cell int) int {
	return slices.IndexFunc(e.twin, func(t weave.TwinCell) bool { return t.Beside == cell && cell >= 0 })
}

// printedFile is the path of what the twin prints.
func (e *entry) printedFile() string { return "testdata/golden/numpy/" + e.Name + ".golden" }

// twinFile is the path of the chapter's twin from the root of the project.
func (e *entry) twinFile() string { return "chapters/" + e.Name + "/main.py" }

// source is the path of the chapter's source from the root of the project.
func (e *entry) source() string { return "chapters/" + e.Name + "/main.go" }

// file is the path of the chapter's page under docs/.
func (e *entry) file() string { return e.Name + ".html" }

// Number is the chapter's number as the book writes it: two digits.
func (e *entry) Number() string { return e.Name[:2] }

// Title is the chapter's title in Markdown, or the words of its folder's name
// where the source could not be cut.
func (e *entry) Title() string {
	if e.woven != nil {
		return e.woven.Title
	}
	words := strings.ReplaceAll(e.Name[3:], "-", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

// Lead is the first paragraph, in Markdown.
func (e *entry) Lead() string {
	if e.woven == nil {
		return ""
	}
	return e.woven.Lead
}

// part is the name of the part that the chapter belongs to.
func (e *entry) part() string {
	for _, p := range parts {
		if p.first <= e.number && e.number <= p.last {
			return p.Name
		}
	}
	return parts[len(parts)-1].Name
}

// numbered returns the chapter with the number, or nil.
func (c *contents) numbered(n int) *entry {
	for _, e := range c.chapters {
		if e.number == n {
			return e
		}
	}
	return nil
}

// fileOf is the file of the chapter with the number, "" where there is none.
func (c *contents) fileOf(n int) string {
	if e := c.numbered(n); e != nil {
		return e.file()
	}
	return ""
}

// A shelf is a part with its chapters.
type shelf struct {
	Part     string
	Chapters []*entry
}

// shelves returns the parts that have chapters.
func (c *contents) shelves() []shelf {
	var list []shelf
	for _, p := range parts {
		s := shelf{Part: p.Name}
		for _, e := range c.chapters {
			if e.part() == p.Name {
				s.Chapters = append(s.Chapters, e)
			}
		}
		if len(s.Chapters) > 0 {
			list = append(list, s)
		}
	}
	return list
}

// around returns the chapters before and after one; nil at the ends.
func (c *contents) around(e *entry) (before, after *entry) {
	i := slices.Index(c.chapters, e)
	if i > 0 {
		before = c.chapters[i-1]
	}
	if i+1 < len(c.chapters) {
		after = c.chapters[i+1]
	}
	return before, after
}
