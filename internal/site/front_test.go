package site

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"backprop/internal/cnn"
	"backprop/internal/notebook"
	"backprop/internal/weave"
)

func TestFrontPage(t *testing.T) {
	files, err := Render(sampleBook(t))
	if err != nil {
		t.Fatal(err)
	}
	front := string(files["index.html"])
	for _, want := range []string{
		`<a href="13-one-weight-many-uses.html#the-formula">How do I get the gradient of the kernel`, // the section exists
		`<a href="11-where-errors-go.html">Where does the gradient go`,                               // it does not: the chapter
		`go run ./chapters/13-one-weight-many-uses -net mine.json`,
		`<h3>Forward</h3>`, `<h3>Backward</h3>`,
		`How much of it does each`,
	} {
		if !strings.Contains(front, want) {
			t.Errorf("the front page does not hold %s", want)
		}
	}
	for _, no := range []string{"flatten?", "<h3>Trust</h3>", "Do I rotate"} {
		if strings.Contains(front, no) {
			t.Errorf("the front page holds %s, which needs a chapter that is not there", no)
		}
	}
}

func TestParts(t *testing.T) {
	for _, tt := range []struct {
		number int
		want   string
	}{{1, "Forward"}, {7, "Forward"}, {8, "Backward"}, {14, "Backward"}, {15, "Trust"}, {16, "Trust"}, {17, "Beyond"}, {20, "Beyond"}} {
		e := entry{number: tt.number}
		if have := e.part(); have != tt.want {
			t.Errorf("chapter %d: have %s, want %s", tt.number, have, tt.want)
		}
	}
}

// TestShapes: with another network, the table of symbols shows its shapes.
func TestShapes(t *testing.T) {
	b := sampleBook(t)
	strip := sampleStrip()
	strip.Stages[0].Shape = cnn.Shape{7, 6}
	strip.Stages[4].Shape = cnn.Shape{9}
	strip.Stages[5].Shape = cnn.Shape{5}
	strip.Stages = slices.Delete(strip.Stages, 6, 7) // p is as long as s
	b.Chapters[0].Entries[0].Output = strip
	files, err := Render(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<td>7×6</td>", "<td>4×3, one</td>", "<td>5×9, 5</td>", "<td>probabilities</td><td>5</td>"} {
		if !strings.Contains(string(files["words.html"]), want) {
			t.Errorf("the symbols do not hold %s", want)
		}
	}
}

// TestQuestions: there are enough of them, and their Markdown is sound.
func TestQuestions(t *testing.T) {
	if len(questions()) < 10 {
		t.Errorf("%d questions", len(questions()))
	}
	m, f := desk(t)
	for _, q := range questions() {
		m.readComputed(q.question, q.chapter)
		m.readComputed(q.answer, q.chapter)
	}
	for _, s := range symbols {
		m.readComputed(s.symbol, s.chapter)
		m.readComputed(s.meaning, s.chapter)
	}
	for _, w := range glossary {
		m.readComputed(w.meaning, w.chapter)
	}
	if err := f.join(); err != nil {
		t.Error(err)
	}
}

func TestGlossary(t *testing.T) {
	key := func(a, b word) int { return strings.Compare(strings.ToLower(a.word), strings.ToLower(b.word)) }
	if !slices.IsSortedFunc(glossary, key) {
		sorted := slices.SortedFunc(slices.Values(glossary), key)
		for i := range glossary {
			if glossary[i] != sorted[i] {
				t.Fatalf("not by alphabet: %q stands where %q belongs", glossary[i].word, sorted[i].word)
			}
		}
	}
	for _, w := range glossary {
		if !strings.HasSuffix(w.meaning, ".") || strings.Count(w.meaning, ". ") > 0 {
			t.Errorf("%s: one sentence, please: %s", w.word, w.meaning)
		}
		if w.chapter < 1 || w.chapter > 22 {
			t.Errorf("%s: chapter %d", w.word, w.chapter)
		}
	}
	// The words that the book shares, so that a chapter can link to them.
	for _, want := range []string{"cell", "gradient-check", "central-difference", "winner", "gate", "scatter-add", "full-correlation", "valid-correlation", "logits", "kernel"} {
		if !slices.ContainsFunc(glossary, func(w word) bool { return wordID(w.word) == want }) {
			t.Errorf("no word with the anchor %s", want)
		}
	}
}

// TestStripIsNotChanged: the entries belong to the caller.
func TestStripIsNotChanged(t *testing.T) {
	b := sampleBook(t)
	if _, err := Render(b); err != nil {
		t.Fatal(err)
	}
	strip := b.Chapters[0].Entries[0].Output.(*notebook.Strip)
	if have := strip.Stages[2].Chapter; have != "12-not-written" {
		t.Errorf("the strip's stage now links to %q", have)
	}
}

// wovenChapters are the chapters of the book as they are, by number.
func wovenChapters(t *testing.T) map[int]*entry {
	t.Helper()
	files, err := filepath.Glob("../../chapters/*/main.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no chapters: %v", err)
	}
	entries := map[int]*entry{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		woven, err := weave.Parse(file, string(source))
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(filepath.Dir(file))
		number, err := strconv.Atoi(name[:2])
		if err != nil {
			t.Fatal(err)
		}
		entries[number] = &entry{Chapter: Chapter{Name: name}, woven: woven}
	}
	return entries
}

// TestSectionsOfQuestionsAndWords: a question and a word that name a section
// lead to it, in the chapter as it is.
func TestSectionsOfQuestionsAndWords(t *testing.T) {
	entries := wovenChapters(t)
	check := func(from string, chapter int, section string) {
		e := entries[chapter]
		if e == nil || section != "" && e.sectionAt(section) == "" {
			t.Errorf("%q: chapter %d has no section #%s", from, chapter, section)
		}
	}
	for _, q := range questions() {
		check(q.question, q.chapter, q.section)
	}
	for _, w := range glossary {
		check(w.word, w.chapter, w.section)
	}
}
