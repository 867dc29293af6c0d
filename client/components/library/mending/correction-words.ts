import type { CorrectionInput } from "../../../../server/corrections-protocol.ts";
import type { DocumentDetail } from "../../../../server/document-protocol.ts";
import type { FrameLanguage } from "../../../../server/protocol.ts";
import { formatDate, joinNames, languageName, paragraphMark } from "../../../formats.ts";
import type { LibraryStrings } from "../../../strings/library-strings.ts";

export interface CorrectionWords {
  readonly text: Pick<LibraryStrings, "corrections" | "reading">;
  readonly language: FrameLanguage;
  readonly detail: DocumentDetail | null;
}

/** What a correction says, as a sentence without its full stop. */
export function wordsOf(correction: CorrectionInput, words: CorrectionWords): string {
  const { says } = words.text.corrections;
  switch (correction.type) {
    case "turn":
      return says.turn(whereOf(correction.start, words), correction.speaker, correction.organization ?? null);
    case "nobody":
      return says.nobody(whereOf(correction.start, words));
    case "heading":
      return says.heading(whereOf(correction.start, words));
    case "not-heading":
      return says.notHeading(whereOf(correction.start, words));
    case "kind": {
      const where = whereOf(correction.start, words, correction.end);
      return correction.kind === "recommendation" ? says.recommendation(where) : says.notRecommendation(where);
    }
    case "same-person":
      return says.samePerson(joinNames(correction.names.map(says.quote), words.language), correction.name);
    case "metadata":
      return says.metadata(metadataOf(correction, words));
  }
}

/** The mark of the paragraph that the place lies in; of its item, where the correction is of that very one. */
function whereOf(start: number, { detail, text }: CorrectionWords, end?: number): string {
  const passages = detail?.sections.flatMap((section) => section.passages) ?? [];
  const item = passages.find((each) => each.item !== null && each.start === start && each.end === end);
  const passage = item ?? passages.find((each) => each.start <= start && start < each.end);
  return passage === undefined ? text.corrections.says.somewhere : paragraphMark(passage.paragraph, item?.item ?? null);
}

function metadataOf(
  correction: Extract<CorrectionInput, { type: "metadata" }>,
  { text, language }: CorrectionWords,
): string {
  const { title, body, sessionDate, documentDate } = correction;
  const date = (value: string | null | undefined) => (value == null ? value : formatDate(value, language));
  const values = [
    [text.reading.title, title],
    [text.reading.body, body],
    [text.reading.sessionDate, date(sessionDate)],
    [text.reading.documentDate, date(documentDate)],
    [text.reading.language, correction.language && languageName(correction.language, language)],
  ] as const;
  return values
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value ?? text.corrections.says.nothing}`)
    .join("; ");
}
