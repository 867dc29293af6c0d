import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";

export type Field = "title" | "topic" | "body" | "session" | "issued" | "symbol";

/** Labels of a title block kept as "Label: value", over folded text. */
const LABELS: Readonly<Record<Field, RegExp>> = {
  title: /^(?:titulo|title|titre|asunto|subject|objet|assunto)$/u,
  // A heading of the agenda as often as the record's title.
  topic: /^(?:tema|topic|theme)$/u,
  body: /^(?:organo|organ|body|issuing body|organo emisor|organismo|organizacion|organization|entidad|orgao|organe|comite|committee|comision|commission)$/u,
  session:
    /^(?:fecha|date|data|fecha de la (?:sesion|reunion)|date of (?:the )?(?:session|meeting)|session date|meeting date|data da (?:sessao|reuniao)|date de la (?:seance|reunion)|celebrada?|held)$/u,
  issued:
    /^(?:publicacion|publicado|published|publication|publicacao|fecha de (?:publicacion|emision|distribucion)|issued|date of issue|document date|emision|emissao|emis|distribution|distribucion|distr)$/u,
  symbol:
    /^(?:documento|document|simbolo|symbol|signatura|cote|ref|referencia|reference|no|numero de documento|document number)$/u,
};

const SYMBOL =
  /(?<![\p{L}\d/])\p{Lu}[\p{Lu}\d-]+(?:\/[\p{L}\d.()-]+)+(?: ?(?:[Dd]oc|[Rr]ev|[Cc]orr|[Aa]dd|INF|RES|ACTA)\.? ?\d[\d/]*(?:\/\d+)*)*(?: \d{1,4}\/\d{2,4})?(?: \([\p{L}\d/.-]+\))?(?: (?:rev|corr|add)\.? ?\d+)*/u;
const ADMINISTRATIVE =
  /^(?:original|distr|idioma|language|langue|lugar|place|venue|local|sede|hora|time|moderador[ae]?|moderator|presidente|presidencia|president|presidency|chair|relator[ae]?|rapporteur|ponentes?|speakers?|panelistas|panelists|delegations?|delegaciones|participantes|participants|present|asistentes)\b/u;
/** "Members present: …", "Asistentes y excusados: …". */
const ATTENDANCE =
  /^[^:]{0,40}(?<!\p{L})(?:present(?:es?|s)?|asist|attend|apolog|excus|ausen|absen|witness|testig|concejal|vereador|quorum|convocad|etaient|participa|seno(?:res|ras)|miembros|members)[^:]{0,40}:/u;
const LANGUAGE_LINE = /^(?:original|idioma original|langue originale|distribution|distribucion|distr\.)\s*:/u;

/** The document symbol in the text; null where there is none. */
export function symbolIn(text: string): string | null {
  const match = SYMBOL.exec(text);
  return match !== null && /\d/u.test(match[0]) ? match[0].replace(/[.\s]+$/u, "") : null;
}

/** A line of the title block that tells of the sitting or the paper: "Original: English", "Venue: …". */
export function isAdministrativeLine(text: string): boolean {
  const folded = foldText(text);
  return ADMINISTRATIVE.test(folded) || ATTENDANCE.test(folded);
}

/** A line that stands nowhere but in a title block: one that is a symbol, or the language of the original. */
export function isTitleBlockLine(text: string): boolean {
  if (LANGUAGE_LINE.test(foldText(text))) return true;
  const symbol = symbolIn(text);
  return symbol !== null && text.startsWith(symbol);
}

/** The field that a line such as "Symbol: …" gives, and its value; null for any other line. */
export function fieldOf(text: string): { readonly field: Field; readonly value: string } | null {
  const match = /^([^:]{2,40}?)\s*:\s*(\S.*)$/u.exec(text);
  const label = foldText(match?.[1] ?? "")
    .replace(/[.º°]/gu, "")
    .trim();
  const value = match?.[2]?.trim() ?? "";
  for (const field of Object.keys(LABELS) as Field[]) {
    if (value !== "" && LABELS[field].test(label)) return { field, value };
  }
  return null;
}

/** The first value of each field. */
export function readFields(blocks: readonly TextBlock[]): ReadonlyMap<Field, string> {
  const fields = new Map<Field, string>();
  for (const block of blocks) {
    const found = fieldOf(block.text);
    if (found === null || fields.has(found.field)) continue;
    // "Document: …" labels many things; a symbol has a number and a stroke.
    if (found.field === "symbol" && !/[/\d]/u.test(found.value)) continue;
    fields.set(found.field, found.value);
  }
  return fields;
}
