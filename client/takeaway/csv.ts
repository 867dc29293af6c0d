import { shownQuote } from "../../server/protocol.ts";
import type { Turn } from "../conversation.ts";
import { paragraphLabel } from "../formats.ts";
import type { Strings } from "../strings/strings.ts";
import type { Citable } from "./citable.ts";
import { citationLink, formalCitation, type TakeawayFrame } from "./formal-citation.ts";

type Column = keyof Strings["citation"]["columns"];
type Row = Readonly<Partial<Record<Column, string>>>;

const citableColumns = [
  "quote",
  "speaker",
  "role",
  "organization",
  "country",
  "body",
  "title",
  "sessionDate",
  "documentDate",
  "paragraph",
  "kind",
  "language",
  "translation",
  "citation",
  "link",
] as const satisfies readonly Column[];

/** Every passage that the turns show, one a row, with its formal citation. */
export function turnsCsv(turns: readonly Turn[], frame: TakeawayFrame): string {
  const { standings } = frame.strings.citation;
  const rows = turns.flatMap((turn) => {
    const part = (standing: string, citations: Turn["citations"]) =>
      citations.map(
        (citation): Row => ({
          question: turn.asked.question,
          standing,
          number: `${citation.number}`,
          ...citableRow(citation, frame),
        }),
      );
    return [
      ...part(standings.cited, turn.citations),
      ...part(standings.doubtful, turn.response?.borderline ?? []),
      ...part(standings.notAnswering, turn.response?.nearest ?? []),
    ];
  });
  return csv(["question", "standing", "number", ...citableColumns], rows, frame.strings);
}

export function passagesCsv(citables: readonly Citable[], frame: TakeawayFrame): string {
  return csv(
    citableColumns,
    citables.map((citable) => citableRow(citable, frame)),
    frame.strings,
  );
}

function citableRow(citable: Citable, frame: TakeawayFrame): Row {
  return {
    quote: shownQuote(citable),
    speaker: citable.speaker ?? "",
    role: citable.role ?? "",
    organization: citable.organization ?? "",
    country: citable.country ?? "",
    body: citable.body ?? "",
    title: citable.documentTitle,
    sessionDate: citable.sessionDate ?? "",
    documentDate: citable.documentDate ?? "",
    paragraph: paragraphLabel(citable.paragraph, citable.item),
    kind: frame.strings.kinds[citable.kind],
    language: citable.language,
    translation: citable.translation?.text ?? "",
    citation: formalCitation(citable, frame),
    link: citationLink(citable, frame.origin),
  };
}

/** RFC 4180, with a byte order mark, without which Excel does not read UTF-8. */
function csv(columns: readonly Column[], rows: readonly Row[], { citation }: Strings): string {
  const header = columns.map((column) => citation.columns[column]);
  const lines = [header, ...rows.map((row) => columns.map((column) => row[column] ?? ""))];
  return `\uFEFF${lines.map((line) => line.map(csvField).join(",")).join("\r\n")}\r\n`;
}

/**
 * A spreadsheet runs a field that begins with one of these as a formula, whoever wrote it; an apostrophe before it
 * makes it text, and is not shown (OWASP, CSV injection). One that already has apostrophes before it gets one more, so
 * that taking one off gives back what was there.
 */
const formulaStart = /^'*[=+\-@＝＋－＠\t\r\n]/u;

/** Where other spreadsheets part fields, whatever the quotes around: at a semicolon where the comma is the decimal sign. */
const formulaInside = /([;\t\r\n])('*[=+\-@＝＋－＠])/gu;

export function csvField(value: string): string {
  const inside = value.replace(formulaInside, "$1'$2");
  const safe = formulaStart.test(value) ? `'${inside}` : inside;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
