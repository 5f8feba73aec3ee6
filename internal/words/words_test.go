package words

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

const sample = `# The words

What they are.

## a sentence

There ‹are› ‹= n›
of ‹the largest
cells›.

## tie-last rule {#tie-last}

“Text.”

## an exercise

What is $P$?

` + "```go\n- $x$ = ‹no›\n1. no\n   - no\n```" + `

1. This is no list of reasons.

- $P_{‹i›}$ = ‹P›
  - ‹mean›: took the mean
    of all
  - ‹late›: [took the ‹last›](#tie-last)
  - ‹slips›
- = ‹n›
- ‹more›

> Look
> twice.

It is ‹P›.

` + "```\n## no heading\n```" + `

## why

Why?

1. Because
   of this.
2. Because of that.
   - mixed
     it up
`

func section(t *testing.T, source, name string) Section {
	t.Helper()
	f, err := Parse(source)
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.Section(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFill(t *testing.T) {
	var holes []string
	have, err := section(t, sample, "a sentence").Text.Fill(func(h Hole) (string, error) {
		holes = append(holes, fmt.Sprintf("%s %v %d", h.Name, h.Relation, h.Line))
		return strings.ToUpper(h.Name), nil
	})
	if want := "There ARE N\nof THE LARGEST CELLS."; have != want || err != nil {
		t.Errorf("have %q, %v\nwant %q", have, err, want)
	}
	if want := []string{"are false 7", "n true 7", "the largest cells false 8"}; !reflect.DeepEqual(holes, want) {
		t.Errorf("have %q\nwant %q", holes, want)
	}
	have, err = section(t, "## a\n\nThe column is\n‹n›. It\n\n‹n›", "a").Text.Fill(func(Hole) (string, error) { return "1", nil })
	if want := "The column is 1. It\n\n1"; have != want || err != nil {
		t.Errorf("have %q, %v\nwant %q", have, err, want)
	}
	_, err = section(t, sample, "a sentence").Text.Fill(func(h Hole) (string, error) {
		if h.Name == "n" {
			return "", errors.New("no n")
		}
		return "", nil
	})
	if want := "line 7: no n"; err == nil || err.Error() != want {
		t.Errorf("have %v, want %s", err, want)
	}
}

func TestSection(t *testing.T) {
	if s := section(t, sample, "tie-last rule"); s.ID != "tie-last" || s.Line != 11 || s.Text != (Text{"“Text.”", 13}) {
		t.Errorf("have %+v", s)
	}
	f, err := Parse(sample)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(f.Sections()); n != 4 {
		t.Errorf("have %d sections, want 4", n)
	}
	_, err = f.Section("no")
	if want := `line 1: no section "no"; there are "a sentence", "tie-last rule", "an exercise", "why"`; err == nil || err.Error() != want {
		t.Errorf("have %v\nwant %s", err, want)
	}
}

func TestExercise(t *testing.T) {
	have, err := section(t, sample, "an exercise").Exercise()
	if err != nil {
		t.Fatal(err)
	}
	fence := "```"
	want := &Exercise{
		Question: Text{"What is $P$?\n\n" + fence + "go\n- $x$ = ‹no›\n1. no\n   - no\n" + fence + "\n\n1. This is no list of reasons.", 17},
		Answers: []Answer{
			{Name: Text{"P_{‹i›}", 27}, Value: Hole{"P", false, 27}, Wrong: []Wrong{
				{Value: Hole{"mean", false, 28}, Did: Text{"took the mean of all", 28}},
				{Value: Hole{"late", false, 30}, Did: Text{"took the ‹last›", 30}, Mistake: "tie-last"},
				{Value: Hole{"slips", false, 31}, Did: Text{"", 31}},
			}},
			{Name: Text{"", 32}, Value: Hole{"n", false, 32}},
			{List: true, Name: Text{"", 33}, Value: Hole{"more", false, 33}},
		},
		Hint:     Text{"Look\ntwice.", 35},
		Solution: Text{"It is ‹P›.\n\n" + fence + "\n## no heading\n" + fence, 38},
	}
	if !reflect.DeepEqual(have, want) {
		t.Errorf("have %+v\nwant %+v", have, want)
	}
	have, err = section(t, "## a\n\nQ?\n\n- = ‹n›\n\n> H\n> h\nS.", "a").Exercise()
	if err != nil || have.Hint != (Text{"H\nh", 7}) || have.Solution != (Text{"S.", 9}) {
		t.Errorf("have the hint %+v and the solution %+v, %v; want H, h and then S.", have.Hint, have.Solution, err)
	}
	have, err = section(t, sample, "why").Exercise()
	want = &Exercise{
		Question: Text{"Why?", 46},
		Reasons: []Reason{
			{Says: Text{"Because\nof this.", 48}},
			{Says: Text{"Because of that.", 50}, Did: Text{"mixed it up", 51}},
		},
		Hint:     Text{"", 53},
		Solution: Text{"", 53},
	}
	if err != nil || !reflect.DeepEqual(have, want) {
		t.Errorf("have %+v, %v\nwant %+v", have, err, want)
	}
}

func TestTable(t *testing.T) {
	have, err := section(t, "## a\n\nThe\ncaption\n\n| x | $|y|$ |\n| --- | --- |\n| 1 | ‹n› |\n| | 2 |\n| 3 | |\n", "a").Table()
	want := &Table{
		Caption: Text{"The\ncaption", 3},
		Columns: []Text{{"x", 6}, {"$|y|$", 6}},
		Rows:    [][]Text{{{"1", 8}, {"‹n›", 8}}, {{"", 9}, {"2", 9}}, {{"3", 10}, {"", 10}}},
	}
	if err != nil || !reflect.DeepEqual(have, want) {
		t.Errorf("have %+v, %v\nwant %+v", have, err, want)
	}
	for source, want := range map[string]string{
		"no table": "line 1: found no table under \"a\"",
		"| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 |": "line 6: the row has 1 cells; expected 2",
	} {
		if _, err := section(t, "## a\n\n"+source, "a").Table(); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: have %v, want %s", source, err, want)
		}
	}
}

func TestBad(t *testing.T) {
	tests := []struct{ name, source, want string }{
		{"level", "## a\n\nb\n\n### c", "line 5: found a heading of level 3"},
		{"second title", "# a\n\n## b\n\nc\n\n# d", "line 7: found a heading of level 1"},
		{"twice", "## a\n\nb\n\n## a\n\nc", `line 5: the section "a" was there already, in line 1`},
		{"empty", "## a\n\n## b\n\nc", `line 1: nothing stands under the heading "a"`},
		{"no name", "## a\n\nb ‹›", "line 3: found ‹› without a name"},
		{"open", "## a\n\nb\n‹c d", "line 4: found ‹ or › without the other"},
		{"closed", "## a\n\n› ‹c›", "line 3: found ‹ or › without the other"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Parse(test.source)
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("have %v\nwant %s", err, test.want)
			}
		})
	}
	exercises := []struct{ name, source, want string }{
		{"no question", "- = ‹n›", `line 1: the exercise "a" asks nothing`},
		{"hint first", "Q?\n\n> H\n\n- = ‹n›", "line 5: the hint stands apart"},
		{"between", "Q?\n\n- = ‹n›\n\nS.\n\n> H", "line 9: the hint stands apart"},
		{"answer", "Q?\n\n- $a$ = ‹n›\n- $b$ is ‹n›", `line 6: found "- $b$ is ‹n›" among the answers`},
		{"wrong", "Q?\n\n- $a$ = ‹n›\n  - 2 is wrong", `line 6: found "2 is wrong" under an answer`},
		{"one reason", "Q?\n\n1. a\n   - b", "line 5: 0 of the reasons are right"},
		{"two right", "Q?\n\n1. a\n2. b\n   - c\n3. d", "line 5: 2 of the reasons are right"},
		{"reason", "Q?\n\n1. a\n2. b\n   - c\n   - d", `line 6: found "2. b" among the reasons`},
	}
	for _, test := range exercises {
		t.Run(test.name, func(t *testing.T) {
			_, err := section(t, "## a\n\n"+test.source, "a").Exercise()
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("have %v\nwant %s", err, test.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample)
	f.Fuzz(func(t *testing.T, source string) {
		file, err := Parse(source)
		if err != nil {
			return
		}
		for _, s := range file.Sections() {
			if _, err := s.Text.Fill(func(Hole) (string, error) { return "x", nil }); err != nil {
				t.Error(err)
			}
			_, _ = s.Exercise() // must not panic
			_, _ = s.Table()
		}
	})
}
