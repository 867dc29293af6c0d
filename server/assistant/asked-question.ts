import type { Language } from "../../corpus/document.ts";
import { askByRecordNames } from "./understanding/named-as-recorded.ts";
import { type Question, readableText, understandQuestion } from "./understanding/question.ts";
import type { RequestGroup } from "./understanding/request-kinds.ts";
import { createSpeakerLinker } from "./understanding/speaker-links.ts";
import { probability } from "./weighing/logistic-model.ts";
import type { RecordCollection } from "./weighing/record-collection.ts";

/**
 * Reads and understands one question on its own.
 * @param isComplete It leans on no question before.
 * @throws the signal's reason when aborted.
 */
export type UnderstandAsked = (text: string, isComplete: boolean, signal: AbortSignal) => Promise<Question>;

/** How questions to one collection are understood: by the question reader, its records' names, and who is described. */
export function createQuestionUnderstanding(collection: RecordCollection): UnderstandAsked {
  const { questions } = collection.readers;
  const records = { languages: languagesOf(collection), lexicalIndex: collection.lexicalIndex };
  const { speakerLinks } = collection.models;
  const linker = createSpeakerLinker({
    roster: collection.roster,
    reader: questions,
    isMeant: (features) => {
      const estimate = probability(speakerLinks, features);
      return estimate >= speakerLinks.threshold ? estimate : null;
    },
  });
  return async (text, isComplete, signal) => {
    const readable = readableText(text);
    const reading = await questions.readQuestion(readable, { signal });
    const without: readonly RequestGroup[] = isComplete ? ["followup"] : [];
    const alone = understandQuestion(text, reading, collection, without);
    const isKnown = (from: number, to: number): boolean =>
      alone.mentions.some(({ first, last, sections }) => sections.length > 0 && first <= to && last >= from);
    const linked = await linker.link(readable, reading, { language: alone.language, isKnown, signal });
    const understood = linked.length === 0 ? alone : understandQuestion(text, reading, collection, without, linked);
    const named = askByRecordNames(readable, understood, records);
    if (named === readable) return understood;
    const { vector } = await questions.readQuestion(named, { signal });
    return { ...understood, searched: { text: named, vector } };
  };
}

function languagesOf({ documents }: RecordCollection): Language[] {
  return [...new Set(documents.map(({ language }) => language))];
}
