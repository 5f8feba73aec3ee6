package site

import (
	"encoding/json"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// inNode runs the search of the pages over an index, outside a browser, for
// some queries. It skips the test where there is no node.
func inNode(t *testing.T, index string, queries []string, expression string) []string {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("the search is a script: install node to test it")
	}
	list, err := json.Marshal(queries)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(node, "-")
	command.Stdin = strings.NewReader(string(namesScript) + string(findScript) + index + `
const all = bookSearch.prepare(searchIndex);
console.log(JSON.stringify(` + string(list) + `.map((query) => {
  const terms = bookSearch.read(all, query), found = bookSearch.find(all, terms);
  return ` + expression + `;
})));`)
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var have []string
	if err := json.Unmarshal(out, &have); err != nil {
		t.Fatal(err)
	}
	return have
}

const findIndex = `const searchIndex = [
["02.html", "02", "Convolution", [
  ["", "Convolution", "A kernel slides over the image."],
  ["rule", "The rule", "Z[i,j] = Σ X[i+m,j+n] K[m,n] + b. It holds on every path. A weight, and a weight, may answer and answer."],
  ["size", "The size", "An image of 5×5 and a kernel of 2×2 give 4×4."]]],
["07.html", "07", "Softmax and cross entropy", [
  ["", "Softmax and cross entropy", "How do scores become probabilities?"],
  ["softmax", "Softmax", "Exponentials, divided by their sum."]]],
["13.html", "13", "The kernel, backward", [
  ["", "The kernel, backward", "How much of the error does each weight answer for?"],
  ["all", "All weights", "∂L/∂K = X ⋆ ∂L/∂Z ∂L/∂K[0,1] ≈ −0.7346 ∂L/∂K[1,0] ≈ −0.6479"],
  ["exercise-1", "Exercise 1", "What is ∂L/∂K[1,0]?"],
  ["rotated", "Nothing is rotated", "The learning rate η is another matter: naïve p − y. Turn the kernel."]]]];
`

// TestFind: readers find what they type, as they type it.
func TestFind(t *testing.T) {
	tests := []struct{ query, want string }{
		{"softmax", "07.html#softmax 07.html"}, // the heading that is the word, then the one that holds it
		{"SOFT", "07.html 07.html#softmax"},
		{"dL/dK", "13.html#all 13.html#exercise-1"},
		{"∂L/∂K", "13.html#all 13.html#exercise-1"},
		{"dLdK", "13.html#all 13.html#exercise-1"},
		{"d L / d K", "13.html#all 13.html#exercise-1"},
		{`\partial L/\partial K`, "13.html#all 13.html#exercise-1"},
		{"dL/dK[0,1]", "13.html#all"},
		{"∂L/∂K_{0,1}", "13.html#all"},
		{"∂L/∂K₀₁", "13.html#all"},
		{"dL/dK[1,0]", "13.html#all 13.html#exercise-1"}, // what explains comes before what asks
		{"dL/dK[2,2]", ""},
		{"K[0,1]", "13.html#all"}, // inside ∂K[0,1]
		{"5x5", "02.html#size"},
		{"-0.6479", "13.html#all"},
		{"rot180", "13.html#rotated"}, // by another name
		{"eta", "13.html#rotated"},
		{"naive", "13.html#rotated"},
		{"nai ve", "13.html#rotated"}, // in pieces
		{"p-y", "13.html#rotated"},
		{"y", "13.html#rotated"},                                       // a sign of one letter is no part of a word
		{"ath", ""},                                                    // nor are three
		{"entropy cross", "07.html"},                                   // both, in any order
		{"the kernel", "13.html 13.html#rotated 02.html 02.html#size"}, // the little words do not count, the page's title does
		{"weight answer", "13.html 02.html#rule 13.html#all"},          // in a row before scattered, both before one
		{"why should my weight answer", "13.html 02.html#rule 13.html#all"},
		{"backward", "13.html"},               // the page's title alone does not answer
		{"rotating", "13.html#rotated"},       // words have endings
		{"backpropagation", "13.html"},        // and other names
		{"back propagation", "13.html"},       // of several words, too
		{"softmx", "07.html 07.html#softmax"}, // and typing slips
		{"sofmtax", "07.html 07.html#softmax"},
		{"expon", "07.html#softmax"},                // a word that is still being typed
		{"dead softmax", "07.html 07.html#softmax"}, // what is not in the book does not hide what is
		{"xyzzy", ""},
		{"   ", ""},
		{"[]", ""},
	}
	var queries []string
	for _, tt := range tests {
		queries = append(queries, tt.query)
	}
	have := inNode(t, findIndex, queries, `found.map((s) => s.to).join(" ")`)
	for i, tt := range tests {
		if have[i] != tt.want {
			t.Errorf("%q: have %q, want %q", tt.query, have[i], tt.want)
		}
	}
}

// TestTerms: what was typed is looked for by its stem and by its other names,
// and, counted less, as a part of a name, as a beginning, or mended.
func TestTerms(t *testing.T) {
	tests := []struct{ query, want string }{
		{"rotated", `[[[["rotat"],1],`},
		{"abs ass bus 22s", `[[[["abs"],1]],[[["ass"],1]],[[["bus"],1]],[[["22s"],1]]]`}, // nothing is an ending here
		{"max pooling", `[[[["max","pool"],1],`},
		{"gradient check", `[[[["gradient","check"],1],`}, // longer than the gradient
		{"max pooling", `,[["max"],0.3],[["pool"],0.3]]]`},
		{"fully connected layer", `[["fully"],0.3],[["connect"],0.3]],[[["layer"],`},
		{"kern", `[[[["kern"],1],[["kernel"],0.8]]]`},
		{"the kernel", `[[[["kernel"],1],[["filt"],0.7],`},
		{"kernals", `[[[["kernal"],1],[["kernel"],0.9],[["filt"],0.63],`},
		{"answrs", `[[[["answr"],1],[["answ"],0.9]]]`},
		{"the", `[[[["the"],1]`}, // no other word
	}
	var queries []string
	for _, tt := range tests {
		queries = append(queries, tt.query)
	}
	for i, have := range inNode(t, findIndex, queries, `JSON.stringify(terms)`) {
		if !strings.Contains(have, tests[i].want) {
			t.Errorf("%s: have %s\nwant %s in it", tests[i].query, have, tests[i].want)
		}
	}
}

// TestMarked: what was found is marked in a piece of the text around it.
func TestMarked(t *testing.T) {
	queries := []string{"dL/dK[0,1]", "weight answer", "exponentials", "rot180"}
	want := []string{
		"… ⋆ ∂L/∂Z <∂L/∂K[0,1]> ≈ −0.7346 ∂L/∂K[1,0] ≈ …",
		"… each <weight> <answer> for?",
		"<Exponentials>, divided by their sum.",
		"… p − y. <Turn> the kernel.",
	}
	have := inNode(t, findIndex, queries, `bookSearch.marked(found[0].text, terms, 42)
    .map(([text, is]) => is ? "<" + text + ">" : text).join("")`)
	for i := range want {
		if have[i] != want[i] {
			t.Errorf("%s:\nhave %q\nwant %q", queries[i], have[i], want[i])
		}
	}
}

// TestPieces: the pieces of a text, those that are marked between < and >.
func TestPieces(t *testing.T) {
	tests := []struct {
		query, text string
		most        int
		want        string
	}{
		{"kernel", "kernel", 99, "<kernel>"},
		{"kernel", "The kernel slides.", 99, "(The )<kernel>( slides.)"},
		{"max pooling", "A max pooling layer", 99, "(A )<max pooling>( layer)"},
		{"max max pooling", "A max pooling layer", 99, "(A )<max pooling>( layer)"}, // the longest, whatever is asked for first
		{"dl k", "x ∂L/∂K y", 99, "(x )<∂L>(/)<∂K>( y)"},                            // in the order of the text
		{"K[0,1]", "is K[0,1] a", 99, "(is )<K[0,1]>( a)"},
		{"K[0,1]", "is K[0,1 a", 99, "(is )<K[0,1>( a)"}, // nothing closes
		{"K", "is [dK] a", 99, "(is [)<dK>(] a)"},        // nor is this bracket the formula's
		{"kernel", "ab kernel xy", 8, "(… )<kernel>( …)"},
		{"kernel", "the kernel slides over", 12, "(… )<kernel>( …)"},
		{"max pooling", "see max pooling here", 8, "(… )<max>( …)"}, // what is cut is not marked
		{"zzzz", "abcdefghijklmnopqrstuvwxyz", 10, "(abcdefghij)( …)"},
		{"zzzz", " abcdefghijklmnopqrstuvwxyz", 10, "( abcdefghi)( …)"},
		{"zzzz", "abcde fghij klmno", 10, "(abcde)( …)"},
		{"zzzz", "abcde fghi klmno", 10, "(abcde fghi)( …)"},
		{"zzzz", "abcde fghi", 10, "(abcde fghi)"},
		{"kernel", "abcdefghijkl kernel", 8, "(… )<kernel>"},
	}
	var queries []string
	for _, tt := range tests {
		queries = append(queries, tt.query+"|"+tt.text+"|"+strconv.Itoa(tt.most))
	}
	have := inNode(t, findIndex, queries, `(([typed, text, most]) => bookSearch.marked(text, bookSearch.read(all, typed), +most)
    .map(([text, is]) => is ? "<" + text + ">" : "(" + text + ")").join(""))(query.split("|"))`)
	for i, tt := range tests {
		if have[i] != tt.want {
			t.Errorf("%s in %q: have %s, want %s", tt.query, tt.text, have[i], tt.want)
		}
	}
}

// TestFindInSample: the index that is written is the one that is searched.
func TestFindInSample(t *testing.T) {
	_, files := sampleIndex(t)
	queries := []string{"dL/dK[1,0]", "dead window"}
	want := []string{"13-one-weight-many-uses.html#one-weight-in-full", "words.html#dead-window"}
	have := inNode(t, string(files["assets/search-index.js"]), queries, `found[0].to`)
	for i := range want {
		if have[i] != want[i] {
			t.Errorf("%s: have %q, want %q", queries[i], have[i], want[i])
		}
	}
}
