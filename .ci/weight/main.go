// Weight measures what the front page and each chapter cost their reader, and
// prints a table: one command for all that the pages promise.
//
//	go run ./.ci/weight               # the book, rendered as it is published
//	go run ./.ci/weight -n 5 FOLDER   # another one
//
// It opens every page in Chromium, with an empty cache, over a line of
// 1.6 Mbit/s with 150 ms and on a processor that is four times slower, several
// times. Of a time it keeps the shortest, because what else the machine does can
// only make it longer; of a shift the largest. What a number takes that is
// pointed at is the time of the processor, four times, so that it is the same
// on a busy machine. It ends with an error where something is above its limit.
package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"fmt"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// A column is something that is measured, with its limits; KB are 1000 bytes.
type column struct {
	name, form     string
	front, chapter float64
}

var columns = []column{
	{"page KB", "%.1f", 60, 60},      // compressed
	{"nodes", "%.0f", 15000, 15000},  // elements, after the scripts
	{"script KB", "%.1f", 25, 15},    // compressed, all that the page loads by itself
	{"shift", "%.4f", 0.005, 0.005},  // while it loads, and while its first row shows what it can do
	{"paint ms", "%.0f", 1500, 1500}, // the first with content
	{"hover ms", "%.0f", 50, 50},     // until the numbers light up, of the slowest: what the pointer's event and the new layout take
	{"sum ms", "%.0f", 250, 250},     // then, until its words stand there
}

// slower is how many times slower the reader's machine is.
const slower = 4

// chapters are the pages of chapters; those of their sums are no reader's first.
var chapters = regexp.MustCompile(`^\d\d-.*\.html$`)

func main() {
	runs := flag.Int("n", 3, "how often each page is opened")
	flag.Parse()
	if err := weigh(flag.Arg(0), max(*runs, 2)); err != nil {
		fmt.Fprintln(os.Stderr, "weight:", err)
		os.Exit(1)
	}
}

func weigh(folder string, runs int) error {
	if folder == "" { // with an address, so with the faces preloaded
		temporary, err := os.MkdirTemp("", "weight-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary)
		folder = temporary
		if out, err := exec.Command("go", "run", "./cmd/render", "-url", "https://example.org/", "-o", folder).CombinedOutput(); err != nil {
			return fmt.Errorf("render: %w\n%s", err, out)
		}
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("%w; render the book first: go run ./cmd/render", err)
	}
	pages := []string{"index.html"}
	for _, e := range entries {
		if name := e.Name(); chapters.MatchString(name) && !strings.HasSuffix(name, "-sums.html") {
			pages = append(pages, name)
		}
	}
	server := httptest.NewServer(serve(folder))
	defer server.Close()
	browser, err := exec.LookPath("chromium")
	if err != nil {
		if browser, err = exec.LookPath("google-chrome"); err != nil {
			return errors.New("found neither chromium nor google-chrome in PATH; install one")
		}
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.Flag("disable-dev-shm-usage", true))...)
	defer cancel()

	fmt.Printf("%-40s", "page")
	for _, c := range columns {
		fmt.Printf(" %10s", c.name)
	}
	fmt.Println()
	over := 0
	for _, page := range pages {
		have, err := measure(ctx, folder, server.URL, page, runs)
		if err != nil {
			return fmt.Errorf("%s: %w", page, err)
		}
		fmt.Printf("%-40s", strings.TrimSuffix(page, ".html"))
		for i, c := range columns {
			limit, mark := c.chapter, " "
			if page == "index.html" {
				limit = c.front
			}
			if have[i] > limit {
				mark = "!"
				over++
			}
			fmt.Printf(" %9s%s", fmt.Sprintf(c.form, have[i]), mark)
		}
		fmt.Println()
	}
	for _, row := range []string{"front", "chapter"} {
		fmt.Printf("%-40s", "at most, "+row)
		for _, c := range columns {
			limit := c.chapter
			if row == "front" {
				limit = c.front
			}
			fmt.Printf(" %9s ", fmt.Sprintf(c.form, limit))
		}
		fmt.Println()
	}
	if over > 0 {
		return fmt.Errorf("%d figures are above their limits: those with !", over)
	}
	return nil
}

// serve serves a folder, and its text compressed, as hosts of pages do.
func serve(folder string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(r.URL.Path)))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		kind := mime.TypeByExtension(filepath.Ext(r.URL.Path))
		w.Header().Set("Content-Type", kind)
		if strings.HasPrefix(kind, "text/") || strings.Contains(kind, "svg") {
			w.Header().Set("Content-Encoding", "gzip")
			data = compressed(data)
		}
		_, _ = w.Write(data)
	})
}

func compressed(data []byte) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is a constant that exists
	_, _ = z.Write(data)
	_ = z.Close()
	return b.Bytes()
}

// loaded is what a page says of itself when it is there: its elements, the
// bytes of its scripts, and when it was painted first.
const loaded = `document.fonts.ready.then(() => new Promise((done) => {
	new PerformanceObserver((list) => { for (const e of list.getEntriesByName("first-contentful-paint")) done(e.startTime); }).observe({ type: "paint", buffered: true });
})).then((painted) => [
	document.getElementsByTagName("*").length,
	performance.getEntriesByType("resource").filter((r) => r.initiatorType === "script").reduce((sum, r) => sum + r.encodedBodySize, 0) / 1000,
	painted])`

// pointedAt chooses some of the numbers, those with the most sources and others
// here and there, and says how many; inView waits until the page is still with
// one of them in view, hover points at it, and words waits for what is said of it.
const (
	pointedAt = `(async () => {
	while (document.querySelector(":root[data-fresh] .chapter")) await new Promise((done) => setTimeout(done, 50)); // it lays out the rest
	const cells = [...document.querySelectorAll("figure.row [data-from], .sheet td[data-line]")];
	const large = cells.toSorted((a, b) => (b.dataset.from ?? "").length - (a.dataset.from ?? "").length).slice(0, 6);
	globalThis.pointedAt = [...large, ...cells.filter((_, i) => i % Math.ceil(cells.length / 14) === 0)];
	document.body.getBoundingClientRect(); // what is still to be laid out is not theirs
	return globalThis.pointedAt.length;
})()`
	inView = `new Promise((done) => {
	const row = globalThis.pointedAt[%d].closest("figure, .sheet");
	if (row === globalThis.inView) return done(0);
	globalThis.inView = row;
	row.scrollIntoView({ block: "center" });
	setTimeout(() => requestIdleCallback(() => done(0)), 300);
})`
	hover = `globalThis.pointedAt[%d].dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" })); document.body.getBoundingClientRect(); 0`
	words = `(async () => {
	for (let frame = 0; frame < 2; frame++) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
	document.body.getBoundingClientRect();
	return 0;
})()`
)

// shifted goes to the first row as soon as a reader can, and lets it show what it
// can do; it adds up what has moved since the page began.
const shifted = `(async () => {
	await new Promise((done) => setTimeout(done, 700));
	document.querySelector("figure.row .stage")?.scrollIntoView({ block: "center" });
	await new Promise((done) => setTimeout(done, 4000));
	return new Promise((done) => {
		let sum = 0;
		new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.hadRecentInput ? 0 : e.value; }).observe({ type: "layout-shift", buffered: true });
		setTimeout(() => done(sum), 100);
	});
})()`

// measure opens a page several times, in a tab of its own each time, the wide
// window first and then the phone's.
func measure(ctx context.Context, folder, address, page string, runs int) ([]float64, error) {
	text, err := os.ReadFile(filepath.Join(folder, page))
	if err != nil {
		return nil, err
	}
	have := make([]float64, len(columns))
	have[0] = float64(len(compressed(text))) / 1000
	var hovers []float64
	for run := range runs {
		tab, cancel := chromedp.NewContext(ctx)
		tab, late := context.WithTimeout(tab, 3*time.Minute)
		width := int64(1280)
		if run%2 == 1 {
			width = 360
		}
		said, times, shift, err := open(tab, address+"/"+page, width, run < 2)
		late()
		cancel()
		if err != nil {
			return nil, err
		}
		have[1], have[2], have[3] = max(have[1], said[0]), max(have[2], said[1]), max(have[3], shift)
		if run == 0 {
			have[4], hovers = said[2], times
		}
		have[4] = min(have[4], said[2])
		for i := range min(len(times), len(hovers)) {
			hovers[i] = min(hovers[i], times[i])
		}
	}
	for i, time := range hovers { // the two of one number after those of the other
		have[5+i%2] = max(have[5+i%2], time)
	}
	return have, nil
}

// open opens a page as somebody with a slow line and a slow machine does.
func open(tab context.Context, address string, width int64, moves bool) (said, times []float64, shift float64, err error) {
	slow := func(rate float64) chromedp.Action[cdp.Empty] {
		return func(ctx context.Context, t *chromedp.Target) (cdp.Empty, error) {
			return cdp.Call(ctx, t, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: rate})
		}
	}
	if err = chromedp.Do(tab, chromedp.EmulateViewport(width, 800)); err != nil {
		return
	}
	_, err = chromedp.Run(tab, func(ctx context.Context, t *chromedp.Target) (network.EmulateNetworkConditionsByRuleResult, error) {
		if _, err := cdp.Call(ctx, t, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
			return network.EmulateNetworkConditionsByRuleResult{}, err
		}
		const line = 1.6e6 / 8
		return cdp.Call(ctx, t, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
			MatchedNetworkConditions: []*network.Conditions{{Latency: 150, DownloadThroughput: line, UploadThroughput: line}}})
	})
	if err != nil {
		return
	}
	if _, err = chromedp.Run(tab, slow(slower)); err != nil {
		return
	}
	if err = chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
		return
	}
	if said, err = chromedp.Run(tab, chromedp.Evaluate[[]float64](loaded, chromedp.EvalAwaitPromise)); err != nil {
		return
	}
	if moves {
		if shift, err = chromedp.Run(tab, chromedp.Evaluate[float64](shifted, chromedp.EvalAwaitPromise)); err != nil {
			return
		}
	}
	if _, err = chromedp.Run(tab, slow(1)); err != nil { // it would spend the processor's time
		return
	}
	n, err := chromedp.Run(tab, chromedp.Evaluate[int](pointedAt, chromedp.EvalAwaitPromise))
	if err != nil {
		return
	}
	for i := range n {
		if _, err := chromedp.Run(tab, chromedp.Evaluate[int](fmt.Sprintf(inView, i), chromedp.EvalAwaitPromise)); err != nil {
			return nil, nil, 0, err
		}
		for _, part := range []string{fmt.Sprintf(hover, i), words} {
			took, err := chromedp.Run(tab, spent(part))
			if err != nil {
				return nil, nil, 0, err
			}
			times = append(times, slower*took)
		}
	}
	return
}

// spent is how many milliseconds of the processor an expression takes.
func spent(expression string) chromedp.Action[float64] {
	return func(ctx context.Context, t *chromedp.Target) (float64, error) {
		if _, err := cdp.Call(ctx, t, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks}); err != nil {
			return 0, err
		}
		var at [2]float64
		for i := range at {
			if i == 1 {
				if _, err := chromedp.Evaluate[int](expression, chromedp.EvalAwaitPromise)(ctx, t); err != nil {
					return 0, err
				}
			}
			metrics, err := cdp.Call(ctx, t, performance.GetMetrics, cdp.Empty{})
			if err != nil {
				return 0, err
			}
			for _, m := range metrics.Metrics {
				switch m.Name {
				case "TaskDuration":
					at[i] += 1000 * m.Value
				case "DevToolsCommandDuration": // the measuring
					at[i] -= 1000 * m.Value
				}
			}
		}
		return at[1] - at[0], nil
	}
}
