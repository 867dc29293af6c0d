import { foldText } from "../folding.ts";

const SYMBOL =
  /(?<![\p{L}\d/])\p{Lu}[\p{Lu}\d-]+(?:\/[\p{L}\d.()-]+)+(?: ?(?:[Dd]oc|[Rr]ev|[Cc]orr|[Aa]dd|INF|RES|ACTA)\.? ?\d[\d/]*(?:\/\d+)*)*(?: \d{1,4}\/\d{2,4})?(?: \([\p{L}\d/.-]+\))?(?: (?:rev|corr|add)\.? ?\d+)*/u;
const ADMINISTRATIVE =
  /^(?:original|distr|idioma|language|langue|lugar|place|venue|local|sede|hora|time|moderador[ae]?|moderator|presidente|presidencia|president|presidency|chair|relator[ae]?|rapporteur|ponentes?|speakers?|panelistas|panelists|delegations?|delegaciones|participantes|participants|present|asistentes)\b/u;
const LANGUAGE_LINE = /^(?:original|idioma original|langue originale|distribution|distribucion|distr\.)\s*:/u;

/** The document symbol in the text; null where there is none. */
export function symbolIn(text: string): string | null {
  const match = SYMBOL.exec(text);
  return match !== null && /\d/u.test(match[0]) ? match[0].replace(/[.\s]+$/u, "") : null;
}

/** A line of the title block that tells of the sitting or the paper: "Original: English", "Venue: …". */
export function isAdministrativeLine(text: string): boolean {
  return ADMINISTRATIVE.test(foldText(text));
}

/** A line that stands nowhere but in a title block: one that is a symbol, or the language of the original. */
export function isTitleBlockLine(text: string): boolean {
  if (LANGUAGE_LINE.test(foldText(text))) return true;
  const symbol = symbolIn(text);
  return symbol !== null && text.startsWith(symbol);
}
