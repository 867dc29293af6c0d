import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { ingestReportSchema } from "../../server/ingest-protocol.ts";
import { askResponseSchema } from "../../server/protocol.ts";
import { buildProduct, makeDataDirectory, type RunningServer, runCommandLine, startServer } from "./built-server.ts";
import { withoutKey } from "./operator.ts";

const timeoutMs = 600_000;
const question = "¿Cuánto del PIB de Haití proviene de remesas?";
const forests = "Summary of the session on forests\n\nDelegation of Chile\n\n- Chile recommends planting larches.\n";

let directory: string;
let data: string;
beforeAll(async () => {
  await buildProduct();
  directory = await mkdtemp(join(tmpdir(), "relator-command-line-"));
  data = await makeDataDirectory("command-line-data");
  await writeFile(join(directory, "forests.txt"), forests);
  await writeFile(join(directory, "lakes.txt"), forests.replaceAll("larches", "reeds"));
}, timeoutMs);
afterAll(async () => {
  await rm(directory, { recursive: true });
  await rm(data, { recursive: true });
});

const run = (...parameters: string[]) => runCommandLine(parameters, { DATA_DIR: data });
const path = (name: string) => join(directory, name);

test("without a server the collection is opened by the command itself", { timeout: timeoutMs }, async () => {
  const asked = await run("ask", "--json", question);
  expect(asked).toMatchObject({ exitCode: 0, errors: "" });
  expect(z.parse(askResponseSchema, JSON.parse(asked.output)).outcome).toBe("answered");

  const ingested = await run("ingest", path("none.txt"), path("forests.txt"));
  expect(ingested.exitCode).toBe(1);
  expect(ingested.errors).toContain("none.txt: There is no such file.");
  expect(ingested.output).toContain("added as forests: Summary of the session on forests");
  expect(ingested.output).toContain("100% of the text is accounted for");

  expect((await run("ask", "--document", "forests", "What did Chile recommend planting?")).output).toContain(
    "planting larches",
  );
  const removed = await run("remove", "forests");
  expect(removed).toMatchObject({ exitCode: 0, output: expect.stringMatching(/^forests: removed;/) });
  const listed = await run("list");
  expect(listed.output).toMatch(/^resumen-sesion-tematica-\S+ {2}.*\n/m);
  expect(listed.output).not.toMatch(/^forests /m);
  expect((await run("key", "link")).errors).toContain("No server is running");
});

describe("with a server on the data folder", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer({ DATA_DIR: data });
  }, timeoutMs);
  afterAll(async () => {
    await server?.stop();
  });

  test("a folder is searched with its subfolders, and its files are told of in a line each", {
    timeout: timeoutMs,
  }, async () => {
    await mkdir(path("years/2023"), { recursive: true });
    await writeFile(path("years/hills.txt"), forests.replaceAll("larches", "heather"));
    await writeFile(path("years/2023/moors.md"), forests.replaceAll("larches", "gorse"));
    await writeFile(path("years/2023/broken.txt"), Buffer.from([0, 1, 2, 3, 0, 5]));
    await writeFile(path("years/table.xlsx"), "not read");
    const ingested = await run("ingest", path("years"));
    expect(ingested.exitCode).toBe(1);
    expect(ingested.output).toMatch(/moors\.md: moors .*\n.*hills\.txt: hills /);
    expect(ingested.errors).toMatch(/broken\.txt: /);
    expect(ingested.errors).toMatch(/table\.xlsx: skipped/);
    const listed = await run("list");
    expect(listed.output).toMatch(/^hills {2}.*\n/m);
    const removed = await run("remove", "hills", "none");
    expect(removed).toMatchObject({ exitCode: 1, output: "hills: removed; it can be restored for ten minutes\n" });
    expect(removed.errors).toContain("none: No record has the id");
    expect((await run("list", "--json")).output).not.toContain('"hills"');
  });

  test("that server is asked and added to", { timeout: timeoutMs }, async () => {
    const added = await run("ingest", "--json", path("lakes.txt"), path("lakes.txt"));
    expect(added).toMatchObject({ exitCode: 0, errors: "" });
    const [first = "", second = ""] = added.output.split("\n");
    expect(z.parse(ingestReportSchema, JSON.parse(first)).document.id).toBe("lakes");
    expect(JSON.parse(second)).toMatchObject({ state: "unchanged", documentId: "lakes" });
    expect((await run("ingest", path("lakes.txt"))).errors).toContain("already held as “lakes”");
    expect((await run("list")).output).toContain("lakes  ");
    expect(await run("remove", "--purge", "lakes")).toMatchObject({ exitCode: 0, output: "lakes: removed for good\n" });
    expect((await run("ingest", path("lakes.txt"))).exitCode).toBe(0);

    const list = (await (await fetch(new URL("api/v1/documents", server.url))).json()) as {
      documents: { id: string }[];
    };
    expect(list.documents.map(({ id }) => id)).toContain("lakes");
    expect((await run("ask", "What should be planted, reeds?")).output).toContain("planting reeds");

    const refused = await run("ask", "--language", "fr", "reeds?");
    expect(refused).toMatchObject({ exitCode: 1, output: "" });
    expect(refused.errors).toContain("language:");
  });

  test("keys are made, listed and revoked, and a link signs a browser in", { timeout: timeoutMs }, async () => {
    const made = await run("key", "make", "the office", "--scopes", "ask,add", "--days", "90");
    expect(made).toMatchObject({ exitCode: 0, output: expect.stringMatching(/^relator_[0-9a-f]{8}_[0-9a-f]{64}\n$/) });
    const removedWith = (key: string) =>
      fetch(new URL("api/v1/removed-documents", server.url), { headers: { Authorization: `Bearer ${key}` } });
    const key = made.output.trim();
    expect((await removedWith(key)).status).toBe(200);
    expect((await run("key", "make", "the office")).errors).toContain("There is a key “the office” already");
    expect((await run("key", "list")).output).toMatch(/^[0-9a-f]{8} {2}the office {2}ask,add {2}/m);
    expect((await run("key", "revoke", "the office")).exitCode).toBe(0);
    expect((await removedWith(key)).status).toBe(401);

    const { output: link } = await run("key", "link");
    const printed = /http\S+sign-in#link=(\S+)/;
    for (const text of [link, server.output()]) {
      const token = printed.exec(text)?.[1];
      const signedIn = await fetch(new URL("session", server.url), {
        method: "POST",
        headers: { ...withoutKey, "Content-Type": "application/json" },
        body: JSON.stringify({ link: token }),
      });
      expect(signedIn.status).toBe(204);
    }
    expect(await run("key", "make", "x", "--scopes", "all")).toMatchObject({ exitCode: 2 });
    // Who adds may ask.
    expect((await run("key", "make", "adder", "--scopes", "add")).errors).toContain("(ask, add)");
  });
});

test("what is not understood ends with 2 and offers help", { timeout: timeoutMs }, async () => {
  expect(await run("ask")).toMatchObject({ exitCode: 2, errors: "Write a question, in quotes. See --help.\n" });
  const help = await run("--help");
  expect(help).toMatchObject({ exitCode: 0, errors: "" });
  expect(help.output).toContain("npm run ask");
});

test("a folder of the collection that is missing is said in one line", { timeout: timeoutMs }, async () => {
  const environment = { DATA_DIR: join(directory, "other"), CORPUS_DIR: join(directory, "none") };
  const { exitCode, errors } = await runCommandLine(["ask", "x"], environment);
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/^[^\n]*none[^\n]*\n$/);
});
