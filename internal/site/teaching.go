package site

import (
	"fmt"
	"html/template"
)

// minutes are what a class takes for a chapter: to read it and work one
// element by hand, and then for the exercises.
var minutes = []struct{ chapter, read, exercises int }{
	{1, 30, 15}, {2, 20, 15}, {3, 15, 10}, {4, 20, 15}, {5, 15, 10}, {6, 15, 10}, {7, 25, 15},
	{8, 25, 20}, {9, 25, 15}, {10, 15, 10}, {11, 25, 20}, {12, 20, 10}, {13, 25, 15}, {14, 35, 20},
	{15, 30, 20}, {16, 35, 20}, {17, 40, 25}, {18, 30, 15}, {19, 20, 15}, {20, 30, 20}, {21, 30, 20},
	{22, 30, 15},
}

// A lesson has a subject and the chapters that it is about.
type lesson struct {
	subject  string
	chapters []int
}

// A course is a path through the book, of so many lessons.
type course struct {
	name, lead string
	lessons    []lesson
}

// courses are the paths through the book; their texts are Markdown.
var courses = []course{
	{"Two lessons", "For a class that knows the forward pass and wants to have seen the whole way back once. Give chapters 2 to 7 as reading, and hand out the cheat sheet.", []lesson{
		{"One path and a fork, in numbers; then backward, at a glance. $p - y$, and back through the fully connected layer.", []int{1, 8, 9}},
		{"The winner, the gate, and the kernel's gradient. End with the stamps, without the rotation.", []int{11, 12, 13, 14}},
	}},
	{"Five lessons", "For a class that has written a small network before.", []lesson{
		{"The network forward, and the chain rule with a fork.", []int{1, 2, 3}},
		{"Pooling, flatten, scores and the loss.", []int{4, 5, 6, 7}},
		{"From the loss to the pooled map.", []int{8, 9, 10}},
		{"Through pooling and ReLU to the kernel.", []int{11, 12, 13}},
		{"To the input, and how to check all of it.", []int{14, 15}},
	}},
	{"Ten lessons", "The whole book but chapters 20 to 22. Each lesson ends with a sheet of numbers that no other student has.", []lesson{
		{"The network, and the chain rule.", []int{1}},
		{"Convolution and ReLU.", []int{2, 3}},
		{"Pooling and flatten.", []int{4, 5}},
		{"Scores, probabilities, loss.", []int{6, 7}},
		{"Backward through the loss and the fully connected layer.", []int{8, 9}},
		{"Backward through flatten and pooling.", []int{10, 11}},
		{"The gate, and the kernel's gradient.", []int{12, 13}},
		{"The input's gradient, and the whole pass in one function.", []int{14}},
		{"The gradient check, and common mistakes.", []int{15, 19}},
		{"Training; then channels, padding and stride, or any network that the class brings.", []int{16, 17, 18}},
	}},
}

// teachingPage is what the template of the teacher's page needs.
type teachingPage struct {
	page
	Minutes []taughtChapter
	Total   int
	Paths   []taughtPath
}

// A taughtChapter is a chapter with its minutes.
type taughtChapter struct {
	Chapter               *entry
	Read, Exercises, Both int
}

// A taughtPath is a course, rendered.
type taughtPath struct {
	Name    string
	Lead    template.HTML
	Lessons []taughtLesson
}

// A taughtLesson is a lesson, rendered, with the minutes of its chapters.
type taughtLesson struct {
	Subject  template.HTML
	Chapters []*entry
	Minutes  string
}

// teaching renders the teacher's page.
func (p *pages) teaching([]*rendering) ([]byte, error) {
	t := teachingPage{page: p.page("teaching", "For teachers · "+bookTitle,
		"The book in class: what it takes, minutes for each chapter, courses of 2, 5 and 10 lessons, worksheets with other numbers for every student, marking, slides and the licence.",
		"teaching.html")}
	m := manuscript{contents: p.contents, entry: &entry{}}
	read, exercises := map[int]int{}, map[int]int{}
	for _, c := range minutes {
		read[c.chapter], exercises[c.chapter] = c.read, c.exercises
		if e := p.contents.numbered(c.chapter); e != nil {
			t.Minutes = append(t.Minutes, taughtChapter{e, c.read, c.exercises, c.read + c.exercises})
			t.Total += c.read + c.exercises
		}
	}
	for _, c := range courses {
		made := taughtPath{Name: c.name, Lead: template.HTML(m.aside(c.lead))}
		for _, l := range c.lessons {
			lesson := taughtLesson{Subject: template.HTML(m.aside(l.subject))}
			least, most := 0, 0
			for _, number := range l.chapters {
				least, most = least+read[number], most+read[number]+exercises[number]
				if e := p.contents.numbered(number); e != nil {
					lesson.Chapters = append(lesson.Chapters, e)
				}
			}
			lesson.Minutes = fmt.Sprintf("%d to %d", least, most)
			made.Lessons = append(made.Lessons, lesson)
		}
		t.Paths = append(t.Paths, made)
	}
	return p.fill("teaching", t)
}
