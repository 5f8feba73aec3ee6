package site

import "testing"

func TestPortable(t *testing.T) {
	var faults faults
	c := newContents(sampleBook(t).Chapters, &faults)
	m := manuscript{contents: c, entry: c.byName["13-one-weight-many-uses"]}
	for _, tt := range []struct{ source, notebook, markdown string }{
		{"plain $x_i$ text", "plain $x_i$ text", "plain $x_i$ text"},
		// Links.
		{"[a](11-where-errors-go)", "[a](11-where-errors-go.ipynb)", "[a](11-where-errors-go.md)"},
		{"[*a* $x$](../11-where-errors-go#ties) b](11-x)", "[*a* $x$](11-where-errors-go.ipynb#Ties) b](11-x)", "[*a* $x$](11-where-errors-go.md#ties) b](11-x)"},
		{"[$x$](11-where-errors-go), [$a](b$](11-where-errors-go#ties)", "[$x$](11-where-errors-go.ipynb), [$a](b$](11-where-errors-go.ipynb#Ties)", "[$x$](11-where-errors-go.md), [$a](b$](11-where-errors-go.md#ties)"},
		{"[a](#the-formula)", "[a](#The-formula)", "[a](#the-formula)"},
		{"[`c`](words#kernel), [w](https://go.dev)", "[`c`](words.html#kernel), [w](https://go.dev)", "[`c`](words.html#kernel), [w](https://go.dev)"},
		{"`[a](11-where-errors-go)`", "`[a](11-where-errors-go)`", "`[a](11-where-errors-go)`"},
		{"[`](a)`](11-where-errors-go)", "[`](a)`](11-where-errors-go.ipynb)", "[`](a)`](11-where-errors-go.md)"},
		// Formulas in a line.
		{`$W\,f$ and $a$`, `$W\,f$ and $a$`, "$`W\\,f`$ and $a$"},
		{"$a |\n x|$", "$a |\n x|$", "$`a | x|`$"},
		{"> $a\n> = b$", "> $a\n> = b$", "> $`a = b`$"},
		{`$\softmax(s)$, $\operatorname{rot}(K)$`, `$\mathop{\mathrm{softmax}}(s)$, $\mathop{\mathrm{rot}}(K)$`, `$\mathop{\mathrm{softmax}}(s)$, $\mathop{\mathrm{rot}}(K)$`},
		{`$\argmax \class{hot}{x}$`, `$\arg\max {x}$`, `$\arg\max {x}$`},
		{"`$a|b$`", "`$a|b$`", "`$a|b$`"},
		// Displayed formulas.
		{"$$a\n  + b$$", "$$a\n  + b$$", "```math\na\n  + b\n```"},
		{"$$\na\n$$\n\nb", "$$\na\n$$\n\nb", "```math\na\n```\n\nb"},
		{"> $$\\ReLU\n>   x$$", "> $$\\mathop{\\mathrm{ReLU}}\n>   x$$", "> ```math\n> \\mathop{\\mathrm{ReLU}}\n>   x\n> ```"},
		{"- $$a$$", "- $$a$$", "- ```math\n  a\n  ```"},
		// Callouts.
		{"> [!SLIP] A $t|$\n> b", "> **Common mistake: A $t|$**\n>\n> b", "> [!WARNING]\n> **Common mistake: A $`t|`$**\n>\n> b"},
		{"> [!SHORT]\n> b", "> **In short**\n>\n> b", "> [!IMPORTANT]\n> **In short**\n>\n> b"},
		{"> [!SLIP]\n> b", "> **Common mistake**\n>\n> b", "> [!WARNING]\n> **Common mistake**\n>\n> b"},
		{"> [!NOTE] A\n> b", "> **A**\n>\n> b", "> [!NOTE]\n> **A**\n>\n> b"},
		{"> [!NOTE]\n> b", "> **Note**\n>\n> b", "> [!NOTE]\n> b"},
		{"> [!WHY] A", "> **Why: A**\n>", "> [!TIP]\n> **Why: A**\n>"},
		{"> [!ODD] A", "> [!ODD] A", "> [!ODD] A"},
	} {
		m.form = asNotebook
		if have := m.portable(tt.source); have != tt.notebook {
			t.Errorf("%q, notebook:\nhave %q\nwant %q", tt.source, have, tt.notebook)
		}
		m.form = asMarkdown
		if have := m.portable(tt.source); have != tt.markdown {
			t.Errorf("%q, Markdown:\nhave %q\nwant %q", tt.source, have, tt.markdown)
		}
	}
	if len(faults) > 0 {
		t.Errorf("faults: %v", faults)
	}
}

// FuzzPortable: any Markdown can be written for any form.
func FuzzPortable(f *testing.F) {
	f.Add("> [!SLIP] $a|$ [x](11-where-errors-go#ties)\n> $$a\n> b$$")
	f.Add("- $$\n  a\n\n[a][b]\n\n[b]: 02-sliding-a-window")
	f.Add(">[!SLIP]$0\n$")
	f.Add("> > [!NOTE]\n> > $`x`$ [](a)")
	var faults faults
	c := newContents(sampleBook(f).Chapters, &faults)
	f.Fuzz(func(t *testing.T, source string) {
		for _, form := range []form{asNotebook, asMarkdown} {
			manuscript{contents: c, entry: c.chapters[0], form: form}.portable(source)
		}
	})
}
