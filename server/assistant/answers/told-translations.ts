import type { Translation } from "../../../corpus/document.ts";
import { splitSentences } from "../../../corpus/sentences.ts";
import type { ReadSpan } from "../../../embeddings/readers.ts";
import type { Lead, LeadQuote } from "../composing/lead.ts";
import { describeSpeaker, type SearchPassage } from "../retrieval/search-text.ts";
import type { AnswerDraft, DraftCitation } from "./answer-draft.ts";
import type { AnswerRequest } from "./answer-request.ts";

interface Told {
  /** Null for the whole text. */
  readonly span: ReadSpan | null;
  readonly text: string;
  readonly official: boolean;
}

/** The sentence of a translation at the same place as the lit one of the original, where both have as many. */
export function answeringSentence(
  { document, passage }: Pick<SearchPassage, "document" | "passage">,
  translation: Pick<Translation, "language" | "texts">,
  [lit]: readonly ReadSpan[],
): ReadSpan | null {
  const text = translation.texts.get(passage.id);
  if (text === undefined || lit === undefined) return null;
  const originals = splitSentences(passage.text, document.language);
  const sentences = splitSentences(text, translation.language);
  if (originals.length !== sentences.length) return null;
  return sentences[originals.findIndex(({ start, end }) => lit.start < end && lit.end > start)] ?? null;
}

/**
 * The sentence of a translation that says what the lit sentence of the original says: the one at the same place where
 * both have as many sentences, else the one that the passage reader finds to answer.
 */
async function answeringPart(request: AnswerRequest, { entry, spans }: DraftCitation): Promise<Told | null> {
  const { document, passage, section } = entry;
  if (document.language === request.language) return null;
  const translation = document.translations.find(({ language }) => language === request.language);
  const text = translation?.texts.get(passage.id);
  if (translation === undefined || text === undefined) return null;
  const { official } = translation;
  // Where the whole passage answers, so does its translation.
  if (spans.length === 0) return { span: null, text, official };
  const sentences = splitSentences(text, translation.language);
  const aligned = answeringSentence(entry, translation, spans);
  const span = aligned ?? (await readPart(request, describeSpeaker(section), text, sentences));
  return span === null ? null : { span, text: text.slice(span.start, span.end), official };
}

async function readPart(
  { collection, question, signal }: AnswerRequest,
  speaker: string,
  text: string,
  sentences: readonly ReadSpan[],
): Promise<ReadSpan | null> {
  const asked = question.searched.text;
  const [reading] = await collection.readers.passages.readPassages(asked, [{ speaker, text }], { signal });
  const span = reading?.span;
  if (span === null || span === undefined) return null;
  return sentences.find(({ start, end }) => span.start < end && span.end > start) ?? null;
}

/** The reader's language beside the record's: the quotes of the lead, and the citations that they are of. */
export async function tellTranslations(request: AnswerRequest, draft: AnswerDraft): Promise<AnswerDraft> {
  const told = new Map<number, Told>();
  const quotes = draft.lead.flatMap(quotesOf);
  for (const { citation } of quotes) {
    const cited = draft.citations[citation - 1];
    const part = cited === undefined ? null : await answeringPart(request, cited);
    if (part !== null) told.set(citation, part);
  }
  if (told.size === 0) return draft;
  return {
    ...draft,
    lead: draft.lead.map((each) => withTranslations(each, told)),
    citations: draft.citations.map((each, position) => {
      const part = told.get(position + 1);
      return part === undefined ? each : { ...each, translationSpan: part.span };
    }),
  };
}

function quotesOf(lead: Lead): readonly LeadQuote[] {
  if (lead.say === "fact") return [lead.facts.quote];
  if (lead.say === "compare") return lead.facts.sides.flatMap(({ quote }) => quote ?? []);
  return [];
}

function withTranslations(lead: Lead, told: ReadonlyMap<number, Told>): Lead {
  const translated = (quote: LeadQuote): LeadQuote => {
    const part = told.get(quote.citation);
    return part === undefined ? quote : { ...quote, translation: { text: part.text, official: part.official } };
  };
  if (lead.say === "fact") return { say: "fact", facts: { ...lead.facts, quote: translated(lead.facts.quote) } };
  if (lead.say !== "compare") return lead;
  const sides = lead.facts.sides.map((side) => ({
    ...side,
    quote: side.quote === null ? null : translated(side.quote),
  }));
  return { say: "compare", facts: { ...lead.facts, sides } };
}
