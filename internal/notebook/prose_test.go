package notebook

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"
)

func TestProseText(t *testing.T) {
	source, err := os.ReadFile("testdata/prose.md")
	if err != nil {
		t.Fatal(err)
	}
	have, err := proseText(string(source), terminalWidth)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(have, "\n") {
		if columns(line) > terminalWidth || strings.TrimRight(line, " ") != line || strings.Contains(line, glue) {
			t.Errorf("line %d is too wide, ends with spaces or has glue: %q", i+1, line)
		}
	}
	goldie.New(t).Assert(t, "prose", []byte(have+"\n"))
}

func TestProseBlocks(t *testing.T) {
	tests := []struct {
		name, source string
		want         string
	}{
		{"nothing", "", ""},
		{"blank lines", "\n\n  \n", ""},
		{"two paragraphs", "a\nb\n\n\nc", "a b\n\nc"},
		{"heading ends a paragraph", "a\n## b\nc", "a\n\nb\n─\n\nc"},
		{"underlined", "a\n===\nb\n---", "a\n═\n\nb\n─"},
		{"no heading", "#a\n####### b", "#a ####### b"},
		{"tight list", "- a\n- b", "• a\n• b"},
		{"loose list", "- a\n\n- b", "• a\n\n• b"},
		{"list after a paragraph", "a\n- b", "a\n\n• b"},
		{"a year does not begin a list", "in\n1986. Then", "in 1986. Then"},
		{"a minus is no list", "a\n-b", "a -b"},
		{"lazy item", "- a\nb\n\nc", "• a b\n\nc"},
		{"item with code", "- a\n\n      code\n- b", "• a\n\n      code\n\n• b"},
		{"empty item", "-\n- b", "•\n• b"},
		{"numbers count on", "3) a\n3) b", "3) a\n4) b"},
		{"other bullets", "- a\n+ b", "• a\n\n• b"},
		{"quote", "> a\n>\n> b\n\nc", "│ a\n│\n│ b\n\nc"},
		{"quote in quote", "> > a", "│ │ a"},
		{"deep quote", strings.Repeat(">", 25) + "***", strings.Repeat("│ ", 25) + "─"},
		{"callout", "> [!TIP]\n> a", "│ Tip\n│ a"},
		{"callout of the book", "> [!SHORT]\n> a\n\n> [!SLIP] $x$\n> a\n\n> [!WHY]\n> a\n\n> [!NOTE] b\n> a",
			"│ In short\n│ a\n\n│ Common mistake: x\n│ a\n\n│ Why\n│ a\n\n│ b\n│ a"},
		{"callout alone", "> [!tip] Do *it*", "│ Do it"},
		{"code keeps its lines", "```\na  b\n\n c\n```\nd", "    a  b\n\n     c\n\nd"},
		{"longer fence", "~~~~\n~~~\n~~~~", "    ~~~"},
		{"open fence", "```\na", "    a"},
		{"display", "$$a\n+ b$$", "    a + b"},
		{"text after display", "$$a$$ b", "    a\n\nb"},
		{"rule", "- - -", "────────────────────"},
		{"rule after a paragraph", "a\n***\nb", "a\n\n────────────────────\n\nb"},
		{"centred", "| n |\n|:-:|\n| x |\n| yyy |", "n\n───\nx\nyyy"},
		{"table without body", "a | b\n--|--", "a  b\n─  ─"},
		{"no table", "a | b\n--", "a | b\n─────"},
		{"right", "| n |\n|--:|\n| x |\n| yyy |", "  n\n───\n  x\nyyy"},
		{"numbers at the point", "|n|\n|-|\n|1|\n|−0.25|\n|12.5|", "    n\n─────\n 1\n−0.25\n12.5"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			have, err := proseText(test.source, 40)
			if err != nil || have != test.want {
				t.Errorf("have %q, %v\nwant %q", have, err, test.want)
			}
		})
	}
}

func TestProseErrors(t *testing.T) {
	tests := []struct {
		name, source string
		line         int
		want         string
	}{
		{"formula", "a\n\nb\n$x$ and $\\nonsense$", 3, `$\nonsense$: unknown command \nonsense`},
		{"formula over two lines", "a $x +\n\\nonsense$", 0, "unknown command"},
		{"heading", "a\n# $\\x$", 1, "unknown command"},
		{"display", "a\n\n$$\nx^10\n$$", 2, "$$…$$:"},
		{"open display", "a\n\n$$\nx", 2, "$$ opens a formula that never ends"},
		{"in an item", "- a\n- b $\\x$", 1, "unknown command"},
		{"in a quote", "> a\n>\n> $\\x$", 2, "unknown command"},
		{"in a callout's title", "a\n\n> [!NOTE] $\\x$\n> a", 2, "unknown command"},
		{"in a table's head", "a\n\n$\\x$|b\n-|-", 2, "unknown command"},
		{"in a table", "a|b\n-|-\na|$\\x$", 2, "unknown command"},
		{"display in a sentence", "a $$x$$", 0, "begin a line of its own"},
		{"tall", "a $\\begin{matrix}a\\\\b\\end{matrix}$", 0, "takes several lines"},
		{"first of two", "$\\x$\n\n$\\y$", 0, `\x`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := proseText(test.source, 40)
			var have *proseError
			if !errors.As(err, &have) {
				t.Fatalf("have %v, want a prose error", err)
			}
			if have.line != test.line || !strings.Contains(have.Error(), test.want) {
				t.Errorf("have line %d, %q\nwant line %d, %q", have.line, have, test.line, test.want)
			}
		})
	}
}

func FuzzProseText(f *testing.F) {
	source, err := os.ReadFile("testdata/prose.md")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(source))
	for block := range strings.SplitSeq(string(source), "\n\n") {
		f.Add(block)
	}
	f.Add(">\n- \n  > ```\n$$")
	f.Fuzz(func(t *testing.T, markdown string) {
		text, err := proseText(markdown, 30)
		if err != nil && text != "" {
			t.Errorf("text %q and error %v", text, err)
		}
		again, _ := proseText(markdown, 30)
		if again != text {
			t.Errorf("have %q, then %q", text, again)
		}
	})
}
