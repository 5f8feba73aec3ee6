package site

import (
	"regexp"
	"strings"
	"testing"

	"backprop/internal/notebook"
)

func sampleMarkdown(t *testing.T, change func(*Chapter)) (string, map[string][]byte) {
	t.Helper()
	b := sampleBook(t)
	if change != nil {
		change(&b.Chapters[0])
	}
	files, _ := Render(b) // what is wrong is not the question here
	return string(files[b.Chapters[0].Name+".md"]), files
}

func TestMarkdownFile(t *testing.T) {
	have, _ := sampleMarkdown(t, func(c *Chapter) {
		c.Entries = append(c.Entries, notebook.Entry{Line: lineOf(t, c.Source, "nb.Row("), Output: &notebook.Sentence{Markdown: "So $a|b|$ is 1."}})
	})
	at := 0
	for _, want := range []string{ // in this order
		"# One weight, many uses\n\nThe error has reached $\\partial L/\\partial Z$.",
		"> Chapter 13 of *Backprop, Number by Number*.",
		"<details><summary>code</summary>\n\n```go\npackage main\n",
		"```\n\n</details>\n\n",
		"```text\nX 5×5",
		"## The formula\n\n",
		"```math\n\\frac{\\partial L}{\\partial K_{m,n}} =\n",
		"| $X$ | 5×5 | known |\n",
		"> [!TIP]\n> **Why: The parts *add*, $a + b$**\n>\n",
		"> ```math\n> \\boxed{dL = g_1 \\, dk\n>   + g_2 \\, dk + g_3 \\, dk}\n> ```\n",
		"<details><summary>code</summary>\n\n```go\nnb.Row(ex.X",
		"So $`a|b|`$ is 1.\n\n",
		"](02-sliding-a-window.md#the-rule)",
		"```text\n∂L/∂K[1,0] = ",
		"\n\n```go\ndK := ex.DK.Like()\nfor m := range 2 {\n\tfor n",
		"```text\n✓ loops and engine agree on ∂L/∂K",
		"> [!WARNING]\n> **Common mistake: The kernel is not rotated here**\n>\n",
		"```\nX ─▶ Z ─▶ A\n```",
		"### Exercise 1\n\nWhat would $\\partial L/\\partial K_{1,0}$ be if $X_{3,3}$ were 0?\n\n",
		"<details><summary>Hint</summary>\n\nOne term goes.\n\n</details>\n\n",
		"<details><summary>Answer</summary>\n\n$\\partial L/\\partial K_{1,0}$ = 0.1567\n\nThe third term is 0:\n\n```math\n0.1434",
		"func like(rows",
	} {
		i := strings.Index(have[at:], want)
		if i < 0 {
			t.Fatalf("after byte %d the file does not hold %q:\n%s", at, want, have[at:])
		}
		at += i + len(want)
	}
	if n := strings.Count("\n"+have, "\n```") + strings.Count("\n"+have, "\n> ```"); n%2 != 0 {
		t.Errorf("%d fences: one does not close", n)
	}
	if !strings.HasSuffix(have, "```\n") || strings.HasSuffix(have, "\n\n") {
		t.Errorf("the file ends %q", have[len(have)-20:])
	}
}

var markdownLink = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// TestMarkdownLinks: each link inside the book has its file.
func TestMarkdownLinks(t *testing.T) {
	_, files := sampleMarkdown(t, nil)
	links := 0
	for name, data := range files {
		if !strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, ".ipynb") {
			continue
		}
		for _, m := range markdownLink.FindAllStringSubmatch(string(data), -1) {
			to, _, _ := strings.Cut(m[1], "#")
			if strings.Contains(to, ":") {
				continue
			}
			links++
			if to != "" && files[to] == nil {
				t.Errorf("%s: %s leads to no file", name, m[0])
			}
		}
	}
	if links < 4 {
		t.Errorf("found %d links only", links)
	}
}

// TestMarkdownOfAFailure: text and code are there, numbers are not.
func TestMarkdownOfAFailure(t *testing.T) {
	have, _ := sampleMarkdown(t, func(c *Chapter) { c.Failure = "it broke" })
	if !strings.Contains(have, "This chapter did not run") || !strings.Contains(have, "## The formula") {
		t.Error("it does not say so, or has no text")
	}
	if strings.Contains(have, "```text") {
		t.Error("it shows outputs")
	}
	have, _ = sampleMarkdown(t, func(c *Chapter) { c.Source = "package main\n\nfunc {" })
	if !strings.HasPrefix(have, "# One weight many uses\n\n") || !strings.Contains(have, "```go\npackage main\n\nfunc {\n```") {
		t.Errorf("have %q", have)
	}
}

func TestFenced(t *testing.T) {
	if have, want := fenced("go", "a\n```\nb\n"), "````go\na\n```\nb\n````"; have != want {
		t.Errorf("have %q, want %q", have, want)
	}
}
