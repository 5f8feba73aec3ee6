package site

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestTokens: the words and formulas of a text, each with the places where it
// is found.
func TestTokens(t *testing.T) {
	tests := []struct{ text, want string }{
		{"∂L/∂K[0,1] = −0.73", "dl:0 dk:1 0:2,4 1:3 dldk01:0 dldk:0 k:1 k01:1 73:5 073:4 / 6"},
		{"K_{0,1}", "k:0 0:1 1:2 k01:0,0 / 3"},
		{"K[0]", "k:0 0:1 k0:0,0 / 2"},
		{"K(0)", "k:0 0:1 k0:0,0 / 2"},
		{"x{0}", "x:0 0:1 x0:0 / 2"}, // no index
		{"p_0 x^2", "p:0 0:1 p0:0,0 x:2 2:3 x2:2 / 4"},
		{"_K", "k:0 / 1"},
		{"Z[i,j] = X[i+m]", "z:0 i:1,4 j:2 zij:0,0 x:3 m:5 xim:3,3 / 6"},
		{"W_{0,1} b_{k}", "w:0 0:1 1:2 w01:0,0 b:3 k:4 bk:3,3 / 5"},
		{"dLdK", "dldk:0 / 1"},
		{"dX[0,1]", "dx:0 0:1 1:2 dx01:0 x:0 x01:0 / 3"},
		{"dx", "dx:0 x:0 / 1"},
		{"∂K₀₁ ηθ 5×5", "dk01:0 etatheta:1 5x5:2 / 3"},
		{"(ab) c", "ab:0 c:1 / 2"},
		{"  a  b-c\td ", "a:0 b:1 c:2 bc:1 d:3 / 4"},
		{"naïve RELU's", "naiv:0 relu:1 s:2 relus:1 / 3"},
		{"maps stopped cross focus abs gas toes", "map:0 stop:1 cross:2 focus:3 abs:4 gas:5 toe:6 / 7"},
		{"rotations rotational activations", "rotat:0,1 activ:2 / 3"},
		{"indices matrices", "index:0 matrix:1 / 2"},
		{"", "/ 0"},
	}
	var texts []string
	for _, tt := range tests {
		texts = append(texts, tt.text)
	}
	have := inNode(t, "const searchIndex = [];", texts, `(({ at, length }) => [...[...at].map(([token, places]) => token + ":" + places), "/", length].join(" "))
    (bookSearch.prepare([["", "", "", [["", "", query]]]]).sections[0].fields.text)`)
	for i, tt := range tests {
		if have[i] != tt.want {
			t.Errorf("%q: have %s, want %s", tt.text, have[i], tt.want)
		}
	}
}

// TestPrepare: what is known of each section before anybody searches.
func TestPrepare(t *testing.T) {
	const index = `const searchIndex = [
["index.html", "", "Question", [["02.html#rule", "How do I slide?", "rule"]]],
["measured.html", "", "Measured", [["", "T", "a"]]],
["words.html", "", "Words", [["gate", "gate", "a"]]],
["cheat-sheet.html", "", "Sheet", [["", "C", "a"], ["relu", "R", "a"]]],
["teaching.html", "", "Class", [["marks", "K", "a"]]],
["slides.html", "", "Slides", [["", "P", "a"], ["slide-1", "F", "a"]]],
["19-x.html", "19", "Mistakes", [["", "M", "a"], ["s", "S", "a"], ["exercise-1", "E", "a"]]],
["02.html", "02", "Convolution", [["", "Convolution", "a b"], ["rule", "The rule", "a"], ["exercise-2", "Rule", "rule"]]]];`
	have := inNode(t, index, []string{""}, `[...all.sections.map((s) => [s.question, s.to, s.where, s.heading, s.text, s.weight].join("|")), all.mean * 14,
    [...all.vocabulary].map(([token, n]) => token + " " + n).join(", ")].join("\n")`)[0]
	want := `true|02.html#rule|Question|How do I slide?|rule|1.2
false|measured.html|Measured|T|a|0.4
false|words.html#gate|Words|gate|a|0.6
false|cheat-sheet.html|Sheet|C|a|0.6
false|cheat-sheet.html#relu|Sheet|R|a|0.35
false|teaching.html#marks|Class|K|a|0.6
false|slides.html|Slides|P|a|0.6
false|slides.html#slide-1|Slides|F|a|0.35
false|19-x.html|19 Mistakes|M|a|0.65
false|19-x.html#s|19 Mistakes|S|a|0.65
false|19-x.html#exercise-1|19 Mistakes|E|a|0.45
false|02.html|02 Convolution|Convolution|a b|1.3
false|02.html#rule|02 Convolution|The rule|a|1
false|02.html#exercise-2|02 Convolution|Rule|rule|0.45
15
how 1, do 1, o 1, i 1, slid 1, rule 3, t 1, a 12, gate 1, c 1, r 1, k 1, p 1, f 1, m 1, s 1, e 1, convolut 1, b 1, the 1`
	if have != want {
		t.Errorf("have\n%s\nwant\n%s", have, want)
	}
}

// letters make words that have no endings and are no names.
const letters = "zuqxjwk"

// slipped is a word with some letters left out, added, changed or exchanged.
func slipped(r *rand.Rand, word string, slips int) string {
	b := []byte(word)
	for range slips {
		if len(b) < 3 {
			break
		}
		at, letter := r.IntN(len(b)-1), letters[r.IntN(len(letters))]
		switch r.IntN(4) {
		case 0:
			b = slices.Delete(b, at, at+1)
		case 1:
			b = slices.Insert(b, at, letter)
		case 2:
			b[at] = letter
		default:
			b[at], b[at+1] = b[at+1], b[at]
		}
	}
	return string(b)
}

// slips is how many slips lie between two words.
func slips(a, b string) int {
	known := map[[2]int]int{}
	var between func(m, n int) int // of the first m letters and the first n
	between = func(m, n int) int {
		if m == 0 || n == 0 {
			return m + n
		}
		least, ok := known[[2]int{m, n}]
		if ok {
			return least
		}
		least = min(between(m-1, n), between(m, n-1), between(m-1, n-1)) + 1
		if a[m-1] == b[n-1] {
			least = between(m-1, n-1)
		}
		if m > 1 && n > 1 && a[m-1] == b[n-2] && a[m-2] == b[n-1] {
			least = min(least, between(m-2, n-2)+1)
		}
		known[[2]int{m, n}] = least
		return least
	}
	return between(len(a), len(b))
}

// TestMended: of an unknown word the nearest of the book is taken, one slip
// away or, for a longer word, two; of several the most frequent, then the first.
func TestMended(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	type known struct {
		word  string
		count int
	}
	var words []known
	var sections [][3]string
	for range 40 {
		word := []byte{}
		for range 3 + r.IntN(6) {
			word = append(word, letters[r.IntN(len(letters))])
		}
		words = append(words, known{string(word), 1 + r.IntN(3)})
		if r.IntN(2) == 0 && len(word) > 3 {
			words = append(words, known{slipped(r, string(word), 1), 1 + r.IntN(3)})
		}
	}
	slices.SortFunc(words, func(a, b known) int { return strings.Compare(a.word, b.word) })
	words = slices.CompactFunc(words, func(a, b known) bool { return a.word == b.word })
	r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	for _, w := range words {
		for range w.count {
			sections = append(sections, [3]string{"", "", w.word})
		}
	}
	index, err := json.Marshal([]any{[]any{"", "", "", sections}})
	if err != nil {
		t.Fatal(err)
	}
	var queries []string
	for range 600 {
		queries = append(queries, slipped(r, words[r.IntN(len(words))].word, r.IntN(4))+" ")
	}
	mended := 0
	for i, have := range inNode(t, "const searchIndex = "+string(index)+";", queries, `JSON.stringify(terms)`) {
		typed := strings.TrimSpace(queries[i])
		want := fmt.Sprintf(`[[["%s"],1]`, typed)
		known := slices.ContainsFunc(words, func(w known) bool { return w.word == typed })
		longer := false
		for _, w := range words {
			if !known && len(typed) > 3 && strings.HasPrefix(w.word, typed) {
				longer = true
				want += fmt.Sprintf(`,[["%s"],0.8]`, w.word)
			}
		}
		if !known && !longer && len(typed) > 3 {
			most := 1
			if len(typed) >= 7 {
				most = 2
			}
			best, nearest := -1, most+1
			for k, w := range words {
				n := slips(typed, w.word)
				if len(w.word) > 3 && n <= most && (n < nearest || n == nearest && w.count > words[best].count) {
					best, nearest = k, n
				}
			}
			if best >= 0 {
				mended++
				want += fmt.Sprintf(`,[["%s"],0.9]`, words[best].word)
			}
		}
		if want += "]"; have != "["+want+"]" {
			t.Errorf("%s: have %s, want [%s]", typed, have, want)
		}
	}
	if mended < 100 {
		t.Errorf("have %d words mended: too few to tell", mended)
	}
}

// TestTermsInFull: all that a word stands for, and what it counts.
func TestTermsInFull(t *testing.T) {
	words := "gate rule ruler rulxo rule2 naive dL/dK kit argmix"
	longer := map[string]int{"qu": 40, "vu": 41} // words that begin so: more than forty say nothing
	for begins, n := range longer {
		for i := range n {
			words += " " + begins + string(rune('b'+i/26)) + string(rune('a'+i%26)) + "o"
		}
	}
	gate := `[[["gate"],1],[["mask"],0.7],[["indicator"],0.7]]`
	tests := []struct{ query, want string }{
		{"gate", gate},
		{"ga te", gate},
		{"gates ", gate},
		{"learning rate", `[[["learn","rate"],1],[["lr"],0.7],[["step","size"],0.7],[["eta"],0.7],[["learn"],0.3],[["rate"],0.3]]`},
		{"nai ve", `[[["naiv"],1]]`},
		{"naibe", `[[["naib"],1],[["naiv"],0.9]]`},
		{"gatr ", `[[["gatr"],1],[["gate"],0.9],[["mask"],0.63],[["indicator"],0.63]]`},
		{"logot ", `[[["logot"],1],[["logit"],0.9],[["scor"],0.63]]`}, // a name that the book does not have
		{"argmox ", `[[["argmox"],1],[["argmix"],0.9]]`},              // rather than argmax, which it does not have
		{"k", `[[["k"],1]]`},
		{"ki", `[[["ki"],1],[["kit"],0.8]]`},
		{"ki ", `[[["ki"],1]]`},
		{"rul ", `[[["rul"],1]]`},
		{"rulx ", `[[["rulx"],1],[["rulxo"],0.8]]`},
		{"rule", `[[["rule"],1],[["ruler"],0.8]]`},
		{"rule ", `[[["rule"],1]]`},
		{"rule x", `[[["rule"],1]],[[["x"],1]]`},
		{"x rule", `[[["x"],1]],[[["rule"],1],[["ruler"],0.8]]`},
		{"d L / d K", `[[["dldk"],1]]`},
		{"dL/dK[7]", `[[["dldk7"],1]]`},
		{"vu", `[[["vu"],1]]`},
	}
	var queries []string
	for _, tt := range tests {
		queries = append(queries, tt.query)
	}
	index, err := json.Marshal([]any{[]any{"", "", "", [][3]string{{"", "", words}}}})
	if err != nil {
		t.Fatal(err)
	}
	script := "const searchIndex = " + string(index) + ";"
	for i, have := range inNode(t, script, queries, `JSON.stringify(terms)`) {
		if want := "[" + tests[i].want + "]"; have != want {
			t.Errorf("%s: have %s, want %s", tests[i].query, have, want)
		}
	}
	if have := inNode(t, script, []string{"qu"}, `"" + terms[0].length`)[0]; have != "41" {
		t.Errorf("qu: have %s words, want itself and 40 longer ones", have)
	}
}
