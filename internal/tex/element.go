package tex

import (
	"html"
	"strings"
)

// An element is one element of the MathML tree: it holds either text or other
// elements.
type element struct {
	name  string
	attrs []attr
	text  string
	kids  []*element
}

type attr struct {
	name, value string
}

// leaf returns an element that holds text.
func leaf(name, text string, attrs ...attr) *element {
	return &element{name: name, text: text, attrs: attrs}
}

// branch returns an element that holds elements.
func branch(name string, kids ...*element) *element {
	return &element{name: name, kids: kids}
}

func (e *element) set(name, value string) *element {
	e.attrs = append(e.attrs, attr{name, value})
	return e
}

// addClass gives the element one more class name.
func (e *element) addClass(name string) *element {
	for i, a := range e.attrs {
		if a.name == "class" {
			e.attrs[i].value = name + " " + a.value
			return e
		}
	}
	e.attrs = append([]attr{{"class", name}}, e.attrs...)
	return e
}

// String returns the element as it stands in a page, on one line.
func (e *element) String() string {
	var b strings.Builder
	e.write(&b)
	return b.String()
}

func (e *element) write(b *strings.Builder) {
	b.WriteString("<" + e.name)
	for _, a := range e.attrs {
		b.WriteString(" " + a.name + `="` + html.EscapeString(a.value) + `"`)
	}
	b.WriteString(">")
	b.WriteString(html.EscapeString(e.text))
	for _, kid := range e.kids {
		kid.write(b)
	}
	b.WriteString("</" + e.name + ">")
}
