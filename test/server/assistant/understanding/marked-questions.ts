import type { ReadText } from "../../../../server/assistant/understanding/conversation.ts";
import { type Question, understandQuestion } from "../../../../server/assistant/understanding/question.ts";
import type { RecordCollection } from "../../../../server/assistant/weighing/record-collection.ts";
import { readMarked } from "../../../fakes/fake-readers.ts";

/** A question understood as its line says: "kind | text with [s marked] parts". */
export function understandMarked(line: string, collection: RecordCollection): Question {
  const { text, reading } = readMarked(line);
  return understandQuestion(text, reading, collection);
}

/** Reads a text as the line for it says, or as a question of fact where there is none. */
export function readTextFrom(lines: readonly string[], collection: RecordCollection): ReadText {
  const known = new Map(lines.map((line) => [readMarked(line).text, line]));
  return async (text, isComplete) => {
    const { reading } = readMarked(known.get(text) ?? `fact | ${text}`);
    return understandQuestion(text, reading, collection, isComplete ? ["followup"] : []);
  };
}
