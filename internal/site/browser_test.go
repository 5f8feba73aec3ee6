// A browser is another process, and WebAssembly starts none.

//go:build !js

package site

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// patience is how long a condition may take to come true.
const patience = 20 * time.Second

// A tab is a page of a real browser, on a book that is served from memory.
type tab struct {
	ctx    context.Context
	server *httptest.Server

	mu       sync.Mutex
	requests []string
	messages []string // of the console, and errors
}

// openTab starts a browser. Without one the test is skipped, except where CI
// is set: there it fails.
func openTab(t *testing.T, b Book) *tab {
	t.Helper()
	files, err := Render(b)
	if err != nil {
		t.Fatal(err)
	}
	return openFiles(t, files)
}

// openFiles is openTab for files that were made otherwise.
func openFiles(t *testing.T, files map[string][]byte) *tab {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a browser")
	}
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if found, err := exec.LookPath(name); err == nil && browser == "" {
			browser = found
		}
	}
	if browser == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("found neither chromium nor google-chrome in PATH; install one")
		}
		t.Skip("found neither chromium nor google-chrome in PATH; install one to run this test")
	}
	p := &tab{server: httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		data, ok := files[name]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", map[string]string{
			".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
		}[path.Ext(name)])
		_, _ = w.Write(data)
	}))}
	t.Cleanup(p.server.Close)
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(browser), chromedp.UserDataDir(t.TempDir())}
	for _, flag := range []string{"headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run",
		"disable-background-networking", "disable-component-update", "disable-sync", "disable-dev-shm-usage"} {
		options = append(options, chromedp.Flag(flag, true))
	}
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	p.ctx = ctx
	// The browser lives as long as the context of the first step.
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900)); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, p.hear); err != nil {
		t.Fatal(err)
	}
	return p
}

// hear keeps what the page asks for and what it complains about.
func (p *tab) hear(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
	case *runtime.EventConsoleAPICalled:
		p.messages = append(p.messages, fmt.Sprintf("console.%s", e.Type))
	case *runtime.EventExceptionThrown:
		p.messages = append(p.messages, e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		p.messages = append(p.messages, e.Entry.Text)
	}
}

func (p *tab) do(t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func (p *tab) open(t *testing.T, name string) {
	t.Helper()
	p.do(t, chromedp.Navigate(p.server.URL+"/"+name))
	p.await(t, `!("waits" in document.documentElement.dataset)`) // it is drawn
}

// read is the value of an expression in the page.
func read[T any](t *testing.T, p *tab, expression string) T {
	t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// await waits until an expression is true.
func (p *tab) await(t *testing.T, expression string) {
	t.Helper()
	if _, err := chromedp.Run(p.ctx, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(patience))); err != nil {
		t.Fatalf("this does not come true: %s: %v", expression, err)
	}
}

// pointAt moves the mouse to the middle of an element.
func (p *tab) pointAt(t *testing.T, element string) {
	t.Helper()
	at := read[[]float64](t, p, `(() => {
		const e = `+element+`;
		e.scrollIntoView({ block: "center" });
		const r = e.getBoundingClientRect();
		return [r.left + r.width / 2, r.top + r.height / 2];
	})()`)
	p.do(t, chromedp.MouseEvent("mouseMoved", at[0], at[1]))
}

func (p *tab) keys(t *testing.T, keys string) {
	t.Helper()
	p.do(t, chromedp.KeyEvent(keys))
}

// row is the row of a number, cellOf one of its cells.
func row(n int) string { return fmt.Sprintf(`document.querySelectorAll("figure.row")[%d]`, n) }

func cellOf(n, grid int, at string) string {
	return fmt.Sprintf(`%s.querySelector('[data-grid="%d"] [data-at="%s"]')`, row(n), grid, at)
}

// equation is the text of an equation that a row keeps for its script.
func equation(n int, place, at string) string {
	return `(() => {
		const all = document.createElement("template");
		all.innerHTML = ` + row(n) + `.querySelector("script.sums").textContent;
		return all.content.querySelector('[data-place="` + place + `"][data-at="` + at + `"]').textContent;
	})()`
}

// stillness asks the pages for reduced motion.
func (p *tab) stillness(t *testing.T) {
	t.Helper()
	p.media(t, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}})
}

func (p *tab) media(t *testing.T, params emulation.SetEmulatedMediaParams) {
	t.Helper()
	if _, err := chromedp.Run(p.ctx, func(ctx context.Context, target *chromedp.Target) (cdp.Empty, error) {
		return cdp.Call(ctx, target, emulation.SetEmulatedMedia, params)
	}); err != nil {
		t.Fatal(err)
	}
}

// lit are the cells of a row that have one of the classes, as GRID:INDEX.
func (p *tab) lit(t *testing.T, n int, classes string) string {
	t.Helper()
	return strings.Join(read[[]string](t, p, `[...`+row(n)+`.querySelectorAll("`+classes+`")]
		.map((td) => td.closest("table").dataset.grid + ":" + td.dataset.at)`), " ")
}

func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

func TestInBrowser(t *testing.T) {
	p := openTab(t, explainedBook(t))
	p.stillness(t) // no row begins by itself
	p.open(t, "02-explained.html")
	said := func(n int) string { return row(n) + `.querySelector(".say").textContent` }
	quiet := func(n int) string { return row(n) + `.querySelector(".say").hidden` }
	count := func(n int) string { return row(n) + `.querySelector(".steps span").textContent` }
	const parts = ".on, .idle, .now"

	t.Run("pointing at a result", func(t *testing.T) {
		p.await(t, quiet(0)+" && "+count(0)+`.startsWith("16 numbers")`)
		height := read[float64](t, p, row(0)+`.offsetHeight`)
		p.pointAt(t, cellOf(0, 3, "1,2"))
		p.await(t, row(0)+`.matches(".lit")`)
		if have, want := p.lit(t, 0, parts), "0:1,2 0:1,3 0:2,2 0:2,3 1:0,0 1:0,1 1:1,0 1:1,1 2:0"; have != want {
			t.Errorf("lit: have %s\nwant %s", have, want)
		}
		if have := p.lit(t, 0, ".at"); have != "3:1,2" {
			t.Errorf("pointed at: have %s", have)
		}
		if have, want := read[string](t, p, said(0)), read[string](t, p, equation(0, "activations/1", "1,2")); have != want {
			t.Errorf("said: have %s\nwant the equation %s", have, want)
		}
		// One outline around the window, and none where nothing is to be enclosed.
		if !read[bool](t, p, `(() => {
			const box = (e) => e.getBoundingClientRect();
			const f = [...`+row(0)+`.querySelectorAll(".frame")].filter((f) => !f.hidden);
			f.forEach((f) => { f.style.transition = "none"; });
			const a = box(`+cellOf(0, 0, "1,2")+`), b = box(`+cellOf(0, 0, "2,3")+`);
			return f.length === 2 && f.some((f) => Math.abs(box(f).left - a.left) < 3 && Math.abs(box(f).top - a.top) < 3
				&& Math.abs(box(f).right - b.right) < 3 && Math.abs(box(f).bottom - b.bottom) < 3);
		})()`) {
			t.Error("the window has no outline of its own")
		}
		if have := read[float64](t, p, row(0)+`.offsetHeight`); have != height {
			t.Errorf("the row jumps: %v high, then %v", height, have)
		}
		p.do(t, chromedp.MouseEvent("mouseMoved", 2, 2))
		p.await(t, `!`+row(0)+`.matches(".lit") && `+quiet(0))
	})

	t.Run("pointing at an operand", func(t *testing.T) {
		p.pointAt(t, cellOf(0, 0, "1,1"))
		p.await(t, row(0)+`.matches(".lit")`)
		if have, want := p.lit(t, 0, parts), "3:0,0 3:0,1 3:1,0 3:1,1"; have != want {
			t.Errorf("lit: have %s\nwant %s", have, want)
		}
		p.pointAt(t, cellOf(0, 0, "0,0"))
		p.await(t, cellOf(0, 0, "0,0")+`.matches(".at")`)
		if have, want := p.lit(t, 0, parts), "3:0,0"; have != want {
			t.Errorf("lit: have %s\nwant %s", have, want)
		}
		p.do(t, chromedp.MouseEvent("mouseMoved", 2, 2))
	})

	t.Run("keys", func(t *testing.T) {
		const stops = `.querySelectorAll('td[tabindex="0"]').length`
		if have := read[int](t, p, row(0)+stops); have != 1 {
			t.Errorf("have %d tab stops in the tables, want 1", have)
		}
		focus := func(at string) string {
			return `document.activeElement === ` + cellOf(0, 3, at) + ` && ` + cellOf(0, 3, at) + `.matches(".at")`
		}
		read[any](t, p, cellOf(0, 3, "0,0")+`.focus()`)
		for _, step := range []struct{ key, at string }{
			{kb.ArrowRight, "0,1"}, {kb.ArrowDown, "1,1"}, {kb.ArrowUp, "0,1"}, {kb.ArrowUp, "0,1"}, {kb.ArrowLeft, "0,0"}, {kb.ArrowLeft, "0,0"},
			{kb.End, ""}, {kb.Home, "0,0"},
		} {
			p.keys(t, step.key)
			if step.at == "" {
				p.await(t, `document.activeElement === [...`+row(0)+`.querySelectorAll("[data-from]")].at(-1)`)
			} else {
				p.await(t, focus(step.at))
			}
		}
		if have := read[int](t, p, row(0)+stops); have != 1 {
			t.Errorf("after the keys: have %d tab stops in the tables, want 1", have)
		}
		p.keys(t, kb.Escape)
		p.await(t, `!`+row(0)+`.matches(".lit")`)
		read[any](t, p, row(0)+`.querySelectorAll(".steps button")[0].focus()`)
		p.keys(t, kb.ArrowRight+kb.ArrowRight)
		p.await(t, count(0)+` === "2 of 16"`)
		p.keys(t, kb.End)
		p.await(t, count(0)+` === "16 of 16"`)
	})

	t.Run("steps and play", func(t *testing.T) {
		button := func(n int) string {
			return fmt.Sprintf(`%s.querySelectorAll(".steps button")[%d]`, row(1), n)
		}
		for _, step := range []struct {
			button int
			want   string
		}{{2, "1 of 4"}, {2, "2 of 4"}, {1, "1 of 4"}, {1, "1 of 4"}} {
			read[any](t, p, button(step.button)+`.click()`)
			p.await(t, count(1)+" === "+quoted(step.want))
		}
		if !read[bool](t, p, row(1)+`.nextElementSibling.matches(".derivations")`) {
			t.Fatal("the derivations do not stand in the next element")
		}
		if have, want := read[string](t, p, said(1)), read[string](t, p, row(1)+`.nextElementSibling.querySelector('[data-at="0,0"]').textContent`); have != want {
			t.Errorf("said: have %s\nwant the equation behind the row, %s", have, want)
		}
		read[any](t, p, button(0)+`.click()`)
		p.await(t, button(0)+`.textContent === "Pause"`)
		p.await(t, said(1)+`.includes("So far, 2 of 3 terms")`)
		// The mouse does not stop it, and a click does.
		p.pointAt(t, cellOf(1, 2, "0,0"))
		p.await(t, count(1)+`.startsWith("3 of 4") && `+button(0)+`.textContent === "Pause"`)
		read[any](t, p, cellOf(1, 2, "0,1")+`.click()`)
		p.await(t, button(0)+`.textContent === "Play" && `+count(1)+` === "2 of 4" && !`+said(1)+`.includes("So far")`)
		read[any](t, p, `document.activeElement.blur()`)
		p.do(t, chromedp.MouseClickXY(3, 3))
		p.await(t, `!document.querySelector(".lit")`)
	})

	t.Run("terms that are 0", func(t *testing.T) {
		closed := read[string](t, p, `[...`+row(1)+`.querySelectorAll('[data-grid="1"] .zero')][0].dataset.at`)
		p.pointAt(t, cellOf(1, 1, closed))
		p.await(t, row(1)+`.matches(".lit")`)
		if on, idle := p.lit(t, 1, ".on"), p.lit(t, 1, ".idle"); on != "" || idle != "2:0,0 2:0,1 2:1,0 2:1,1" {
			t.Errorf("have %q on and %q idle, want none on and all idle", on, idle)
		}
		p.await(t, said(1)+` === "This number is read by 4 of the 4 results, in outline. It adds nothing to any of them."`)
		p.do(t, chromedp.MouseEvent("mouseMoved", 2, 2))
	})

	t.Run("the largest", func(t *testing.T) {
		p.pointAt(t, cellOf(2, 1, "1,1"))
		p.await(t, row(2)+`.matches(".lit")`)
		if have, want := p.lit(t, 2, parts), "0:2,2 0:2,3 0:3,2 0:3,3"; have != want {
			t.Errorf("lit: have %s\nwant %s", have, want)
		}
		if have := p.lit(t, 2, ".on"); strings.Contains(have, " ") {
			t.Errorf("have the winners %s, want one", have)
		}
		p.do(t, chromedp.MouseEvent("mouseMoved", 2, 2))
	})

	t.Run("one map of two", func(t *testing.T) {
		p.pointAt(t, cellOf(3, 3, "0,1"))
		p.await(t, row(3)+`.matches(".lit")`)
		if have, want := p.lit(t, 3, parts), "0:0,1 0:0,2 0:1,1 0:1,2 1:0,0 1:0,1 1:1,0 1:1,1 2:"; have != want {
			t.Errorf("lit: have %s\nwant %s", have, want)
		}
		if have := strings.ReplaceAll(read[string](t, p, said(3)), " ", ""); !strings.HasPrefix(have, "Z1,0,1=X0,1⋅K1,0,0,0+") || !strings.HasSuffix(have, "=9") {
			t.Errorf("said: have %s\nwant the equation of the element 1,0,1, which is 9", have)
		}
		p.do(t, chromedp.MouseEvent("mouseMoved", 2, 2))
	})

	t.Run("an outline around weights read backward", func(t *testing.T) {
		p.pointAt(t, cellOf(4, 2, "1,1"))
		p.await(t, row(4)+`.matches(".lit")`)
		for plane := range 2 {
			if !read[bool](t, p, fmt.Sprintf(`(() => {
				const box = (e) => e.getBoundingClientRect();
				const table = %s.querySelectorAll('[data-grid="1"]')[%d];
				const a = box(table.querySelector("td[data-at]")), b = box([...table.querySelectorAll("td[data-at]")].at(-1));
				return [...%[1]s.querySelectorAll(".frame")].some((f) => {
					f.style.transition = "none";
					return !f.hidden && Math.abs(box(f).left - a.left) < 3 && Math.abs(box(f).right - b.right) < 3
						&& Math.abs(box(f).top - a.top) < 3 && Math.abs(box(f).bottom - b.bottom) < 3;
				});
			})()`, row(4), plane)) {
				t.Errorf("the kernel %d has no outline", plane)
			}
		}
		p.do(t, chromedp.MouseEvent("mouseMoved", 2, 2))
	})

	t.Run("exercise", func(t *testing.T) { checkExercise(t, p) })

	t.Run("theme", func(t *testing.T) {
		const ground = `getComputedStyle(document.body).backgroundColor`
		before := read[string](t, p, ground)
		read[any](t, p, `[...document.querySelectorAll("button.theme")].find((b) => b.getClientRects().length).click()`)
		p.await(t, ground+" !== "+quoted(before))
		p.open(t, "02-explained.html")
		p.await(t, ground+" !== "+quoted(before))
	})

	t.Run("search", func(t *testing.T) {
		p.keys(t, "/")
		p.await(t, `document.activeElement.matches(".search input")`)
		p.keys(t, "largest")
		p.await(t, `[...document.querySelectorAll(".found a")].some((a) => a.getClientRects().length && a.textContent.includes("The largest number stays"))`)
		p.keys(t, kb.Escape)
		p.keys(t, kb.Escape)
		p.await(t, `document.activeElement.matches(".search input") && document.activeElement.value === ""`)
		p.keys(t, "zzzyx") // nobody is left with nothing, where the book has questions
		p.await(t, `[...document.querySelectorAll(".found .none")].some((e) => e.getClientRects().length && e.textContent.startsWith("Nothing found"))`)
		if have, want := read[int](t, p, `document.activeElement.closest(".search").querySelectorAll("[role=option]").length`), read[int](t, p, `searchIndex.find(([file]) => file === "index.html")[3].length`); have != want {
			t.Errorf("with nothing found, have %d questions offered, want %d", have, want)
		}
		p.keys(t, kb.Escape)
	})

	t.Run("phone", func(t *testing.T) {
		p.do(t, chromedp.EmulateViewport(360, 780))
		for _, name := range []string{"index.html", "words.html", "measured.html", "02-explained.html"} {
			p.open(t, name)
			if have := read[int](t, p, `document.documentElement.scrollWidth`); have > 360 {
				t.Errorf("%s is %d pixels wide on a screen of 360", name, have)
			}
		}
		read[any](t, p, cellOf(1, 2, "1,1")+`.click()`) // as a tap does
		p.await(t, row(1)+`.matches(".lit")`)
		if have := read[int](t, p, `document.documentElement.scrollWidth`); have > 360 {
			t.Errorf("with a cell lit the page is %d pixels wide on a screen of 360", have)
		}
		small := read[[]string](t, p, `[...document.querySelectorAll(".steps button, td[data-from], .answer button")]
			.filter((e) => { const r = e.getBoundingClientRect(); return r.width < 24 || r.height < 24; }).map((e) => e.outerHTML)`)
		if len(small) > 0 {
			t.Errorf("too small to touch: %q", small)
		}
	})

	t.Run("print", func(t *testing.T) {
		p.media(t, emulation.SetEmulatedMediaParams{Media: "print"})
		if read[bool](t, p, `[...document.querySelectorAll(".explain, .frame, .answer, .clear")].some((e) => e.getClientRects().length)`) {
			t.Error("the toolbar, the box or a field is printed")
		}
	})

	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.messages) > 0 {
		t.Errorf("the console says %q", p.messages)
	}
	if !slices.Contains(p.requests, p.server.URL+"/assets/explain.js") {
		t.Errorf("the requests were not heard: %q", p.requests)
	}
	for _, r := range p.requests {
		if !strings.HasPrefix(r, p.server.URL+"/") {
			t.Errorf("the pages ask for %s", r)
		}
	}
}

// checkExercise types answers: wrong ones, rounded ones, right ones.
func checkExercise(t *testing.T, p *tab) {
	const form = `document.querySelector("section.exercise form")`
	try := func(field int, text, want string) {
		t.Helper()
		input := fmt.Sprintf(`%s.querySelectorAll("input")[%d]`, form, field)
		read[any](t, p, input+`.focus(); `+input+`.value = ""`)
		p.keys(t, text+kb.Enter)
		p.await(t, fmt.Sprintf(`%s.querySelectorAll("output")[%d].textContent === %s`, form, field, quoted(want)))
	}
	const hint = `document.querySelector("section.exercise .hint").open`
	if have := read[[]string](t, p, `[...`+form+`.querySelectorAll("label")].map((l) => l.textContent.trim())`); strings.Join(have, "|") != "x =|y =|z =|w =" {
		t.Errorf("labels: have %q", have)
	}
	const rounded, right = "right up to rounding ✓", "right ✓"
	for _, c := range []struct {
		field      int
		text, want string
	}{
		{0, "0.7", "not yet"},
		{0, "-0.14336", right},
		{0, "−0,143", rounded},
		{0, "-.1434", rounded},
		{0, "-0.1433", "not yet"}, // one off in the last digit
		{0, "-0.1435", "not yet"},
		{0, "-0.14", rounded},
		{0, "-0.1", rounded},
		{0, "-1.43e-1", rounded},
		{0, "0", "not yet"}, // without decimals it claims four
		{0, "-0.15", "not yet"},
		{0, "-0.1431", "not yet"},
		{0, "0.14336", "not yet: you probably turned the sign around."},
		{0, "0,2868", "not yet: you probably left out the gate (gate-forgotten)."},
		{0, "0.287", "not yet: you probably left out the gate (gate-forgotten)."}, // the first of two
		{0, "0.2873", "not yet: you probably took one kernel (one-filter)."},
		{0, "0.29", "not yet: you probably counted twice."}, // exact before rounded
		{0, "0.3", "not yet: you probably left out the gate (gate-forgotten)."},
		{0, "–112/781.25", right},
		{1, "1/4", right},
		{1, "1/3", "not yet"},
		{1, "1/0", "Type a number, such as −0.25, 1/4 or 1.2e-9."},
		{1, "a fourth", "Type a number, such as −0.25, 1/4 or 1.2e-9."},
		{1, " 0,250 ", right},
		{2, "185", "not yet"}, // a count is not rounded
		{2, "-184", "not yet: you probably turned the sign around."},
		{2, "184", right},
		{3, "0", "not yet"}, // a printed 0 is a 0
		{3, "0.0000", "not yet"},
		{3, "2.43e-20", "not yet"},
		{3, "2.41E-20", rounded},
		{3, "2,41 * 10^-20", rounded},
		{3, "2.41·10⁻²⁰", rounded},
	} {
		if c.field == 0 && c.text == "0.7" && read[bool](t, p, hint) {
			t.Error("the hint is open before the first try")
		}
		try(c.field, c.text, c.want)
		if c.text == "0.7" && read[bool](t, p, hint) {
			t.Error("the hint is open after one wrong try")
		}
	}
	if !read[bool](t, p, hint) {
		t.Error("the hint is folded after two wrong tries")
	}
	if read[bool](t, p, `document.querySelector("section.exercise .solution").open`) {
		t.Error("the solution is open unasked")
	}
	p.open(t, "02-explained.html")
	p.await(t, form+`.querySelectorAll("output.right").length === 4`)
	read[any](t, p, `document.querySelector(".clear").click()`)
	p.await(t, form+`.querySelectorAll("output.right").length === 0 && document.querySelector(".clear").hidden`)
	p.open(t, "02-explained.html")
	p.await(t, `document.querySelector(".clear").hidden && !`+form+`.querySelector("input").value`)
}
