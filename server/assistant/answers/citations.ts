import { markupIn } from "../../../corpus/readable-text.ts";
import type { ReadSpan } from "../../../embeddings/readers.ts";
import { permalinkPath, twinPath, withBase } from "../../answer-text/permalinks.ts";
import type { Citation, Span } from "../../protocol.ts";
import type { SearchPassage } from "../retrieval/search-text.ts";
import { attributionOf } from "./attribution.ts";
import { localNamesOf, type Telling } from "./names-in-language.ts";
import { answeringSentence } from "./told-translations.ts";

/** A quote that is not in the source: a defect of the reader, never an answer. */
export class BrokenCitationError extends Error {
  override readonly name = "BrokenCitationError";
}

export interface CitationDetails {
  readonly number: number;
  /** Answering spans, best first, as offsets into the passage's text; none where the whole passage answers. */
  readonly spans: readonly ReadSpan[];
  /** Whose language the translation beside the quote is to be in, and the names. */
  readonly telling: Telling;
  /** Estimated probability that the passage answers; null where it was not estimated. */
  readonly score: number | null;
  /** What the links begin with. */
  readonly linkBase: string;
  /** The answering part of the translation, as offsets into its text, where it was read; else it is told by its place. */
  readonly translationSpan?: ReadSpan | null;
}

/**
 * Makes the citation of a passage.
 * @throws BrokenCitationError unless `source.slice(start, end) === quote`.
 */
export function makeCitation(
  entry: Pick<SearchPassage, "document" | "section" | "passage">,
  details: CitationDetails,
): Citation {
  const { document, section, passage } = entry;
  if (document.source.slice(passage.start, passage.end) !== passage.text) {
    throw new BrokenCitationError(`Passage ${passage.id} does not stand at its offsets in the source.`);
  }
  const toSource = ({ start, end }: ReadSpan): Span => ({ start: passage.start + start, end: passage.start + end });
  const whole = details.spans.some(({ start, end }) => start === 0 && end === passage.text.length);
  const [highlight, ...further] = whole ? [] : details.spans.map(toSource);
  const translation =
    document.translations.find((each) => each.language === details.telling.language) ?? document.translations[0];
  const translated = translation?.texts.get(passage.id);
  const { paragraph, item, start, end } = passage;
  const markup = markupIn(passage, document.exclusions);
  const place = { documentId: document.id, revision: document.revision, paragraph, item, start, end };
  return {
    number: details.number,
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
    highlight: highlight ?? null,
    highlights: further,
    translation:
      translation === undefined || translated === undefined
        ? null
        : {
            language: translation.language,
            text: translated,
            official: translation.official,
            highlight: details.translationSpan ?? answeringSentence(entry, translation, whole ? [] : details.spans),
          },
    score: details.score === null ? null : Math.round(details.score * 1000) / 1000,
    link: withBase(details.linkBase, permalinkPath(place)),
    json: withBase(details.linkBase, twinPath(place)),
    page: passage.page ?? null,
    ...(passage.ocr && { ocr: true }),
    ...(markup.length > 0 && { markup }),
    attribution: attributionOf(document, section),
    reading: document.reading,
    localNames: localNamesOf(section, document, details.telling),
  };
}
