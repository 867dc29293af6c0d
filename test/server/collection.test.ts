import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Document } from "../../corpus/document.ts";
import {
  type AssistantOptions,
  type Collection,
  createCollection,
  type OpenedAssistant,
} from "../../server/collection.ts";
import { openExtractions } from "../../server/records/extractions.ts";
import { openFolderRecordStore } from "../../server/records/folder-record-store.ts";
import { openOverlayFolder } from "../../server/records/overlay.ts";
import { createInProcessReading } from "../../server/records/reading/in-process-reading.ts";
import type { RecordProblem } from "../../server/records/record-store.ts";
import { createFakeAssistant } from "../fakes/fake-assistant.ts";

const portsText = `Summary of the session on ports
5 March 2024

Delegation of Peru

- Peru recommends dredging the harbour of Callao.
- The harbour handled two million containers.
`;
const forestsText = portsText.replace("ports", "forests").replace("dredging the harbour of Callao", "planting oaks");

let directory: string;
let problems: RecordProblem[];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "relator-collection-"));
  await mkdir(join(directory, "corpus"));
  await writeFile(join(directory, "corpus", "ports.en.txt"), portsText);
  problems = [];
});
afterEach(() => rm(directory, { recursive: true }));

type OpenAssistant = (documents: readonly Document[], options: AssistantOptions) => Promise<OpenedAssistant>;

const openFake: OpenAssistant = async (documents, { onProgress }) => {
  onProgress({ done: documents.length, total: documents.length });
  const index = { status: "built", reason: "absent", reused: 0, total: documents.length } as const;
  return { assistant: createFakeAssistant(documents), index };
};

const recordParts = () => ({
  store: openFolderRecordStore({ documents: join(directory, "added"), removed: join(directory, "removed") }),
  extractions: openExtractions({
    directory: join(directory, "extracted"),
    refusedBy: "these limits",
    onFileProblem: () => {},
  }),
  overlays: openOverlayFolder(join(directory, "overlays")),
  reading: createInProcessReading(),
  forget: async () => {},
});

async function openCollection(openAssistant: OpenAssistant = openFake): Promise<Collection> {
  const collection = createCollection({
    corpusDirectory: join(directory, "corpus"),
    ...recordParts(),
    openAssistant,
    onFileProblem: (problem) => problems.push(problem),
    onIndexOpened: () => {},
  });
  await collection.open();
  return collection;
}

const text = (name: string, content: string) => ({ name, read: async () => Buffer.from(content) });
const idsOf = (collection: Collection) => collection.documents().map(({ id }) => id);
const addedFiles = async () => (await readdir(join(directory, "added"))).sort();
const ask = async (collection: Collection, question: string) =>
  (await collection.assistant().ask({ question }, { acceptLanguage: null, signal: new AbortController().signal }))
    .outcome;

test("of two files of the collection's own with one text, one is answered from, and the other is told of", async () => {
  await writeFile(join(directory, "corpus", "zports.en.txt"), portsText);
  const collection = await openCollection();
  expect(idsOf(collection)).toEqual(["ports"]);
  expect(collection.setAside()).toMatchObject([{ id: "zports", file: "zports.en.txt", reason: "same-text" }]);
  expect(problems).toMatchObject([{ file: "zports.en.txt", message: expect.stringContaining("“ports”") }]);
});

describe("a record that is added", () => {
  test("is answered from, audited, and there again after a restart", async () => {
    const collection = await openCollection();
    expect(await ask(collection, "planting")).toBe("not-found");
    const report = await collection.ingest(text("Forests 2024.txt", forestsText));
    expect(report).toMatchObject({ document: { id: "forests-2024", sectionCount: 1 }, replaced: null });
    expect(report.audit.inPassages + report.audit.excluded).toBe(report.audit.nonSpaceCharacters);
    expect(report.audit.unaccounted).toEqual([]);
    expect(await ask(collection, "planting")).toBe("answered");
    expect(idsOf(await openCollection())).toEqual(["ports", "forests-2024"]);
    expect(String((await collection.original("forests-2024")).bytes)).toBe(forestsText);
  });

  test("takes the place of an added one of the same file name", async () => {
    const collection = await openCollection();
    const first = await collection.ingest(text("forests.txt", forestsText));
    const second = await collection.ingest(text("forests.txt", forestsText.replace("oaks", "cedars")));
    expect(second.replaced).toBe(first.document.revision);
    expect(second.document.id).toBe("forests");
    expect(idsOf(collection)).toEqual(["ports", "forests"]);
    expect(await addedFiles()).toEqual(["forests"]);
    expect((await readdir(join(directory, "added", "forests"))).length).toBe(2);
    expect((await openCollection()).document("forests").source).toContain("cedars");
  });

  test("gets an id of its own where its name leads to one that is taken", async () => {
    const collection = await openCollection();
    const { document } = await collection.ingest(text("ports.txt", forestsText));
    expect(document.id).toBe("ports-2");
    expect((await openCollection()).document("ports-2").source).toBe(forestsText);
  });

  test("is refused when its text is held already, under whatever name", async () => {
    const collection = await openCollection();
    await expect(collection.ingest(text("copy.txt", portsText))).rejects.toMatchObject({
      name: "ConflictError",
      conflict: "same-revision",
      id: "ports",
    });
    expect(idsOf(collection)).toEqual(["ports"]);
  });

  test("is refused when it is not text, and nothing is left of it", async () => {
    const collection = await openCollection();
    for (const bytes of [Buffer.from([0x89, 0x50, 0, 1]), Buffer.from("\u00e1", "latin1"), Buffer.from(" \n")]) {
      await expect(collection.ingest({ name: "x.txt", read: async () => bytes })).rejects.toThrow(/file/);
    }
    expect(await addedFiles()).toEqual([]);
    expect(await ask(collection, "harbour")).toBe("answered");
  });

  test("waits for another that is being added, so that both are kept", async () => {
    const collection = await openCollection();
    await Promise.all([
      collection.ingest(text("forests.txt", forestsText)),
      collection.ingest(text("cedars.txt", forestsText.replace("oaks", "cedars"))),
    ]);
    expect(idsOf(collection)).toEqual(["ports", "forests", "cedars"]);
    expect(idsOf(await openCollection())).toEqual(["ports", "cedars", "forests"]);
  });
});

describe("while a record is being added", () => {
  /** Lets the first opening through and holds the next ones. */
  function holdSecond() {
    let calls = 0;
    let release: (error?: Error) => void = () => {};
    let reached: () => void = () => {};
    const waiting = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const open: OpenAssistant = async (documents, options) => {
      calls += 1;
      if (calls === 2) {
        reached();
        await new Promise<void>((resolve, reject) => {
          release = (error) => (error ? reject(error) : resolve());
          options.signal.addEventListener("abort", () => reject(options.signal.reason));
        });
      }
      return openFake(documents, options);
    };
    return { open, waiting, release: (error?: Error) => release(error) };
  }

  test("the old assistant answers, and documents do not change before it does", async () => {
    const hold = holdSecond();
    const collection = await openCollection(hold.open);
    const added = collection.ingest(text("forests.txt", forestsText));
    await hold.waiting;
    expect(await ask(collection, "harbour")).toBe("answered");
    expect(idsOf(collection)).toEqual(["ports"]);
    hold.release();
    await added;
    expect(idsOf(collection)).toEqual(["ports", "forests"]);
  });

  test("a failure or an abort leaves everything as it was, and the next addition works", async () => {
    const hold = holdSecond();
    const collection = await openCollection(hold.open);
    const controller = new AbortController();
    const added = collection.ingest(text("forests.txt", forestsText), { signal: controller.signal });
    await hold.waiting;
    controller.abort(new Error("taken back"));
    await expect(added).rejects.toThrow("taken back");
    expect(idsOf(collection)).toEqual(["ports"]);
    expect(await addedFiles()).toEqual([]);
    await collection.ingest(text("forests.txt", forestsText));
    expect(idsOf(collection)).toEqual(["ports", "forests"]);
  });

  test("closing gives the addition up", async () => {
    const hold = holdSecond();
    const collection = await openCollection(hold.open);
    const added = collection.ingest(text("forests.txt", forestsText));
    const refused = expect(added).rejects.toMatchObject({ name: "UnavailableError" });
    await hold.waiting;
    await collection.close();
    await refused;
  });
});

describe("removal", () => {
  test("takes an added record away for good", async () => {
    const collection = await openCollection();
    await collection.ingest(text("forests.txt", forestsText));
    await collection.remove("forests");
    expect(idsOf(collection)).toEqual(["ports"]);
    expect(await ask(collection, "planting")).toBe("not-found");
    expect(await addedFiles()).toEqual([]);
  });

  test("is refused for the collection's own records, and for none", async () => {
    const collection = await openCollection();
    await expect(collection.remove("ports")).rejects.toMatchObject({ name: "ForbiddenError" });
    await expect(collection.remove("none")).rejects.toMatchObject({ name: "NotFoundError" });
  });
});

describe("opening", () => {
  test("lets records be read before they can be asked", async () => {
    let seen: readonly string[] = [];
    const collection: Collection = await new Promise((resolve) => {
      const opening = createCollection({
        corpusDirectory: join(directory, "corpus"),
        ...recordParts(),
        openAssistant: async (documents, options) => {
          options.onProgress({ done: 1, total: 7 });
          seen = idsOf(opening);
          expect(opening.opening).toEqual({ phase: "indexing", done: 1, total: 7 });
          expect(() => opening.assistant()).toThrow(expect.objectContaining({ name: "UnavailableError" }));
          return openFake(documents, options);
        },
        onFileProblem: () => {},
        onIndexOpened: () => {},
      });
      expect(opening.opening?.phase).toBe("reading");
      expect(() => opening.documents()).toThrow(expect.objectContaining({ name: "UnavailableError" }));
      void opening.open().then(() => resolve(opening));
    });
    expect(seen).toEqual(["ports"]);
    expect(collection.opening).toBeNull();
  });

  test("reads records that someone put into the folder, and reports what is no record", async () => {
    await mkdir(join(directory, "added", "folder.txt"), { recursive: true });
    await writeFile(join(directory, "added", "By Hand.md"), `# Forests\n\n${forestsText}`);
    await writeFile(join(directory, "added", "copy.txt"), portsText);
    await writeFile(join(directory, "added", "broken.txt"), Buffer.from([0xc3, 0x28]));
    await writeFile(join(directory, "added", "notes.xlsx"), "not read");
    const collection = await openCollection();
    expect(idsOf(collection)).toEqual(["ports", "by-hand"]);
    expect(problems.map(({ file }) => file)).toEqual(["broken.txt", "copy.txt"]);
    await collection.remove("by-hand");
    expect(await addedFiles()).not.toContain("By Hand.md");
  });

  test("trusts the source where its note is damaged or tells of another text", async () => {
    await mkdir(join(directory, "added"));
    await writeFile(join(directory, "added", "forests.txt"), forestsText);
    await writeFile(join(directory, "added", "forests.json"), '{"id":"../evil"}');
    expect(idsOf(await openCollection())).toEqual(["ports", "forests"]);
    await writeFile(join(directory, "added", "forests.txt"), forestsText.replace("oaks", "elms"));
    expect((await openCollection()).document("forests").source).toContain("elms");
  });

  test("says what is wrong when the collection's own folder cannot be read", async () => {
    await rm(join(directory, "corpus"), { recursive: true });
    await expect(openCollection()).rejects.toThrow(/folder of records cannot be read/);
  });
});
