import { Worker } from "node:worker_threads";
import { createInProcessReading, refusalOf } from "./in-process-reading.ts";
import { packDocument, type ReadingReply, type ReadingRequest } from "./reading-messages.ts";

/**
 * Ends this process when its parent has gone, though the main thread may be caught in a file and hear of nothing. It is
 * a text because a worker from a TypeScript file needs a loader of its own.
 */
const watchdog = `const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, "SIGKILL"); }, 1000);`;

const reading = createInProcessReading();

async function answer(request: ReadingRequest): Promise<ReadingReply> {
  const { call } = request;
  try {
    if (request.type === "text") {
      const { document, audit } = await reading.readText(request);
      return { type: "text", call, result: { document: packDocument(document), audit } };
    }
    const { extracted, document, audit } = await reading.readFile(request);
    return { type: "file", call, result: { extracted, document: packDocument(document), audit } };
  } catch (error) {
    const { message, reason, details } = refusalOf(error);
    return { type: "failed", call, message, reason, details };
  }
}

function reply(message: ReadingReply): void {
  process.send?.(message);
}

new Worker(watchdog, { eval: true }).unref();
// The terminal's interrupt comes to every process of its group: the parent decides when this one ends.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit(0));
process.on("message", (request: ReadingRequest) => void answer(request).then(reply));
