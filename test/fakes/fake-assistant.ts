import type { Document } from "../../corpus/document.ts";
import { type Assistant, InvalidRequestValueError, type RequestContext } from "../../server/assistant/assistant.ts";
import type { AskRequest, AskResponse, Citation } from "../../server/protocol.ts";
import { nothingUnderstood } from "./fixture-answers.ts";

export interface FakeAssistantOptions {
  /** Questions wait for this before they are answered, unless aborted. */
  readonly gate?: (question: string, context: RequestContext) => Promise<void>;
}

/** Answers every question with the passages that hold its longest word; asks for "boom" fail, as a fault of ours would. */
export function createFakeAssistant(documents: readonly Document[], options: FakeAssistantOptions = {}): Assistant {
  const find = (question: string): Citation[] => {
    const words = question.toLowerCase().match(/\p{L}+/gu) ?? [];
    const word = words.toSorted((left, right) => right.length - left.length)[0] ?? question;
    return documents
      .flatMap((document) => citationsOf(document))
      .filter(({ quote }) => quote.toLowerCase().includes(word))
      .map((citation, index) => ({ ...citation, number: index + 1 }));
  };

  const answer = async (request: AskRequest, context: RequestContext): Promise<AskResponse> => {
    await options.gate?.(request.question, context);
    context.signal.throwIfAborted();
    if (request.question.includes("boom")) throw new Error("secret internals of the fake");
    const unknown = request.filters?.countries?.find((country) => country !== "PE");
    if (unknown !== undefined) {
      throw new InvalidRequestValueError("filters.countries[0]", unknown, `No record holds the country “${unknown}”.`);
    }
    const citations = find(request.question);
    const answered = citations.length > 0;
    return {
      outcome: answered ? "answered" : "not-found",
      language: request.language ?? context.acceptLanguage ?? "es",
      intent: "fact",
      answer: answered
        ? `The record holds ${citations.length} passages that say so; they stand below, word for word, each at its place.`
        : "The record is silent.",
      citations,
      borderline: [],
      silent: [],
      understood: nothingUnderstood,
      ...(answered ? { basis: "relevance" } : { reason: "no-evidence", nearest: [] }),
      timing: { totalMs: 1 },
    };
  };

  return {
    ask: answer,
    search: async (request, context) => {
      await options.gate?.(request.query, context);
      return { results: find(request.query) };
    },
    examples: (language) => [
      language === "es" ? "¿Qué se dijo de zeppelins?" : "What was said of zeppelins?",
      ...documents.map(({ id }) => `${language}: ${id.split("-")[0]}`),
    ],
  };
}

function citationsOf(document: Document): Citation[] {
  return document.sections.flatMap((section) =>
    section.passages.map((passage) => ({
      number: 0,
      documentId: document.id,
      documentTitle: document.title,
      body: document.body,
      sessionDate: document.sessionDate,
      documentDate: document.documentDate,
      revision: document.revision,
      passageId: passage.id,
      parentId: passage.parentId,
      item: passage.item,
      paragraph: passage.paragraph,
      kind: passage.kind,
      section: section.number,
      topic: section.topic,
      speaker: section.speaker,
      honorific: section.honorific,
      role: section.role,
      organization: section.organization,
      country: section.country,
      language: document.language,
      quote: passage.text,
      start: passage.start,
      end: passage.end,
      highlight: null,
      highlights: [],
      translation: null,
      score: null,
    })),
  );
}
