import { shownQuote } from "../../server/protocol.ts";
import type { Turn } from "../conversation.ts";
import { formatInstant } from "../formats.ts";
import type { Citable } from "./citable.ts";
import { citationLink, formalCitation, type TakeawayFrame } from "./formal-citation.ts";

/** Text that Markdown (CommonMark) shows as it is written. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>~|]/g, "\\$&")
    .replace(/&(?=#?\w+;)/g, "\\&")
    .replace(/^(\s*)([#+=-])/gm, "$1\\$2")
    .replace(/^(\s*\d{1,9})([.)])/gm, "$1\\$2")
    .replace(/!(?=\\\[)/g, "\\!")
    .replace(/^[ \t]+/gm, (space) => space.replaceAll(" ", "&#32;").replaceAll("\t", "&#9;"));
}

/** A quotation whose lines stay lines. */
function blockquote(text: string): string {
  const lines = escapeMarkdown(text).split("\n");
  return lines.map((line, index) => `> ${line}${breaksAfter(lines, index) ? "\\" : ""}`.trimEnd()).join("\n");
}

function breaksAfter(lines: readonly string[], index: number): boolean {
  const next = lines[index + 1];
  return lines[index] !== "" && next !== undefined && next !== "";
}

function citedPassage(citation: Citable, label: string, frame: TakeawayFrame): string {
  const { translation } = citation;
  const text = frame.strings.citation;
  const link = citationLink(citation, frame.origin);
  // The address comes last in the reference, here as a link.
  const reference = escapeMarkdown(formalCitation(citation, frame).slice(0, -link.length));
  const translated =
    translation === null
      ? []
      : [
          `*${translation.official ? text.officialTranslation : text.unofficialTranslation}* (${translation.language}):`,
          blockquote(translation.text),
        ];
  return [blockquote(shownQuote(citation)), ...translated, `${label}${reference}<${link}>`].join("\n\n");
}

/** One answer: question, lead, and every passage with its formal citation. */
export function turnMarkdown(turn: Turn, frame: TakeawayFrame): string {
  const text = frame.strings.citation;
  const part = (heading: string | null, citations: readonly (Citable & { readonly number: number })[]) =>
    citations.length === 0
      ? []
      : [
          ...(heading === null ? [] : [`### ${heading}`]),
          ...citations.map((citation) => citedPassage(citation, `\\[${citation.number}\\] `, frame)),
        ];
  return [
    `## ${oneLine(turn.asked.question)}`,
    ...(turn.lead === "" ? [] : [escapeMarkdown(turn.lead)]),
    ...part(null, turn.citations),
    ...part(text.doubtful, turn.response?.borderline ?? []),
    ...part(text.notAnswering, turn.response?.nearest ?? []),
  ].join("\n\n");
}

export interface MarkdownDocument {
  readonly title: string;
  /** Already Markdown. */
  readonly parts: readonly string[];
  /** ISO 8601 instant. */
  readonly exportedAt: string;
}

export function markdownDocument({ title, parts, exportedAt }: MarkdownDocument, frame: TakeawayFrame): string {
  const note = frame.strings.citation.exportedFrom(formatInstant(exportedAt, frame.language));
  return `${[`# ${oneLine(title)}`, ...parts, "---", escapeMarkdown(note)].join("\n\n")}\n`;
}

/** Passages outside a conversation: the table of recommendations. */
export function passagesMarkdown(citables: readonly Citable[], frame: TakeawayFrame): readonly string[] {
  return citables.map((citable) => citedPassage(citable, "", frame));
}

/** A heading cannot hold a line break. */
function oneLine(text: string): string {
  return escapeMarkdown(text.replace(/\s+/g, " ").trim());
}
