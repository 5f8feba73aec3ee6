package site

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A searchField is a text of a section, as the search has it: each token with
// its places.
type searchField struct {
	at     map[string][]int
	length int
}

// UnmarshalJSON reads [[token, places], …] and the length.
func (f *searchField) UnmarshalJSON(data []byte) error {
	var text struct {
		At     [][2]json.RawMessage
		Length int
	}
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	f.at, f.length = map[string][]int{}, text.Length
	for _, pair := range text.At {
		var token string
		var places []int
		if err := json.Unmarshal(pair[0], &token); err != nil {
			return err
		}
		if err := json.Unmarshal(pair[1], &places); err != nil {
			return err
		}
		f.at[token] = places
	}
	return nil
}

// times is how often the tokens of a name follow each other in the field.
func (f searchField) times(name []string) float64 {
	n := 0.0
	for _, place := range f.at[name[0]] {
		follow := true
		for i, token := range name {
			follow = follow && slices.Contains(f.at[token], place+i)
		}
		if follow {
			n++
		}
	}
	return n
}

// A searchSection is a section of the book as the search has it.
type searchSection struct {
	To                  string
	Weight              float64
	Page, Heading, Text searchField
}

// A searchName is one way to say a term: its tokens and what it counts.
type searchName struct {
	tokens []string
	weight float64
}

// UnmarshalJSON reads [tokens, weight].
func (n *searchName) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&n.tokens, &n.weight})
}

// searched are the addresses of the sections that answer, the best first:
// BM25F, with a heading worth four occurrences in the text and the title of the
// page two, for the share of the terms that a section has, with more for terms
// in a row, and with less for each further section of a page.
func searched(sections []searchSection, terms [][]searchName) []string {
	mean := 0.0
	for _, s := range sections {
		mean += float64(s.Text.length) / float64(len(sections))
	}
	n := len(sections)
	most, here := make([][]float64, len(terms)), make([][]bool, len(terms))
	rare := make([]float64, len(terms))
	for k, term := range terms {
		most[k], here[k] = make([]float64, n), make([]bool, n)
		having := 0.0
		for i, s := range sections {
			long := 0.3 + 0.7*(float64(s.Text.length)+20)/(mean+20)
			for _, name := range term {
				h, t, p := s.Heading.times(name.tokens), s.Text.times(name.tokens), s.Page.times(name.tokens)
				here[k][i] = here[k][i] || h+t > 0
				most[k][i] = max(most[k][i], name.weight*(4*min(h, 1)+t/long+2*min(p, 1)))
			}
			if here[k][i] {
				having++
			}
		}
		if having > 0 {
			rare[k] = math.Log(1 + (float64(n)-having+0.5)/(having+0.5))
		}
	}
	type row struct {
		to    string
		score float64
	}
	var rows []row
	for i, s := range sections {
		score, covered, found := 0.0, 0.0, false
		whole := []string{}
		for k, term := range terms {
			score += rare[k] * most[k][i] / (most[k][i] + 2)
			if most[k][i] > 0 {
				covered += rare[k]
			}
			found = found || here[k][i]
			if k > 0 {
				pair := slices.Concat(terms[k-1][0].tokens, term[0].tokens)
				if s.Heading.times(pair) > 0 {
					score += 1.5
				} else if s.Text.times(pair) > 0 {
					score += 0.8
				}
			}
			whole = append(whole, term[0].tokens...)
		}
		if found {
			if s.Heading.length == len(whole) && s.Heading.times(whole) > 0 {
				score += 3
			}
			rows = append(rows, row{s.To, score * math.Pow(covered, 1.5) * s.Weight})
		}
	}
	best := func(a, b row) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(rows, best)
	seen, pages := map[string]bool{}, map[string]int{}
	rows = slices.DeleteFunc(rows, func(r row) bool {
		again := seen[r.to]
		seen[r.to] = true
		return again
	})
	for i := range rows {
		page, _, _ := strings.Cut(rows[i].to, "#")
		rows[i].score *= math.Pow(0.9, float64(pages[page]))
		pages[page]++
	}
	slices.SortStableFunc(rows, best)
	var list []string
	for _, r := range rows {
		list = append(list, r.to)
	}
	return list
}

// TestScores: sections of texts by chance come in the order that the formula
// asks for.
func TestScores(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	words := strings.Fields("kernel filter relu pooling max stride tensor zumako bokuta mazok okabu tokamu buzoka kamoz zobuk takuba mozaku butoka kernels gate")
	text := func(least, more int) string {
		var list []string
		for range least + r.IntN(more) {
			list = append(list, words[min(r.IntN(len(words)), r.IntN(len(words)))])
		}
		return strings.Join(list, " ")
	}
	var index []any
	var queries []string
	for page := range 7 {
		var sections [][3]string
		for section := range 6 {
			heading := text(1, 3)
			sections = append(sections, [3]string{strconv.Itoa(section), heading, text(3, 60)})
			queries = append(queries, heading)
		}
		index = append(index, []any{strconv.Itoa(17+page) + "-p.html", "", text(1, 2) + " alone", sections})
	}
	index = append(index, []any{"index.html", "", "Question", [][3]string{{"17-p.html#2", text(3, 4), text(3, 9)}, {"20-p.html#1", text(3, 4), text(3, 9)}}})
	for range 250 {
		queries = append(queries, text(1, 4))
	}
	queries = append(queries, "alone", "alone kernel", "zumako alone", "kernel zumako alone tokamu")
	data, err := json.Marshal(index)
	if err != nil {
		t.Fatal(err)
	}
	script := "const searchIndex = " + string(data) + ";"
	var sections []searchSection
	field := func(name string) string {
		return name + `: { at: [...s.fields.` + name + `.at], length: s.fields.` + name + `.length }`
	}
	if err := json.Unmarshal([]byte(inNode(t, script, []string{""}, `JSON.stringify(all.sections.map((s) => ({ to: s.to, weight: s.weight, `+field("page")+", "+field("heading")+", "+field("text")+` })))`)[0]), &sections); err != nil {
		t.Fatal(err)
	}
	pages := 0
	for i, text := range inNode(t, script, queries, `JSON.stringify({ terms, found: found.map((s) => s.to) })`) {
		var have struct {
			Terms [][]searchName
			Found []string
		}
		if err := json.Unmarshal([]byte(text), &have); err != nil {
			t.Fatal(err)
		}
		pages += len(have.Found)
		if want := searched(sections, have.Terms); !slices.Equal(have.Found, want) {
			t.Errorf("%s: have %q\nwant %q", queries[i], have.Found, want)
		}
	}
	if pages < 3000 {
		t.Errorf("have %d sections found: too few to tell", pages)
	}
}
