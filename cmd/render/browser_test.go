package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// A tab is a page of a real browser, and what its console said.
type tab struct {
	ctx context.Context

	mu       sync.Mutex
	messages []string
	requests []string
}

// openTab starts a browser. Without one the test is skipped, except where CI
// is set: there it fails.
func openTab(t *testing.T) *tab {
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
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(browser), chromedp.UserDataDir(t.TempDir())}
	for _, flag := range []string{"headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run",
		"disable-background-networking", "disable-component-update", "disable-sync", "disable-dev-shm-usage"} {
		options = append(options, chromedp.Flag(flag, true))
	}
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &tab{ctx: ctx}
	// The browser lives as long as the context of the first step.
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900)); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	return b
}

// hear keeps what the page asks for and what it complains about.
func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *runtime.EventConsoleAPICalled:
		b.messages = append(b.messages, fmt.Sprintf("console.%s", e.Type))
	case *runtime.EventExceptionThrown:
		b.messages = append(b.messages, e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		said, _, _ := strings.Cut(e.Entry.Text, " Either ") // what would allow it
		b.messages = append(b.messages, said)
	}
}

// open loads a page and everything that it asks for.
func (b *tab) open(t *testing.T, url string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, bound)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
	b.await(t, `!("waits" in document.documentElement.dataset)`) // it is drawn
}

// await waits until an expression is true, also across a reload of the page.
func (b *tab) await(t *testing.T, expression string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, bound)
	defer cancel()
	for {
		_, err := chromedp.Run(ctx, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(bound)))
		if err == nil {
			return
		}
		if ctx.Err() != nil { // else the page went away while it was asked
			t.Fatalf("this does not come true: %s: %v", expression, err)
		}
	}
}

// said is what the console said since it was last asked, each message once
// with how often it came.
func (b *tab) said() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	count := map[string]int{}
	for _, message := range b.messages {
		count[message]++
	}
	b.messages = nil
	var said []string
	for _, message := range slices.Sorted(maps.Keys(count)) {
		said = append(said, fmt.Sprintf("%d × %s", count[message], message))
	}
	return said
}

// TestTheBookInABrowser looks at the book's own pages as -serve sends them.
func TestTheBookInABrowser(t *testing.T) {
	t.Parallel()
	b := openTab(t)
	url := start(t, bookRoot(t), "-serve", "127.0.0.1:0").address(t)
	t.Run("obeys the policy and is light", func(t *testing.T) { testEveryPage(t, b, url) })
	t.Run("explains its numbers", func(t *testing.T) { testExplains(t, b, url) })
	t.Run("is printed on few sheets", func(t *testing.T) { testSheets(t, b, url) })
}

// testEveryPage loads every page of the book once, weighs it and uses what its
// scripts do. The browser reports all that the policy forbids.
func testEveryPage(t *testing.T, b *tab, url string) {
	p, err := newPress(options{dir: bookRoot(t)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"index.html", "words.html", "book.html"}
	for _, name := range p.chapters {
		names = append(names, name+".html")
	}
	for _, name := range names {
		b.open(t, url+"/"+name)
		if slices.Contains(p.chapters, strings.TrimSuffix(name, ".html")) {
			testLight(t, b, name)
		}
		// The stylesheet and the script are in force, and the numbers answer.
		b.await(t, `document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 100
			&& [...document.querySelectorAll("button.theme")].some((b) => !b.hidden)`)
		b.await(t, `(() => {
			const step = document.querySelector(".steps button:last-of-type");
			if (!step) return true;
			step.click();
			return !!document.querySelector(".lit");
		})()`)
		b.await(t, `document.fonts.ready.then(() => true)`)
		if said := b.said(); len(said) > 0 {
			t.Errorf("%s: the console says:\n\t%s", name, strings.Join(said, "\n\t"))
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	reload := url + "/-/reload?version="
	if !slices.ContainsFunc(b.requests, func(r string) bool { return strings.HasPrefix(r, reload) && r != reload }) {
		t.Error("no page listens for new versions, or none knows its own")
	}
	for _, r := range b.requests {
		if !strings.HasPrefix(r, url+"/") && !strings.HasPrefix(r, "data:") {
			t.Errorf("the pages ask for %s", r)
		}
	}
}

// TestReload saves a chapter while a browser shows its page.
func TestReload(t *testing.T) {
	t.Parallel()
	root := project(t, map[string]string{"01-good": goodChapter, "02-other": goodChapter})
	b := openTab(t)
	url := start(t, root, "-serve", "127.0.0.1:0").address(t)
	b.open(t, url+"/01-good.html")
	shows := func(text string) string {
		return fmt.Sprintf(`document.readyState === "complete" && document.body.textContent.includes(%q)`, text)
	}
	b.await(t, shows("BODY 2"))
	for i := range 3 {
		text := fmt.Sprint("SAVED ", i)
		writeChapter(t, root, "01-good", strings.Replace(goodChapter, "BODY", text, 1))
		b.await(t, shows(text+" 2"))
	}
	// A chapter that comes while the page is shown is in its contents.
	writeChapter(t, root, "03-new", strings.Replace(goodChapter, "A good chapter", "One more", 1))
	b.await(t, shows("One more"))
	// One that does not compile shows why, and is mended by the next save.
	writeChapter(t, root, "01-good", strings.Replace(goodChapter, "nb.Markdownf", "undefined", 1))
	b.await(t, shows("undefined: undefined"))
	writeChapter(t, root, "01-good", goodChapter)
	b.await(t, shows("BODY 2"))
	// A loop that does not end is ended by the next save.
	writeChapter(t, root, "01-good", strings.Replace(goodChapter, "nb.Markdownf", "for {\n\t}\n\tnb.Markdownf", 1))
	writeChapter(t, root, "02-other", strings.Replace(goodChapter, "A good chapter", "Changed meanwhile", 1))
	writeChapter(t, root, "01-good", strings.Replace(goodChapter, "BODY", "MENDED", 1))
	b.await(t, shows("MENDED 2")+` && document.body.textContent.includes("Changed meanwhile")`)
}
