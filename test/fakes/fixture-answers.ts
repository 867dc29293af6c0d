import type { AskRequest, AskResponse, Citation, FrameLanguage, Understood } from "../../server/protocol.ts";
import { type CitedPart, citationOf, type FixtureDocument } from "./record-fixture.ts";

export const nothingUnderstood: Understood = {
  speakers: [],
  organizations: [],
  countries: [],
  kinds: [],
  documents: [],
  dates: [],
  topic: null,
  inherited: [],
  ambiguous: [],
};

const emptyWords = new Set(
  "what which that was were does did have from with about como cual cuales sobre para qué que dijo said".split(" "),
);

/**
 * Answers by counting words that a question shares with a passage or its translation: enough for the page to have
 * something true to show. Asking for recommendations lists them; a question that shares nothing is not found.
 */
export function fixtureAnswer(documents: readonly FixtureDocument[], request: AskRequest): AskResponse {
  const language: FrameLanguage =
    request.language ?? (/\b(the|what|how|who|did|does|is)\b/i.test(request.question) ? "en" : "es");
  const words = contentWords(request.question);
  if (/^(hola|hello|hi|gracias|thanks)\b/i.test(request.question)) return smalltalk(language);
  if (/recom/i.test(request.question)) return recommendations(documents, request, language);
  const ranked = rank(documents, words);
  const best = ranked.filter((candidate) => candidate.score >= Math.min(2, words.length)).slice(0, request.limit ?? 4);
  const inherited = (request.history?.length ?? 0) > 0 && !(request.without?.inherited ?? []).includes("organizations");
  const understood: Understood = {
    ...nothingUnderstood,
    topic: words.join(" ") || null,
    organizations: inherited ? ["Banco Interamericano de Desarrollo (BID)"] : [],
    inherited: inherited ? ["organizations"] : [],
  };
  const cite = ({ document, passageId, answering }: Ranked, index: number) =>
    citationOf(document, { number: index + 1, passageId, answering });
  if (best.length === 0) {
    return {
      ...frame(language, understood),
      outcome: "not-found",
      intent: "fact",
      answer: language === "es" ? "No se encontró respuesta en las actas." : "No answer was found in the record.",
      reason: "no-evidence",
      nearest: ranked.slice(0, 3).map(cite),
    };
  }
  const citations = best.map(cite);
  return {
    ...frame(language, understood),
    outcome: "answered",
    intent: "fact",
    answer: leadOf(language, citations),
    citations,
    basis: "relevance",
    suggestions:
      language === "es"
        ? ["¿Qué recomendó el Banco Interamericano de Desarrollo?"]
        : ["What did the Inter-American Development Bank recommend?"],
    ...(request.explain === true ? { trace: traceOf(ranked) } : {}),
  };
}

/** Questions that `fixtureAnswer` answers where a body recommends something. */
export function fixtureExamples(documents: readonly FixtureDocument[], language: FrameLanguage): readonly string[] {
  const recommending = documents
    .flatMap(({ detail }) => detail.sections)
    .filter(({ passages }) => passages.some(({ kind }) => kind === "recommendation"))
    .flatMap(({ organization }) => organization ?? []);
  return [...new Set(recommending)]
    .slice(0, 5)
    .map((name) => (language === "es" ? `¿Qué recomendó ${name}?` : `What did ${name} recommend?`));
}

/** Ranked passages, without an answer. */
export function fixtureSearch(documents: readonly FixtureDocument[], query: string, limit = 8): readonly Citation[] {
  return rank(documents, contentWords(query))
    .slice(0, limit)
    .map(({ document, passageId, answering }, index) =>
      citationOf(document, { number: index + 1, passageId, answering }),
    );
}

const pageSize = 8;
const silentBody = "Departamento de Estado";

function recommendations(
  documents: readonly FixtureDocument[],
  request: AskRequest,
  language: FrameLanguage,
): AskResponse {
  const understood = organizationsNamed(documents, request);
  const parts = documents.flatMap((document) =>
    document.detail.sections
      .filter((section) => understood.length === 0 || understood.includes(section.organization ?? ""))
      .flatMap((section) =>
        section.passages
          .filter(
            (passage) =>
              passage.kind === "recommendation" && !section.passages.some((other) => other.parentId === passage.id),
          )
          .map((passage) => ({ document, section, passageId: passage.id })),
      ),
  );
  const first = Number(request.cursor ?? 0);
  const compared = /compar/i.test(request.question) ? understood : [];
  const sideOf = (name: string) => parts.filter(({ section }) => section.organization === name).length;
  const sides = [...compared, silentBody].map((name) => ({ name, total: name === silentBody ? 0 : sideOf(name) }));
  const citations = parts
    .slice(first, first + (compared.length > 1 ? parts.length : pageSize))
    .map(({ document, passageId }, index) =>
      citationOf(document, { number: first + index + 1, passageId, answering: null }),
    );
  const next = first + citations.length < parts.length ? { nextCursor: `${first + pageSize}` } : {};
  const doubtful = rank(documents, ["importancia"]).slice(0, 1);
  return {
    ...frame(language, { ...nothingUnderstood, organizations: understood, kinds: ["recommendation"] }),
    outcome: parts.length === 0 ? "not-found" : "answered",
    ...(parts.length === 0 ? { reason: "filtered-out" as const, nearest: [] } : {}),
    intent: "list",
    answer: leadOf(
      language,
      parts.map(({ document, passageId }, index) =>
        citationOf(document, { number: index, passageId, answering: null }),
      ),
    ),
    citations,
    borderline: doubtful.map(({ document, passageId }) =>
      citationOf(document, { number: 1, passageId, answering: null }),
    ),
    silent: /compar/i.test(request.question) ? [{ speaker: "David Foran", organization: silentBody }] : [],
    ...(compared.length > 1 ? { intent: "compare" as const, sides } : {}),
    total: parts.length,
    complete: false,
    basis: "classified",
    ...next,
  };
}

function organizationsNamed(documents: readonly FixtureDocument[], request: AskRequest): string[] {
  const taken = request.without?.organizations ?? [];
  const question = fold(request.question);
  return documents
    .flatMap(({ detail }) => detail.sections.map((section) => section.organization ?? ""))
    .filter((name) => name !== "" && !taken.includes(name))
    .filter((name) => {
      const acronym = /\(([^)]+)\)/.exec(name)?.[1];
      return (
        question.includes(fold(name.replace(/ \(.*/, ""))) ||
        (acronym !== undefined && question.includes(fold(acronym)))
      );
    });
}

function smalltalk(language: FrameLanguage): AskResponse {
  return {
    ...frame(language, nothingUnderstood),
    outcome: "not-found",
    intent: "smalltalk",
    reason: "not-a-question",
    answer:
      language === "es" ? "Hola. Pregunte por lo que consta en las actas." : "Hello. Ask about what is on record.",
    nearest: [],
  };
}

function frame(language: FrameLanguage, understood: Understood) {
  return { language, understood, citations: [], borderline: [], silent: [], timing: { totalMs: 1 } };
}

function leadOf(language: FrameLanguage, citations: readonly Citation[]): string {
  const speakers = new Set(citations.map(({ speaker }) => speaker)).size;
  const { length } = citations;
  return language === "es"
    ? `Se encontraron ${length} pasajes de ${speakers} intervenciones.`
    : `${length} passages of ${speakers} speakers were found.`;
}

interface Ranked extends Omit<CitedPart, "number"> {
  readonly document: FixtureDocument;
  readonly score: number;
}

function rank(documents: readonly FixtureDocument[], words: readonly string[]): readonly Ranked[] {
  return documents
    .flatMap((document) =>
      document.detail.sections.flatMap((section) =>
        section.passages
          .filter((passage) => passage.parentId === null && passage.kind !== "heading")
          .map((passage): Ranked => {
            const searched = fold([passage.text, ...passage.translations.map(({ text }) => text)].join(" "));
            const score = words.filter((word) => searched.includes(word)).length;
            return { document, passageId: passage.id, answering: bestSentence(passage.text, words), score };
          }),
      ),
    )
    .sort((left, right) => right.score - left.score);
}

function bestSentence(text: string, words: readonly string[]): string | null {
  const sentences = text.match(/[^.]+\.?/g) ?? [];
  const scored = sentences.map((sentence) => ({
    sentence: sentence.trim(),
    score: words.filter((word) => fold(sentence).includes(word)).length,
  }));
  const best = scored.sort((left, right) => right.score - left.score)[0];
  return best === undefined || best.score === 0 ? null : best.sentence;
}

function traceOf(ranked: readonly Ranked[]): NonNullable<AskResponse["trace"]> {
  return {
    steps: [
      { name: "Kind of question", detail: "asks for a fact (83%)" },
      { name: "Outcome", detail: "answered" },
    ],
    candidates: ranked.slice(0, 5).map(({ passageId, score }, index) => ({
      passageId,
      paragraph: Number(passageId.split("/p").at(-1)),
      item: null,
      speaker: "Jeremy T Harris (BID)",
      documentTitle: "Resumen",
      denseRank: index + 1,
      denseSimilarity: 0.8,
      lexicalRank: index + 1,
      lexicalScore: score,
      fusedScore: 1 / (index + 61),
      probability: 0.9 - index / 10,
      features: { overlap: score },
    })),
    features: [{ name: "overlap", value: 0.5, weight: 1.2, meaning: "Share of the question's words in the passage" }],
    answerability: 0.83,
    threshold: 0.5,
  };
}

function contentWords(question: string): readonly string[] {
  return fold(question)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3 && !emptyWords.has(word));
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
