import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Document } from "../../corpus/document.ts";
import { RecordReadError } from "../../corpus/record-read-error.ts";
import { type AssistantOptions, type Collection, createCollection } from "../../server/collection.ts";
import { summarizeRecord } from "../../server/document-views.ts";
import { createIntakeJobs } from "../../server/jobs/intake-jobs.ts";
import type { FileOutcome } from "../../server/records/additions.ts";
import { openExtractions } from "../../server/records/extractions.ts";
import type { PurgedRecord } from "../../server/records/feedback-store.ts";
import { openFolderRecordStore } from "../../server/records/folder-record-store.ts";
import { openOverlayFolder } from "../../server/records/overlay.ts";
import { createInProcessReading } from "../../server/records/reading/in-process-reading.ts";
import type { RecordProblem, RecordStore } from "../../server/records/record-store.ts";
import { createFakeAssistant } from "../fakes/fake-assistant.ts";
import { createRecordShelf, openMemoryRecordStore, type RecordShelf } from "../fakes/memory-record-store.ts";

const textOn = (subject: string) => `Summary of the session on ${subject}
5 March 2024

Delegation of Peru

- Peru recommends more ${subject}.
- The ${subject} of 2023 were two million.
`;
const file = (name: string, content: string) => ({ name, read: async () => Buffer.from(content) });

let directory: string;
let shelf: RecordShelf;
let opened: (readonly Document[])[];
let forgotten: PurgedRecord[];
let problems: RecordProblem[];
let onIndexing: (options: AssistantOptions) => Promise<void>;
let collection: Collection;
/** Readings wait for it, told the record's id. */
let untilRead: (id: string) => Promise<void>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "relator-changes-"));
  await mkdir(join(directory, "corpus"));
  await writeFile(join(directory, "corpus", "ports.en.txt"), textOn("ports"));
  forgotten = [];
  shelf = createRecordShelf();
  collection = await open();
});
afterEach(async () => {
  await collection.close();
  await rm(directory, { recursive: true });
});

interface Replaced {
  /** For what only the disk tells; else records are kept in memory. */
  readonly isOnDisk?: boolean;
  readonly store?: (store: RecordStore) => RecordStore;
  readonly readText?: (id: string) => void;
}

/** A collection over the same records, as a new process has it. */
async function open(replaced: Replaced = {}): Promise<Collection> {
  const { isOnDisk = false, store = (own) => own, readText = () => {} } = replaced;
  opened = [];
  problems = [];
  onIndexing = async () => {};
  untilRead = async () => {};
  const reading = createInProcessReading();
  const made = createCollection({
    corpusDirectory: join(directory, "corpus"),
    store: store(isOnDisk ? openFolder() : openMemoryRecordStore(shelf)),
    extractions: openExtractions({
      directory: join(directory, "extracted"),
      refusedBy: "these limits",
      onFileProblem: () => {},
    }),
    overlays: openOverlayFolder(join(directory, "overlays")),
    reading: {
      ...reading,
      readFile: async (given, options) => {
        await untilRead(given.id);
        return reading.readFile(given, options);
      },
      readText: async (record, options) => {
        readText(record.id);
        await untilRead(record.id);
        return reading.readText(record, options);
      },
    },
    forget: async (record) => void forgotten.push(record),
    openAssistant: async (documents, options) => {
      opened.push(documents);
      await onIndexing(options);
      const index = { status: "built", reason: "absent", reused: 0, total: documents.length } as const;
      return { assistant: createFakeAssistant(documents), index };
    },
    onFileProblem: (problem) => problems.push(problem),
    onIndexOpened: () => {},
  });
  await made.open();
  return made;
}

const openFolder = () =>
  openFolderRecordStore({ documents: join(directory, "documents"), removed: join(directory, "removed") });
const idsOf = (of: Collection) => of.documents().map(({ id }) => id);

async function addAll(files: readonly ReturnType<typeof file>[], signal?: AbortSignal): Promise<FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  const onOutcome = (position: number, outcome: FileOutcome) => {
    outcomes[position] = outcome;
  };
  await collection.ingestAll(files, { onOutcome, ...(signal && { signal }) });
  return outcomes;
}

describe("several files at once", () => {
  test("are one change of the index, and none of them takes another's place", async () => {
    const outcomes = await addAll([
      file("acta.txt", textOn("oaks")),
      file("acta.txt", textOn("elms")),
      file("copy.txt", textOn("elms")),
      file("broken.txt", " "),
      file("held.txt", textOn("ports")),
    ]);
    expect(outcomes.map(({ state }) => state)).toEqual(["added", "added", "unchanged", "failed", "unchanged"]);
    expect(outcomes[2]).toEqual({ state: "unchanged", id: "acta-2" });
    expect(opened).toHaveLength(2);
    expect(idsOf(collection)).toEqual(["ports", "acta", "acta-2"]);
    expect(idsOf(await open())).toEqual(["ports", "acta", "acta-2"]);
  });

  test("leave nothing when they are taken back, in the middle of reading or of indexing", async () => {
    await collection.close();
    collection = await open({ isOnDisk: true });
    for (const moment of ["reading", "indexing"] as const) {
      const controller = new AbortController();
      const taken = { ...file("elms.txt", textOn("elms")) };
      if (moment === "indexing") onIndexing = async () => controller.abort(new Error("taken back"));
      else {
        taken.read = async () => {
          controller.abort(new Error("taken back"));
          return Buffer.from(textOn("elms"));
        };
      }
      await expect(addAll([file("oaks.txt", textOn("oaks")), taken], controller.signal)).rejects.toThrow("taken back");
      onIndexing = async () => {};
      expect(idsOf(collection)).toEqual(["ports"]);
      expect(await readdir(join(directory, "documents"))).toEqual([]);
    }
  });

  test("those that the disk has no room for are refused, and the others answer", async () => {
    await collection.close();
    collection = await open({
      store: (store) => ({
        ...store,
        stage: async (record) => {
          if (record.id === "elms") throw Object.assign(new Error("full"), { code: "ENOSPC" });
          const staged = await store.stage(record);
          return record.id === "firs"
            ? { ...staged, commit: () => Promise.reject(new Error("cannot be written")) }
            : staged;
        },
      }),
    });
    const names = ["oaks", "elms", "firs"];
    const outcomes = await addAll(names.map((name) => file(`${name}.txt`, textOn(name))));
    expect(outcomes).toMatchObject([{ state: "added" }, { error: { name: "NoRoomError" } }, { state: "failed" }]);
    expect(idsOf(collection)).toEqual(["ports", "oaks"]);
    expect(opened.at(-1)?.map(({ id }) => id)).toEqual(["ports", "oaks"]);
  });
});

describe("while a file is read that takes long", () => {
  const speakerOf = (id: string) => collection.document(id).sections.map(({ speaker }) => speaker);
  const turnIn = (subject: string) => {
    const quote = `The ${subject}`;
    return { type: "turn", start: textOn(subject).indexOf(quote), quote, speaker: "Ana Ruiz" } as const;
  };
  let release: () => void;
  /** Until the test lets it go on, nothing of this id is read. */
  const holdReading = (slow: string) => {
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    untilRead = async (id) => {
      if (id === slow) await released;
    };
  };

  test("others are added, replaced, corrected, removed and put back", async () => {
    await addAll([file("oaks.txt", textOn("oaks")), file("elms.txt", textOn("elms"))]);
    holdReading("slow");
    const slow = collection.ingest(file("slow.txt", textOn("snails")));
    await collection.ingest(file("firs.txt", textOn("firs")));
    await collection.put("firs", file("firs.txt", textOn("larches")));
    await collection.correct("oaks", [turnIn("oaks")]);
    await collection.remove("elms");
    await collection.restore("elms");
    expect(idsOf(collection)).toEqual(["ports", "oaks", "firs", "elms"]);
    expect(speakerOf("oaks")).toContain("Ana Ruiz");
    release();
    expect((await slow).document.id).toBe("slow");
  });

  test("the others of its job are read, and all are told in the job's order", async () => {
    holdReading("slow");
    const names = ["slow", "oaks", "elms"];
    const steps: string[] = [];
    const outcomes: FileOutcome[] = [];
    const added = collection.ingestAll(
      names.map((name) => file(`${name}.txt`, textOn(name))),
      {
        onStep: (position, step) => void steps.push(`${names[position]} ${step}`),
        onOutcome: (position, outcome) => {
          outcomes[position] = outcome;
        },
      },
    );
    await expect.poll(() => steps).toContain("elms indexing");
    expect(steps).not.toContain("slow indexing");
    release();
    await added;
    expect(outcomes.map((outcome) => outcome.state === "added" && outcome.report.document.id)).toEqual(names);
    expect(idsOf(collection)).toEqual(["ports", ...names]);
  });

  test("a record that it corrects can change, and the correction is of the record that is there then", async () => {
    await collection.ingest(file("oaks.txt", textOn("oaks")));
    const before = textOn("oaks");
    holdReading("oaks");
    const corrected = collection.correct("oaks", [turnIn("oaks")]);
    untilRead = async () => {};
    await collection.put("oaks", file("oaks.txt", before.replace("two million", "three million")));
    release();
    await corrected;
    expect(collection.document("oaks").source).toContain("three million");
    expect(speakerOf("oaks")).toContain("Ana Ruiz");
  });
});

describe("while the index of a change is built", () => {
  test("what is not held is told at once", async () => {
    let reached = () => {};
    let release = () => {};
    const indexing = new Promise<void>((resolve) => {
      reached = resolve;
    });
    onIndexing = () => {
      reached();
      return new Promise((resolve) => {
        release = resolve;
      });
    };
    const added = collection.ingest(file("oaks.txt", textOn("oaks")));
    await indexing;
    for (const call of [
      () => collection.remove("none"),
      () => collection.remove("none", { purge: true }),
      () => collection.restore("none"),
      () => collection.correct("none", []),
      () => collection.undoCorrection("none", null),
      () => collection.undoCorrection("ports", "none"),
    ]) {
      await expect(call()).rejects.toMatchObject({ name: "NotFoundError" });
    }
    await expect(collection.remove("ports")).rejects.toMatchObject({ name: "ForbiddenError" });
    release();
    await added;
  });
});

describe("PUT", () => {
  test("adds, is idempotent by content, and replaces", async () => {
    expect(await collection.put("woods", file("a.txt", textOn("oaks")))).toMatchObject({
      unchanged: false,
      replaced: null,
    });
    const changes = opened.length;
    expect(await collection.put("woods", file("a.txt", textOn("oaks")))).toMatchObject({ unchanged: true });
    expect(opened).toHaveLength(changes);
    const replaced = await collection.put("woods", file("b.txt", textOn("elms")));
    expect(replaced).toMatchObject({ unchanged: false, document: { id: "woods", fileName: "b.txt" } });
    expect(replaced.replaced).toMatch(/^sha256:/);
    expect(idsOf(await open())).toEqual(["ports", "woods"]);
  });
});

describe("a record that is removed", () => {
  beforeEach(async () => {
    await collection.ingest(file("oaks.txt", textOn("oaks")));
    await collection.remove("oaks");
  });

  test("is listed, and put back with what is known of its file", async () => {
    expect(await collection.removed()).toMatchObject([{ id: "oaks", title: "Summary of the session on oaks" }]);
    expect(await collection.restore("oaks")).toMatchObject({ id: "oaks", fileName: "oaks.txt", removable: true });
    expect(idsOf(collection)).toEqual(["ports", "oaks"]);
    expect(idsOf(await open())).toEqual(["ports", "oaks"]);
  });

  test("is not put back over another of its id or its text, nor when there is none", async () => {
    await collection.ingest(file("oaks.txt", textOn("elms")));
    await expect(collection.restore("oaks")).rejects.toMatchObject({ conflict: "id-taken" });
    await collection.remove("oaks", { purge: true });
    await expect(collection.restore("oaks")).rejects.toMatchObject({ name: "NotFoundError" });
  });

  test("can be purged though it is removed already, with what quotes it", async () => {
    await collection.remove("oaks", { purge: true });
    expect(forgotten).toMatchObject([{ id: "oaks", isIdHeld: false }]);
    expect(shelf.removed.size).toBe(0);
    await expect(collection.remove("oaks", { purge: true })).rejects.toMatchObject({ name: "NotFoundError" });
  });
});

describe("a record on disk that cannot be read", () => {
  test("is set aside and told of, the others answer, and it can be removed", async () => {
    await addAll([file("oaks.txt", textOn("oaks")), file("elms.txt", textOn("elms"))]);
    await collection.close();
    collection = await open({
      readText: (id) => {
        if (id === "oaks") throw new RecordReadError("The reading took too long.", { reason: "too-long" });
      },
    });
    expect(idsOf(collection)).toEqual(["ports", "elms"]);
    expect(problems).toEqual([{ file: "oaks", message: "The reading took too long." }]);
    expect((await collection.ingest(file("oaks.txt", textOn("firs")))).document.id).toBe("oaks-2");
    await collection.remove("oaks");
    expect((await collection.removed()).map(({ id }) => id)).toEqual(["oaks"]);
  });
});

describe("a file that somebody put into the folder, whose text must be extracted", () => {
  test("becomes a record like those that are added", async () => {
    await collection.close();
    const page = `<html><body><h1>Session on oaks</h1><p>5 March 2024</p><p><b>Ms. Ana Ruiz:</b> We should plant oaks.</p></body></html>`;
    await mkdir(join(directory, "documents"));
    await writeFile(join(directory, "documents", "By Hand.html"), page);
    collection = await open({ isOnDisk: true });
    expect(idsOf(collection)).toEqual(["ports", "by-hand"]);
    expect(await readdir(join(directory, "documents"))).toEqual(["by-hand"]);
    expect(String((await collection.original("by-hand")).bytes)).toBe(page);
    expect(collection.record("by-hand")).toMatchObject({ fileFormat: "html", held: { fileName: "By Hand.html" } });
  });
});

describe("a record of the collection's own folder that is no text", () => {
  test("is read as it is, with its pages and its original, and can be corrected", async () => {
    await collection.close();
    const given = await readFile(new URL("../fixtures/formats/minutes.pdf", import.meta.url));
    await writeFile(join(directory, "corpus", "minutes.pdf"), given);
    await writeFile(join(directory, "corpus", "picture.png"), Buffer.from("89504e470d0a1a0a0000000d", "hex"));
    collection = await open();
    expect(idsOf(collection)).toEqual(["minutes", "ports"]);
    expect(problems.map(({ file: name }) => name)).toEqual(["picture.png"]);
    const record = collection.record("minutes");
    expect(summarizeRecord(record)).toMatchObject({ fileFormat: "pdf", fileName: "minutes.pdf", removable: false });
    expect(summarizeRecord(record).pageCount).toBeGreaterThan(0);
    expect((await collection.original("minutes")).bytes).toEqual(given);
    await collection.correct("minutes", [{ type: "metadata", title: "The minutes" }]);
    const before = collection.document("minutes");
    await collection.close();
    collection = await open();
    expect(collection.document("minutes")).toEqual(before);
    await writeFile(join(directory, "corpus", "minutes.pdf"), "another");
    await expect(collection.original("minutes")).rejects.toMatchObject({ name: "SetAsideError" });
  });
});

describe("a job over the collection", () => {
  test("that is cancelled ends with what it had not added told as cancelled", async () => {
    const jobs = createIntakeJobs({ collection, onFault: () => {} });
    let reached = () => {};
    const indexing = new Promise<void>((resolve) => {
      reached = resolve;
    });
    onIndexing = async ({ signal, onProgress }) => {
      onProgress({ done: 1, total: 9 });
      reached();
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    };
    const discards: number[] = [];
    const given = { ...file("oaks.txt", textOn("oaks")), bytes: 9, refusal: null };
    const { id } = jobs.start({ files: [given], discard: async () => void discards.push(1) }, "es");
    await indexing;
    expect(jobs.find(id)).toMatchObject({
      state: "running",
      files: [{ state: "indexing", progress: { done: 1, total: 9 } }],
    });
    jobs.cancel(id);
    await expect.poll(() => jobs.find(id).state).toBe("cancelled");
    expect(jobs.find(id).files).toMatchObject([{ state: "cancelled", progress: null }]);
    expect(discards).toHaveLength(1);
    expect(idsOf(collection)).toEqual(["ports"]);
  });
});
