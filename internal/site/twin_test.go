package site

import (
	"strings"
	"testing"
)

const sampleTwin = "import numpy as np\n\nX = np.ones((5, 5))\n\n# %% in-code\ndK = np.zeros((2, 2))\n"

func twinned(c *Chapter) { c.Twin, c.Printed = sampleTwin, "# %% in-code\ndK =\n[[0. 0.]\n [0. 0.]]\n" }

// TestTwinOnPage: the twin stands below the Go that it belongs to, folded, and
// in its fold is what it is given.
func TestTwinOnPage(t *testing.T) {
	page := pageOf(t, twinned)
	at := strings.Index(page, `<div class="cell pair">`)
	if at < 0 {
		t.Fatal("no pair")
	}
	pair := page[at:]
	pair = pair[:strings.Index(pair, "</details></div>\n")]
	last := -1
	for _, want := range []string{
		`<div class="panel"><div class="listing"><pre class="code"><code>dK := ex.DK.Like()`,
		"</code></pre></div>\n</div>\n<details class=\"twin\"><summary>The same in NumPy</summary>\n<pre class=\"code\"><code>dK = np.zeros((<span class=\"n\">2</span>",
		"<pre class=\"printed\">dK =\n[[0. 0.]\n [0. 0.]]</pre>",
		`<details class="code"><summary>` + givenName + `</summary>`,
		"numpy <span class=\"k\">as</span> np\n",
	} {
		i := strings.Index(pair, want)
		if i <= last {
			t.Errorf("have %q at %d, want it after %d in\n%s", want, i, last, pair)
		}
		last = i
	}
	if strings.Contains(page, "# %%") {
		t.Error("the page shows a mark")
	}
	if !strings.Contains(page, `<a href="13-one-weight-many-uses.py" download>`) {
		t.Error("the page does not lead to the program")
	}
	if plain := pageOf(t, nil); strings.Contains(plain, "NumPy") || strings.Contains(plain, ".py") {
		t.Error("a chapter without a twin speaks of it")
	}
}

// TestTwinPrintsMuch: what is long is folded.
func TestTwinPrintsMuch(t *testing.T) {
	page := pageOf(t, func(c *Chapter) {
		c.Twin, c.Printed = sampleTwin, "# %% in-code\n"+strings.Repeat("x = 1\n", shortPrinted+1)
	})
	if !strings.Contains(page, `<details class="code"><summary>what it prints</summary><pre class="printed">x = 1`) {
		t.Error("what is printed is not folded")
	}
}

func TestTwinInFiles(t *testing.T) {
	b := sampleBook(t)
	twinned(&b.Chapters[0])
	files, err := Render(b)
	if err != nil {
		t.Fatal(err)
	}
	if have := string(files["13-one-weight-many-uses.py"]); have != sampleTwin {
		t.Errorf("have %q", have)
	}
	if _, ok := files["02-sliding-a-window.py"]; ok {
		t.Error("a chapter without a twin has a file of one")
	}
	markdown := string(files["13-one-weight-many-uses.md"])
	want := "```\n\n<details><summary>The same in NumPy</summary>\n\n```python\nimport numpy as np\n\nX = np.ones((5, 5))\n\ndK = np.zeros((2, 2))\n```\n\n```text\ndK =\n[[0. 0.]\n [0. 0.]]\n```\n\n</details>\n"
	if !strings.Contains(markdown, want) {
		t.Errorf("the Markdown does not hold\n%s", want)
	}
	if !strings.Contains(string(files["book.html"]), `<details class="twin">`) {
		t.Error("the whole book has no twins")
	}
}

// TestTwinIsFound: a search for a function of NumPy leads to the section that
// uses it.
func TestTwinIsFound(t *testing.T) {
	if have, want := saidInNumPy("A = np.add.at(x.ravel(), i, (1, 2))\nprint(np.add.at(A))\ny = 2 * (x + 1)"), "Python, NumPy: add.at, ravel"; have != want {
		t.Errorf("have %q, want %q", have, want)
	}
	if have := saidInNumPy("x = y[::-1]"); have != "" {
		t.Errorf("have %q for no call", have)
	}
	b := sampleBook(t)
	twinned(&b.Chapters[0])
	files, err := Render(b)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(files["assets/search-index.js"]), "Python, NumPy: zeros") {
		t.Error("the index does not hold the function")
	}
}

// TestTwinFault: a cell that stands beside nothing is a fault with its line,
// and all else is rendered.
func TestTwinFault(t *testing.T) {
	b := sampleBook(t)
	b.Chapters[0].Twin = "import numpy\n\n# %% in-cod\nx = 1\n"
	b.Chapters[1].Twin, b.Chapters[1].Printed = "import numpy\n", "# %% other\n"
	_, err := Render(b)
	want := "testdata/golden/numpy/02-sliding-a-window.golden:1: the cells are not those of main.py; GOLDIE_UPDATE=1 go test ./chapters/... makes it anew"
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("have %v\nwant %s", err, want)
	}
	b.Chapters[1].Twin = ""
	files, err := Render(b)
	want = `chapters/13-one-weight-many-uses/main.py:3: "# %% in-cod" names no heading of the chapter: expected an address of a section that shows code, one of in-code`
	if err == nil || err.Error() != want {
		t.Errorf("have %v\nwant %s", err, want)
	}
	if page := string(files["13-one-weight-many-uses.html"]); !strings.Contains(page, "One weight, many uses") || strings.Contains(page, "pair") {
		t.Error("the page is not what it is without a twin")
	}
}
