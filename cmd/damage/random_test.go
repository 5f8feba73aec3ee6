package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// said are changes as they are printed, without the file.
func said(list []change) string {
	var b strings.Builder
	for _, c := range list {
		_, text, _ := strings.Cut(c.String(), ":")
		b.WriteString(text + "\n")
	}
	return b.String()
}

func TestGoChanges(t *testing.T) {
	have, err := goChanges("a.go", []byte(`package a

import "fmt"

const big = 7

func (s *set[T]) put(a, b int) {
	for i := 0; i < b; i++ {
		if a <= 1.5 && !s.full {
			continue
		}
		s.n += f(a, b)
	}
	s.n = max(a, b)
	fmt.Println("a + b", -a, 'x')
}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := `5: const big = 7 → const big = 8
5: const big = 7 → const big = 6
8: for i := 0; i < b; i++ { → for i := 0; false; i++ {
8: for i := 0; i < b; i++ { → for i := 1; i < b; i++ {
8: for i := 0; i < b; i++ { → for i := 0; i <= b; i++ {
8: for i := 0; i < b; i++ { → for i := 0; i < b; i-- {
9: if a <= 1.5 && !s.full { → if true {
9: if a <= 1.5 && !s.full { → if false {
9: if a <= 1.5 && !s.full { → if a <= 1.5 || !s.full {
9: if a <= 1.5 && !s.full { → if a < 1.5 && !s.full {
9: if a <= 1.5 && !s.full { → if a <= (1+1.5) && !s.full {
9: if a <= 1.5 && !s.full { → if a <= 1.5 && s.full {
10: continue → break
12: s.n += f(a, b) → (removed)
12: s.n += f(a, b) → s.n -= f(a, b)
12: s.n += f(a, b) → s.n = f(a, b)
12: s.n += f(a, b) → s.n += f(b, a)
14: s.n = max(a, b) → (removed)
15: fmt.Println("a + b", -a, 'x') → (removed)
15: fmt.Println("a + b", -a, 'x') → fmt.Println(-a, "a + b", 'x')
15: fmt.Println("a + b", -a, 'x') → fmt.Println("a + b", 'x', -a)
15: fmt.Println("a + b", -a, 'x') → fmt.Println("a + b", a, 'x')
15: fmt.Println("a + b", -a, 'x') → fmt.Println("a + b", -a, 'y')
`
	byLine := func(list string) []string {
		lines := strings.Split(list, "\n")
		slices.Sort(lines)
		return lines
	}
	if have := said(have); !slices.Equal(byLine(have), byLine(want)) {
		t.Errorf("have\n%s\nwant\n%s", have, want)
	}
	if have := have[len(have)-1].function; have != "set.put" {
		t.Errorf("have the function %q, want set.put", have)
	}
	if _, err := goChanges("a.go", []byte("package a\nfunc {")); err == nil {
		t.Error("what is no Go has changes")
	}
}

func TestScriptChanges(t *testing.T) {
	script := []byte(`// a + b
const half = (n, m) => n / 2;
if (half(a, b) !== .5 && !done) { x.y(/[/]+/g); }
for (let i = 0; i < 3; i++) s = ` + "`${i + 1}`" + `;
`)
	have, err := scriptChanges("a.js", script)
	if err != nil {
		t.Fatal(err)
	}
	want := `2: const half = (n, m) => n / 2; → const half = (n, m) => n * 2;
2: const half = (n, m) => n / 2; → const half = (n, m) => n / 3;
2: const half = (n, m) => n / 2; → const half = (n, m) => n / 1;
3: if (half(a, b) !== .5 && !done) { x.y(/[/]+/g); } → if (true) { x.y(/[/]+/g); }
3: if (half(a, b) !== .5 && !done) { x.y(/[/]+/g); } → if (false) { x.y(/[/]+/g); }
3: if (half(a, b) !== .5 && !done) { x.y(/[/]+/g); } → if (half(b, a) !== .5 && !done) { x.y(/[/]+/g); }
3: if (half(a, b) !== .5 && !done) { x.y(/[/]+/g); } → if (half(a, b) === .5 && !done) { x.y(/[/]+/g); }
3: if (half(a, b) !== .5 && !done) { x.y(/[/]+/g); } → if (half(a, b) !== (1+.5) && !done) { x.y(/[/]+/g); }
3: if (half(a, b) !== .5 && !done) { x.y(/[/]+/g); } → if (half(a, b) !== .5 || !done) { x.y(/[/]+/g); }
3: if (half(a, b) !== .5 && !done) { x.y(/[/]+/g); } → if (half(a, b) !== .5 && done) { x.y(/[/]+/g); }
3: if (half(a, b) !== .5 && !done) { x.y(/[/]+/g); } → if (half(a, b) !== .5 && !done) { ; }
4: for (let i = 0; i < 3; i++) s = ` + "`${i + 1}`" + `; → for (let i = 1; i < 3; i++) s = ` + "`${i + 1}`" + `;
4: for (let i = 0; i < 3; i++) s = ` + "`${i + 1}`" + `; → for (let i = 0; i <= 3; i++) s = ` + "`${i + 1}`" + `;
4: for (let i = 0; i < 3; i++) s = ` + "`${i + 1}`" + `; → for (let i = 0; i < 4; i++) s = ` + "`${i + 1}`" + `;
4: for (let i = 0; i < 3; i++) s = ` + "`${i + 1}`" + `; → for (let i = 0; i < 2; i++) s = ` + "`${i + 1}`" + `;
4: for (let i = 0; i < 3; i++) s = ` + "`${i + 1}`" + `; → for (let i = 0; i < 3; i--) s = ` + "`${i + 1}`" + `;
4: for (let i = 0; i < 3; i++) s = ` + "`${i + 1}`" + `; → for (let i = 0; i < 3; i++) ;
4: for (let i = 0; i < 3; i++) s = ` + "`${i + 1}`" + `; → for (let i = 0; i < 3; i++) s = ` + "`${i - 1}`" + `;
4: for (let i = 0; i < 3; i++) s = ` + "`${i + 1}`" + `; → for (let i = 0; i < 3; i++) s = ` + "`${i + 2}`" + `;
4: for (let i = 0; i < 3; i++) s = ` + "`${i + 1}`" + `; → for (let i = 0; i < 3; i++) s = ` + "`${i + 0}`" + `;
`
	if have := said(have); have != want {
		t.Errorf("have\n%s\nwant\n%s", have, want)
	}
	for _, c := range have {
		if !isScript(c.changed(script)) {
			t.Errorf("%v is no script", c)
		}
	}
	if isScript([]byte("if (")) {
		t.Error("half a condition is a script")
	}
}

// shop is a module with a program, a package under it, and another above.
var shop = map[string]string{
	"go.mod":           "module shop\n\ngo 1.26\n",
	"main.go":          "package main\n\nimport \"shop/price\"\n\nfunc main() { println(price.Of(2, 3)) }\n",
	"main_test.go":     "package main\n\nimport (\n\t\"testing\"\n\n\t\"shop/price\"\n)\n\nfunc TestShop(t *testing.T) {\n\tif price.Of(2, 3) != 6 {\n\t\tt.Error(\"wrong\")\n\t}\n}\n",
	"price/of.go":      "package price\n\n// Of is a product.\nfunc Of(n, each int) int { return n * each }\n",
	"price/old.go":     "package price\n\nfunc rest(n int) int { return n % 2 }\n",
	"price/of_test.go": "package price\n\nimport \"testing\"\n\nfunc TestOf(t *testing.T) {\n\tif Of(2, 1) != 2 {\n\t\tt.Error(\"wrong\")\n\t}\n}\n",
	"cmd/damage/d.go":  "package main\n\nfunc main() { println(1 + 1) }\n",
	"unused/unused.go": "package unused\n\nconst N = 1\n",
}

// shopModule writes the module, with more files, and returns it as the command
// reads it.
func shopModule(t *testing.T, more ...map[string]string) *module {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	files := maps.Clone(shop)
	for _, m := range more {
		maps.Copy(files, m)
	}
	for name, text := range files {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	m, err := readModule(context.Background(), root)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// What no program is made of is not damaged; whoever imports is asked later.
func TestModule(t *testing.T) {
	m := shopModule(t)
	if have, want := m.sources(), []string{"main.go", "price/of.go", "price/old.go"}; !slices.Equal(have, want) {
		t.Errorf("have the sources %v, want %v", have, want)
	}
	if have, want := m.of("price/of.go"), "shop/price"; have != want {
		t.Errorf("have %q, want %q", have, want)
	}
	var order []string
	for _, level := range m.concerned("shop/price") {
		order = append(order, strings.Join(level, " "))
	}
	if want := []string{"./price", "./."}; !slices.Equal(order, want) {
		t.Errorf("have %v, want %v", order, want)
	}
	price := m.packages["shop/price"]
	price.TestGoFiles, price.XTestGoFiles = nil, nil
	m.packages["shop/price"] = price
	if have, want := m.concerned("shop/price"), []string{"./price", "./."}; len(have) != 1 || !slices.Equal(have[0], want) {
		t.Errorf("without tests: have %v, want %v at once", have, want)
	}
}

// A change is caught by its own package's tests or by those of a package that
// depends on it; one that does not compile is none; a known one is not tried.
func TestRandomChanges(t *testing.T) {
	m := shopModule(t)
	of := func(begin string, known ...harmless) string {
		t.Helper()
		d := draw{count: 100, seed: "x", in: begin}
		all, err := m.changes()
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if status := tryDrawn(context.Background(), m, d, d.of(all), known, &out, &out); status != statusCaught {
			t.Errorf("%s: status %d\n%s", begin, status, out.String())
		}
		return out.String()
	}
	product := of("price/of.go")
	for _, want := range []string{"return n / each", "by ./.: TestShop", "1 of 1 changes caught (100.0 %)"} {
		if !strings.Contains(product, want) {
			t.Errorf("have\n%s\nwant %q", product, want)
		}
	}
	program := of("main.go:5: func main() { println(price.Of(2, 3)) } → func main() { println(price.Of(3, 2)) }")
	for _, want := range []string{"SURVIVED", "\nsurvived main.go:5: ", "0 of 1 changes caught (0.0 %)"} {
		if !strings.Contains(program, want) {
			t.Errorf("have\n%s\nwant %q", program, want)
		}
	}
	rest := harmless{"price/old.go", "rest", "func rest(n int) int { return n % 2 }", "func rest(n int) int { return n * 2 }", "nobody calls it"}
	known := of("price/old.go", rest)
	for _, want := range []string{"the same ", "nobody calls it", "0 of 2 changes caught", "of 1 more, 0 did not compile and 1 are known"} {
		if !strings.Contains(known, want) {
			t.Errorf("have\n%s\nwant %q", known, want)
		}
	}
	for name, want := range shop {
		if have, err := os.ReadFile(filepath.Join(m.root, filepath.FromSlash(name))); err != nil || string(have) != want {
			t.Errorf("%s: have %s, %v; want the tree untouched", name, have, err)
		}
	}
}

// What no test notices may still move a page. Scripts and a chapter's main.go
// are on pages as they are, so that a page that differs says nothing of them.
func TestPagesCatch(t *testing.T) {
	m := shopModule(t, map[string]string{"cmd/render/main.go": `package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"shop/price"
)

func main() {
	out, check := flag.String("o", "", ""), flag.Bool("check", false, "")
	flag.Parse()
	page, file := fmt.Sprint(price.Label(7)), filepath.Join(*out, "index.html")
	if have, err := os.ReadFile(file); *check && (err != nil || string(have) != page) {
		os.Exit(1)
	}
	os.MkdirAll(*out, 0o755)
	os.WriteFile(file, []byte(page), 0o644)
}
`, "price/label.go": "package price\n\nfunc Label(n int) int { return n * 2 }\n"})
	all, err := m.changes()
	if err != nil {
		t.Fatal(err)
	}
	d := draw{count: 1, seed: "x", in: "price/label.go:3: func Label(n int) int { return n * 2 } → func Label(n int) int { return n / 2 }"}
	var out bytes.Buffer
	if status := tryDrawn(context.Background(), m, d, d.of(all), nil, &out, &out); status != statusCaught || !strings.Contains(out.String(), "by render -check\n") {
		t.Errorf("status %d, have\n%s", status, out.String())
	}
	for file, want := range map[string]bool{"chapters/01-a/main.go": true, "chapters/01-a/words.go": false, "internal/site/assets/a.js": true, "cmd/render/main.go": false} {
		if have := onPage(file); have != want {
			t.Errorf("%s: have %v, want %v", file, have, want)
		}
	}
}

// Changes of one package lie beside each other in one program, and each is
// judged as if it were alone.
func TestBundle(t *testing.T) {
	m := shopModule(t, map[string]string{
		"price/total.go": `package price

type bill struct{ sum int }

func (b *bill) add(n, each int) {
	b.sum += Of(n, each)
	if b.sum < 0 {
		b.sum = 0
	}
}

func total(counts ...int) (sum int) {
	for i := 0; i < len(counts); i++ {
		sum += counts[i]
	}
	return sum
}

func nothing() int { return zero }

func safe(f func() int) (n int) {
	defer func() {
		if recover() != nil {
			n = 7
		}
	}()
	return f()
}

const zero = 1

func shout(n int) {
	m := n
	println(m)
}
`,
		"price/total_test.go": `package price

import "testing"

func TestTotal(t *testing.T) {
	var b bill
	b.add(2, 3)
	b.add(1, 1)
	if b.sum != 7 || total(1, 2) != 3 || nothing() != zero || safe(func() int { panic("no") }) != 7 {
		t.Error("wrong")
	}
}
`})
	all, err := m.changes()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	d := draw{count: 100, seed: "x", in: "price/total.go", near: true}
	if status := tryDrawn(context.Background(), m, d, d.of(all), nil, &out, &out); status != statusCaught {
		t.Fatalf("status %d\n%s", status, out.String())
	}
	for _, want := range []string{
		"b.sum += Of(n, each) → b.sum -= Of(n, each)\n                  by ./price: TestTotal\n",
		"SURVIVED", "survived price/total.go:7: if b.sum < 0 { → if b.sum <= 0 {\n",
		"survived price/total.go:30: const zero = 1 → const zero = 2\n",
		"survived price/total.go:6: b.sum += Of(n, each) → b.sum += Of(each, n)\n",
		"18 of 26 changes caught (69.2 %); of 1 more, 1 did not compile",
		"for i := 0; i < len(counts); i++ { → for i := 0; i < len(counts); i--\n                  by ./price: TestTotal\n",
		"if recover() != nil { → if recover() == nil {\n                  by shop/price: TestTotal\n",
	} {
		if !strings.Contains(out.String(), strings.ReplaceAll(want, "i--\n", "i-- {\n")) {
			t.Errorf("have\n%s\nwant %q", out.String(), want)
		}
	}
}

// A test that fails for many changes is asked about fewer, until it is known
// which fail it alone; those that fail it only together are not caught.
func TestDivide(t *testing.T) {
	b, err := newBundle(&trial{attempt: attempt{temp: t.TempDir()}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		numbers  []int
		fails    func(chosen string) bool
		caught   string
		mostAsks int
	}{
		{[]int{1, 2, 3, 4, 5, 6, 7, 8}, func(string) bool { return false }, "[]", 1},
		{[]int{1, 2, 3, 4, 5, 6, 7, 8}, func(chosen string) bool { return strings.Contains(chosen, "3") }, "[3]", 7},
		{[]int{9, 2, 5}, func(chosen string) bool { return strings.Contains(chosen, "9") || strings.Contains(chosen, "5") }, "[9 5]", 5},
		{[]int{1, 2, 3, 4}, func(chosen string) bool { return strings.Contains(chosen, "1") && strings.Contains(chosen, "4") }, "[]", 3},
		{nil, func(string) bool { return true }, "[]", 0},
	} {
		asks := 0
		caught := []int{}
		err := b.divide(test.numbers, func() (string, error) {
			asks++
			chosen, err := os.ReadFile(b.chosen())
			if err == nil && !test.fails(string(chosen)) {
				err = errSurvived
			}
			return "TestX", err
		}, func(n int, by string, _ time.Duration) {
			if by != "TestX" {
				t.Errorf("%d is caught by %q", n, by)
			}
			caught = append(caught, n)
		})
		if have := fmt.Sprint(caught); err != nil || have != test.caught || asks > test.mostAsks {
			t.Errorf("%v: have %s caught in %d runs, %v; want %s in at most %d", test.numbers, have, asks, err, test.caught, test.mostAsks)
		}
	}
}

// The lines of a source with copies are those of the original.
func TestBundled(t *testing.T) {
	text := []byte("package a\n\nfunc f(n int) (int, error) {\n\treturn n + 1, nil\n}\n\nfunc g() { f(2) }\n")
	all, err := goChanges("a.go", text)
	if err != nil {
		t.Fatal(err)
	}
	changes := map[int]change{}
	for i, c := range all {
		if c.String() == "a.go:4: return n + 1, nil → return n - 1, nil" || c.new == "" {
			changes[i+1] = c
		}
	}
	have, err := bundled(text, changes)
	want := `package a

func f(n int) (int, error) {
if damageChosen[1] { return func() (int, error) {
//line damaged1/a.go:1

	return n - 1, nil

}() }
//line a.go:3

	return n + 1, nil
}

func g() {
if damageChosen[4] { func() {
//line damaged4/a.go:1
  
}(); return }
//line a.go:7
 f(2) }
`
	if err != nil || string(have) != want {
		t.Errorf("have %v\n%s\nwant\n%s", err, have, want)
	}
}

// TestWhatFailed reads what go test prints of several packages.
func TestWhatFailed(t *testing.T) {
	for _, test := range []struct{ out, by, in string }{
		{"ok  \ta/b\t0.1s\n--- FAIL: TestX (0.00s)\n    x_test.go:3: no\nFAIL\nFAIL\ta/c\t0.2s\nok  \ta/d\t0.1s\nFAIL\n", "TestX", "a/c"},
		{"panic: test timed out after 1s\n\trunning tests:\n\t\tTestY (1s)\n\nFAIL\ta/c\t1.0s\nFAIL\n", "TestY, which did not end", "a/c"},
	} {
		found := failedPackage.FindStringSubmatch(test.out)
		if by := failure(test.out); by != test.by || found == nil || found[1] != test.in {
			t.Errorf("%q: have %q in %q, want %q in %s", test.out, by, found, test.by, test.in)
		}
	}
}

// The same seed draws the same changes, another seed others.
func TestDraw(t *testing.T) {
	all, err := shopModule(t).changes()
	if err != nil {
		t.Fatal(err)
	}
	d := draw{count: 4, seed: "a"}
	other := draw{count: 4, seed: "b"}
	if have, want := said(d.of(all)), said(d.of(all)); have != want {
		t.Errorf("have\n%s, then\n%s", have, want)
	}
	if said(d.of(all)) == said(other.of(all)) {
		t.Error("two seeds draw the same")
	}
}

// A change is only caught by tests that pass without it.
func TestRandomNeedsSoundTests(t *testing.T) {
	m := shopModule(t)
	if err := os.WriteFile(filepath.Join(m.root, "price", "of.go"), []byte("package price\n\nfunc Of(n, each int) int { return n + each }\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	all, err := m.changes()
	if err != nil {
		t.Fatal(err)
	}
	d := draw{count: 1, seed: "x", in: "price/of.go"}
	var out bytes.Buffer
	if status := tryDrawn(context.Background(), m, d, d.of(all), nil, &out, &out); status != statusError || !strings.Contains(out.String(), "the tests fail without any damage") || !strings.Contains(out.String(), "0 of 0 changes caught") {
		t.Errorf("status %d, have\n%s", status, out.String())
	}
}

// The known changes are changes of the sources as they are now.
func TestHarmlessChangesAreCurrent(t *testing.T) {
	ctx := context.Background()
	root, err := moduleRoot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	m, err := readModule(ctx, root)
	if err != nil {
		t.Fatal(err)
	}
	all, err := m.changes()
	if err != nil {
		t.Fatal(err)
	}
	if err := current(harmlessChanges, all); err != nil {
		t.Error(err)
	}
	gone := []harmless{{"internal/cnn/cnn.go", "f", "a == b", "a != b", "no reason"}, {file: "internal/cnn/cnn.go"}}
	if err := current(gone, all); err == nil || !strings.Contains(err.Error(), "any more") || !strings.Contains(err.Error(), "says no reason") {
		t.Errorf("have %v, want both entries named", err)
	}
}
