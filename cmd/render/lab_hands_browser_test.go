// A browser is another process, and WebAssembly starts none.

//go:build !js

package main

import (
	"fmt"
	"os"
	"strconv"
	"testing"
)

// labHands are what a test of the lab does on the page: it types, presses keys
// for undo and redo, and has an engine that answers late.
const labHands = `
	const lab = document.querySelector(".lab-room"), engine = lab.engine, call = engine.call;
	const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
	let open = 0, late = 0;
	engine.call = async (...asked) => {
		if (asked[1] === "lines") return call(...asked); // nobody waits for them
		open++;
		const reply = await call(...asked);
		await sleep(late);
		open--;
		return reply;
	};
	const settled = async () => { for (let quiet = 0; quiet < 2; quiet = open ? 0 : quiet + 1) await sleep(40); };
	const $ = (id) => document.getElementById(id);
	const cells = (where, place) => [...document.querySelectorAll("#lab-" + where + ' [data-place="' + place + '"] input')];
	const texts = (where, place) => cells(where, place).map((i) => i.value || "_").join(" ");
	const kernel = () => texts("given", "layers/0/kernel");
	const type = (input, text) => {
		input.focus();
		input.value = text;
		input.dispatchEvent(new Event("input", { bubbles: true }));
	};
	const typeKernel = (i, text) => type(cells("given", "layers/0/kernel")[i], text);
	const press = (key, shiftKey) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey: true, shiftKey, bubbles: true, cancelable: true }));
	const choose = (name) => {
		$("lab-gallery").value = name;
		$("lab-gallery").dispatchEvent(new Event("change"));
	};
	const add = (place) => {
		$("lab-place").value = place;
		$("lab-add").click();
	};
`

// testLabHands: what is undone while the engine works, typed over while it
// marks, or taken away while it reads, ends as the reader left it.
func testLabHands(t *testing.T, b *tab) {
	const none = "-2 -0.5 1 2" // the kernel as it is
	for _, test := range []struct{ name, does, want string }{
		{"undone at once", `typeKernel(0, "7"); press("z"); await settled(); return kernel();`, none},
		{"undone in flight", `late = 200; typeKernel(0, "7"); await sleep(60); press("z"); await settled(); return kernel();`, none},
		{"redone", `late = 200; typeKernel(0, "7"); await sleep(60); press("z"); await settled(); press("Z", true); await settled(); return kernel();`, "7 -0.5 1 2"},
		{"edited after that", `late = 200; typeKernel(0, "7"); await sleep(60); press("z"); await sleep(185); typeKernel(3, "9"); await settled(); return kernel() + $("lab-text").value.includes("[7, -0.5]");`, "-2 -0.5 1 9false"},
		{"what waits, waits again", `type(cells("given", "target")[0], "1"); await settled(); typeKernel(0, "5"); await settled(); press("z"); await settled(); return texts("given", "target") + " " + kernel() + " " + $("lab-error").hidden;`, "1 0 1 " + none + " false"},
		{"another network", `late = 200; typeKernel(0, "6"); await sleep(60); choose("padding"); await settled(); const there = $("lab-gallery").value; press("z"); await settled(); return there + " " + kernel();`, "padding 6 -0.5 1 2"},
		{"keys in a text are the text's", `typeKernel(0, "7"); await settled(); $("lab-lines").closest("details").open = true; $("lab-lines").focus(); press("z"); await settled(); return kernel();`, "7 -0.5 1 2"},
		{"an answer", `add("gradients/3"); type(cells("answers", "gradients/3")[0], "1"); type(cells("answers", "gradients/3")[3], "2"); press("z"); await settled(); return texts("answers", "gradients/3") + " " + document.activeElement.dataset.offset;`, "1 _ _ _ 3"},
		{"its grid, and back", `add("gradients/3"); type(cells("answers", "gradients/3")[0], "1"); press("z"); press("z"); await settled(); const gone = texts("answers", "gradients/3"); press("y"); press("y"); await settled(); return gone + texts("answers", "gradients/3");`, "1 _ _ _"},
		{"typed over while it is marked", `add("gradients/3"); type(cells("answers", "gradients/3")[0], "1"); type(cells("answers", "gradients/3")[1], "2"); late = 200; $("lab-mark").click(); await sleep(60); type(cells("answers", "gradients/3")[0], "3"); await settled(); return [...document.querySelectorAll("#lab-answers td")].map((td) => td.className).join();`, ",wrong,blank,blank"},
		{"removed while it is read", `let failed = ""; addEventListener("unhandledrejection", (e) => { failed = String(e.reason); }, { once: true });
			add("gradients/3"); late = 200; const clipboardData = new DataTransfer(); clipboardData.setData("text/plain", "1 2\n3 4");
			cells("answers", "gradients/3")[0].dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
			await sleep(60); document.querySelector("#lab-answers .lab-name button").click(); await settled(); return failed + texts("answers", "gradients/3");`, ""},
		{"the loss", `add("loss"); type(cells("answers", "loss")[0], "1.16"); $("lab-mark").click(); await settled(); return document.querySelector("#lab-answers td").className;`, "right"},
		{"three steps at once", `for (let i = 0; i < 3; i++) { $("lab-train-1").click(); await settled(); } const three = $("lab-text").value; $("lab-untrain").click(); await settled();
			late = 100; for (let i = 0; i < 3; i++) $("lab-train-1").click(); for (let i = 0; i < 8; i++) await settled(); return String($("lab-text").value === three);`, "true"},
		{"what comes is in view", `scrollTo(0, 0); document.documentElement.scrollIntoView({ block: "end", behavior: "instant" }); add("gradients/1"); type(cells("answers", "gradients/1")[8], "0.194"); $("lab-mark").scrollIntoView({ block: "end", behavior: "instant" }); $("lab-mark").click(); await settled(); await sleep(700);
			const { top, bottom } = $("lab-marked").getBoundingClientRect(); return String(bottom <= innerHeight || top < innerHeight * .45);`, "true"},
	} {
		t.Run(test.name, func(t *testing.T) {
			forgotten(t, b)
			if have := inLab[string](t, b, `(async () => {`+labHands+`try { `+test.does+` } finally { engine.call = call; } })()`); have != test.want {
				t.Errorf("have %q, want %q", have, test.want)
			}
		})
	}
	forgotten(t, b)
}

// forgotten lets the lab forget everything.
func forgotten(t *testing.T, b *tab) {
	t.Helper()
	inLab[any](t, b, `document.querySelector(".lab-said").textContent = ""`)
	pressed(t, b, "lab-forget")
	b.await(t, `document.querySelector(".lab-said").textContent === "Forgotten." && document.getElementById("lab-gallery").value === "worked-example" && !document.querySelector("#lab-answers input")`)
}

// testLabLinks: a link that is broken, or whose network is none, says so, and
// one that is whole leaves the reader's own work where it is; what another tab
// keeps is not brought into this one.
func testLabLinks(t *testing.T, b *tab, url string) {
	const state, kernel = `document.querySelector(".lab-state").textContent`, `document.querySelector('#lab-given [data-place="layers/0/kernel"] input').value`
	opened := func(address string) {
		t.Helper()
		b.open(t, "about:blank")
		b.open(t, address)
		b.await(t, `document.querySelector(".lab-room").matches(".ready")`)
	}
	typed(t, b, "lab-given", "layers/0/kernel", 0, "4")
	networkHas(t, b, "[4, -0.5]")
	pressed(t, b, "lab-link")
	b.await(t, `location.hash.startsWith("#n=")`)
	link := inLab[string](t, b, `location.href`)
	typed(t, b, "lab-given", "layers/0/kernel", 0, "3")
	networkHas(t, b, "[3, -0.5]")
	if hash := inLab[string](t, b, `location.hash`); hash != "" {
		t.Errorf("after an edit the address still holds %.40q", hash)
	}
	opened(url)
	b.await(t, kernel+` === "3"`)
	opened(link)
	b.await(t, kernel+` === "4" && `+state+` === "Ready. Undo brings your own work back." && localStorage.lab.includes("[3, -0.5]")`)
	pressed(t, b, "lab-undo")
	b.await(t, kernel+` === "3"`)

	none := inLab[string](t, b, `(async () => {
		const packed = new Response(new Blob([JSON.stringify({ network: "{}" })]).stream().pipeThrough(new CompressionStream("deflate-raw")));
		return "#n=" + btoa(String.fromCharCode(...new Uint8Array(await packed.arrayBuffer()))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
	})()`)
	for _, test := range []struct{ address, want string }{
		{link[:len(link)-9], "The link could not be read"},
		{link[:len(link)-40] + "…", "The link could not be read"},
		{url + none, "The network of the link cannot be computed"},
	} {
		opened(test.address)
		b.await(t, fmt.Sprintf(`%s.startsWith(%q) && %s === "3"`, state, test.want, kernel))
	}

	inLab[any](t, b, `localStorage.setItem("lab", JSON.stringify({ network: labNetworks.padding, answers: {} }))`) // as another tab does
	opened(url)
	b.await(t, kernel+` === "3"`)

	attacks, err := strconv.Atoi(os.Getenv("LAB_ATTACKS"))
	if err != nil {
		attacks = 24
	}
	if have := inLab[string](t, b, fmt.Sprintf(`(async (link, attacks) => {
		const unlink = document.querySelector(".lab-room").unlink, letters = "ABCXYZabcxyz0189-_=+/ %%<>\"'…\0";
		let seed = 11;
		const below = (n) => { seed = (seed * 16807) %% 2147483647; return seed %% n; };
		const tries = async (text) => {
			const begun = performance.now();
			let read;
			try { read = await unlink(text); } catch (e) { if (!(e instanceof Error)) return "no error: " + e; }
			if (performance.now() - begun > 5000) return "it takes long";
			if (read && (typeof read.network !== "string" || Object.values(read.answers).flat().some((c) => typeof c !== "string"))) return "it is no work: " + JSON.stringify(read);
			return "";
		};
		const pack = async (text) => {
			const bytes = new Uint8Array(await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer());
			let packed = "";
			for (const b of bytes) packed += String.fromCharCode(b);
			return btoa(packed).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
		};
		for (let i = 0; i < attacks; i++) {
			let text = link;
			switch (i %% 4) {
			case 0: text = text.slice(0, below(text.length)); break;
			case 1: text = text.slice(below(text.length)); break;
			case 2: for (let n = 1 + below(4); n > 0; n--) { const at = below(text.length); text = text.slice(0, at) + letters[below(letters.length)] + text.slice(at + 1); } break;
			case 3: text = Array.from({ length: below(200) }, () => letters[below(letters.length)]).join("");
			}
			const bad = await tries(text);
			if (bad) return text + ": " + bad;
		}
		for (const value of [null, 7, "text", [], {}, { network: 7 }, { network: "{}", answers: { a: [1], b: "c", c: [null], d: [["e"]] } }, { network: "{}", answers: ["1"] }]) {
			const bad = await tries(await pack(JSON.stringify(value)));
			if (bad) return JSON.stringify(value) + ": " + bad;
		}
		const huge = await pack(JSON.stringify({ network: " ".repeat(60_000_000) }));
		try { await unlink(huge); return "a huge one is read"; } catch (e) { return e.message.includes("more than a network") ? "" : String(e); }
	})(%q, %d)`, link[len(url)+len("#n="):], attacks)); have != "" {
		t.Error(have)
	}
	forgotten(t, b)
}
