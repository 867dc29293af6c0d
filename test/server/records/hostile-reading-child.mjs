// Stands in for the process that reads: does what the file's name says, as a hostile file would make it.
process.on("message", ({ type, call, name, bytes }) => {
  if (name === "loop") for (;;);
  if (name === "exit") process.exit(3);
  if (name === "buffers") {
    // Beside the heap, whose flag does not bound it.
    globalThis.held = [];
    setInterval(() => globalThis.held.push(Buffer.alloc(30_000_000, 1)), 5);
    return;
  }
  if (name === "heap") {
    globalThis.held = [];
    for (;;) globalThis.held.push(new Array(1000).fill(String(Math.random())));
  }
  const document = { id: String(process.pid), source: "", sections: [] };
  process.send({ type, call, result: { extracted: { text: String(bytes) }, document, audit: {} } });
});
