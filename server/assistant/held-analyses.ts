import type { Document } from "../../corpus/document.ts";
import { doInSlices } from "../../embeddings/work-slices.ts";
import { isFunctionWordAnywhere } from "./language/wordings.ts";
import { analyzePassages, findNumbers, prepareRecord } from "./record-analysis.ts";
import type { Concept } from "./retrieval/concept.ts";
import { createPostingStore, type PostingStore, slotOf } from "./retrieval/lexical-postings.ts";
import { differingNames, type Lexicon, lexiconSteps, type TellingWords } from "./retrieval/lexicon.ts";
import { createVocabulary, type GrowingVocabulary } from "./retrieval/query-units.ts";
import { exactKey, listPassagesOf, type SearchPassage } from "./retrieval/search-text.ts";
import { listVectorEntries, type VectorEntry } from "./retrieval/search-vectors.ts";
import { extensionSteps } from "./understanding/record-concepts.ts";
import { prepareNames } from "./understanding/record-names.ts";
import { type RecordRoster, readRoster } from "./understanding/roster.ts";

/** What is known of one record that is held. */
export interface HeldRecord {
  readonly document: Document;
  /** Ordinal of its first passage. */
  readonly first: number;
  /** Of each passage: its slot in the posting store. */
  readonly slots: Int32Array;
  readonly passages: readonly SearchPassage[];
  readonly entries: readonly VectorEntry[];
  /** Of each passage: 1 where it tells a number. */
  readonly numbers: Uint8Array;
  readonly roster: RecordRoster;
}

/** What is known of the records of a collection, for the next one to go on from. */
export interface Holdings {
  readonly lexicon: Lexicon;
  readonly postings: PostingStore;
  readonly vocabulary: GrowingVocabulary;
  readonly records: ReadonlyMap<Document, HeldRecord>;
}

export interface HoldingOptions {
  readonly concepts: readonly Concept[];
  readonly searchTranslations: boolean;
  readonly previous: Holdings | null;
  /** Awaited between the steps of the work. */
  readonly pause: () => Promise<void>;
}

/** Postings of records that have gone are left behind until they are this many times those that are held. */
const mostLeftBehind = 1;
const fewestLeftBehind = 20_000;

/**
 * Analyses the records that are new, and those passages in which a name that has come or gone may stand; of all others
 * keeps what is known. A name matters to a passage only where the passage holds its words.
 */
export async function holdRecords(
  documents: readonly Document[],
  options: HoldingOptions,
): Promise<{ holdings: Holdings; records: readonly HeldRecord[]; analyzed: number }> {
  const { concepts, searchTranslations, pause } = options;
  const previous = worthKeeping(options.previous, documents);
  for (const document of documents) await prepareNames(document, pause);
  await pause();
  const extended = await doInSlices(extensionSteps(concepts, documents, previous?.lexicon.concepts), pause);
  const lexicon = await doInSlices(lexiconSteps(extended, previous?.lexicon ?? null), pause);
  const postings = previous?.postings ?? createPostingStore();
  const vocabulary = previous?.vocabulary ?? createVocabulary();
  const names = previous === null ? [] : await doInSlices(differingNames(previous.lexicon, lexicon), pause);
  const touched = await findTouched(names, postings, pause);
  const analysis = { lexicon, vocabulary, searchTranslations, pause };
  let analyzed = 0;
  const analyze = async (passages: readonly SearchPassage[], slots: Int32Array, first: number): Promise<void> => {
    await analyzePassages(passages, analysis, ({ ordinal }, texts) => {
      slots[ordinal - first] = postings.add([texts]);
      analyzed += 1;
    });
  };

  async function holdNew(document: Document, first: number): Promise<HeldRecord> {
    const listed = listOf(document, first, searchTranslations);
    const slots = new Int32Array(listed.passages.length);
    await analyze(listed.passages, slots, first);
    await prepareRecord(document, pause);
    const numbers = await findNumbers(document, pause);
    return { document, first, slots, ...listed, numbers, roster: readRoster(document, lexicon) };
  }

  async function holdKnown(known: HeldRecord, first: number): Promise<HeldRecord> {
    const { document } = known;
    const listed = known.first === first ? known : listOf(document, first, searchTranslations);
    const isTouched = known.slots.some((slot) => touched.has(slot));
    const roster =
      isTouched || (names.length > 0 && hasBareSections(document)) ? readRoster(document, lexicon) : known.roster;
    if (!isTouched) return { ...known, ...listed, first, roster };
    const slots = known.slots.slice();
    const changed = listed.passages.filter(({ ordinal }) => touched.has(slots[ordinal - first] ?? -1));
    await analyze(changed, slots, first);
    return { ...known, ...listed, first, roster, slots };
  }

  const records: HeldRecord[] = [];
  let first = 0;
  for (const document of documents) {
    const known = previous?.records.get(document);
    const record = await (known === undefined ? holdNew(document, first) : holdKnown(known, first));
    records.push(record);
    first += record.passages.length;
    await pause();
  }
  const held = new Map(records.map((record) => [record.document, record]));
  return { holdings: { lexicon, postings, vocabulary, records: held }, records, analyzed };
}

/** Whether a part of a record has nothing but headings: who speaks there is indexed with no passage. */
const hasBareSections = ({ sections }: Document): boolean =>
  sections.some(({ passages }) => passages.every(({ kind }) => kind === "heading"));

function listOf(document: Document, first: number, searchTranslations: boolean) {
  const passages = listPassagesOf(document, first);
  return { passages, entries: listVectorEntries(passages, searchTranslations) };
}

/** Null where so many records have gone that keeping the rest would keep mostly what nothing needs. */
function worthKeeping(previous: Holdings | null, documents: readonly Document[]): Holdings | null {
  if (previous === null) return null;
  let kept = 0;
  for (const document of documents) kept += previous.records.get(document)?.passages.length ?? 0;
  const leftBehind = previous.postings.slots - kept;
  return leftBehind > Math.max(fewestLeftBehind, mostLeftBehind * kept) ? null : previous;
}

/** Slots of the passages in which one of some names may stand. */
async function findTouched(
  names: readonly TellingWords[],
  postings: PostingStore,
  pause: () => Promise<void>,
): Promise<ReadonlySet<number>> {
  const touched = new Set<number>();
  const seen = new Set<string>();
  for (const words of names) {
    const id = words.join(" ");
    if (seen.has(id)) continue;
    seen.add(id);
    for (const slot of slotsHolding(words, postings)) touched.add(slot);
    await pause();
  }
  return touched;
}

/** Slots of the passages that hold a name's words; a function word is in every passage. */
function slotsHolding(name: TellingWords, postings: PostingStore): Iterable<number> {
  const telling = name.filter((word) => !isFunctionWordAnywhere(word));
  if (telling.length === 0) return Array.from({ length: postings.slots }, (_, slot) => slot);
  let fitting: ReadonlySet<number> | null = null;
  for (const word of telling) {
    const slots = new Set<number>();
    for (const like of postings.wordsLike(word)) {
      const list = postings.get(exactKey(like));
      for (let at = 0; list !== undefined && at < list.count; at += 1) {
        const slot = slotOf(list.places[at] as number);
        if (fitting === null || fitting.has(slot)) slots.add(slot);
      }
    }
    fitting = slots;
  }
  return fitting ?? [];
}
