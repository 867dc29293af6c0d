import type { DocumentDetail } from "../../server/document-protocol.ts";
import type { Citation } from "../../server/protocol.ts";

type Section = DocumentDetail["sections"][number];
type Named = Pick<
  Citation,
  "documentTitle" | "body" | "speaker" | "honorific" | "role" | "organization" | "language" | "localNames"
>;

/** What a passage's source and speaker are called, and in which language. */
export type Names = Pick<
  Named,
  "documentTitle" | "body" | "speaker" | "honorific" | "role" | "organization" | "language"
>;

/** In the reader's language where the server tells it, else as the record says. */
export function namesFor(cited: Named, language: string): Names {
  const { localNames } = cited;
  return localNames?.language === language ? localNames : cited;
}

/** What a record's translation tells of a section, as citations tell it; null where none is in the language. */
export function localNamesIn(
  document: Pick<DocumentDetail, "title" | "body" | "translatedTitles">,
  section: Section,
  language: "es" | "en",
): NonNullable<Citation["localNames"]> | null {
  const titles = document.translatedTitles?.find((told) => told.language === language);
  const names = section.translatedNames?.find((told) => told.language === language);
  if (titles === undefined && names === undefined) return null;
  return {
    language,
    documentTitle: titles?.title ?? document.title,
    body: titles?.body ?? document.body,
    speaker: section.speaker,
    topic: names?.topic ?? section.topic,
    honorific: names?.honorific ?? section.honorific,
    role: names?.role ?? section.role,
    organization: names?.organization ?? section.organization,
  };
}
