import { readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildProduct, makeDataDirectory, type RunningServer, startServer } from "./built-server.ts";

const timeoutMs = 600_000;
const word = "Quillabamberg";
const recordOf = (topic: string) => `Summary of the session on ${topic}

Delegation of Chile

- Chile recommends a nursery of ${word} larches for ${topic}.
- The fires of the summer burnt nine thousand hectares of ${topic}.
`;

let directory: string;
let server: RunningServer | null = null;
beforeAll(async () => {
  await buildProduct();
  directory = await makeDataDirectory("purge");
}, timeoutMs);
afterAll(async () => {
  await server?.stop();
  await rm(directory, { recursive: true, force: true });
});

/** Files of the data folder, wherever they lie, that hold the word. */
async function findWord(): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found: string[] = [];
  for (const file of files) if ((await readFile(file)).includes(word)) found.push(file);
  return found;
}

test("nothing of a purged record is left in the data folder, nor of the revision that it replaced", {
  timeout: timeoutMs,
}, async () => {
  const running = await startServer({ DATA_DIR: directory, LOG_QUESTIONS: "true" });
  server = running;
  const call = (method: string, path: string, init: RequestInit = {}) =>
    fetch(new URL(path, running.url), { method, ...init });
  const put = (topic: string) =>
    call("PUT", "api/v1/documents/woods?name=woods.txt", {
      body: recordOf(topic),
      headers: { "Content-Type": "text/plain" },
    });
  expect((await put("oaks")).status).toBe(201);
  // What people have said of a record quotes it, also of the text that is replaced now.
  const quote = `a nursery of ${word}`;
  const correction = { type: "turn", start: recordOf("oaks").indexOf(quote), quote, speaker: "Ana Ruiz" };
  const corrected = await call("POST", "api/v1/documents/woods/corrections", {
    body: JSON.stringify({ corrections: [correction] }),
    headers: { "Content-Type": "application/json" },
  });
  expect(corrected.status).toBe(200);
  expect((await put("cedars")).status).toBe(200);
  const form = new FormData();
  form.append("files", new Blob([recordOf("poplars")]), "poplars.txt");
  const job = (await (await call("POST", "api/v1/documents", { body: form })).json()) as { id: string };
  await (await call("GET", `api/v1/jobs/${job.id}`, { headers: { Accept: "text/event-stream" } })).text();
  const passages = async (id: string) => {
    const detail = (await (await call("GET", `api/v1/documents/${id}`)).json()) as {
      sections: { passages: { id: string; text: string }[] }[];
    };
    return detail.sections.flatMap((section) => section.passages).filter(({ text }) => text.includes(word));
  };
  const passageIds = [...(await passages("woods")), ...(await passages("poplars"))].map(({ id }) => id);
  expect(passageIds).toHaveLength(2);
  const opinion = { question: "What should be planted?", language: "en", verdict: "useful", consent: true };
  for (const passageId of passageIds) {
    const body = JSON.stringify({ ...opinion, passageIds: [passageId] });
    await call("POST", "api/v1/feedback", { body, headers: { "Content-Type": "application/json" } });
  }
  expect(await readdir(join(directory, "feedback"))).toHaveLength(2);

  // One removed first and purged then, one purged at once.
  expect((await call("DELETE", "api/v1/documents/poplars")).status).toBe(204);
  expect((await findWord()).length).toBeGreaterThan(2);
  for (const id of ["poplars", "woods"]) {
    expect((await call("DELETE", `api/v1/documents/${id}?purge=true`)).status).toBe(204);
  }
  expect(await findWord()).toEqual([]);
  expect(await readdir(join(directory, "feedback"))).toEqual([]);
  expect(await (await call("GET", `api/v1/jobs/${job.id}`)).text()).not.toContain(word);
  expect(
    (await readdir(join(directory, "index", "passages"))).filter((name) => name.startsWith("generation-")),
  ).toHaveLength(1);
  await running.stop();
  server = null;
  expect(running.errors()).not.toContain(word);
  expect(await findWord()).toEqual([]);
});

test("a record whose time to be restored is over is purged at the next start", { timeout: timeoutMs }, async () => {
  const environment = { DATA_DIR: directory };
  server = await startServer(environment);
  const path = "api/v1/documents/woods?name=woods.txt";
  const init = { body: recordOf("oaks"), headers: { "Content-Type": "text/plain" } };
  await fetch(new URL(path, server.url), { method: "PUT", ...init });
  await fetch(new URL("api/v1/documents/woods", server.url), { method: "DELETE" });
  await server.stop();
  const removed = join(directory, "removed");
  const [folder = ""] = await readdir(removed);
  await rename(join(removed, folder), join(removed, `${folder.slice(0, folder.indexOf("--"))}--20240305T101530123Z`));
  expect((await findWord()).length).toBeGreaterThan(0);
  server = await startServer(environment);
  expect(await findWord()).toEqual([]);
});
