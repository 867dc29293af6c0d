import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Collection, createCollection } from "../../server/collection.ts";
import type { CorrectionInput } from "../../server/corrections-protocol.ts";
import {
  auditRecord,
  describeCorrected,
  detailRecord,
  findPlace,
  listCorrections,
} from "../../server/document-views.ts";
import { openExtractions } from "../../server/records/extractions.ts";
import { openFolderRecordStore } from "../../server/records/folder-record-store.ts";
import { openOverlayFolder } from "../../server/records/overlay.ts";
import { createInProcessReading } from "../../server/records/reading/in-process-reading.ts";
import type { RecordProblem } from "../../server/records/record-store.ts";
import { createFakeAssistant } from "../fakes/fake-assistant.ts";

const embeddedDocuments = fileURLToPath(new URL("../../corpus/documents", import.meta.url));
const embeddedId = "resumen-sesion-tematica-cam-2023-05-09";
const text = `Summary of the session on oaks
5 March 2024

Delegation of Peru

- Peru recommends more oaks.
- The oaks of 2023 were two million. Elm beetles ate the rest of them.
`;
const beetles = "Elm beetles ate";
const turn: CorrectionInput = { type: "turn", start: text.indexOf(beetles), quote: beetles, speaker: "Rita Lind" };

let directory: string;
let collection: Collection;
let problems: RecordProblem[];
let changes: number;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "relator-corrections-"));
  collection = await open();
});
afterEach(async () => {
  await collection.close();
  await rm(directory, { recursive: true });
});

/** A collection over the same folders, as a new process has it. */
async function open(onWrite: () => void = () => {}): Promise<Collection> {
  problems = [];
  changes = 0;
  const store = openFolderRecordStore({ documents: join(directory, "documents"), removed: join(directory, "removed") });
  const made = createCollection({
    corpusDirectory: embeddedDocuments,
    store: {
      ...store,
      writeOverlay: async (...overlay) => {
        onWrite();
        return store.writeOverlay(...overlay);
      },
    },
    extractions: openExtractions({
      directory: join(directory, "extracted"),
      refusedBy: "these limits",
      onFileProblem: () => {},
    }),
    overlays: openOverlayFolder(join(directory, "overlays")),
    reading: createInProcessReading(),
    forget: async () => {},
    openAssistant: async (documents) => {
      changes += 1;
      const index = { status: "built", reason: "absent", reused: 0, total: documents.length } as const;
      return { assistant: createFakeAssistant(documents), index };
    },
    onFileProblem: (problem) => problems.push(problem),
    onIndexOpened: () => {},
  });
  await made.open();
  return made;
}

async function restart(): Promise<void> {
  await collection.close();
  collection = await open();
}

const add = (content = text, name = "oaks.txt") =>
  collection.put("oaks", { name, read: async () => Buffer.from(content) });
const speakersOf = (id = "oaks") => collection.document(id).sections.flatMap(({ speaker }) => speaker ?? []);
const overlayOf = (id = "oaks") => join(directory, "documents", id, "overlay.json");

describe("a record that was added", () => {
  test("reads as corrected, in one change, and again after a restart; undoing gives what was read before", async () => {
    await add();
    const before = collection.document("oaks");
    const indexed = changes;
    const record = await collection.correct("oaks", [turn, { type: "metadata", title: "On oaks" }]);
    expect(changes).toBe(indexed + 1);
    expect(speakersOf()).toContain("Rita Lind");
    const report = describeCorrected(record);
    expect(report.document).toMatchObject({ title: "On oaks", reading: report.reading });
    expect(report.corrections.map(({ applied }) => applied)).toEqual([true, true]);
    expect(report.audit.unaccounted).toEqual([]);
    await restart();
    expect(collection.document("oaks")).toEqual(record.document);
    const [first] = listCorrections(collection.record("oaks")).corrections;
    await collection.undoCorrection("oaks", first?.id ?? "");
    expect(speakersOf()).toEqual(["Delegation of Peru"]);
    expect(collection.document("oaks").title).toBe("On oaks");
    await collection.undoCorrection("oaks", null);
    expect(collection.document("oaks")).toEqual(before);
    expect(await readdir(join(directory, "documents", "oaks"))).not.toContain("overlay.json");
    await restart();
    expect(collection.document("oaks")).toEqual(before);
  });

  test("is not corrected by halves: what does not fit is told, and nothing is made", async () => {
    await add();
    const unfit = { ...turn, start: turn.start + 1 };
    const refused = collection.correct("oaks", [turn, unfit, { type: "metadata" }]);
    await expect(refused).rejects.toMatchObject({
      issues: [
        { path: "corrections[1].quote", flaw: "other-text" },
        { path: "corrections[2]", flaw: "nothing" },
      ],
    });
    expect(listCorrections(collection.record("oaks")).corrections).toEqual([]);
    await expect(collection.undoCorrection("oaks", "none")).rejects.toMatchObject({ resource: "correction" });
    await expect(collection.correct("nothing", [turn])).rejects.toMatchObject({ resource: "document" });
  });

  test("holds a correction once though it is made twice, until another contradicts it", async () => {
    await add();
    const nobody = { type: "nobody", start: turn.start, quote: turn.quote } as const;
    const first = await collection.correct("oaks", [turn, { type: "metadata", title: "On oaks" }, turn]);
    const indexed = changes;
    expect(await collection.correct("oaks", [{ type: "metadata", title: "On oaks" }, turn])).toBe(first);
    expect(changes).toBe(indexed);
    await collection.correct("oaks", [nobody]);
    expect(speakersOf()).not.toContain("Rita Lind");
    await collection.correct("oaks", [turn]);
    expect(speakersOf()).toContain("Rita Lind");
    const kept = listCorrections(collection.record("oaks")).corrections;
    expect(kept.map(({ correction }) => correction.type)).toEqual(["turn", "metadata", "nobody", "turn"]);
  });

  test("keeps its corrections when it is replaced, where they fit, and gives them up where they do not", async () => {
    await add();
    await collection.correct("oaks", [turn, { type: "metadata", title: "On oaks" }]);
    await add(`Committee on Forests\n${text}`);
    expect(speakersOf()).toContain("Rita Lind");
    expect(collection.document("oaks").title).toBe("On oaks");
    await add(text.replace("Elm beetles ate", "Beetles ate"));
    expect(listCorrections(collection.record("oaks")).corrections.map(({ applied }) => applied)).toEqual([false, true]);
    const held = collection.document("oaks");
    await restart();
    expect(collection.document("oaks")).toEqual(held);
  });

  test("takes its corrections along when it is removed, put back and purged", async () => {
    await add();
    await collection.correct("oaks", [turn]);
    await collection.remove("oaks");
    await collection.restore("oaks");
    expect(speakersOf()).toContain("Rita Lind");
    await collection.remove("oaks", { purge: true });
    const left = await readdir(directory, { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
  });

  test("that lies flat becomes a folder, with the time that it was added", async () => {
    const fixture = fileURLToPath(new URL("../fixtures/data-folders/0.1/documents", import.meta.url));
    await cp(fixture, join(directory, "documents"), { recursive: true });
    await restart();
    const { held } = collection.record("forests-2024");
    await collection.correct("forests-2024", [{ type: "metadata", title: "On forests" }]);
    await restart();
    expect(problems).toEqual([]);
    expect(collection.record("forests-2024")).toMatchObject({
      document: { title: "On forests" },
      held: { addedAt: held?.addedAt, file: "forests-2024/note.json" },
    });
  });
});

describe("a process that is killed", () => {
  test("before the corrections are written leaves the record as it was; the beginning of a file is swept", async () => {
    await add();
    const before = collection.document("oaks");
    await collection.close();
    collection = await open(() => {
      throw new Error("killed");
    });
    await expect(collection.correct("oaks", [turn])).rejects.toThrow("killed");
    expect(collection.document("oaks")).toEqual(before);
    await writeFile(`${overlayOf()}.1234567`, `{"version":1,"corr`);
    await restart();
    expect(collection.document("oaks")).toEqual(before);
    expect((await readdir(join(directory, "documents", "oaks"))).sort()).not.toContain("overlay.json.1234567");
  });

  test("corrections that are damaged set the record aside and are told of, and are not lost", async () => {
    await add();
    await collection.correct("oaks", [turn]);
    await writeFile(overlayOf(), "{");
    await restart();
    expect(collection.documents().map(({ id }) => id)).toEqual([embeddedId]);
    expect(problems.map(({ message }) => message).join()).toContain("overlay.json");
    await expect(add(text.replace("two", "three"))).rejects.toMatchObject({ reason: "damaged" });
    expect(await readFile(overlayOf(), "utf8")).toBe("{");
  });
});

describe("a record of the collection's own folder", () => {
  const embedded = () => collection.document(embeddedId);
  const overlay = () => join(directory, "overlays", `${embeddedId}.json`);
  const firstPoint = () => {
    const passage = embedded()
      .sections.flatMap(({ passages }) => passages)
      .find(({ kind, parentId, text: words }) => kind === "key-point" && parentId === null && words.length > 60);
    if (passage === undefined) throw new Error("The record has no key point.");
    return passage;
  };

  test("can be corrected, keeps its translation by paragraph, and is read so after a restart", async () => {
    const before = embedded();
    const { start, text: words, id } = firstPoint();
    await collection.correct(embeddedId, [{ type: "nobody", start, quote: words.slice(0, 30) }]);
    const [translation] = embedded().translations;
    expect(translation?.texts.get(id)).toBe(before.translations[0]?.texts.get(id));
    expect(translation?.texts.size).toBe(before.translations[0]?.texts.size);
    expect(auditRecord(collection.record(embeddedId)).notes).toEqual([]);
    const corrected = embedded();
    await restart();
    expect(embedded()).toEqual(corrected);
    await collection.undoCorrection(embeddedId, null);
    expect(embedded()).toEqual(before);
    expect(await readdir(join(directory, "overlays"))).toEqual([]);
  });

  test("tells which pairs are in doubt where a paragraph is divided, and does not cite them", async () => {
    const { start, text: words, id } = firstPoint();
    const whole = embedded().translations[0]?.texts.get(id);
    const at = words.indexOf(" ", 30) + 1;
    const inside = { start: start + at, quote: words.slice(at, at + 20) };
    await collection.correct(embeddedId, [{ type: "turn", ...inside, speaker: "Ana Ruiz" }]);
    const [translation] = embedded().translations;
    const parts = embedded()
      .sections.flatMap(({ passages }) => passages)
      .filter((each) => each.start >= start && each.end <= start + words.length && each.parentId === null);
    expect(parts.map(({ text: own }) => own).join(" ")).toBe(words);
    expect(parts.map((each) => translation?.doubtful?.get(each.id))).toEqual([whole, whole]);
    expect(parts.map((each) => translation?.texts.get(each.id))).toEqual([undefined, undefined]);
    const record = collection.record(embeddedId);
    expect(auditRecord(record).notes).toEqual([
      { code: "translation-pairs-in-doubt", count: translation?.doubtful?.size },
    ]);
    const shown = detailRecord(record).sections.flatMap(({ passages }) => passages);
    expect(shown.find((passage) => passage.id === parts[1]?.id)?.translations).toMatchObject([
      { text: whole, inDoubt: true },
    ]);
  });

  test("with damaged corrections is left out and told of", async () => {
    await mkdir(join(directory, "overlays"), { recursive: true });
    await writeFile(overlay(), "{");
    await restart();
    expect(collection.documents()).toEqual([]);
    expect(problems).toHaveLength(1);
  });
});

describe("a place of another reading", () => {
  test("is the passage that holds most of it", async () => {
    await add();
    const old = collection
      .document("oaks")
      .sections.flatMap(({ passages }) => passages)
      .find(({ text: words }) => words.includes(beetles));
    if (old === undefined) throw new Error("No passage.");
    expect(findPlace(collection.document("oaks"), old)).toMatchObject({ exact: true, passage: { id: old.id } });
    await collection.correct("oaks", [turn]);
    const found = findPlace(collection.document("oaks"), { start: turn.start - 5, end: old.end });
    expect(found).toMatchObject({ exact: false, passage: { speaker: "Rita Lind", start: turn.start } });
    expect(found.reading).toBe(collection.document("oaks").reading);
    expect(findPlace(collection.document("oaks"), { start: 1_000_000, end: 1_000_001 }).passage).toBeNull();
  });
});
