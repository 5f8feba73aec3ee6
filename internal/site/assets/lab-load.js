// The engine of the lab: a script with the program in it, in a worker where one
// can be made, else in the page's own thread. Requests are answered in turn.
// say tells how far it is, slow whether somebody waits.
function loadEngine(say, slow) {
  let program, ask, worker, number = 0;
  const waiting = new Map();

  const script = () => new Promise((done, failed) => {
    if (self.labProgram) return done();
    document.head.append(Object.assign(document.createElement("script"), {
      src: "lab-engine.js", onload: done,
      onerror: () => failed(new Error("This copy of the book has no engine yet. In the project's folder, go run ./cmd/render makes it; then reload the page.")),
    }));
  });

  async function begin() {
    if (typeof WebAssembly !== "object" || typeof DecompressionStream !== "function") {
      throw new Error("This browser is too old for the engine: it needs WebAssembly and DecompressionStream, which Chrome, Edge, Firefox and Safari have had since 2023. The commands at the end of the page do the same.");
    }
    say("Loading the engine, 3 MB…");
    await script();
    program = self.labProgram;
    say("Starting the engine…");
    try {
      await inWorker();
    } catch {
      worker?.terminate();
      worker = undefined;
      const call = await self.labStart()(program);
      ask = async (text) => call(text);
    }
  }

  async function inWorker() {
    const source = `const start = (${self.labStart})();
      let call;
      onmessage = async ({ data }) => {
        try {
          if (call) postMessage([data[0], data[1] === null ? labMemory.buffer.byteLength : call(data[1])]);
          else { call = await start(data); postMessage("ready"); }
        } catch (e) { postMessage(["failed", String(e)]); }
      };`;
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    worker = new Worker(url);
    await new Promise((done, failed) => {
      worker.onerror = (e) => failed(new Error(e.message));
      worker.onmessage = ({ data }) => (data === "ready" ? done() : failed(new Error(data[1])));
      worker.postMessage(program);
    });
    URL.revokeObjectURL(url);
    worker.onmessage = ({ data: [id, text] }) => { waiting.get(id)?.(text); waiting.delete(id); };
    worker.onerror = null;
    ask = (text) => new Promise((done) => { waiting.set(++number, done); worker.postMessage([number, text]); });
  }

  let started;
  const start = () => (started ??= begin());

  // A look that another has overtaken is not asked for. What takes long can
  // be stopped: the engine is thrown away and begun again.
  const queue = [];
  let busy = false, stopped;
  async function next() {
    if (busy || !queue.length) return;
    busy = true;
    const { request, done } = queue.shift();
    const stop = new Promise((ended) => { stopped = ended; });
    const text = await Promise.race([ask(JSON.stringify(request)), stop]);
    busy = false;
    done(text ? JSON.parse(text) : { error: "Stopped." });
    next();
  }
  // Somebody waits for everything but the lines, which are got ready in idle
  // moments; that shows after 200 ms.
  let waited = 0;
  async function call(request, kind) {
    await start();
    if (kind === "lines") return answer(request, kind);
    waited++;
    const waits = setTimeout(slow, 200, true);
    const reply = await answer(request, kind);
    clearTimeout(waits);
    if (!--waited) slow(false);
    return reply;
  }
  function answer(request, kind) {
    return new Promise((done) => {
      if (kind) {
        for (const old of queue.filter((q) => q.kind === kind)) old.done({ overtaken: true });
        queue.splice(0, queue.length, ...queue.filter((q) => q.kind !== kind));
      }
      queue.push({ request, kind, done });
      next();
    });
  }
  async function stop() {
    if (!worker || !busy) return;
    worker.terminate();
    for (const q of queue.splice(0)) q.done({ overtaken: true });
    const ended = stopped;
    await inWorker();
    ended();
  }
  // memory is how many bytes the engine has, in a worker.
  const memory = () => (worker ? ask(null) : Promise.resolve(0));
  return { start, call, stop, memory };
}
