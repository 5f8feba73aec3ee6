package markup

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"backprop/internal/notebook"
)

// Each kind of output has its HTML, which is well formed, always the same, and
// the same when the output comes back from a record.
func TestEveryKind(t *testing.T) {
	var entries []notebook.Entry
	for _, o := range everyKind(t) {
		entries = append(entries, notebook.Entry{Line: 1, Output: o})
	}
	var b bytes.Buffer
	if err := notebook.WriteRecord(&b, entries); err != nil {
		t.Fatal(err)
	}
	read, err := notebook.ReadRecord(&b)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i, e := range entries {
		page := HTML(e.Output, oneParagraph)
		if err := wellFormed(page); err != nil {
			t.Errorf("%s: %v\n%s", e.Output.Kind(), err, page)
		}
		if again := HTML(read[i].Output, oneParagraph); again != page {
			t.Errorf("%s: read back from a record it is\n%s\nwant\n%s", e.Output.Kind(), again, page)
		}
		seen[e.Output.Kind()] = true
	}
	for _, kind := range []string{"sentence", "row", "equation", "derivations", "table", "figure", "check", "exercise", "slip", "strip"} {
		if !seen[kind] {
			t.Errorf("the test shows no %s", kind)
		}
	}
}

// An output that nobody has told this package of names the file to edit.
func TestUnknownKind(t *testing.T) {
	defer func() {
		if said, _ := recover().(string); !strings.Contains(said, "poem") || !strings.Contains(said, "internal/markup/markup.go") {
			t.Errorf("have %q, want the kind and the file", said)
		}
	}()
	HTML(poem{}, braced)
}

type poem struct{}

func (poem) Kind() string    { return "poem" }
func (poem) Text(int) string { return "" }

// FuzzHTML holds that whatever a record says, its HTML is well formed, always
// the same and not endlessly long. What a record says may be repeated, as an
// index is at each element, and a cell widens its column: the HTML may grow
// with the square of the record and no faster.
func FuzzHTML(f *testing.F) {
	for _, o := range everyKind(f) {
		var b bytes.Buffer
		if err := notebook.WriteRecord(&b, []notebook.Entry{{Line: 1, Output: o}}); err != nil {
			f.Fatal(err)
		}
		if b.Len() < 4000 {
			f.Add(b.String())
		}
	}
	f.Add(`{"line":1,"kind":"table","output":{"Columns":["<b>&"],"Rows":[["\u0007\"'"]],"Numeric":[false]}}`)
	f.Add(`{"line":-1,"kind":"figure","output":{"Title":"t","Maps":[{"Rows":[[1,0]],"Sparse":true}]}}`)
	f.Add(`{"line":1,"kind":"row","output":{"Items":[{"Grid":{"Shape":[1,2],"Values":[1,2],"Marks":["winner",""]}}]}}`)
	f.Fuzz(func(t *testing.T, source string) {
		entries, err := notebook.ReadRecord(strings.NewReader(source))
		if err != nil {
			return // package notebook says why
		}
		for _, e := range entries {
			page := HTML(e.Output, braced)
			if most := 10_000 + 100*len(source)*(len(source)+1); len(page) > most {
				t.Errorf("%d bytes of a record give %d of HTML, want %d at the most", len(source), len(page), most)
			}
			if again := HTML(e.Output, braced); again != page {
				t.Errorf("%s: have two forms", source)
			}
			// XML knows no control characters; HTML does.
			page = strings.Map(func(r rune) rune {
				if r < ' ' && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
					return ' '
				}
				return r
			}, HTML(e.Output, func(string) string { return "<p>text</p>\n" }))
			if err := wellFormed(page); err != nil {
				t.Errorf("%s\n%v in\n%s", source, err, page)
			}
		}
	})
}

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		check *notebook.Check
		want  string
	}{
		{&notebook.Check{What: "what", Elements: 4, OK: true}, `<p class="check">✓ {what}: 4 numbers, largest difference 0 to twelve decimals</p>`},
		{&notebook.Check{What: "what", Elements: 1, Largest: 5e-7, OK: true}, `<p class="check">✓ {what}: 1 number, largest difference below 10⁻⁶</p>`},
		{&notebook.Check{What: "what", Elements: 4}, `<p class="check failed">✗ {what}: does not agree</p>`},
	} {
		if have := HTML(c.check, braced); have != c.want {
			t.Errorf("have %s\nwant %s", have, c.want)
		}
	}
}

func TestFigure(t *testing.T) {
	falling := func(n int) notebook.Curve {
		c := notebook.Curve{Name: "loss"}
		for i := range n {
			c.X, c.Y = append(c.X, float64(i)), append(c.Y, 1/float64(i+1))
		}
		return c
	}
	f := &notebook.Figure{Title: "T", Caption: "See *x*.", X: notebook.Axis{Label: "a<b"}, Curves: []notebook.Curve{falling(2)}}
	want := `<figure class="figure"><svg></svg><figcaption><p>{See *x*.}</p>` + "\n" +
		`<details class="data"><summary>The numbers of this figure</summary>` +
		`<table class="data" aria-label="a&lt;b, loss"><thead><tr><th scope="col" class="num">a&lt;b</th><th scope="col" class="num">loss</th></tr></thead><tbody>` +
		"<tr><th scope=\"row\" class=\"num\">0</th><td class=\"num\">1\u2008\u2007</td></tr>" +
		`<tr><th scope="row" class="num">1</th><td class="num">0.5</td></tr></tbody></table></details></figcaption></figure>`
	if have := Figure(f, "<svg></svg>", braced); have != want {
		t.Errorf("have\n%s\nwant\n%s", have, want)
	}
	if have := HTML(f, braced); have != strings.Replace(want, "<svg></svg>", "", 1) {
		t.Errorf("without a picture: have\n%s", have)
	}
	sparse := &notebook.Figure{Title: "T", Maps: []notebook.HeatMap{{Name: "J", Rows: [][]float64{{0, 2, 1}, {0, 0, 0}}, ColName: []string{"a", "b", "c"}, Sparse: true}}}
	if have, want := HTML(sparse, braced), `<th scope="row" class="num">0</th><td>b, c</td></tr><tr><th scope="row" class="num">1</th><td>–</td>`; !strings.Contains(have, want) {
		t.Errorf("have\n%s\nwant in it\n%s", have, want)
	}
	have := HTML(&notebook.Figure{Title: "T", Curves: []notebook.Curve{falling(1000)}}, braced)
	if rows := strings.Count(have, "<tr>"); rows != 200+1 || !strings.Contains(have, "<caption>200 of the 1000 points</caption>") || !strings.Contains(have, ">999</th>") {
		t.Errorf("a long curve: have %d rows", rows)
	}
}

// Paper may break a long table, and only such a one.
func TestLongTable(t *testing.T) {
	for rows, want := range map[int]string{longTable - 1: `<figure class="table">`, longTable: `<figure class="table long">`} {
		table := shown(t, func(nb *notebook.Notebook) {
			nb.Table("", []string{"a"}, slices.Repeat([][]any{{1}}, rows))
		})[0]
		if have := HTML(table, braced); !strings.HasPrefix(have, want) {
			t.Errorf("%d rows: have %s, want %s…", rows, have, want)
		}
	}
}

// A table without a caption is named by its columns.
func TestTableWithoutACaption(t *testing.T) {
	table := shown(t, func(nb *notebook.Notebook) {
		nb.Table("", []string{"", "array", "$x$"}, [][]any{{"a", "b", "c"}})
	})[0]
	if have, want := HTML(table, braced), `<table class="data" aria-label="array, x"><thead>`; !strings.Contains(have, want) {
		t.Errorf("have\n%s\nwant %s in it", have, want)
	}
}

func TestTable(t *testing.T) {
	table := shown(t, func(nb *notebook.Notebook) {
		nb.Table("All $x$", []string{"", "loss", "what"}, [][]any{{-1, 0.99431, "*a* $−1$"}, {10, 12.0, "b"}})
	})[0]
	want := `<figure class="table"><table class="data"><caption>{All $x$}</caption>` +
		`<thead><tr><td></td><th scope="col" class="num">{loss}</th><th scope="col">{what}</th></tr></thead>` +
		`<tbody><tr><th scope="row" class="num">−1</th><td class="num">0.9943</td><td>{*a* $-1$}</td></tr>` +
		"<tr><th scope=\"row\" class=\"num\">10</th><td class=\"num\">12\u2008\u2007\u2007\u2007\u2007</td><td>{b}</td></tr></tbody></table></figure>"
	if have := HTML(table, braced); have != want {
		t.Errorf("have\n%s\nwant\n%s", have, want)
	}
}
