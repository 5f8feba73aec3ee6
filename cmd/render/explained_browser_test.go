package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// testExplains points at numbers of the book's own pages: at a cell of one map
// of several, and at a cell of a whole network.
func testExplains(t *testing.T, b *tab, url string) {
	for _, test := range []struct{ page, cell, lit, begins, ends string }{
		{"17-channels-padding-stride", `td[data-of="1,0,1"]`,
			"0:0,1 0:0,2 0:1,1 0:1,2 1:0,0 1:0,1 1:1,0 1:1,1 2:0,1 2:0,2 2:1,1 2:1,2 3:0,0 3:0,1 3:1,0 3:1,1 4:",
			"Z1,0,1=X0,0,1⋅K1,0,0,0+", "=94ofthe9termsare0andleftout."},
		{"18-any-network", `[data-place="activations/3"] td[data-at="1,0,1"][data-from]`,
			"0:0,0,1 0:0,0,2 0:0,1,1 0:0,1,2 0:1,0,1 0:1,0,2 0:1,1,1 0:1,1,2 1:1,0,0,0 1:1,0,0,1 1:1,0,1,0 1:1,0,1,1 1:1,1,0,0 1:1,1,0,1 1:1,1,1,0 1:1,1,1,1 2:1",
			"Z1,0,1(2)=A0,1,1(1)⋅K1,0,1,0(2)+", "=−0.1244ofthe9termsare0andleftout."},
	} {
		b.open(t, url+"/"+test.page+".html")
		b.await(t, fmt.Sprintf(`(() => {
			const cell = document.querySelector(%q), figure = cell?.closest("figure");
			if (!figure?.querySelector(".say")) return false;
			if (!cell.matches(".at")) cell.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
			return cell.matches(".at") && !figure.querySelector(".say").hidden;
		})()`, test.cell))
		said, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](fmt.Sprintf(`(() => {
			const figure = document.querySelector(%q).closest("figure");
			return [
				[...figure.querySelectorAll(".on, .idle, .now")].map((td) => td.closest("table").dataset.grid + ":" + td.dataset.at).join(" "),
				figure.querySelector(".say").textContent.replace(/\s/g, ""),
			];
		})()`, test.cell)))
		if err != nil {
			t.Fatal(err)
		}
		if said[0] != test.lit {
			t.Errorf("%s: lit are %s\nwant %s", test.page, said[0], test.lit)
		}
		if !strings.HasPrefix(said[1], test.begins) || !strings.HasSuffix(said[1], test.ends) {
			t.Errorf("%s: it says %s\nwant %s … %s", test.page, said[1], test.begins, test.ends)
		}
		// A pointer that has gone on before the words came leaves none behind.
		gone, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](fmt.Sprintf(`(async () => {
			const cell = document.querySelector(%q), operands = cell.closest(".operands"), say = cell.closest("figure").querySelector(".say");
			const leave = () => operands.dispatchEvent(new PointerEvent("pointerleave", { pointerType: "mouse" }));
			leave();
			cell.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
			leave();
			for (let frame = 0; frame < 4; frame++) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
			return say.hidden ? "" : say.textContent;
		})()`, test.cell), chromedp.EvalAwaitPromise))
		if err != nil || gone != "" {
			t.Errorf("%s: the pointer is gone, and it says %q, %v", test.page, gone, err)
		}
	}
}
