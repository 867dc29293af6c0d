import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openExtractions } from "../../../server/records/extractions.ts";
import { openFeedbackStore } from "../../../server/records/feedback-store.ts";
import { openFolderRecordStore } from "../../../server/records/folder-record-store.ts";
import { readHeldRecords } from "../../../server/records/held-records.ts";
import { openNamedCollections } from "../../../server/records/named-collections.ts";
import { openOverlayFolder } from "../../../server/records/overlay.ts";
import { createInProcessReading } from "../../../server/records/reading/in-process-reading.ts";
import type { RecordProblem } from "../../../server/records/record-store.ts";
import { readAll } from "../storage/data-folder.ts";

const fixtures = fileURLToPath(new URL("../../fixtures/data-folders", import.meta.url));

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "relator-data-folder-"));
});
afterEach(() => rm(directory, { recursive: true }));

it("opens the data folder of version 0.1: records, their names, and a file put there by hand", async () => {
  await cp(join(fixtures, "0.1"), directory, { recursive: true });
  const problems: RecordProblem[] = [];
  const parts = {
    corpusDirectory: await mkdtemp(join(directory, "corpus-")),
    store: openFolderRecordStore({ documents: join(directory, "documents"), removed: join(directory, "removed") }),
    extractions: openExtractions({
      directory: join(directory, "extracted"),
      refusedBy: "these limits",
      onFileProblem: () => {},
    }),
    overlays: openOverlayFolder(join(directory, "overlays")),
    reading: createInProcessReading(),
    onFileProblem: (problem: RecordProblem) => problems.push(problem),
  };
  const { added, setAside } = await readHeldRecords(parts, new AbortController().signal);
  expect([problems, setAside]).toEqual([[], []]);
  expect(
    added.map(({ document, fileName, fileFormat, held }) => [document.id, fileName, fileFormat, held.addedAt]),
  ).toEqual([
    ["by-hand", "By Hand.txt", "text", null],
    ["acta-del-consejo", "Acta del Consejo.md", "markdown", "2026-11-30T12:11:35.202Z"],
    ["forests-2024", "Forests 2024.txt", "text", "2026-11-30T12:11:36.268Z"],
  ]);
  const [byHand, acta, forests] = added.map(({ document }) => document);
  expect(byHand?.sections.map(({ speaker }) => speaker).filter(Boolean)).toEqual(["Alan Brook", "Rita Voss"]);
  expect(acta?.revision).toBe("sha256:27c54ecb4bb5bab9dc164d8e185cf1c9e6d0a979a535b310999b7f044cd3bb25");
  expect(forests?.revision).toBe("sha256:b906fd76abfc31feff5b2c42280c4638ef65216d10804ba6e194a72784162571");
  // Opening changes nothing in the folder.
  expect(await readdir(join(directory, "documents"))).toEqual(await readdir(join(fixtures, "0.1", "documents")));
});

/** `folders`: since records have folders. `sealed`: since notes and corrections carry a hash of themselves. */
it.each(["folders", "sealed"])("opens the data folder of the form “%s” and keeps it as it is", async (form) => {
  await cp(join(fixtures, form), directory, { recursive: true });
  const problems: RecordProblem[] = [];
  const store = openFolderRecordStore({ documents: join(directory, "documents"), removed: join(directory, "removed") });
  const overlays = openOverlayFolder(join(directory, "overlays"));
  const parts = {
    corpusDirectory: await mkdtemp(join(tmpdir(), "relator-corpus-")),
    store,
    overlays,
    extractions: openExtractions({
      directory: join(directory, "extracted"),
      refusedBy: "these limits",
      onFileProblem: () => {},
    }),
    reading: createInProcessReading(),
    onFileProblem: (problem: RecordProblem) => problems.push(problem),
  };
  const { added, setAside } = await readHeldRecords(parts, new AbortController().signal);
  await rm(parts.corpusDirectory, { recursive: true });
  expect([problems, setAside]).toEqual([[], []]);
  expect(added.map(({ document, fileFormat }) => [document.id, document.title, fileFormat])).toEqual([
    ["forests", "On forests", "text"],
    ["rivers", expect.stringContaining("rivers"), "html"],
    ["flat", "Summary of the session on flats", "text"],
  ]);
  const [removed] = await store.removed();
  if (removed === undefined) throw new Error("nothing was removed");
  expect((await store.readRemoved(removed)).text).toContain("Peru recommends more ports.");
  expect(await overlays.read("embedded")).toMatchObject([{ correction: { type: "metadata", title: "Own" } }]);
  const feedback = openFeedbackStore(join(directory, "feedback"));
  expect(await feedback.list()).toMatchObject([{ question: "How many?", verdict: "useful" }]);
  const collections = openNamedCollections(join(directory, "collections.json"), (problem) => problems.push(problem));
  expect(collections.list()).toEqual([{ name: "mine", documents: ["forests"] }]);
  expect(await readAll(directory)).toEqual(await readAll(join(fixtures, form)));
});
