import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { WebSocket } from "ws";
import * as z from "zod/mini";
import { serverEventSchema } from "../../server/chat-protocol.ts";
import { askResponseSchema, problemSchema } from "../../server/protocol.ts";
import { chatProtocol, sessionEventSchema } from "../../server/session-protocol.ts";
import { createRandom } from "../fakes/random-vectors.ts";
import { openChat } from "../server/chat-client.ts";
import { type Serving, serve } from "../server/serving.ts";
import { createHostileSource, type HostileSource } from "./hostile-source.ts";

export interface HostileReport {
  readonly requests: number;
  /** How many responses there were of each status; 0 where the connection was closed without one. */
  readonly statuses: Readonly<Record<number, number>>;
  readonly frames: number;
  /** How many socket events came back of each type, and how often a connection was closed. */
  readonly events: Readonly<Record<string, number>>;
  /** What the heap has grown by, swept, after the first tenth. */
  readonly grownMb: number;
}

interface Tally {
  requests: number;
  frames: number;
  readonly statuses: Record<number, number>;
  readonly events: Record<string, number>;
}

/** After so many hostile requests a decent one must be answered. */
const checkEvery = 50;
const answerWithinMs = 20_000;
const mostGrownMb = 50;

/**
 * Sends requests and frames that no decent client sends, and decent ones among them. The same seed sends the same.
 * @throws Error when the server answers 500, gives something other than its own schemas, hangs, or stops answering.
 */
export async function run(options: { inputs: number; seed?: number }): Promise<HostileReport> {
  const random = createRandom(options.seed ?? 1);
  const clientDirectory = await mkdtemp(join(tmpdir(), "relator-hostile-"));
  await writeFile(join(clientDirectory, "index.html"), "<!doctype html><title>Relator</title>");
  const settings = { requestsPerMinute: 10_000_000, bodyLimitBytes: 20_000 };
  const serving = await serve({ settings, clientDirectory });
  const tally: Tally = { requests: 0, frames: 0, statuses: {}, events: {} };
  const source = createHostileSource(random);
  try {
    let settledBytes: number | null = null;
    for (let round = 0; tally.requests + tally.frames < options.inputs; round += 1) {
      if (tally.requests + tally.frames > options.inputs / 10) settledBytes ??= sweptHeapBytes();
      const kind = random();
      if (kind < 0.6) await sendHostileRequest(serving, source, tally);
      else if (kind < 0.75) await sendRawBytes(serving, source, tally);
      else await sendHostileFrames(serving, source, { tally, protocol: random() < 0.5 ? chatProtocol : null });
      if (round % checkEvery === checkEvery - 1) await assertAnswers(serving);
    }
    await assertAnswers(serving);
    const grownMb = (sweptHeapBytes() - (settledBytes ?? 0)) / 1_000_000;
    if (grownMb > mostGrownMb) throw new Error(`The heap has grown by ${grownMb.toFixed(0)} MB.`);
    return { ...tally, grownMb };
  } finally {
    await serving.close();
    await rm(clientDirectory, { recursive: true });
  }
}

/** What is still in use, after everything that is not has been taken away. */
function sweptHeapBytes(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

async function assertAnswers(serving: Serving): Promise<void> {
  const response = await serving.post("/api/v1/ask", { question: "harbour" });
  z.parse(askResponseSchema, await response.json());
  const chat = await openChat(serving.socketUrl);
  chat.send({ type: "ask", requestId: "decent", question: "harbour" });
  const last = (await chat.eventsOf("decent")).at(-1);
  if (last?.type !== "answer-end") throw new Error(`A decent question got ${JSON.stringify(last)}.`);
  chat.socket.close();
}

function sendHostileRequest(serving: Serving, source: HostileSource, tally: Tally): Promise<void> {
  const { method, path, body, ...request } = source.request();
  // Node's client leaves the length out for methods that seldom have a body, and the server would read a second request.
  const headers = { ...request.headers, "Content-Length": String(body.length) };
  tally.requests += 1;
  return new Promise((resolve, reject) => {
    const sent = httpRequest(new URL(serving.url), { method, path, headers, timeout: answerWithinMs }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", () => resolve());
      response.on("end", () => {
        const status = response.statusCode ?? 0;
        tally.statuses[status] = (tally.statuses[status] ?? 0) + 1;
        try {
          assertDecentResponse(status, String(response.headers["content-type"]), Buffer.concat(chunks), method);
          resolve();
        } catch (cause) {
          const shown = JSON.stringify({ method, path, headers, body: String(body).slice(0, 300) });
          reject(new Error(`${status} to ${shown}`, { cause }));
        }
      });
    });
    sent.on("timeout", () => reject(new Error(`No answer to ${method} ${path}.`)));
    sent.on("error", () => {
      // A refusal may come while the rest of a large body is still on its way, which then finds the connection closed.
      tally.statuses[0] = (tally.statuses[0] ?? 0) + 1;
      resolve();
    });
    sent.end(body);
  });
}

function assertDecentResponse(status: number, contentType: string, body: Buffer, method: string): void {
  if (status >= 500 && status !== 503) throw new Error(body.toString("utf8"));
  if (method === "HEAD" || status < 400) return;
  // What Node's own parser refuses never reaches the application, and has no body.
  if (body.length === 0 && (status === 400 || status === 431)) return;
  // A reader who opens an address that names nothing gets the page, which says so.
  if (status === 404 && contentType.startsWith("text/html")) return;
  if (!contentType.startsWith("application/problem+json")) throw new Error(`${contentType}: ${body.toString("utf8")}`);
  const problem = z.parse(problemSchema, JSON.parse(body.toString("utf8")));
  if (problem.status !== status) throw new Error(`The problem says ${problem.status}.`);
}

/** Bytes that are no HTTP at all, cut off at random. */
function sendRawBytes(serving: Serving, source: HostileSource, tally: Tally): Promise<void> {
  tally.requests += 1;
  const { hostname, port } = new URL(serving.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.setTimeout(answerWithinMs, () => reject(new Error("A connection of nonsense was held open.")));
    socket.on("error", () => resolve());
    socket.on("close", () => resolve());
    socket.resume();
    socket.end(source.bytes());
  });
}

async function sendHostileFrames(
  serving: Serving,
  source: HostileSource,
  { tally, protocol }: { readonly tally: Tally; readonly protocol: string | null },
): Promise<void> {
  const socket = new WebSocket(serving.socketUrl, protocol ?? [], { handshakeTimeout: answerWithinMs });
  const eventSchema = protocol === null ? serverEventSchema : z.union([serverEventSchema, sessionEventSchema]);
  const count = (event: string) => {
    tally.events[event] = (tally.events[event] ?? 0) + 1;
  };
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The socket fell silent.")), answerWithinMs);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    socket.on("error", () => count("error"));
    socket.on("close", () => {
      count("close");
      done();
    });
    socket.on("message", (data) => {
      const event = z.parse(eventSchema, JSON.parse(String(data)));
      count(event.type);
      if (event.requestId === "last" && event.type === "answer-end") socket.close();
    });
    socket.on("open", () => {
      for (const frame of source.frames()) {
        tally.frames += 1;
        socket.send(frame);
      }
      socket.send(JSON.stringify({ type: "ask", requestId: "last", question: "harbour" }));
    });
  });
}
