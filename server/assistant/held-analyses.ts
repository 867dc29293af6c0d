import type { Document } from "../../corpus/document.ts";
import { isFunctionWordAnywhere } from "./language/wordings.ts";
import { analyzeRecord } from "./record-analysis.ts";
import { createPostingStore, type PostingStore, slotOf } from "./retrieval/lexical-postings.ts";
import { type Concept, createLexicon, differingNames, type Lexicon, type TellingWords } from "./retrieval/lexicon.ts";
import { createVocabulary, type GrowingVocabulary } from "./retrieval/query-units.ts";
import { exactKey, listPassagesOf, type SearchPassage } from "./retrieval/search-text.ts";
import { listVectorEntries, type VectorEntry } from "./retrieval/search-vectors.ts";
import { extendWithRecords, prepareNames } from "./understanding/record-concepts.ts";
import { type RecordRoster, readRoster } from "./understanding/roster.ts";

/** What is known of one record that is held. */
export interface HeldRecord {
  readonly document: Document;
  /** Ordinal of its first passage. */
  readonly first: number;
  /** Slot of its first passage in the posting store. */
  readonly firstSlot: number;
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
 * Analyses the records that are new, and those in which a name that has come or gone may stand; of the others keeps
 * what is known. A name matters to a record only where the record holds its words.
 */
export async function holdRecords(
  documents: readonly Document[],
  options: HoldingOptions,
): Promise<{ holdings: Holdings; records: readonly HeldRecord[]; analyzed: number }> {
  const { concepts, searchTranslations, pause } = options;
  const previous = worthKeeping(options.previous, documents);
  for (const document of documents) await prepareNames(document, pause);
  await pause();
  const extended = extendWithRecords(concepts, documents, previous?.lexicon.concepts);
  await pause();
  const lexicon = createLexicon(extended, previous?.lexicon ?? null);
  await pause();
  const postings = previous?.postings ?? createPostingStore();
  const vocabulary = previous?.vocabulary ?? createVocabulary();
  const touched = previous === null ? new Set<Document>() : await findTouched(previous, lexicon, pause);
  const lexiconDiffers = previous !== null && differingNames(previous.lexicon, lexicon).length > 0;
  const records: HeldRecord[] = [];
  let first = 0;
  let analyzed = 0;
  for (const document of documents) {
    const known = touched.has(document) ? undefined : previous?.records.get(document);
    let record: HeldRecord;
    if (known === undefined) {
      const { texts, numbers, roster } = await analyzeRecord(document, {
        lexicon,
        vocabulary,
        searchTranslations,
        pause,
      });
      const firstSlot = postings.slots;
      for (const fields of texts) {
        postings.add([fields]);
        await pause();
      }
      record = { document, first, firstSlot, ...listOf(document, first, searchTranslations), numbers, roster };
      analyzed += 1;
    } else {
      const roster = lexiconDiffers && hasBareSections(document) ? readRoster(document, lexicon) : known.roster;
      const listed = known.first === first ? known : listOf(document, first, searchTranslations);
      record = { ...known, ...listed, first, roster };
    }
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

/** Records held before in which a name that one lexicon has and the other has not may stand. */
async function findTouched(
  { lexicon: before, postings, records }: Holdings,
  lexicon: Lexicon,
  pause: () => Promise<void>,
): Promise<Set<Document>> {
  const owners = new Int32Array(postings.slots).fill(-1);
  const held = [...records.values()];
  for (const [position, { firstSlot, passages }] of held.entries()) {
    owners.fill(position, firstSlot, firstSlot + passages.length);
  }
  const touched = new Set<Document>();
  const seen = new Set<string>();
  for (const words of differingNames(before, lexicon)) {
    const id = words.join(" ");
    if (seen.has(id)) continue;
    seen.add(id);
    for (const position of ownersOf(words, postings, owners)) {
      const record = held[position];
      if (record !== undefined) touched.add(record.document);
    }
    await pause();
  }
  return touched;
}

/** Positions of the records one of whose passages holds a name's words; a function word is in every record. */
function ownersOf(name: TellingWords, postings: PostingStore, owners: Int32Array): Iterable<number> {
  const telling = name.filter((word) => !isFunctionWordAnywhere(word));
  if (telling.length === 0) return new Set(owners);
  let fitting: Set<number> | null = null;
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
  return new Set([...(fitting ?? [])].flatMap((slot) => owners[slot] ?? []));
}
