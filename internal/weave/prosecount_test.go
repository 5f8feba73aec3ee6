package weave

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A count is how a text is written.
type count struct{ sentences, words, short int }

// fewWords is the length up to which a sentence counts as short.
const fewWords = 8

func (c *count) add(text string) {
	for _, s := range sentences(text) {
		n := len(s)
		c.sentences++
		c.words += n
		if n <= fewWords {
			c.short++
		}
	}
}

func (c *count) String() string {
	if c.sentences == 0 {
		return fmt.Sprintf("%25s", "–")
	}
	return fmt.Sprintf("%5d %6d %6.1f %4.0f %%", c.sentences, c.words, float64(c.words)/float64(c.sentences), 100*float64(c.short)/float64(c.sentences))
}

// TestProse prints, for each chapter, how its prose and the sentences of its
// strings (exercises, boxes, captions) are written: the number of sentences and
// of words, the mean length of a sentence, the share of those with eight words
// or fewer, and words that the book would rather not use. It judges nothing:
//
//	go test -count=1 -v -run '^TestProse$' ./internal/weave
func TestProse(t *testing.T) {
	if !testing.Verbose() {
		t.Skip("prints only; see it with -v")
	}
	files, err := filepath.Glob("../../chapters/*/main.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no chapters: %v", err)
	}
	var proseOfAll, stringsOfAll count
	fmt.Printf("%-36s %25s   %25s\n%-36s %s   %s\n", "", "prose", "strings", "",
		"sent.  words   mean  short", "sent.  words   mean  short")
	var found []string
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c, err := Parse(file, string(source))
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(filepath.Dir(file))
		var prose, texts count
		var all []string
		for _, cell := range c.Cells {
			if cell.Kind == Prose {
				all = append(all, paragraphs(cell.Text)...)
				prose.add(cell.Text)
				proseOfAll.add(cell.Text)
			}
		}
		for _, text := range writtenStrings(t, filepath.Dir(file)) {
			all = append(all, text)
			texts.add(text)
			stringsOfAll.add(text)
		}
		fmt.Printf("%-36s %v   %v\n", name, &prose, &texts)
		if words := rather(strings.Join(all, "\n")); words != "" {
			found = append(found, fmt.Sprintf("%-36s %s", name, words))
		}
	}
	fmt.Printf("%-36s %v   %v\n\nrather not:\n%s\n", "all", &proseOfAll, &stringsOfAll, strings.Join(found, "\n"))
}

// writtenStrings are the strings of a chapter's program that hold sentences, and
// the paragraphs of its words.md.
func writtenStrings(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err == nil && endOfSentence.MatchString(text+" ") && len(strings.Fields(text)) >= 3 {
				list = append(list, text)
			}
			return true
		})
	}
	if words, err := os.ReadFile(filepath.Join(folder, "words.md")); err == nil {
		list = append(list, paragraphs(string(words))...)
	}
	return list
}

var (
	endOfSentence = regexp.MustCompile(`[.!?][”’"')*_]*\s`)
	spans         = regexp.MustCompile("`[^`]*`" + `|\$[^$]*\$`)
	linked        = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	marks         = regexp.MustCompile(`^\s*(>\s?)*\s*([-+*]\s+|\d+[.)]\s+)?`)
	calloutMark   = regexp.MustCompile(`^\[![A-Z]+\].*`)
	wordly        = regexp.MustCompile(`[\pL\pN]`)
)

// paragraphs are those of a Markdown text, of its lists and of its quotes,
// without headings, tables, displayed formulas and code.
func paragraphs(markdown string) []string {
	var list, open []string
	end := func() {
		if len(open) > 0 {
			list = append(list, strings.Join(open, " "))
		}
		open = nil
	}
	closing := ""
	for line := range strings.SplitSeq(markdown, "\n") {
		mark := marks.FindString(line)
		text := strings.TrimSpace(line[len(mark):])
		switch {
		case closing != "":
			if strings.Contains(text, closing) {
				closing = ""
			}
			continue
		case strings.HasPrefix(text, "```"), strings.HasPrefix(text, "$$"):
			end()
			if fence := text[:2]; !strings.Contains(text[2:], fence) || fence == "``" {
				closing = fence
			}
			continue
		case text == "", strings.HasPrefix(text, "|"), hashHeading.MatchString(text), calloutMark.MatchString(text):
			end()
			continue
		case listItem.MatchString(strings.TrimLeft(strings.TrimSpace(mark), "> ") + " "):
			end()
		}
		open = append(open, text)
	}
	end()
	return list
}

// sentences are those of a Markdown text, each as its words. A formula and a
// piece of code are one word.
func sentences(markdown string) [][]string {
	var list [][]string
	for _, p := range paragraphs(markdown) {
		p = linked.ReplaceAllString(spans.ReplaceAllString(p, "x"), "$1")
		for _, s := range strings.Split(endOfSentence.ReplaceAllString(p+" ", "$0\n"), "\n") {
			words := slices.DeleteFunc(strings.Fields(s), func(w string) bool { return !wordly.MatchString(w) })
			if len(words) > 0 {
				list = append(list, words)
			}
		}
	}
	return list
}

// ratherNot are the words and turns that the book would rather not use.
var ratherNot = regexp.MustCompile(`(?i)\b(?:stands?|stood|standing|in (?:the )?place of|signs|slips?|(?:below|above) the line|` +
	`hand(?:s|ed|ing)? on|brings? (?:a )?terms?|behind|to the front|one a [a-z]+|all the same|how many [a-z]+ has|` +
	`(?:be )?mend(?:ed|s)?|errors?|takes? a hand|c[oa]mes? about|deaf|blamed?|believes?|votes?|hears?)\b|, for (?:the|it|a|both|each|no|they|there|this|that)\b`)

// rather lists what of that a text holds, and how often.
func rather(text string) string {
	times := map[string]int{}
	var order []string
	for _, w := range ratherNot.FindAllString(spans.ReplaceAllString(text, "x"), -1) {
		w = strings.TrimPrefix(strings.ToLower(w), ", ")
		if times[w]++; times[w] == 1 {
			order = append(order, w)
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return times[b] - times[a] })
	for i, w := range order {
		order[i] = fmt.Sprintf("%s %d", w, times[w])
	}
	return strings.Join(order, ", ")
}

func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"one", "The kernel slides.", []string{"The kernel slides."}},
		{"no stop", "## Heading\n\nIt is the sum:\n\n$$a\n. b$$\n\nand more. Then", []string{"It is the sum:", "and more.", "Then"}},
		{"formulas, code and links are words", "See `x. y` and $a. b$ in [the *other* one](04-max-pooling#a.b). It’s 0.5 (or “so.”) – not 1!", []string{
			"See x and x in the *other* one.", "It’s 0.5 (or “so.”)", "not 1!"}},
		{"lists, quotes, tables", "- One item\n  goes on.\n- Two.\n\n> [!NOTE] A title. So\n> Text\n> goes on. More.\n\n| a. b | c |\n1. First.", []string{
			"One item goes on.", "Two.", "Text goes on.", "More.", "First."}},
		{"code", "Before.\n\n```go\nx. y\n```\n\nAfter.", []string{"Before.", "After."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var have []string
			for _, words := range sentences(tt.text) {
				have = append(have, strings.Join(words, " "))
			}
			if !slices.Equal(have, tt.want) {
				t.Errorf("have %q, want %q", have, tt.want)
			}
		})
	}
	if have, want := rather("It stands in place of the other, for it stands. `stands`"), "stands 2, in place of 1, for it 1"; have != want {
		t.Errorf("have %q, want %q", have, want)
	}
}
