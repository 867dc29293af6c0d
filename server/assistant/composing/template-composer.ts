import type { FrameLanguage } from "../../protocol.ts";
import { english } from "./english.ts";
import type { AnswerComposer, Lead, LeadFacts, Sentences } from "./lead.ts";
import { spanish } from "./spanish.ts";

const sentences: Readonly<Record<FrameLanguage, Sentences>> = { es: spanish, en: english };

function sentenceOf<Say extends keyof LeadFacts>(
  table: Sentences,
  { say, facts }: { readonly say: Say; readonly facts: LeadFacts[Say] },
): string {
  return table[say](facts);
}

/** Fills one sentence for each fact, in the reader's language. */
export const templateComposer: AnswerComposer = {
  compose: (lead: readonly Lead[], language) =>
    lead
      .map((each) => sentenceOf(sentences[language], each))
      .join(" ")
      .trim(),
};
