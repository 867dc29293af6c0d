import type { Language } from "../../../corpus/document.ts";
import { withoutInvisible } from "../../../corpus/invisible-characters.ts";
import { splitClauses, splitSentences } from "../../../corpus/sentences.ts";
import type { ReadSpan } from "../../../embeddings/readers.ts";
import { readableOf } from "../retrieval/search-text.ts";
import { type Question, readableText } from "../understanding/question.ts";
import type { Evidence } from "./evidence.ts";
import type { RecordCollection } from "./record-collection.ts";

/** Characters of a sentence up to which it is lit as a whole. */
const longestLitSentence = 240;

/** Whole sentences, and of a long sentence its clauses: in order, disjoint, offsets into the text. */
export function litParts(text: string, language: Language): ReadSpan[] {
  const clauses = splitClauses(text, language);
  return splitSentences(text, language).flatMap((sentence) => {
    if (sentence.end - sentence.start <= longestLitSentence) return [sentence];
    const own = clauses.filter(({ start, end }) => start >= sentence.start && end <= sentence.end);
    return own.length > 0 ? own : [sentence];
  });
}

/** The parts that hold a span, from the first to the last of them; the whole text where there is no span. */
export function partHolding(text: string, language: Language, span: ReadSpan | null): ReadSpan {
  const whole = { start: 0, end: text.length };
  if (span === null) return whole;
  const touched = litParts(text, language).filter(({ start, end }) => start < span.end && end > span.start);
  const [first] = touched;
  const last = touched.at(-1);
  return first === undefined || last === undefined ? whole : { start: first.start, end: last.end };
}

/**
 * The part of a passage that answers: each part is read by itself, with who speaks, and the likeliest is lit. Within a
 * passage of parallel sentences ("Chile leads …; Canada leads …") the reader's span strays; on strangers' questions this
 * lights the right part in 0.84, 0.74 and 0.74 where the span alone does in 0.74, 0.67 and 0.73.
 *
 * @throws EmbeddingError when the model fails; the signal's reason when aborted.
 */
export async function findAnsweringPart(
  { readers }: RecordCollection,
  question: Question,
  { entry, highlight }: Evidence,
  signal: AbortSignal,
): Promise<ReadSpan> {
  const { text } = entry.passage;
  const parts = litParts(text, entry.document.language);
  if (parts.length < 2) return highlight;
  const { speaker } = readableOf(entry);
  const texts = parts.map(({ start, end }) => ({ speaker, text: withoutInvisible(text.slice(start, end)) }));
  const readings = await readers.passages.readPassages(readableText(question.text), texts, { signal });
  const relevances = readings.map(({ relevance }) => relevance);
  return parts[relevances.indexOf(Math.max(...relevances))] ?? highlight;
}
