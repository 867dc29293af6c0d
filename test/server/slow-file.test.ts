import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildProduct, makeDataDirectory, startServer } from "./built-server.ts";

const timeoutMs = 600_000;
/** One line of this length is what the reader takes longest over. */
const line = "El comité A. B. recomienda que se mida el agua de los pozos y se informe. ".repeat(60_000);

let directory: string;
beforeAll(async () => {
  await buildProduct();
  directory = await makeDataDirectory("slow-file");
}, timeoutMs);
afterAll(() => rm(directory, { recursive: true, force: true }));

const add = (url: string) =>
  fetch(new URL("api/v1/documents?name=line.txt", url), {
    method: "POST",
    body: line,
    headers: { "Content-Type": "text/plain" },
  });

test("a file that takes too long is refused while the server answers, and nothing of it is in", {
  timeout: timeoutMs,
}, async () => {
  const server = await startServer({ DATA_DIR: directory, READ_TIMEOUT_MS: "1000" });
  try {
    let isAnswered = false;
    const added = add(server.url).finally(() => {
      isAnswered = true;
    });
    const healthy: boolean[] = [];
    while (!isAnswered) healthy.push((await fetch(new URL("healthz", server.url))).ok);
    expect(healthy.every(Boolean)).toBe(true);
    const response = await added;
    expect(response.status).toBe(422);
    expect(await response.text()).toContain("longer than 1 s");
    expect(await readdir(join(directory, "documents"))).toEqual([]);
  } finally {
    await server.stop();
  }
});

test("a server that is told to stop does so while a file is being read", { timeout: timeoutMs }, async () => {
  const server = await startServer({ DATA_DIR: directory, SHUTDOWN_GRACE_MS: "0" });
  const added = add(server.url).catch(() => null);
  await fetch(new URL("healthz", server.url));
  expect((await server.stop()).exitCode).toBe(0);
  await added;
  expect(await readdir(join(directory, "documents"))).toEqual([]);
});
