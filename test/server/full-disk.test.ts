import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureAdminKey } from "../../server/access/admin-key.ts";
import { openKeyStore } from "../../server/access/key-store.ts";
import { buildProduct, packageDirectory, type RunningServer, startServer } from "./built-server.ts";

const question = "¿Cuánto del PIB de Haití proviene de remesas?";
const text = "Summary of the session on ports\n\nDelegation of Peru\n\n- Peru recommends dredging the harbour.\n";
const startTimeoutMs = 600_000;

let directory: string;
let server: RunningServer;

/** From now on what is written fails so, after so many more writes; null: nothing fails. */
async function disk(failure: { readonly code: "ENOSPC" | "EROFS"; readonly after: number } | null): Promise<void> {
  if (failure === null) await rm(join(directory, "control"), { force: true });
  else await writeFile(join(directory, "control"), JSON.stringify(failure));
}

beforeAll(async () => {
  await buildProduct();
  directory = await mkdtemp(join(tmpdir(), "relator-full-disk-"));
  // Its first start could write: there are keys.
  const data = join(directory, "data");
  await mkdir(data);
  await ensureAdminKey(data, openKeyStore(data));
  await disk({ code: "EROFS", after: 0 });
  server = await startServer({
    DATA_DIR: join(directory, "data"),
    FAILING_DISK: join(directory, "control"),
    FAILING_DISK_ROOT: `${join(directory, "data")}/`,
    NODE_OPTIONS: `--import ${pathToFileURL(join(packageDirectory, "test/fakes/failing-disk.mjs"))}`,
  });
}, startTimeoutMs);
afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

const api = (path: string, init: RequestInit = {}) =>
  fetch(new URL(`api/v1/${path}`, server.url), { ...init, headers: { "Accept-Language": "en", ...init.headers } });
const post = (path: string, body: unknown) =>
  api(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
const add = (name: string, body: string) =>
  api(`documents?name=${name}`, { method: "POST", headers: { "Content-Type": "text/plain" }, body });
const correct = (title: string) => post("documents/ports/corrections", { corrections: [{ type: "metadata", title }] });
const feedback = () => post("feedback", { question, language: "es", verdict: "useful", consent: true, passageIds: [] });
const titles = async () => {
  const { documents } = (await (await api("documents")).json()) as { documents: { id: string; title: string }[] };
  return documents.flatMap(({ id, title }) => (id === "ports" ? [title] : []));
};
async function expectRefused(response: Response, detail: RegExp): Promise<void> {
  expect(response.status).toBe(507);
  expect(response.headers.get("Content-Type")).toMatch(/application\/problem\+json/);
  expect(await response.json()).toMatchObject({ type: "/problems/no-room", detail: expect.stringMatching(detail) });
}
async function expectAnswers(): Promise<void> {
  expect((await fetch(new URL("readyz", server.url))).status).toBe(200);
  expect(await (await post("ask", { question })).json()).toMatchObject({ outcome: "answered" });
}

describe("a data folder that may only be read", () => {
  test("is started on, and asked from; what would write is refused with what to do", async () => {
    await expectAnswers();
    await expectRefused(await add("ports.txt", text), /only be read.*DATA_DIR/);
    await expectRefused(await feedback(), /only be read/);
    await expectRefused(
      await api("collections/mine", {
        method: "PUT",
        headers: { "Content-Type": "application/json" },
        body: '{"documents":[]}',
      }),
      /only be read/,
    );
    expect(server.errors()).toContain("The index cannot be written");
    expect(await titles()).toEqual([]);
  });
});

describe("a disk that is full", () => {
  test("at any write of an addition leaves nothing of it, and the addition succeeds once there is room", async () => {
    let refused = 0;
    for (let after = 0; after < 7; after += 1) {
      await disk({ code: "ENOSPC", after });
      const response = await add("ports.txt", text);
      // From some write on only the index is left, which is derived and can wait.
      if (response.status === 201) break;
      await expectRefused(response, /no room left.*Make room/);
      refused += 1;
      expect(await titles()).toEqual([]);
      expect(await readdir(join(directory, "data", "documents")).catch(() => [])).toEqual([]);
    }
    expect(refused).toBeGreaterThan(0);
    await disk(null);
    if ((await titles()).length === 0) expect((await add("ports.txt", text)).status).toBe(201);
    expect(await titles()).toEqual(["Summary of the session on ports"]);
    await expectAnswers();
  });

  test("refuses a correction whole, and feedback; lets a record be taken out", async () => {
    expect((await correct("Before")).status).toBe(200);
    // The folder for what is taken out is made at a start that may write.
    expect((await api("documents/ports", { method: "DELETE" })).status).toBe(204);
    expect((await api("documents/ports/restore", { method: "POST" })).status).toBe(200);
    await disk({ code: "ENOSPC", after: 0 });
    await expectRefused(await correct("After"), /no room left/);
    await expectRefused(await feedback(), /no room left/);
    expect(await titles()).toEqual(["Before"]);
    await expectAnswers();
    expect((await api("documents/ports?purge=true", { method: "DELETE" })).status).toBe(204);
    expect(await titles()).toEqual([]);
    await disk(null);
    expect((await add("ports.txt", text)).status).toBe(201);
  });
});
