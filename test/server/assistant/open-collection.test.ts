import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Document } from "../../../corpus/document.ts";
import { openVectorStore } from "../../../embeddings/vector-store.ts";
import { tokenize } from "../../../server/assistant/language/terms.ts";
import { type OpenedCollection, openCollection } from "../../../server/assistant/open-collection.ts";
import { conceptKey, exactKey } from "../../../server/assistant/retrieval/search-text.ts";
import type { RecordCollection } from "../../../server/assistant/weighing/record-collection.ts";
import { readProjectModels } from "../../evaluation/collections.ts";
import { createFakeModels } from "./answers/fake-models.ts";
import { fishingRecord, harbourRecord } from "./answers/fishing-records.ts";
import { readProjectConcepts, readText } from "./answers/record-bench.ts";

const fishing = readText("fishing", fishingRecord);
const harbour = readText("harbour", harbourRecord);
/** Names two bodies in full with their acronyms; the second record has one of the names without it. */
const naming = readText(
  "naming",
  [
    "RESUMEN DE LA SESIÓN",
    "Intervención de la Delegación de Chile",
    "- La Red Austral de Faros Menores (RAFM) crece.",
  ].join("\n\n"),
);
const named = readText(
  "named",
  ["RESUMEN DE LA SESIÓN", "Intervención de la Delegación de Perú", "- Elogió a la Red Austral de Faros Menores."].join(
    "\n\n",
  ),
);

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "relator-collection-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const models = createFakeModels();
const concepts = await readProjectConcepts();

async function open(documents: readonly Document[], previous: OpenedCollection | null = null, folder = "index") {
  return openCollection({
    documents,
    concepts,
    models: await readProjectModels(),
    readers: { questions: models, passages: models },
    previous,
    openVectors: (entries, before) =>
      openVectorStore({
        directory: join(directory, folder),
        embedder: models,
        entries,
        readerVersion: "1",
        previous: before,
      }),
  });
}

/** All that a collection knows of its texts and speakers. */
function knowledgeOf({ documents, passages, lexicon, lexicalIndex, roster, tellsNumber }: RecordCollection) {
  const words = new Set(documents.flatMap(({ source }) => tokenize(source).map(({ folded }) => folded)));
  const keys = [...[...words].map(exactKey), ...lexicon.concepts.map(({ id }) => conceptKey(id))];
  const scores = [...words].map((word) => {
    const unit = { surface: word, alternatives: [{ key: exactKey(word), weight: 1 }], importance: 1, partOf: null };
    return [...lexicalIndex.score([unit]).scores].sort(([a], [b]) => a - b);
  });
  return {
    passages: passages.map(({ ordinal, passage, items, block }) => [ordinal, passage.id, items, block]),
    concepts: lexicon.concepts,
    holders: keys.map((key) => [key, lexicalIndex.holders(key), lexicalIndex.has(key)]),
    scores,
    numbers: passages.map(tellsNumber),
    speakers: roster.sections.map(({ id, concepts: told, nameWords }) => [id, [...told], [...nameWords]]),
    bodies: roster.bodies.map(({ words: told, sections }) => [told, sections.map(({ id }) => id)]),
  };
}

const vectorsOf = ({ vectors }: OpenedCollection): number[][] =>
  vectors.keys.map((_, label) => [...vectors.vector(label)]);

describe("a collection that goes on from the one before", () => {
  it.each([
    ["a record is added", [fishing, harbour], [fishing, harbour, naming]],
    ["a record is removed before others", [naming, fishing, harbour], [fishing, harbour]],
    ["a record names a body that another speaks of", [named, fishing], [named, fishing, naming]],
    ["the record that named a body goes", [named, naming, fishing], [named, fishing]],
  ])("knows what one opened anew knows when %s", async (_, before, after) => {
    const changed = await open(after, await open(before));
    const anew = await open(after, null, "anew");
    expect(knowledgeOf(changed.collection)).toEqual(knowledgeOf(anew.collection));
    expect(vectorsOf(changed)).toEqual(vectorsOf(anew));
  });

  it("analyses the passages of what is new, and embeds only their texts", async () => {
    const before = await open([fishing, harbour]);
    const after = await open([fishing, harbour, naming], before);
    const own = after.collection.passages.filter(({ document }) => document === naming).length;
    expect(after.analyzed).toBe(own);
    // A text that another record has as well, as a common title, need not be embedded again either.
    expect(after.index.reused).toBeGreaterThanOrEqual(before.index.vectors);
    expect(after.index.reused).toBeLessThan(after.index.vectors);
  });

  it("analyses passages held before where a name that came may stand in them, and nothing when a record goes", async () => {
    const before = await open([named, fishing]);
    const after = await open([named, fishing, naming], before);
    const own = after.collection.passages.filter(({ document }) => document === naming).length;
    expect(after.analyzed).toBeGreaterThan(own);
    expect(after.analyzed).toBeLessThan(after.collection.passages.length);
    expect((await open([fishing], await open([fishing, harbour]))).analyzed).toBeLessThan(harbour.sections.length);
  });

  it("leaves the collection before as it was", async () => {
    const before = await open([named, fishing]);
    const known = knowledgeOf(before.collection);
    await open([fishing, naming], before);
    expect(knowledgeOf(before.collection)).toEqual(known);
  });
});
