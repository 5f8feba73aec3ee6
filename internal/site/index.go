package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"backprop/internal/notebook"
	"backprop/internal/weave"
)

// An indexedPage is a page that the search knows, by its sections.
type indexedPage struct {
	file, number, title string
	sections            []indexedSection
}

// An indexedSection is what stands under one heading.
type indexedSection struct {
	id      string // "" for the top of the page
	heading string
	text    string
}

// searchIndex is the script that holds the text of the book for the search:
// one constant, an array of pages, each an array of its file, its number, its
// title and its sections, and each of those an array of anchor, heading and
// text. A script, because a page in the file system may load nothing else.
func (p *pages) searchIndex(chapters []*rendering) ([]byte, error) {
	list := [][]any{}
	pages, err := p.indexedPages(chapters)
	if err != nil {
		return nil, fmt.Errorf("search index: %w", err)
	}
	for _, page := range pages {
		sections := [][]string{}
		for _, s := range page.sections {
			sections = append(sections, []string{s.id, s.heading, s.text})
		}
		list = append(list, []any{page.file, page.number, page.title, sections})
	}
	var b bytes.Buffer
	b.WriteString("const searchIndex = ")
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(list); err != nil {
		return nil, fmt.Errorf("search index: %w", err)
	}
	return append(bytes.TrimSpace(b.Bytes()), ";\n"...), nil
}

// indexedPages are the questions that readers are stuck on, the chapters, the
// page of signs and words, the cheat sheet, the teacher's page, the slides and
// what was measured. A question's anchor is the whole address of the section
// that answers it.
func (p *pages) indexedPages(chapters []*rendering) ([]indexedPage, error) {
	stuck := indexedPage{file: "index.html", title: "Question"}
	for _, q := range p.contents.answered() {
		stuck.sections = append(stuck.sections, indexedSection{q.Link, plainText(q.source.question), plainText(q.source.answer)})
	}
	list := []indexedPage{stuck}
	for _, r := range chapters {
		list = append(list, r.indexed)
	}
	w := indexedPage{file: "words.html", title: "Notation and words"}
	for _, s := range symbols {
		w.sections = append(w.sections, indexedSection{"signs", plainText(s.symbol), plainText(s.meaning)})
	}
	for _, g := range glossary {
		w.sections = append(w.sections, indexedSection{wordID(g.word), plainText(g.word), plainText(g.meaning)})
	}
	class, err := p.teaching(chapters)
	return append(list, w, p.contents.indexedCheats(), indexedHTML("teaching.html", "For teachers", class),
		indexedSlides(p.allSlides(chapters)), indexedMeasures(p.measures)), err
}

var (
	htmlHeading = regexp.MustCompile(`(?s)<h([12])(?: id="([^"]*)")?>(.*?)</h[12]>`)
	htmlUnread  = regexp.MustCompile(`(?s)<(table|pre)\b.*?</(?:table|pre)>`)
	htmlTag     = regexp.MustCompile(`<[^>]*>`)
)

// indexedHTML is a page whose text is in its template: what follows each of
// its headings, without tables and listings.
func indexedHTML(file, title string, page []byte) indexedPage {
	x := indexedPage{file: file, title: title}
	text := func(part string) string {
		part = htmlTag.ReplaceAllString(htmlUnread.ReplaceAllString(part, " "), " ")
		return strings.Join(strings.Fields(html.UnescapeString(part)), " ")
	}
	article, _, _ := strings.Cut(string(page), "</article>")
	found := htmlHeading.FindAllStringSubmatchIndex(article, -1)
	for i, at := range found {
		end := len(article)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		s := indexedSection{heading: text(article[at[6]:at[7]]), text: text(article[at[1]:end])}
		if at[4] >= 0 {
			s.id = article[at[4]:at[5]]
		}
		x.sections = append(x.sections, s)
	}
	return x
}

// indexed is the page of a chapter: its prose, and what its outputs say.
func (e *entry) indexed(mistakes map[string]*entry) indexedPage {
	title := plainText(e.Title())
	x := &indexer{entry: e, mistakes: mistakes}
	x.page = indexedPage{file: e.file(), number: e.Number(), title: title}
	x.open("", title)
	if e.woven == nil {
		return x.page
	}
	shown := e.byCell()
	x.outputs(shown[-1])
	for i, cell := range e.woven.Cells {
		if cell.Kind == weave.Prose {
			x.prose(cell)
		}
		if twin := e.twinBeside(i); twin >= 0 {
			x.add(saidInNumPy(e.twin[twin].Text))
		}
		x.outputs(shown[i])
	}
	return x.page
}

// An indexer fills the sections of a chapter in reading order.
type indexer struct {
	entry    *entry
	mistakes map[string]*entry // those with a heading of their own, see mistakeAnchors
	page     indexedPage
	at       int // the section that text goes to
}

// open begins a section.
func (x *indexer) open(id, heading string) {
	x.at = len(x.page.sections)
	x.page.sections = append(x.page.sections, indexedSection{id: id, heading: heading})
}

// add puts text into the section that is open.
func (x *indexer) add(text string) {
	s := &x.page.sections[x.at]
	s.text = strings.TrimSpace(s.text + " " + text)
}

// prose adds a cell of prose, heading by heading.
func (x *indexer) prose(cell weave.Cell) {
	src := []byte(cell.Text)
	doc := converter.Parser().Parse(text.NewReader(src))
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok {
			x.add(plain(src, n))
			continue
		}
		if h.Lines().Len() == 0 {
			continue
		}
		line := cell.Line + bytes.Count(src[:h.Lines().At(0).Start], []byte("\n"))
		for _, known := range x.entry.woven.Headings {
			if known.Line == line && known.Level > 1 {
				x.open(known.ID, plain(src, h))
			}
		}
	}
}

// outputs adds what outputs say. A mistake is a section of its own, as long as
// it goes on. So is an exercise, but the text after it belongs to the section
// around it.
func (x *indexer) outputs(entries []notebook.Entry) {
	for _, e := range entries {
		if name := computedHeading(e.Output); name != "" && x.mistakes[name] == x.entry {
			x.open(name, strings.ReplaceAll(name, "-", " "))
			continue
		}
		if exercise, ok := e.Output.(*notebook.Exercise); ok {
			around := x.at
			x.open(exerciseAnchor(exercise.Number), fmt.Sprintf("Exercise %d", exercise.Number))
			x.add(plainText(exercise.Question)) // and no answer: it is not to be read by accident
			x.at = around
			continue
		}
		x.add(said(e.Output))
	}
}

// said is what a reader may look for in an output: its words and its equations,
// not the numbers of its matrices.
func said(o notebook.Output) string {
	switch o := o.(type) {
	case *notebook.Sentence:
		return plainText(o.Markdown)
	case *notebook.Slip:
		return strings.TrimSpace(plainText(o.Title) + " " + plainText(o.Belief))
	case *notebook.Check:
		return plainText(o.What)
	case *notebook.Figure:
		return o.Title + ". " + plainText(o.Caption)
	case *notebook.Row:
		return saidByRow(o)
	case *notebook.Equation:
		return saidByEquation(o)
	case *notebook.Derivations:
		var all []string
		for _, e := range o.Equations {
			all = append(all, saidByEquation(e))
		}
		return strings.Join(append(all, plainText(o.Note)), " ")
	case *notebook.Table:
		cells := append([]string{o.Caption}, o.Columns...)
		for _, row := range o.Rows {
			cells = append(cells, row...)
		}
		for i, c := range cells {
			cells[i] = plainText(c)
		}
		return strings.Join(cells, " ")
	}
	return ""
}

// saidByRow is the row without its numbers, such as "X ⋆ ∂L/∂Z = ∂L/∂K".
func saidByRow(r *notebook.Row) string {
	var parts []string
	for _, item := range r.Items {
		if item.Grid != nil {
			parts = append(parts, plainFormula(item.Grid.Name))
		} else {
			parts = append(parts, plainFormula(item.Operator))
		}
	}
	return strings.Join(append(parts, plainText(r.Caption)), " ")
}

// manyTerms is from how many terms on a sum is left out of the index.
const manyTerms = 5

// saidByEquation is the equation without what was put in for its symbols.
func saidByEquation(e *notebook.Equation) string {
	said := plainFormula(e.Left)
	for i, step := range e.Steps {
		if (i > 0 && i < len(e.Steps)-1) || len(step.Terms) >= manyTerms {
			continue
		}
		said += " " + step.Relation + " " + plainFormula(strings.Join(step.Terms, " "))
	}
	return strings.Join(strings.Fields(said), " ")
}
