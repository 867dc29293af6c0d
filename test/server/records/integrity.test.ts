import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Collection, createCollection } from "../../../server/collection.ts";
import { openExtractions } from "../../../server/records/extractions.ts";
import { createFileChecks } from "../../../server/records/file-checks.ts";
import { openFolderRecordStore } from "../../../server/records/folder-record-store.ts";
import { createIntegrity } from "../../../server/records/integrity.ts";
import { openOverlayFolder } from "../../../server/records/overlay.ts";
import { createInProcessReading } from "../../../server/records/reading/in-process-reading.ts";
import { createFakeAssistant } from "../../fakes/fake-assistant.ts";

const textOn = (subject: string) => `Summary of the session on ${subject}
5 March 2024

Delegation of Peru

- Peru recommends more ${subject}.
- The ${subject} of 2023 were two million.
`;
const page = (subject: string) =>
  `<!doctype html><title>${subject}</title>${textOn(subject)
    .split("\n\n")
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join("")}`;

let directory: string;
let collection: Collection;
let problems: unknown[];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "relator-integrity-"));
  problems = [];
  await mkdir(join(directory, "corpus"));
  const ports = textOn("ports");
  await writeFile(join(directory, "corpus", "ports.en.txt"), ports);
  await writeFile(join(directory, "corpus", "manifest.json"), JSON.stringify({ documents: [entryOf(ports)] }));
  collection = await open();
  await collection.ingest(file("forests.txt", textOn("forests")));
  await collection.ingest(file("rivers.html", page("rivers")));
  await collection.correct("forests", [{ type: "metadata", title: "On forests" }]);
});
afterEach(async () => {
  await collection.close();
  await rm(directory, { recursive: true });
});

const file = (name: string, content: string) => ({ name, read: async () => Buffer.from(content) });

function entryOf(text: string) {
  const named = { id: "ports", file: "ports.en.txt", format: "text", title: "On ports", body: null, symbol: null };
  const told = { sessionDate: "2024-03-05", documentDate: null, language: "en", source: "A test", licence: "CC0" };
  return { ...named, ...told, sha256: createHash("sha256").update(text).digest("hex"), translations: [] };
}

async function open(): Promise<Collection> {
  const opened = createCollection({
    corpusDirectory: join(directory, "corpus"),
    store: openFolderRecordStore({ documents: join(directory, "documents"), removed: join(directory, "removed") }),
    overlays: openOverlayFolder(join(directory, "overlays")),
    extractions: openExtractions({
      directory: join(directory, "extracted"),
      refusedBy: "these limits",
      onFileProblem: () => {},
    }),
    reading: createInProcessReading(),
    forget: async () => {},
    openAssistant: async (documents) => {
      const index = { status: "built", reason: "absent", reused: 0, total: documents.length } as const;
      return { assistant: createFakeAssistant(documents), index };
    },
    onFileProblem: (problem) => void problems.push(problem),
    onIndexOpened: () => {},
  });
  await opened.open();
  return opened;
}

const ask = (question: string) =>
  collection.assistant().ask({ question }, { acceptLanguage: null, signal: new AbortController().signal });
const asideIds = (of: Collection) => of.setAside().map(({ id, reason }) => `${id} ${reason}`);

/** Flips one bit in the middle of the record's file of this kind. */
async function flip(id: string, kind: string, bit = 0): Promise<string> {
  const folder = id === "ports" ? join(directory, "corpus") : join(directory, "documents", id);
  const name = (await readdir(folder)).find((each) => each.startsWith(kind));
  if (name === undefined) throw new Error(`${id} has no ${kind}`);
  const path = join(folder, name);
  const bytes = await readFile(path);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ (1 << bit);
  await writeFile(path, bytes);
  return path;
}

describe("a flipped bit", () => {
  test.each([
    ["forests", "text"],
    ["forests", "note"],
    ["forests", "overlay"],
    ["rivers", "structure"],
    ["rivers", "original"],
    ["ports", "ports"],
  ])("in %s's %s sets the record aside at the next start, and nothing else", async (id, kind) => {
    await flip(id, kind);
    const next = await open();
    expect(asideIds(next)).toEqual([`${id} damaged`]);
    expect(next.documents().map((document) => document.id)).not.toContain(id);
    expect(next.documents()).toHaveLength(2);
    expect(() => next.record(id)).toThrow(expect.objectContaining({ name: "SetAsideError" }));
    await next.close();
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7])("of place %i of a byte of a note is told", async (bit) => {
    await flip("rivers", "note", bit);
    const next = await open();
    expect(asideIds(next)).toEqual(["rivers damaged"]);
    await next.close();
  });

  test("that comes while the server runs is met by the next question: the record is not quoted", async () => {
    expect((await ask("more forests")).citations).not.toEqual([]);
    await flip("forests", "text");
    expect((await ask("more forests")).citations).toEqual([]);
    expect(asideIds(collection)).toEqual(["forests damaged"]);
    expect((await ask("more ports")).citations).not.toEqual([]);
  });

  test("is met where the record is opened", async () => {
    await flip("rivers", "structure");
    await expect(collection.verify("rivers")).rejects.toMatchObject({ name: "SetAsideError" });
    await collection.verify("forests");
    await flip("ports", "ports");
    await expect(collection.original("ports")).rejects.toMatchObject({ name: "SetAsideError" });
  });

  test("in the file as it was given keeps that from being handed out", async () => {
    await flip("rivers", "original");
    await expect(collection.original("rivers")).rejects.toMatchObject({ name: "SetAsideError" });
  });

  test("that changes nothing by which a file is told is met by no opening, and found in its round", async () => {
    const setAside: string[] = [];
    const store = openFolderRecordStore({ documents: join(directory, "documents"), removed: join(directory, "none") });
    await store.open(() => false);
    const integrity = createIntegrity({
      corpusDirectory: join(directory, "corpus"),
      store,
      overlays: openOverlayFolder(join(directory, "overlays")),
      records: () => collection.records(),
      isSetAside: () => false,
      assistant: () => collection.assistant(),
      setAside: async (find) => {
        const ids = await find();
        setAside.push(...ids);
        return ids;
      },
      // As a disk that decays: no call can set the time of a change, so that it is left out of what tells a file.
      checks: createFileChecks(async (path) => path),
    });
    await integrity.checkSlice(1_000_000);
    expect(setAside).toEqual([]);
    await flip("forests", "text");
    await integrity.open("forests");
    expect(setAside).toEqual([]);
    await integrity.checkSlice(1_000_000);
    expect(setAside).toEqual(["forests"]);
  });
});

test("a round reads about as many bytes as it may, whatever of a file is text", async () => {
  const read: string[] = [];
  const large = "x".repeat(2_000_000);
  const vouched = (id: string) => ({
    path: join(directory, id),
    of: "original" as const,
    isRight: () => read.push(id) > 0,
  });
  for (const id of ["forests", "rivers"]) await writeFile(join(directory, id), large);
  const integrity = createIntegrity({
    corpusDirectory: join(directory, "corpus"),
    store: { vouchedFiles: ({ id }) => [vouched(id)] },
    overlays: openOverlayFolder(join(directory, "overlays")),
    records: () => collection.records().filter(({ held }) => held !== null),
    isSetAside: () => false,
    assistant: () => collection.assistant(),
    setAside: (find) => find(),
  });
  await integrity.checkSlice(1_000_000);
  expect(read).toHaveLength(1);
  await integrity.checkSlice(1_000_000);
  expect(read).toHaveLength(2);
});

describe("a record that is replaced or removed while it is read", () => {
  test("is never taken for damaged", async () => {
    let done = false;
    const reads = { asked: 0, opened: 0 };
    const askOn = async () => {
      for (; !done; reads.asked += 1) await ask("more rivers");
    };
    const openOn = async () => {
      for (; !done; reads.opened += 1) {
        await collection.verify("rivers");
        expect((await collection.original("rivers")).bytes.length).toBeGreaterThan(0);
      }
    };
    const replace = async () => {
      for (let round = 0; round < 10; round += 1) {
        await collection.put("rivers", file("rivers.html", page(`rivers and lakes ${round}`)));
      }
      done = true;
    };
    await Promise.all([replace(), askOn(), openOn(), openOn(), openOn()]).finally(() => {
      done = true;
    });
    expect(Math.min(reads.asked, reads.opened)).toBeGreaterThan(0);
    expect(asideIds(collection)).toEqual([]);
    expect(problems).toEqual([]);
  });

  test("is not found, once it is not held any more", async () => {
    const opened = Promise.allSettled(Array.from({ length: 40 }, () => collection.original("rivers")));
    await collection.remove("rivers");
    const reasons = (await opened).flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.name] : []));
    expect(reasons.filter((name) => name !== "NotFoundError")).toEqual([]);
    await expect(collection.original("rivers")).rejects.toMatchObject({ name: "NotFoundError" });
    expect(problems).toEqual([]);
  });
});

async function partOf(id: string, kind: string): Promise<string> {
  const files = await readdir(join(directory, "documents", id));
  return files.find((name) => name.startsWith(kind)) ?? "";
}

test("a record that is set aside can be removed, or be whole again from a backup", async () => {
  const path = join(directory, "documents", "forests", await partOf("forests", "text"));
  const whole = await readFile(path);
  await flip("forests", "text");
  const damaged = await open();
  expect(asideIds(damaged)).toEqual(["forests damaged"]);
  await damaged.close();
  await writeFile(path, whole);
  const mended = await open();
  expect(mended.setAside()).toEqual([]);
  expect(mended.record("forests").document.title).toBe("On forests");
  await flip("forests", "text");
  await expect(mended.verify("forests")).rejects.toMatchObject({ name: "SetAsideError" });
  await mended.remove("forests");
  expect(mended.setAside()).toEqual([]);
  await mended.close();
});

test("notes and corrections of before, without hashes of their own, stay valid", async () => {
  const note = join(directory, "documents", "rivers", "note.json");
  const { seal: _, structureSha256: __, ...older } = JSON.parse(await readFile(note, "utf8"));
  await writeFile(note, JSON.stringify(older, null, 2));
  const overlay = join(directory, "documents", "forests", "overlay.json");
  const { seal: ___, ...olderOverlay } = JSON.parse(await readFile(overlay, "utf8"));
  await writeFile(overlay, JSON.stringify(olderOverlay));
  const next = await open();
  expect(next.setAside()).toEqual([]);
  expect(next.documents()).toHaveLength(3);
  await next.close();
  // Of the structure the part's own name tells enough.
  await flip("rivers", "structure");
  const damaged = await open();
  expect(asideIds(damaged)).toEqual(["rivers damaged"]);
  await damaged.close();
});

test("a note that names a part that is not there takes no file away", async () => {
  const note = join(directory, "documents", "rivers", "note.json");
  const { seal: _, ...older } = JSON.parse(await readFile(note, "utf8"));
  const before = await readdir(join(directory, "documents", "rivers"));
  const text = String(older.parts.text).replace("text-", "text-0").replace(/.-/, "-");
  await writeFile(note, JSON.stringify({ ...older, parts: { ...older.parts, text } }));
  const damaged = await open();
  expect(asideIds(damaged)).toEqual(["rivers damaged"]);
  expect(await readdir(join(directory, "documents", "rivers"))).toEqual(before);
  await damaged.close();
});
