// A browser is another process, and WebAssembly starts none.

//go:build !js

package main

import (
	"fmt"
	"testing"
)

// testLabLines: how each number was computed is got ready in idle moments, by
// passes over the arrays of the sheet, the last of which is whole even where an
// older one of the same network goes on at the worst moment: when the last has
// just asked, and the engine is busy. And what marks a number as changed is
// drawn once, since the sheet of a network is too much to draw in each frame.
func testLabLines(t *testing.T, b *tab) {
	const whole = `[...document.querySelectorAll(".sheet td")].every((td) => td.dataset.line)`
	b.await(t, whole)
	inLab[any](t, b, `(() => {
		const { engine } = document.querySelector(".lab-room"), call = engine.call;
		let held, release;
		globalThis.lines = { held: false, met: false, restore: () => { engine.call = call; } };
		engine.call = (request, kind) => {
			if (request.do !== "lines") return call(request, kind);
			if (held && request.array === 0) {
				call({ do: "look", network: request.network });
				const queued = call(request, kind);
				release();
				held = undefined;
				lines.met = true;
				return queued;
			}
			const reply = call(request, kind);
			if (request.array !== 3 || lines.held) return reply;
			lines.held = true;
			held = new Promise((done) => { release = done; });
			return held.then(() => reply);
		};
	})()`)
	same := inLab[string](t, b, `document.querySelector('#lab-given [data-place="layers/0/kernel"] input').value`)
	typed(t, b, "lab-given", "layers/0/kernel", 0, same)
	b.await(t, `lines.held`)
	typed(t, b, "lab-given", "layers/0/kernel", 0, same)
	b.await(t, `lines.met && `+whole)
	inLab[any](t, b, `lines.restore()`)

	marked := inLab[[]int](t, b, `new Promise((done) => {
		const sheet = document.querySelector(".sheet"), input = document.querySelector('#lab-given [data-place="layers/0/kernel"] input');
		new MutationObserver((_, o) => {
			if (!sheet.matches(".marks")) return;
			o.disconnect();
			done([sheet.querySelectorAll("td.changed").length, sheet.getAnimations({ subtree: true }).length]);
		}).observe(sheet, { attributes: true });
		input.value = "-1.75";
		input.dispatchEvent(new Event("input", { bubbles: true }));
	})`)
	if marked[0] < 20 || marked[1] > 0 {
		t.Errorf("after an edit %d numbers are marked, and %d animations run", marked[0], marked[1])
	}
	b.await(t, `!document.querySelector(".sheet").matches(".marks")`)
	pressed(t, b, "lab-undo")
	b.await(t, `document.getElementById("lab-gallery").value === "worked-example"`)
}

// testLabSkips: on the way of a gradient through a skip connection its arrows light
// up, forward and back, and on no other way.
func testLabSkips(t *testing.T, b *tab) {
	choose := func(name string) {
		inLab[any](t, b, fmt.Sprintf(`(() => { const gallery = document.getElementById("lab-gallery"); gallery.value = %q; gallery.dispatchEvent(new Event("change")); })()`, name))
	}
	choose("skip-connection")
	b.await(t, `document.querySelectorAll(".sheet .around").length === 2`)
	for place, want := range map[string]int{"∂L/∂X": 2, "∂L/∂s": 0} {
		b.await(t, fmt.Sprintf(`(() => { // again where the sheet has been made anew in between
			const cell = [...document.querySelectorAll(".sheet table")].find((e) => e.getAttribute("aria-label").startsWith(%q + ",")).querySelector("td");
			cell.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
			return cell.matches(".me") && document.querySelectorAll(".sheet .around.on").length === %d;
		})()`, place, want))
	}
	choose("worked-example")
	b.await(t, `document.querySelectorAll(".sheet .around").length === 0`)
}
