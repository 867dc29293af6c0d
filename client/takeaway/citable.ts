import type { Citation, FrameLanguage } from "../../server/protocol.ts";
import { localNamesIn } from "../record/local-names.ts";
import type { RecommendationRow } from "../record/recommendations.ts";

/** What an export tells of a passage: a citation without what concerns its answer. */
export type Citable = Pick<
  Citation,
  | "documentId"
  | "documentTitle"
  | "body"
  | "sessionDate"
  | "documentDate"
  | "revision"
  | "paragraph"
  | "item"
  | "kind"
  | "speaker"
  | "honorific"
  | "role"
  | "organization"
  | "country"
  | "language"
  | "quote"
  | "start"
  | "markup"
  | "translation"
  | "localNames"
>;

/** A row of the table of recommendations, with a translation in the language asked for where the record has one. */
export function citableRow({ document, section, passage }: RecommendationRow, language: FrameLanguage): Citable {
  const { id, title, body, sessionDate, documentDate, revision } = document;
  const { speaker, honorific, role, organization, country } = section;
  return {
    documentId: id,
    documentTitle: title,
    body,
    sessionDate,
    documentDate,
    revision,
    paragraph: passage.paragraph,
    item: passage.item,
    kind: passage.kind,
    speaker,
    honorific,
    role,
    organization,
    country,
    language: document.language,
    quote: passage.text,
    start: passage.start,
    ...(passage.markup !== undefined && { markup: passage.markup }),
    translation: passage.translations.find((translation) => translation.language === language) ?? null,
    localNames: localNamesIn(document, section, language),
  };
}
