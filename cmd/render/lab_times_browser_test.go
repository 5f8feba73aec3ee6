// A browser is another process, and WebAssembly starts none.

//go:build !js

package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// TestLabTimes measures the lab in a real browser and prints a table. A time
// asserts nothing, since it belongs to the machine, which should be quiet:
//
//	LAB_TIMES=1 go test -v -count 1 -timeout 60m -run TestLabTimes ./cmd/render
//
// With LAB_EDITS=10000 it also says what so many edits leave in memory.
func TestLabTimes(t *testing.T) {
	if os.Getenv("LAB_TIMES") == "" {
		t.Skip("LAB_TIMES=1 measures")
	}
	folder := labFolder(t)
	server := httptest.NewServer(http.FileServer(http.Dir(folder)))
	defer server.Close()
	b := openTab(t)
	const ready = `document.querySelector(".lab-room")?.matches(".ready") ?? false`
	for _, load := range []struct{ name, url string }{
		{"from a server, cold", server.URL + "/lab.html"}, {"from a server, warm", server.URL + "/lab.html?again"},
		{"from a folder, cold", "file://" + filepath.ToSlash(folder) + "/lab.html"}, {"from a folder, warm", "file://" + filepath.ToSlash(folder) + "/lab.html?again"},
	} {
		b.open(t, "about:blank")
		b.open(t, load.url)
		// The page says itself when it was ready.
		inLab[any](t, b, `new Promise((done) => { const look = () => `+ready+` ? done() : setTimeout(look, 5); look(); })`)
		t.Logf("%-42s %6.0f ms", "ready, "+load.name, inLab[float64](t, b, `performance.now()`))
	}
	t.Logf("%-42s %6.0f ms", "first derivation", inLab[float64](t, b, `(async () => {
		const began = performance.now(), step = document.querySelectorAll(".lab-step")[1];
		step.open = true;
		while (!step.querySelector(".equation")) await new Promise((done) => setTimeout(done, 1));
		return performance.now() - began;
	})()`))
	t.Logf("%-18s %28s %22s %22s", "", "engine's answer", "in the page", "painted")
	for _, test := range []struct {
		network string
		edits   int
	}{{"worked-example", 200}, {"two-convolutions", 100}, {"lenet-sized", 15}} {
		inLab[any](t, b, fmt.Sprintf(`(async () => {
			const gallery = document.getElementById("lab-gallery");
			gallery.value = "";
			gallery.value = %q;
			gallery.dispatchEvent(new Event("change"));
			while (document.getElementById("lab-text").value !== labNetworks[%[1]q]) await new Promise((done) => setTimeout(done, 20));
			// The lines of the sheet are got ready first.
			while ([...document.querySelectorAll(".sheet td")].some((td) => !td.dataset.line)) await new Promise((done) => setTimeout(done, 20));
		})()`, test.network))
		all := inLab[[][]float64](t, b, fmt.Sprintf(`(async () => {
			const lab = document.querySelector(".lab-room"), sheet = lab.querySelector(".sheet"), times = [];
			const input = lab.querySelector('#lab-given .lab-grid[data-place^="layers/0/"] input');
			for (let i = 0; i < %d; i++) {
				const place = input.closest(".lab-grid").dataset.place, text = String((i %% 50) / 37 + .11);
				const began = performance.now();
				const painted = new Promise((done) => new MutationObserver((_, o) => {
					o.disconnect();
					const written = performance.now() - began;
					requestAnimationFrame(() => setTimeout(() => done([written, performance.now() - began])));
				}).observe(sheet, { childList: true, characterData: true, subtree: true }));
				input.focus();
				input.value = text;
				input.dispatchEvent(new Event("input", { bubbles: true }));
				const [written, shown] = await painted;
				// The same once more, of the engine alone.
				await new Promise((done) => setTimeout(done, 50));
				const request = { do: "look", network: document.getElementById("lab-text").value, edits: [{ place, offset: 0, text: text + "1" }] };
				const start = performance.now();
				await lab.engine.call(request);
				times.push([performance.now() - start, written, shown]);
			}
			return times;
		})()`, test.edits))
		line := fmt.Sprintf("%-18s", test.network)
		for part := range 3 {
			var times []float64
			for _, row := range all {
				times = append(times, row[part])
			}
			slices.Sort(times)
			line += fmt.Sprintf("  median %6.1f p95 %6.1f", times[len(times)/2], times[len(times)*95/100])
		}
		t.Log(line + " ms")
	}
	edits, _ := strconv.Atoi(os.Getenv("LAB_EDITS"))
	if edits == 0 {
		return
	}
	inLab[any](t, b, `(() => { const gallery = document.getElementById("lab-gallery"); gallery.value = "worked-example"; gallery.dispatchEvent(new Event("change")); })()`)
	const steps = 10
	for step := range steps + 1 {
		if step > 0 {
			inLab[any](t, b, fmt.Sprintf(`(async () => {
				const lab = document.querySelector(".lab-room"), input = lab.querySelector('#lab-given .lab-grid[data-place="layers/0/kernel"] input');
				for (let i = 0; i < %d; i++) {
					input.focus();
					input.value = String(i %% 977 / 37 + .013);
					input.dispatchEvent(new Event("input", { bubbles: true }));
					await lab.engine.call({ do: "worked" }); // its turn comes when the edit has been answered
				}
			})()`, edits/steps))
		}
		usage, err := chromedp.Run(b.ctx, func(ctx context.Context, target *chromedp.Target) (usage runtime.GetHeapUsageResult, err error) {
			if _, err = cdp.Call(ctx, target, heapprofiler.CollectGarbage, cdp.Empty{}); err == nil {
				usage, err = cdp.Call(ctx, target, runtime.GetHeapUsage, cdp.Empty{})
			}
			return usage, err
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("after %6d edits: the page has %5.1f MB, %d elements; the engine's memory is %s", step*edits/steps,
			usage.UsedSize/1e6, inLab[int](t, b, `document.querySelectorAll("*").length`),
			inLab[string](t, b, `document.querySelector(".lab-room").engine.memory().then((n) => n ? (n / 1e6).toFixed(1) + " MB" : "not known")`))
	}
}
