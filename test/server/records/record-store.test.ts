import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ExtractedFile } from "../../../corpus/formats/file-format.ts";
import { openFolderRecordStore } from "../../../server/records/folder-record-store.ts";
import type { HeldRecord, NewRecord, RecordStore } from "../../../server/records/record-store.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "relator-records-"));
});
afterEach(() => rm(directory, { recursive: true }));

const documents = () => join(directory, "documents");
const removed = () => join(directory, "removed");
const openStore = () => openFolderRecordStore({ documents: documents(), removed: removed() });
const never = () => false;

/** What a new process finds. */
async function find() {
  const store = openStore();
  return { store, ...(await store.open(never)) };
}

function makeRecord(id: string, text: string, original: string = text): NewRecord {
  const extracted: ExtractedFile = {
    fileFormat: original === text ? "text" : "pdf",
    format: original === text ? "text" : "structured",
    text,
    structure: original === text ? null : { version: 1, blocks: [], exclusions: [] },
    pages: original === text ? null : [0, 5],
    notes: original === text ? [] : [{ code: "images-left-out", count: 2 }],
  };
  const fileName = `${id}.${original === text ? "txt" : "pdf"}`;
  return { id, fileName, bytes: Buffer.from(original), extracted, title: `The ${id}` };
}

async function keep(store: RecordStore, record: NewRecord): Promise<HeldRecord> {
  return (await store.stage(record)).commit();
}

const filesOf = async (id: string) => (await readdir(join(documents(), id))).sort();

describe("a record that is kept", () => {
  it("is there for the next process: text, structure, pages, notes and the file as it was given", async () => {
    const { store } = await find();
    await keep(store, makeRecord("report", "Words of the report", "%PDF of them"));
    const next = await find();
    expect(next.problems).toEqual([]);
    const [held] = next.records;
    if (!held) throw new Error("nothing is held");
    expect(held).toMatchObject({ id: "report", fileName: "report.pdf", fileFormat: "pdf", pageCount: 2 });
    expect(await next.store.readText(held)).toEqual({
      text: "Words of the report",
      overlay: [],
      format: "structured",
      structure: { version: 1, blocks: [], exclusions: [] },
      pages: [0, 5],
      notes: [{ code: "images-left-out", count: 2 }],
    });
    expect(String(await next.store.readOriginal(held))).toBe("%PDF of them");
  });

  it("has no second copy of its text where the file is that text", async () => {
    const { store } = await find();
    await keep(store, makeRecord("minutes", "Words"));
    expect(await filesOf("minutes")).toHaveLength(2);
  });

  it("leaves nothing of the one that it replaced", async () => {
    const { store } = await find();
    await keep(store, makeRecord("minutes", "Old words", "%PDF of old words"));
    await keep(store, makeRecord("minutes", "New words"));
    expect(await filesOf("minutes")).toHaveLength(2);
    const { records } = await find();
    expect(records).toMatchObject([{ id: "minutes", fileName: "minutes.txt" }]);
  });
});

it("a record whose note is lost is told as damaged, and nothing of it is taken away", async () => {
  const { store } = await find();
  await keep(store, makeRecord("minutes", "Words", "%PDF of them"));
  await rm(join(documents(), "minutes", "note.json"));
  const left = await filesOf("minutes");
  expect(await find()).toMatchObject({ records: [], damaged: ["minutes"] });
  expect(await filesOf("minutes")).toEqual(left);
  expect(left.length).toBeGreaterThan(1);
});

describe("a process that is killed", () => {
  it("before the note is written leaves nothing behind of a new record", async () => {
    const { store } = await find();
    await store.stage(makeRecord("minutes", "Words", "%PDF"));
    await writeFile(join(documents(), "minutes", "note.json.1234567"), "{");
    expect((await find()).records).toEqual([]);
    expect(await readdir(documents())).toEqual([]);
  });

  it("before the note is written leaves the old record whole, and nothing of the new", async () => {
    const { store } = await find();
    await keep(store, makeRecord("minutes", "Old words"));
    await store.stage(makeRecord("minutes", "New words", "%PDF of new words"));
    const next = await find();
    expect((await next.store.readText(next.records[0] as HeldRecord)).text).toBe("Old words");
    expect(await filesOf("minutes")).toHaveLength(2);
  });

  it("after the note is written leaves the new record whole, and nothing of the old", async () => {
    const { store } = await find();
    await keep(store, makeRecord("minutes", "Old words"));
    const old = join(directory, "old");
    await cp(join(documents(), "minutes"), old, { recursive: true });
    await keep(store, makeRecord("minutes", "New words"));
    // What the sweep after the note had not come to.
    for (const file of await readdir(old)) {
      if (file !== "note.json") await cp(join(old, file), join(documents(), "minutes", file));
    }
    const next = await find();
    expect((await next.store.readText(next.records[0] as HeldRecord)).text).toBe("New words");
    expect(await filesOf("minutes")).toHaveLength(2);
  });

  it("in the middle of a purge leaves nothing once the next one starts", async () => {
    await mkdir(join(removed(), ".purging-minutes--20240305T101530123Z"), { recursive: true });
    await writeFile(join(removed(), ".purging-minutes--20240305T101530123Z", "text"), "Words");
    await find();
    expect(await readdir(removed())).toEqual([]);
  });
});

describe("an older, flat record", () => {
  beforeEach(async () => {
    await mkdir(documents(), { recursive: true });
    await writeFile(join(documents(), "minutes.txt"), "Old words");
  });

  it("becomes a folder when it is replaced", async () => {
    const { store } = await find();
    await keep(store, makeRecord("minutes", "New words"));
    expect(await readdir(documents())).toEqual(["minutes"]);
  });

  it("is not there twice when the process is killed between the two forms", async () => {
    const { store } = await find();
    await keep(store, makeRecord("minutes", "New words"));
    await writeFile(join(documents(), "minutes.txt"), "Old words");
    const { records, problems } = await find();
    expect(problems).toEqual([]);
    expect(records).toHaveLength(1);
    expect(await readdir(documents())).toEqual(["minutes"]);
  });

  it("can be removed and put back", async () => {
    const { store, records } = await find();
    const taken = await store.remove(records[0] as HeldRecord, "The minutes");
    expect(await readdir(documents())).toEqual([]);
    expect(await store.removed()).toMatchObject([{ id: "minutes", title: "The minutes" }]);
    const restored = await store.restore(taken);
    expect((await store.readText(restored)).text).toBe("Old words");
    expect((await find()).records).toMatchObject([{ id: "minutes", fileName: "minutes.txt" }]);
  });
});

describe("removal", () => {
  it("keeps each removed record of one id apart, the last one first", async () => {
    const { store } = await find();
    for (const words of ["First", "Second"]) {
      await store.remove(await keep(store, makeRecord("minutes", words)), words);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const [last, first] = await (await find()).store.removed();
    expect(last?.removedAt.getTime()).toBeGreaterThan(first?.removedAt.getTime() ?? Number.POSITIVE_INFINITY);
    expect((await store.readRemoved(last as NonNullable<typeof last>)).text).toBe("Second");
  });

  it("is for good once it is purged", async () => {
    const { store } = await find();
    const taken = await store.remove(await keep(store, makeRecord("minutes", "Words")), "The minutes");
    await store.purge(taken);
    expect(await readdir(removed())).toEqual([]);
    expect(await store.removed()).toEqual([]);
  });
});

describe("what is no record of the store's", () => {
  it("is left alone: a person's folders and files", async () => {
    await mkdir(join(documents(), "my drafts"), { recursive: true });
    await writeFile(join(documents(), "my drafts", "text of mine.txt"), "mine");
    await writeFile(join(documents(), "list.xlsx"), "mine");
    const { records, problems } = await find();
    expect([records, problems]).toEqual([[], []]);
    expect(await readFile(join(documents(), "my drafts", "text of mine.txt"), "utf8")).toBe("mine");
  });

  it("is told of where a note is damaged, lies, or leads out of its folder", async () => {
    const { store } = await find();
    const ids = ["damaged", "lying", "leading-out"] as const;
    for (const id of ids) await keep(store, makeRecord(id, `Words of ${id}`));
    const note = (id: string) => join(documents(), id, "note.json");
    await writeFile(note("damaged"), "{");
    const lying = JSON.parse(await readFile(note("lying"), "utf8"));
    await writeFile(join(documents(), "lying", lying.parts.text), "Other words");
    const out = JSON.parse(await readFile(note("leading-out"), "utf8"));
    await writeFile(note("leading-out"), JSON.stringify({ ...out, parts: { ...out.parts, text: "../../secret" } }));
    const next = await find();
    expect(next.problems.map(({ file }) => file)).toEqual(["damaged", "leading-out"]);
    await expect(next.store.readText(next.records[0] as HeldRecord)).rejects.toMatchObject({ reason: "damaged" });
  });

  it("keeps its folder's name where the folder was copied under another", async () => {
    const { store } = await find();
    await keep(store, makeRecord("minutes", "Words"));
    await rename(join(documents(), "minutes"), join(documents(), "copy"));
    expect((await find()).records).toMatchObject([{ id: "copy" }]);
  });
});
