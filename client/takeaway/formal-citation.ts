import { type FrameLanguage, shownQuote } from "../../server/protocol.ts";
import { formatDate, paragraphLabel } from "../formats.ts";
import { namesFor } from "../record/local-names.ts";
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

/** As many digits of a revision as tell it from every other. */
const revisionDigits = 12;

/** The address at which the passage stands lit, in the revision that was cited. */
export function citationLink({ documentId, revision, paragraph, item }: Citable, origin: string): string {
  const short = revision.replace(/^sha256:/, "").slice(0, revisionDigits);
  return origin + documentPath(documentId, short, { paragraph, item });
}

/** Speaker, office and body, title, issuing body, dates in words, paragraph, link: the reference that follows a quote. */
export function formalCitation(citation: Citable, { language, strings, origin }: TakeawayFrame): string {
  const text = strings.citation;
  const { body, documentTitle } = namesFor(citation, language);
  const sentence = [
    ...speakerParts(citation, language),
    text.inTitle(oneLine(documentTitle)),
    body,
    datePart(citation, language, text),
    `${text.paragraph(paragraphLabel(citation.paragraph, citation.item))} (${text.numbering})`,
  ];
  const told = sentence
    .filter((part) => part !== null && part !== "")
    .map((part) => oneLine(part ?? ""))
    .join(", ");
  return `${told.slice(0, 1).toUpperCase()}${told.slice(1)}. ${citationLink(citation, origin)}`;
}

function datePart(
  { sessionDate, documentDate }: Citable,
  language: FrameLanguage,
  text: Strings["citation"],
): string | null {
  const session = sessionDate === null ? null : text.sessionOf(formatDate(sessionDate, language));
  const document = documentDate === null ? null : text.documentOf(formatDate(documentDate, language));
  return session !== null && document !== null ? `${session} (${document})` : (session ?? document);
}

function speakerParts(citable: Citable, language: FrameLanguage): readonly (string | null)[] {
  const names = namesFor(citable, language);
  const { name, body } = speakerNames(names);
  const { honorific, role } = names;
  const named = names.speaker === null || honorific === null ? name : `${honorific} ${name}`;
  // A role such as "Presidency of X" already says for whom.
  const says = body === null || role?.includes(body) === true || name === null;
  const last = role ?? named;
  return says || last === null ? [named, role] : role === null ? [`${named} (${body})`] : [named, `${role} (${body})`];
}

/** A title that breaks over lines in its source is one line of a citation; a full stop at its end is not doubled. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/\.$/, "");
}

const quotationMarks: Readonly<Record<FrameLanguage, readonly [string, string]>> = { es: ["«", "»"], en: ["“", "”"] };

/** The quote, its translation where the reader's language has one, and the formal citation: as text and as a note shows it. */
export function quoteWithCitation(
  citation: Citable,
  frame: TakeawayFrame,
): { readonly text: string; readonly html: string } {
  const [open, close] = quotationMarks[frame.language];
  const { translation, language } = citation;
  const quote = shownQuote(citation);
  const { officialTranslation, unofficialTranslation } = frame.strings.citation;
  const translated =
    translation === null || translation.language !== frame.language
      ? null
      : `[${translation.official ? officialTranslation : unofficialTranslation}: ${open}${translation.text}${close}]`;
  const formal = formalCitation(citation, frame);
  const link = citationLink(citation, frame.origin);
  const paragraph = (text: string, of: string) => `<p lang="${escapeHtml(of)}">${escapeHtml(text)}</p>`;
  const html = [
    `<blockquote>${paragraph(`${open}${quote}${close}`, language)}</blockquote>`,
    ...(translated === null ? [] : [paragraph(translated, frame.language)]),
    paragraph(formal, frame.language).replace(escapeHtml(link), (told) => `<a href="${told}">${told}</a>`),
  ];
  return {
    text: [`${open}${quote}${close}`, ...(translated === null ? [] : [translated]), formal].join("\n"),
    html: html.join("\n"),
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
