import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findOwner } from "../../server/process/folder-owner.ts";
import {
  buildProduct,
  type Ended,
  type Environment,
  failToStart,
  packageDirectory,
  type RunningServer,
  startServer,
} from "./built-server.ts";
import { openChat } from "./chat-client.ts";

const startTimeoutMs = 600_000;
const model = join(packageDirectory, "embeddings", "model", "multilingual-e5-small");

const question = "¿Cuánto del PIB de Haití proviene de remesas?";

/** What a first start on an empty folder did; the index that it left is what the other starts load. */
interface FirstStart extends Ended {
  readonly url: string;
  readonly index: string;
  readonly answer: Answer;
  /** The text of the document that the answer cites first, as served. */
  readonly source: string;
}

let first: FirstStart;
let firstDirectory: string;
let directory: string;
const running: RunningServer[] = [];

async function startFirst(): Promise<FirstStart> {
  const server = await startServer({ DATA_DIR: firstDirectory });
  const answer = await ask(server.url, question);
  const text = new URL(`api/v1/documents/${answer.citations[0]?.documentId}/text`, server.url);
  const source = await (await fetch(text)).text();
  return { ...(await server.stop()), url: server.url, index: join(firstDirectory, "index"), answer, source };
}

beforeAll(async () => {
  await buildProduct();
  firstDirectory = await mkdtemp(join(tmpdir(), "relator-process-first-"));
  first = await startFirst();
}, startTimeoutMs);
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "relator-process-"));
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  await rm(directory, { recursive: true, force: true });
}, startTimeoutMs);

const environment = (more: Environment = {}): Environment => ({ DATA_DIR: join(directory, "data"), ...more });
async function start(more: Environment = {}): Promise<RunningServer> {
  const index = join(directory, "data", "index");
  if (!existsSync(index)) await cp(first.index, index, { recursive: true });
  const server = await startServer(environment(more));
  running.push(server);
  return server;
}
interface Answer {
  readonly outcome: string;
  readonly citations: readonly { documentId: string; quote: string; start: number; end: number }[];
}

async function ask(url: string, asked: string): Promise<Answer> {
  const response = await fetch(new URL("api/v1/ask", url), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question: asked }),
  });
  return (await response.json()) as Answer;
}

const socketsIn = async (folder: string) => (await readdir(folder)).filter((name) => name.endsWith(".sock"));

async function findIndexFile(): Promise<string> {
  const index = join(directory, "data", "index");
  const files = await readdir(index, { recursive: true });
  const vectors = files.find((file) => file.endsWith(".f32"));
  if (vectors === undefined) throw new Error(`no vectors among ${files.join(", ")}`);
  return join(index, vectors);
}

test("a server starts on an empty folder, and answers from the embedded record", async () => {
  expect(first.exitCode).toBe(0);
  const [ready, signIn] = first.output.trimEnd().split("\n");
  expect(ready).toBe(`Relator is ready at ${first.url}`);
  expect(signIn).toContain(`${first.url}sign-in#link=`);
  expect(first.errors).toContain('"the index was built"');
  const { outcome, citations } = first.answer;
  expect(outcome).toBe("answered");
  for (const { start: from, end, quote } of citations) expect(first.source.slice(from, end)).toBe(quote);
  const bytes = await readFile(join(packageDirectory, "corpus", "documents", `${citations[0]?.documentId}.es.txt`));
  expect(createHash("sha256").update(first.source).digest("hex")).toBe(
    createHash("sha256").update(bytes).digest("hex"),
  );
});

describe("one server after another on one data folder", () => {
  let data: string;
  let server: RunningServer;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), "relator-process-one-"));
    await cp(first.index, join(data, "index"), { recursive: true });
    server = await startServer({ DATA_DIR: data });
  }, startTimeoutMs);
  afterAll(async () => {
    server.child.kill("SIGKILL");
    await server.ended;
    await rm(data, { recursive: true, force: true });
  });

  test("loads the index that is there", async () => {
    expect(server.errors()).toContain('"the index was loaded"');
    const manifest = await readFile(join(data, "index", "passages", "manifest.json"), "utf8");
    expect(manifest).toBe(await readFile(join(first.index, "passages", "manifest.json"), "utf8"));
  });

  test("does not start beside the one that uses it, and tells of that one", { timeout: startTimeoutMs }, async () => {
    const { exitCode, errors } = await failToStart({ DATA_DIR: data });
    expect(exitCode).toBe(1);
    expect(errors).toContain(`at ${server.url}`);
    expect((await fetch(new URL("readyz", server.url))).status).toBe(200);
    expect(errors).toContain(`process ${server.child.pid} on `);
    expect(errors).toMatch(/since 20\d\d-/);
  });

  test("takes over from one that was killed", { timeout: startTimeoutMs }, async () => {
    server.child.kill("SIGKILL");
    await server.ended;
    expect(await socketsIn(data)).toHaveLength(1);
    server = await startServer({ DATA_DIR: data, SHUTDOWN_GRACE_MS: "100" });
    expect(await findOwner(data)).toMatchObject({ url: server.url, pid: server.child.pid });
    expect(await socketsIn(data)).toHaveLength(1);
  });

  test("does not wait longer than its grace when it is told to stop", { timeout: startTimeoutMs }, async () => {
    const stuck = httpRequest(new URL("api/v1/ask", server.url), {
      method: "POST",
      headers: { "Content-Type": "application/json", "Content-Length": 100 },
    });
    const cut = once(stuck, "error");
    stuck.write("{");
    await fetch(new URL("healthz", server.url));
    expect((await server.stop()).exitCode).toBe(0);
    await cut;
  });
});

test("a truncated index is rebuilt, with a warning, and answers as before", { timeout: startTimeoutMs }, async () => {
  await cp(first.index, join(directory, "data", "index"), { recursive: true });
  const file = await findIndexFile();
  await truncate(file, Math.floor((await stat(file)).size / 2));
  const second = await start();
  const warning =
    second
      .errors()
      .split("\n")
      .find((line) => line.includes("could not be used and was rebuilt")) ?? "";
  expect(JSON.parse(warning)).toMatchObject({ level: 40, reason: expect.any(String) });
  const { citations } = await ask(second.url, question);
  // The other server listens on another port.
  const placed = <Each extends object>(each: Each) => ({ ...each, link: null, json: null });
  expect(citations.map(placed)).toEqual(first.answer.citations.map(placed));
});

describe("a server that cannot start says why in one line and ends with 1", () => {
  test("settings", { timeout: startTimeoutMs }, async () => {
    const { exitCode, errors } = await failToStart(environment({ PORT: "http", LOG_QUESTIONS: "maybe" }));
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/PORT=http .*whole number/);
    expect(errors).toMatch(/LOG_QUESTIONS=maybe .*true or false/);
  });

  test("a port in use", { timeout: startTimeoutMs }, async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address ? String(address.port) : "";
    const { exitCode, errors } = await failToStart(environment({ PORT: port }));
    other.close();
    expect(exitCode).toBe(1);
    expect(errors).toBe(
      `Port ${port} of 127.0.0.1 is in use. Stop the program that uses it, or set PORT to another port.\n`,
    );
  });

  test("an address that is not this machine's", { timeout: startTimeoutMs }, async () => {
    const { exitCode, errors } = await failToStart(environment({ HOST: "192.0.2.1" }));
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/^192\.0\.2\.1 is not an address of this machine\..*\n$/);
  });

  test("a missing model", { timeout: startTimeoutMs }, async () => {
    await mkdir(join(directory, "model"));
    const { exitCode, errors } = await failToStart(environment({ MODEL_DIR: join(directory, "model") }));
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/^[^\n]*\n$/);
    expect(errors).toContain(join(directory, "model", "manifest.json"));
    expect(errors).toContain("MODEL_DIR");
    expect(errors).not.toContain("    at ");
  });

  test("an altered model", { timeout: startTimeoutMs }, async () => {
    const copy = join(directory, "model");
    await cp(model, copy, { recursive: true });
    const file = await open(join(copy, "onnx", "model_quantized.onnx"), "r+");
    await file.write(Buffer.from([0x5a]), 0, 1, 1_000_000);
    await file.close();
    const { exitCode, errors } = await failToStart(environment({ MODEL_DIR: copy }));
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/^[^\n]*model_quantized\.onnx[^\n]*\n$/);
  });

  test("a missing collection", { timeout: startTimeoutMs }, async () => {
    const { exitCode, errors } = await failToStart(environment({ CORPUS_DIR: join(directory, "none") }));
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/^[^\n]*none[^\n]*\n$/);
  });

  test("a data folder that is a file", { timeout: startTimeoutMs }, async () => {
    await writeFile(join(directory, "data"), "");
    const { exitCode, errors } = await failToStart(environment());
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/^Relator cannot use its files: [^\n]*\n$/);
  });
});

test("a server that is told to stop answers the request in flight, closes sockets with 1001 and leaves the folder", {
  timeout: startTimeoutMs,
}, async () => {
  const server = await start();
  const chat = await openChat(server.url.replace("http", "ws").concat("ws"));
  const closed = once(chat.socket, "close");
  const body = JSON.stringify({ question });
  // Half of the body is kept back until the server has begun to stop: the slowest client there is.
  const slow = httpRequest(new URL("api/v1/ask", server.url), {
    method: "POST",
    headers: { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) },
  });
  const answered = once(slow, "response");
  slow.write(body.slice(0, 10));
  await fetch(new URL("healthz", server.url));
  server.child.kill("SIGTERM");
  expect((await closed)[0]).toBe(1001);
  slow.end(body.slice(10));
  const [response] = await answered;
  expect(response.statusCode).toBe(200);
  response.resume();
  expect((await server.ended).exitCode).toBe(0);
  expect(await socketsIn(join(directory, "data"))).toEqual([]);
});

afterAll(async () => {
  expect(running).toEqual([]);
  await rm(firstDirectory, { recursive: true, force: true });
});
