import { unheldWords } from "../retrieval/query-units.ts";
import type { QuestionReading } from "../understanding/question-reading.ts";
import type { RecordCollection } from "./record-collection.ts";

/** Words of one question that are looked up by meaning; each costs about half of embedding the question. */
const mostLookedUp = 4;

/**
 * Completes a reading with what its words may be called in the records: for those that no text holds in any form, the
 * records' words nearest in meaning.
 */
export async function relateWords(
  reading: QuestionReading,
  collection: RecordCollection,
  signal: AbortSignal,
): Promise<QuestionReading> {
  const asked = reading.topic.length > 0 ? reading.topic : reading.tokens;
  const names = reading.mentions.filter(({ kind }) => kind !== "role");
  const unheld = unheldWords(asked, reading.language, collection).filter((token) => {
    const position = reading.tokens.indexOf(token);
    const isNamed = names.some(({ first, last }) => first <= position && position <= last);
    return !isNamed && /^\p{L}{4,}$/u.test(token.surface);
  });
  const lookedUp = unheld.slice(0, mostLookedUp);
  if (lookedUp.length === 0) return reading;
  const words = lookedUp.map(({ surface }) => surface);
  const near = await collection.wordNeighbors.near(words, signal);
  const related = new Map(lookedUp.map(({ folded }, position) => [folded, near[position] ?? []]));
  return { ...reading, related };
}
