import type { Document } from "../../../corpus/document.ts";
import type { FrameLanguage } from "../../protocol.ts";
import { isContent, type SearchPassage } from "../retrieval/search-text.ts";
import type { AnswerDraft } from "./answer-draft.ts";
import type { AnswerRequest } from "./answer-request.ts";

/** Next questions offered after an answer. */
const suggestionsOffered = 3;

const wordings: Readonly<
  Record<FrameLanguage, { recommended: (who: Naming) => string; summary: (who: Naming) => string; speakers: string }>
> = {
  es: {
    recommended: ({ subject }) => `¿Qué recomendó ${subject}?`,
    summary: ({ ofWhom }) => `Resumen de la intervención ${ofWhom}`,
    speakers: "¿Quiénes intervinieron?",
  },
  en: {
    recommended: ({ subject }) => `What did ${subject} recommend?`,
    summary: ({ ofWhom }) => `Summarize the intervention ${ofWhom}`,
    speakers: "Who spoke at the session?",
  },
};

/** Spanish article before a name as the records write it ("la CSM", "del BID"), or none. */
function articleOf(name: string, documents: readonly Document[]): "el" | "la" | "los" | "las" | null {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
  const before = new RegExp(`(?<!\\p{L})(el|la|los|las|del|al) ${escaped}(?!\\p{L})`, "iu");
  for (const { source, language } of documents) {
    const found = language === "es" ? before.exec(source)?.[1]?.toLowerCase() : undefined;
    if (found === "del" || found === "al") return "el";
    if (found === "el" || found === "la" || found === "los" || found === "las") return found;
  }
  return null;
}

interface Naming {
  /** With its article, as the subject of a sentence. */
  readonly subject: string;
  /** After "de" or "of". */
  readonly ofWhom: string;
}

function nameInSentence(name: string, language: FrameLanguage, documents: readonly Document[]): Naming {
  const article = articleOf(name, documents);
  if (language === "en") {
    const subject = article === null ? name : `the ${name}`;
    return { subject, ofWhom: `of ${subject}` };
  }
  if (article === null) return { subject: name, ofWhom: `de ${name}` };
  return { subject: `${article} ${name}`, ofWhom: article === "el" ? `del ${name}` : `de ${article} ${name}` };
}

function nameOf({ section }: SearchPassage): string {
  return section.organization ?? section.speaker ?? "";
}

/**
 * Questions that the record answers by its structure: recommendations and summaries of the speakers just cited, then
 * of the others. Each names a speaker that has such passages.
 */
export function suggestQuestions(
  { collection, language, question, filter }: AnswerRequest,
  draft: AnswerDraft,
): string[] {
  const wording = wordings[language];
  const inSentence = (name: string): Naming => nameInSentence(name, language, collection.documents);
  const content = collection.passages.filter((entry) => isContent(entry) && filter(entry) && nameOf(entry) !== "");
  const cited = draft.citations.map(({ entry }) => entry).filter((entry) => isContent(entry) && nameOf(entry) !== "");
  const names = [...new Set([...cited, ...content].map(nameOf))];
  const recommending = new Set(content.filter(({ passage }) => passage.kind === "recommendation").map(nameOf));
  const asked =
    question.passageKinds.length > 0
      ? new Set(
          question.speakers.flatMap(({ sections }) =>
            sections.map(({ section }) => section.organization ?? section.speaker),
          ),
        )
      : new Set<string | null>();
  const offers = [
    ...names
      .filter((name) => recommending.has(name) && !asked.has(name))
      .slice(0, 2)
      .map(inSentence)
      .map(wording.recommended),
    ...names.slice(0, 1).map(inSentence).map(wording.summary),
    wording.speakers,
  ];
  return [...new Set(offers)].filter((offer) => offer !== question.text).slice(0, suggestionsOffered);
}
