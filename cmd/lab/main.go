//go:build js && wasm

// Command lab offers the engine of the page docs/lab.html to it. It is built
// for WebAssembly, by cmd/render, and waits to be called:
//
//	const reply = JSON.parse(labCall(JSON.stringify(request)))
package main

import (
	"syscall/js"

	"backprop/internal/lab"
)

func main() {
	js.Global().Set("labCall", js.FuncOf(func(_ js.Value, args []js.Value) any {
		return lab.Call(args[0].String())
	}))
	js.Global().Call("labReady")
	select {} // the page calls as long as it lives
}
