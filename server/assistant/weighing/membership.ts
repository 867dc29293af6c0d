import { splitSentences } from "../../../corpus/sentences.ts";
import type { ReadSpan } from "../../../embeddings/readers.ts";
import type { Basis } from "../../protocol.ts";
import type { Token } from "../language/terms.ts";
import type { QueryUnit } from "../retrieval/lexical-index.ts";
import type { Lexicon } from "../retrieval/lexicon.ts";
import { analyzeText, type SearchPassage } from "../retrieval/search-text.ts";
import { coordinatesOf } from "../understanding/coordination.ts";
import type { Question } from "../understanding/question.ts";
import type { RequestKind } from "../understanding/request-kinds.ts";
import { type Evidence, oneOfEachBlock, weigh } from "./evidence.ts";
import { coversLanguages, readElsewhere } from "./language-coverage.ts";
import { type RecordCollection, unitsOf } from "./record-collection.ts";

/** A passage that belongs to a list. */
export interface Member {
  readonly entry: SearchPassage;
  readonly highlight: ReadSpan;
  /** Estimated probability that it belongs; null where naming decides and it was not read. */
  readonly probability: number | null;
}

/** What belongs to a list about a topic, in document order. */
export interface Membership {
  readonly members: readonly Member[];
  /** Doubtful ones. */
  readonly borderline: readonly Evidence[];
  readonly basis: Basis;
  /** Records in other languages may name the topic in words that were not looked for. */
  readonly isOfOneLanguage: boolean;
  /** All that were read, best first. */
  readonly read: readonly Evidence[];
}

/** Passages that are read for a list. */
const candidatesRead = 32;

const borderlineShare = 0.55;

/** Kinds that ask where something is mentioned: where it is one thing, held as it stands, naming decides. */
const asksMentions: ReadonlySet<RequestKind> = new Set(["list-mentions", "count-mentions", "list-not", "compare"]);

/** Whether some words are one thing: one word, one expression or one name, that the records hold. */
function isOneName(tokens: readonly Token[], question: Question, collection: RecordCollection): boolean {
  const whole = unitsOf(collection, question, tokens).filter(({ partOf }) => partOf === null);
  const [only] = whole;
  return (
    whole.length === 1 && only !== undefined && only.alternatives.some(({ key }) => collection.lexicalIndex.isHeld(key))
  );
}

/** Whether the topic is one thing, or several that are coordinated ("asylum or shelter", "ports, ferries and pilots"). */
function isOfNames(question: Question, collection: RecordCollection): boolean {
  if (!asksMentions.has(question.kind)) return false;
  return coordinatesOf(question.topic, question).every((tokens) => isOneName(tokens, question, collection));
}

/** Reads what may belong to a list about the question's topic, and decides. */
export async function findMembers(
  collection: RecordCollection,
  question: Question,
  accept: (entry: SearchPassage) => boolean,
  signal: AbortSignal,
): Promise<Membership> {
  const units = unitsOf(collection, question, question.topic);
  const { membership: model } = collection.models;
  const named = isOfNames(question, collection);
  const retrieval = collection.retriever.retrieve({
    vector: question.searched.vector,
    units,
    ...(named ? {} : { wanted: candidatesRead }),
    accept: (ordinal) => {
      const entry = collection.passages[ordinal];
      return entry !== undefined && accept(entry);
    },
  });
  const candidates = retrieval.candidates.slice(0, candidatesRead);
  const read = oneOfEachBlock(await weigh({ collection, question, units, retrieval, candidates, model, signal }));
  const isBorderline = ({ probability }: Evidence): boolean => probability >= borderlineShare * model.threshold;
  if (!named) {
    const isMember = ({ probability }: Evidence): boolean => probability >= model.threshold;
    const borderline = read.filter((each) => !isMember(each) && isBorderline(each));
    return {
      members: inOrder(read.filter(isMember)),
      borderline: inOrder(borderline).slice(0, mostBorderline),
      basis: "relevance",
      isOfOneLanguage: false,
      read,
    };
  }
  const naming = namingKeys(units, collection);
  // What is called otherwise in another language is meant too; in the question's own, the word that was asked decides.
  const abroad = units
    .filter(({ partOf }) => partOf === null)
    .flatMap(({ alternatives }) => alternatives.filter(isOfLexicon));
  const keys = [...new Set([...naming, ...abroad])];
  const holdsName = holdsAny(naming, collection);
  const holdsAbroad = holdsAny(abroad, collection);
  const isAbroad = readElsewhere(question);
  const holds = (entry: SearchPassage): boolean => holdsName(entry) || (isAbroad(entry.document) && holdsAbroad(entry));
  // Naming decides without reading: a common word in a large collection has more holders than can be read.
  const unread = retrieval.candidates.slice(candidatesRead).flatMap(({ ordinal, lexicalRank }): Member[] => {
    const entry = lexicalRank === null ? undefined : collection.passages[ordinal];
    if (entry === undefined || !holds(entry)) return [];
    return [{ entry, highlight: { start: 0, end: entry.passage.text.length }, probability: null }];
  });
  const members = oneOfEachBlock<Member>([...read.filter(({ entry }) => holds(entry)), ...unread]).map((each) =>
    litByName(each, () => sentenceHolding(each.entry, keys, collection.lexicon)),
  );
  return {
    members: inOrder(members),
    borderline: inOrder(read.filter((each) => !holds(each.entry) && isBorderline(each))).slice(0, mostBorderline),
    basis: "mention",
    isOfOneLanguage: !coversLanguages(collection, question, keys, accept),
    read,
  };
}

function inOrder<Each extends Member>(members: readonly Each[]): Each[] {
  return [...members].sort((a, b) => a.entry.ordinal - b.entry.ordinal);
}

const mostBorderline = 10;

/**
 * Whether a passage or a translation of it holds one of some keys. An item of an enumeration also says what the words
 * before the enumeration say; any other passage only leans on what stands before it, and does not name it.
 */
function holdsAny(
  keys: QueryUnit["alternatives"],
  { lexicalIndex, words }: RecordCollection,
): (entry: SearchPassage) => boolean {
  const holders = new Set(keys.flatMap(({ key }) => lexicalIndex.holders(key)));
  return (entry) => {
    if (holders.has(entry.ordinal)) return true;
    const { parentId, context } = entry.passage;
    // A concept's name may begin before the enumeration and end in the item.
    return parentId !== null && context !== "" && keys.some(({ key }) => words.of(entry).keys.has(key));
  };
}

/** Only the members that are shown need the sentence that names the topic: it is looked for when it is asked for. */
function litByName({ entry, highlight, probability }: Member, find: () => ReadSpan | null): Member {
  let lit: ReadSpan | null = null;
  return {
    entry,
    probability,
    get highlight() {
      lit ??= find() ?? highlight;
      return lit;
    },
  };
}

/** What names the topic: its own words where the records hold them, and else what means the same. */
function namingKeys(units: readonly QueryUnit[], { lexicalIndex }: RecordCollection): QueryUnit["alternatives"] {
  return units
    .filter(({ partOf }) => partOf === null)
    .flatMap(({ alternatives }) => {
      const own = alternatives.filter(({ key }) => key.startsWith("=") && lexicalIndex.isHeld(key));
      const names = alternatives.filter(({ key }) => /^#(?:body|country|role):/u.test(key));
      return own.length > 0 ? [...own, ...names] : alternatives;
    });
}

const isOfLexicon = ({ key }: QueryUnit["alternatives"][number]): boolean => key.startsWith("#");

/** The sentence of a passage that names one of these; null where only a translation does. */
function sentenceHolding(
  { passage, document }: SearchPassage,
  keys: QueryUnit["alternatives"],
  lexicon: Lexicon,
): ReadSpan | null {
  const holds = ({ start, end }: ReadSpan): boolean => {
    const held = new Set(analyzeText(passage.text.slice(start, end), document.language, lexicon).keys.flat());
    return keys.some(({ key }) => held.has(key));
  };
  return splitSentences(passage.text, document.language).find(holds) ?? null;
}
