async (packed) => {
  // The program is packed by gzip and written in base64, so that a page that
  // was opened from the file system can load it as a script.
  const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const program = new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
  const go = new Go(), ready = new Promise((done) => { globalThis.labReady = done; });
  const { instance } = await WebAssembly.instantiate(await program.arrayBuffer(), go.importObject);
  go.run(instance);
  globalThis.labMemory = instance.exports.mem; // for who wants to know how much it takes
  await ready;
  return globalThis.labCall;
}
