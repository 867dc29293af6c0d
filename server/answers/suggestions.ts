import type { FrameLanguage } from "../protocol.ts";
import type { SearchPassage } from "../retrieval/search-text.ts";
import type { AnswerDraft } from "./answer-draft.ts";
import type { AnswerRequest } from "./answer-request.ts";
import { isContent } from "./record-collection.ts";

/** Next questions offered after an answer. */
const suggestionsOffered = 3;

const wordings: Readonly<
  Record<FrameLanguage, { recommended: (who: string) => string; summary: (who: string) => string; speakers: string }>
> = {
  es: {
    recommended: (who) => `¿Qué recomendó ${who}?`,
    summary: (who) => `Resumen de la intervención de ${who}`,
    speakers: "¿Quiénes intervinieron?",
  },
  en: {
    recommended: (who) => `What did ${who} recommend?`,
    summary: (who) => `Summarize the intervention of ${who}`,
    speakers: "Who spoke at the session?",
  },
};

function nameOf({ section }: SearchPassage): string {
  return section.organization ?? section.speaker ?? "";
}

/**
 * Questions that the record answers by its structure: recommendations and summaries of the speakers just cited, then
 * of the others. Each names a speaker that has such passages.
 */
export function suggestQuestions(
  { collection, language, reading, filter }: AnswerRequest,
  draft: AnswerDraft,
): string[] {
  const wording = wordings[language];
  const content = collection.passages.filter((entry) => isContent(entry) && filter(entry) && nameOf(entry) !== "");
  const cited = draft.citations.map(({ entry }) => entry).filter((entry) => isContent(entry) && nameOf(entry) !== "");
  const names = [...new Set([...cited, ...content].map(nameOf))];
  const recommending = new Set(content.filter(({ passage }) => passage.kind === "recommendation").map(nameOf));
  const asked =
    reading.kinds.length > 0
      ? new Set(
          reading.speakers.flatMap(({ sections }) =>
            sections.map(({ section }) => section.organization ?? section.speaker),
          ),
        )
      : new Set<string | null>();
  const offers = [
    ...names
      .filter((name) => recommending.has(name) && !asked.has(name))
      .slice(0, 2)
      .map(wording.recommended),
    ...names.slice(0, 1).map(wording.summary),
    wording.speakers,
  ];
  return [...new Set(offers)].filter((offer) => offer !== reading.text).slice(0, suggestionsOffered);
}
