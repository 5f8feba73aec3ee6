package site

import (
	"strings"
	"testing"
)

// desk returns a manuscript of the sample book's chapter 13, and where its
// faults go.
func desk(t testing.TB) (manuscript, *faults) {
	t.Helper()
	f := new(faults)
	c := newContents(sampleBook(t).Chapters, f)
	if len(*f) > 0 {
		t.Fatal(f.join())
	}
	return manuscript{contents: c, entry: c.numbered(13), faults: f}, f
}

func TestMarkdown(t *testing.T) {
	for _, tt := range []struct{ name, source, want string }{
		{"paragraph", "a *b* `c`", "<p>a <em>b</em> <code>c</code></p>"},
		{"quotes and dashes stay", `"a" -- b...`, `<p>&quot;a&quot; -- b...</p>`},
		{"table", "| a | b |\n| --- | ---: |\n| 1 | 2 |",
			"<table>\n<thead>\n<tr>\n<th>a</th>\n<th class=\"right\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td class=\"right\">2</td>\n</tr>\n</tbody>\n</table>"},
		{"strikethrough", "~~a~~", "<p><del>a</del></p>"},
		{"inline math keeps Markdown out", "$a_1*b_2*c$", "<p><math>"},
		{"a dollar that is meant", `\$5`, "<p>$5</p>"},
		{"a dollar in code", "`$`", "<p><code>$</code></p>"},
		{"displayed math", "a\n$$x$$\nb", "<p>a</p>\n<div class=\"formula\"><math display=\"block\"><mi>x</mi></math></div>\n<p>b</p>"},
		{"displayed math over lines that look like lists", "$$x\n  + y$$", "<div class=\"formula\"><math display=\"block\"><mi>x</mi><mo>+</mo><mi>y</mi></math></div>"},
		{"displayed math in a list", "- a:\n  $$x\n  + y$$", "<ul>\n<li>a:\n<div class=\"formula\"><math display=\"block\"><mi>x</mi><mo>+</mo><mi>y</mi></math></div>\n</li>\n</ul>"},
		{"math over lines in a quote", "> a $x =\n> y$ b", "<blockquote>\n<p>a <math><mi>x</mi><mo>=</mo><mi>y</mi></math> b</p>\n</blockquote>"},
		{"math over lines in a callout", "> [!WHY] T\n> a $x =\n> y$ b",
			"<div class=\"callout why\" role=\"note\">\n<p class=\"title\"><span class=\"kind\">Why</span> T</p>\n<p>a <math><mi>x</mi><mo>=</mo><mi>y</mi></math> b</p>\n</div>"},
		{"code", "```go\nx := 1 // one\n```", `<pre class="code"><code>x := <span class="n">1</span> <span class="c">// one</span></code></pre>`},
		{"text in a fence", "```\na < b\n```", `<pre class="code"><code>a &lt; b</code></pre>`},
		{"link to the web", "[a](https://go.dev/)", `<p><a href="https://go.dev/">a</a></p>`},
		{"note", "> [!NOTE] A *title* with $x$\n> Text.",
			"<div class=\"callout note\" role=\"note\">\n<p class=\"title\"><span class=\"kind\">Note</span> A <em>title</em> with <math><mi>x</mi></math></p>\n<p>Text.</p>\n</div>"},
		{"short", "> [!SHORT]\n> Text.",
			"<div class=\"callout short\" role=\"note\">\n<p class=\"title\"><span class=\"kind\">In short</span></p>\n<p>Text.</p>\n</div>"},
		{"slip", "> [!SLIP] T\n>\n> Text.\n>\n> More.",
			"<div class=\"callout slip\" role=\"note\">\n<p class=\"title\"><span class=\"kind\">Common mistake</span> T</p>\n<p>Text.</p>\n<p>More.</p>\n</div>"},
		{"why, without a title", "> [!WHY]\n> Text.",
			"<div class=\"callout why\" role=\"note\">\n<p class=\"title\"><span class=\"kind\">Why</span></p>\n<p>Text.</p>\n</div>"},
		{"title alone", "> [!WHY] So", "<div class=\"callout why\" role=\"note\">\n<p class=\"title\"><span class=\"kind\">Why</span> So</p>\n</div>"},
		{"a quote", "> [NOTE] no", "<blockquote>\n<p>[NOTE] no</p>\n</blockquote>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, f := desk(t)
			have := strings.TrimSpace(m.read(tt.source, 1).html())
			if strings.HasSuffix(tt.want, "<math>") {
				if !strings.HasPrefix(have, tt.want) || strings.Contains(have, "<em>") {
					t.Errorf("have %s\nwant %s…", have, tt.want)
				}
			} else if have != tt.want {
				t.Errorf("have %s\nwant %s", have, tt.want)
			}
			if err := f.join(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestMarkdownFaults: what is wrong in the prose is said with its line.
func TestMarkdownFaults(t *testing.T) {
	for _, tt := range []struct {
		name, source string
		line         int // counted from the start of the source, which is line 100
		want         string
	}{
		{"formula", "a\nb $\\nope$", 101, "formula: "},
		{"formula of several lines", "$$x\n+ y\n+ \\nope$$", 102, "formula: "},
		{"formula in a list", "- a\n- $\\nope$", 101, "formula: "},
		{"formula in a table", "| a |\n| - |\n| b |\n| $\\nope$ |", 103, "formula: "},
		{"formula in a callout's title", "> [!NOTE] $\\nope$", 100, "formula: "},
		{"formula in a heading", "# a\n\n## $\\nope$", 102, "formula: "},
		{"lone dollar", "a\nb $x and more", 101, "a $ that no other closes"},
		{"open display", "a\n\n$$x\n\nb", 102, "nothing closes"},
		{"text behind a display", "$$x\n+ y$$ where", 101, `"where" behind the $$`},
		{"raw HTML", "a\nb <b>c</b>", 101, "raw HTML"},
		{"HTML block", "a\n\n<div>\nb\n</div>", 102, "raw HTML"},
		{"image", "a\n![b](c.png)", 101, "an image"},
		{"callout", "> [!TIP] a", 100, "callout [!TIP]: expected one of [!NOTE], [!SHORT], [!SLIP], [!WHY]"},
		{"missing chapter", "a\n[b](14-not-there)", 101, `link to "14-not-there": there is no such chapter`},
		{"missing section of a chapter", "[b](02-sliding-a-window#nowhere)", 100, "has no such heading; it has #the-rule"},
		{"missing section of this chapter", "a\n\nb [c](#nowhere)", 102, "link to #nowhere"},
		{"a file", "[b](notes.md)", 100, `link to "notes.md": expected the folder of a chapter`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, f := desk(t)
			m.read(tt.source, 100).html()
			if len(*f) == 0 {
				t.Fatal("no fault")
			}
			have := (*f)[0]
			if have.line != tt.line || !strings.Contains(have.message, tt.want) {
				t.Errorf("have line %d: %s\nwant line %d: %s", have.line, have.message, tt.line, tt.want)
			}
			if have.file != "chapters/13-one-weight-many-uses/main.go" {
				t.Errorf("file %q", have.file)
			}
		})
	}
}

// TestFaultyMarkdownIsShown: a page tells its author what is wrong, and lets no
// HTML through.
func TestFaultyMarkdownIsShown(t *testing.T) {
	for _, tt := range []struct{ source, want string }{
		{"a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>"},
		{"<script>\nalert(1)\n</script>", "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>"},
		{"$\\nope <$", `<p><code class="failure">\nope &lt;</code></p>`},
		{"![b](c.png)", "<p>b</p>"},
	} {
		m, _ := desk(t)
		if have := strings.TrimSpace(m.read(tt.source, 1).html()); have != tt.want {
			t.Errorf("%s\nhave %s\nwant %s", tt.source, have, tt.want)
		}
	}
}

// TestPunctuationStaysWithItsFormula: no line begins with the comma behind a
// formula, or ends with the parenthesis before one.
func TestPunctuationStaysWithItsFormula(t *testing.T) {
	const x = "<math><mi>x</mi></math>"
	for _, tt := range []struct{ source, want string }{
		{"a $x$, b", `a <span class="whole">` + x + `,</span> b`},
		{"a ($x$) b", `a <span class="whole">(` + x + `)</span> b`},
		{"“$x$”", `<span class="whole">“` + x + `”</span>`},
		{"$x$.", `<span class="whole">` + x + `.</span>`},
		{"a $x$ b", "a " + x + " b"},
		{"$x$-axis", x + "-axis"},
		{"*$x$*.", "<em>" + x + "</em>."},
		{"$x$ $x$", x + " " + x},
	} {
		m, f := desk(t)
		if have, want := strings.TrimSpace(m.read(tt.source, 1).html()), "<p>"+tt.want+"</p>"; have != want {
			t.Errorf("%s\nhave %s\nwant %s", tt.source, have, want)
		}
		if err := f.join(); err != nil {
			t.Error(err)
		}
	}
}

// TestComputedMarkdown: what a line of the chapter made has that line.
func TestComputedMarkdown(t *testing.T) {
	m, f := desk(t)
	m.readComputed("a\n\nb\n\n$\\nope$", 7)
	if len(*f) != 1 || (*f)[0].line != 7 {
		t.Errorf("have %v, want one fault at line 7", *f)
	}
}

func TestLinks(t *testing.T) {
	for _, tt := range []struct{ to, want string }{
		{"02-sliding-a-window", "02-sliding-a-window.html"},
		{"../02-sliding-a-window", "02-sliding-a-window.html"},
		{"../02-sliding-a-window/", "02-sliding-a-window.html"},
		{"../02-sliding-a-window/main.go", "02-sliding-a-window.html"},
		{"02-sliding-a-window.html#the-rule", "02-sliding-a-window.html#the-rule"},
		{"02-sliding-a-window#the-rule", "02-sliding-a-window.html#the-rule"},
		{"#the-formula", "#the-formula"},
		{"#exercise-1", "#exercise-1"},
		{"words", "words.html"},
		{"words#kernel", "words.html#kernel"},
		{"index", "index.html"},
	} {
		m, f := desk(t)
		have := m.read("[a]("+tt.to+")", 1).html()
		if want := `<p><a href="` + tt.want + `">a</a></p>` + "\n"; have != want {
			t.Errorf("%s: have %s, want %s", tt.to, have, want)
		}
		if err := f.join(); err != nil {
			t.Errorf("%s: %v", tt.to, err)
		}
	}
}

// A link that is named after the folder of its chapter gets the chapter's title.
func TestLinksNameTheirChapter(t *testing.T) {
	for _, tt := range []struct{ source, want string }{
		{"[02-sliding-a-window](02-sliding-a-window)", "02 "},
		{"[02-sliding-a-window](02-sliding-a-window#the-rule)", "02-sliding-a-window"},
		{"[the window](02-sliding-a-window)", "the window"},
	} {
		m, _ := desk(t)
		want := tt.want
		if strings.HasSuffix(want, " ") {
			want += m.contents.numbered(2).Title()
		}
		if have := m.read(tt.source, 1).html(); !strings.Contains(have, ">"+want+"</a>") {
			t.Errorf("%s: have %s, want a link named %q", tt.source, have, want)
		}
	}
}

func TestHeadings(t *testing.T) {
	m, f := desk(t)
	source := m.entry.Source
	line := lineOf(t, source, "## The formula")
	have := m.read("## The formula", line).html()
	want := `<h2 id="the-formula">The formula <a class="anchor" href="#the-formula" aria-hidden="true" tabindex="-1">#</a></h2>` + "\n"
	if have != want {
		t.Errorf("have %s\nwant %s", have, want)
	}
	if err := f.join(); err != nil {
		t.Error(err)
	}
}

// TestHeadingMeetsExercise: two places of a page cannot have one anchor.
func TestHeadingMeetsExercise(t *testing.T) {
	b := sampleBook(t)
	b.Chapters[0].Source = strings.Replace(b.Chapters[0].Source, "## Try it", "## Exercise 1", 1)
	_, err := Render(b)
	if err == nil || !strings.Contains(err.Error(), "has the anchor #exercise-1") {
		t.Errorf("have %v", err)
	}
}

func TestPlainText(t *testing.T) {
	for _, tt := range []struct{ source, want string }{
		{"a *b* `c`\nd", "a b c d"},
		{"the error $\\partial L/\\partial Z$ of [this](13-x)", "the error ∂L/∂Z of this"},
		{"", ""},
		{"a & b", "a & b"},
	} {
		if have := plainText(tt.source); have != tt.want {
			t.Errorf("%q: have %q, want %q", tt.source, have, tt.want)
		}
	}
}

// TestAside: a piece of a chapter that stands on another page has no links, and
// its faults are not told twice.
func TestAside(t *testing.T) {
	m, f := desk(t)
	if have, want := m.aside("a [*b* c](02-sliding-a-window) $x$ [d](nowhere)"), "a <em>b</em> c <math><mi>x</mi></math> d"; have != want {
		t.Errorf("have %s\nwant %s", have, want)
	}
	if len(*f) > 0 {
		t.Errorf("told %v", *f)
	}
}
