package site

import (
	"fmt"
	"html/template"
	"strings"
)

// A fold is what a figure or a list holds beside what it shows: the equations
// of all elements. Ten thousand formulas would make a page slow that nobody
// opens at once, so the page holds them as a text, from which its script takes
// what is asked for, and without a script a link leads to a plain page of them.
type fold struct {
	ID      string
	Section template.HTML // the heading of the section that it stands in
	Link    string        // to that section
	Summary template.HTML
	Body    template.HTML
}

// How package notebook writes a fold.
const (
	foldOpens  = `<details class="elements"><summary>`
	foldBegins = "</summary>\n"
	foldCloses = "</details>"
)

// takeFolds takes the folds out of the text of a chapter's page and leaves the
// links and texts.
func (e *entry) takeFolds(page string) (string, []fold) {
	var b strings.Builder
	var folds []fold
	section, link := template.HTML(e.titleHTML), e.file()
	for {
		before, rest, found := strings.Cut(page, foldOpens)
		if i := strings.LastIndex(before, "<h2 "); i >= 0 {
			section, link = headingOf(before[i:], section, e.file())
		}
		b.WriteString(before)
		if !found {
			return b.String(), folds
		}
		summary, rest, _ := strings.Cut(rest, foldBegins)
		body, rest, _ := strings.Cut(rest, foldCloses)
		f := fold{
			ID: fmt.Sprintf("sums-%d", len(folds)+1), Section: section, Link: link,
			Summary: template.HTML(summary), Body: template.HTML(body),
		}
		folds = append(folds, f)
		fmt.Fprintf(&b, "<p class=\"all\"><a href=\"%s#%s\">%s</a></p>\n%s%s</script>", e.sumsFile(), f.ID, summary, sumsOpen, body)
		page = rest
	}
}

const sumsOpen = "<script type=\"text/plain\" class=\"sums\">\n"

// withoutSums is a text without what only a script reads.
func withoutSums(page string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(page, sumsOpen)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		_, page, _ = strings.Cut(rest, "</script>")
	}
}

// headingOf is the text of the heading that a page's text begins with, and
// where it stands.
func headingOf(page string, section template.HTML, file string) (template.HTML, string) {
	tag, rest, _ := strings.Cut(page, ">")
	text, _, closed := strings.Cut(rest, "</h2>")
	if !closed {
		return section, file
	}
	text, _, _ = strings.Cut(text, ` <a class="anchor"`)
	_, id, _ := strings.Cut(tag, ` id="`)
	id, _, _ = strings.Cut(id, `"`)
	for strings.HasPrefix(text, "<span id=") { // other addresses of the section
		_, text, _ = strings.Cut(text, "</span>")
	}
	return template.HTML(text), file + "#" + id
}

// sumsFile is the path of the page of the chapter's equations, under docs/.
func (e *entry) sumsFile() string { return e.Name + "-sums.html" }

// sumsPage is what the template of a page of equations needs.
type sumsPage struct {
	page
	Entry *entry
	Folds []fold
}

// sums is the page of a chapter's equations; nil where there are none.
func (p *pages) sums(e *entry, folds []fold) ([]byte, error) {
	if len(folds) == 0 {
		return nil, nil
	}
	title := e.Number() + " · " + plainText(e.Title()) + " · every sum"
	return p.fill("sums", sumsPage{
		page:  p.page("sums", title, "Every element of chapter "+e.Number()+" of "+bookTitle+" with its sum in letters and in numbers.", e.sumsFile()),
		Entry: e,
		Folds: folds,
	})
}
