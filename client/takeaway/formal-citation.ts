import type { FrameLanguage } from "../../server/protocol.ts";
import { formatDate, paragraphLabel } from "../formats.ts";
import { speakerNames } from "../record/speaker-names.ts";
import { documentPath } from "../routes.ts";
import type { Strings } from "../strings/strings.ts";
import type { Citable } from "./citable.ts";

/** What the exports need to know of where and for whom they are made. */
export interface TakeawayFrame {
  readonly language: FrameLanguage;
  readonly strings: Strings;
  /** Scheme, host and port that links start with. */
  readonly origin: string;
}

/** The address at which the passage stands lit, in the revision that was cited. */
export function citationLink(citation: Citable, origin: string): string {
  const { documentId, revision, paragraph, item } = citation;
  return origin + documentPath(documentId, revision, { paragraph, item });
}

/** Body, title, session date, speaker and role, paragraph: the reference that follows a quote in a note. */
export function formalCitation(citation: Citable, { language, strings, origin }: TakeawayFrame): string {
  const text = strings.citation;
  const { body, documentTitle, sessionDate, documentDate } = citation;
  const dates = [
    sessionDate === null ? null : text.sessionOf(formatDate(sessionDate, language)),
    documentDate === null ? null : text.documentOf(formatDate(documentDate, language)),
  ].filter((date) => date !== null);
  const sentences = [
    [body, documentTitle, ...dates].filter((part) => part !== null && part !== "").join(", "),
    speakerPart(citation, strings),
    `${text.paragraph(paragraphLabel(citation.paragraph, citation.item))} (${text.numbering})`,
    citationLink(citation, origin),
  ];
  return sentences
    .filter((sentence) => sentence !== "")
    .map(oneLine)
    .join(". ");
}

function speakerPart(citable: Citable, { citation: text }: Strings): string {
  const { speaker, honorific, role } = citable;
  const { name, body } = speakerNames(citable);
  if (speaker === null) return name === null ? "" : text.interventionOf(name);
  const named = honorific === null ? speaker : `${honorific} ${speaker}`;
  const parts = [
    text.interventionOf(named),
    role,
    // A role such as "Presidency of X" already says for whom.
    body === null || role?.includes(body) ? null : text.onBehalfOf(body),
  ];
  return parts.filter((part) => part !== null).join(", ");
}

/** A title that breaks over lines in its source is one line of a citation; a full stop at its end is not doubled. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/\.$/, "");
}

const quotationMarks: Readonly<Record<FrameLanguage, readonly [string, string]>> = { es: ["«", "»"], en: ["“", "”"] };

/** The quote, its translation where the reader's language has one, and the formal citation. */
export function quoteWithCitation(citation: Citable, frame: TakeawayFrame): string {
  const [open, close] = quotationMarks[frame.language];
  const { translation } = citation;
  const text = frame.strings.citation;
  const translated =
    translation === null || translation.language !== frame.language
      ? []
      : [
          `[${translation.official ? text.officialTranslation : text.unofficialTranslation}: ${open}${translation.text}${close}]`,
        ];
  return [`${open}${citation.quote}${close}`, ...translated, formalCitation(citation, frame)].join("\n");
}
