import { fold, tokenize } from "../language/terms.ts";
import type { SearchPassage } from "../retrieval/search-text.ts";
import { sectionId } from "./answer-request.ts";
import type { DocumentView } from "./document-views.ts";

const year = (isoDate: string | null): string => isoDate?.slice(0, 4) ?? "";

/** Lines that hold a date: those with its year and its day, the most telling first. */
export function linesWithDate(lines: readonly SearchPassage[], isoDate: string | null): SearchPassage[] {
  if (isoDate === null) return [];
  const day = String(Number(isoDate.slice(8, 10)));
  return lines.filter(({ passage }) => {
    const text = passage.text;
    return text.includes(year(isoDate)) && new RegExp(`(?<!\\d)0?${day}(?!\\d)`, "u").test(text);
  });
}

/** Lines that name most of a text's words: where the title or the issuing body stands. */
export function linesNaming(lines: readonly SearchPassage[], text: string | null): SearchPassage[] {
  if (text === null) return [];
  const words = new Set(fold(text).match(/[\p{L}\p{N}]{3,}/gu) ?? []);
  return lines.filter(({ passage }) => {
    const own = fold(passage.text).match(/[\p{L}\p{N}]{3,}/gu) ?? [];
    return own.length > 0 && own.filter((word) => words.has(word)).length / own.length >= 0.5;
  });
}

const fewestWordsOfSubject = 4;

const isInCapitals = (text: string): boolean => text === text.toUpperCase() && text !== text.toLowerCase();
const isQuoted = (text: string): boolean =>
  ["“”", "«»"].some(([open = "", close = ""]) => text.startsWith(open) && text.endsWith(close));

/** Set as a title is, all in capitals or all in quotation marks, and without a number. */
function isSetAsTitle({ passage }: SearchPassage): boolean {
  const text = passage.text.trim();
  const words = tokenize(text);
  const holdsNumber = words.some(({ folded }) => folded.charAt(0) >= "0" && folded.charAt(0) <= "9");
  return (isInCapitals(text) || isQuoted(text)) && !holdsNumber && words.length >= fewestWordsOfSubject;
}

/** What a record is about, as the lines right below its title tell it that are set as a title is. */
export function subjectLines(frontMatter: readonly SearchPassage[], title: string): SearchPassage[] {
  const titled = linesNaming(frontMatter, title);
  const last = titled.at(-1);
  if (last === undefined) return [];
  const below = frontMatter.slice(frontMatter.indexOf(last) + 1);
  const end = below.findIndex((entry) => !isSetAsTitle(entry));
  return end < 0 ? below : below.slice(0, end);
}

const longestAcronym = 8;

const acronymsOf = (text: string): string[] =>
  tokenize(text).flatMap(({ surface }) =>
    isInCapitals(surface) && surface.length > 1 && surface.length <= longestAcronym ? [surface] : [],
  );

/**
 * The body whose session a title tells ("SESIÓN TEMÁTICA DE LA CAM"): its one acronym, in capitals in text that is not
 * all in capitals too.
 */
export function bodyInTitle({
  document,
  frontMatter,
  closing,
}: Pick<DocumentView, "document" | "frontMatter" | "closing">): { acronym: string; lines: SearchPassage[] } | null {
  const around = [...frontMatter, ...closing].filter(({ passage }) => !isInCapitals(passage.text));
  const known = new Set(around.flatMap(({ passage }) => acronymsOf(passage.text)));
  const named = new Set(acronymsOf(document.title).filter((word) => known.has(word)));
  const [only] = named;
  if (only === undefined || named.size > 1) return null;
  const holds = ({ passage }: SearchPassage): boolean => acronymsOf(passage.text).includes(only);
  return { acronym: only, lines: linesNaming(frontMatter, document.title).filter(holds) };
}

export const issuerLine =
  /\b(?:realizad|elaborad|preparad|redactad|emitid|expedid|publicad|secretar|prepared|issued|produced|drafted|compiled|secretariat|department|office|departamento|oficina|unidad|preparada|elabore|redige|etabli|direccion|division)\w*/u;

export const placeLine =
  /\b(?:sala|room|salon|edificio|building|salle|washington|d\.c\.|lugar|place|venue|local)\b|^[\p{L} .'-]+,\s*(?:[\p{L} .'-]+,\s*)?\d{1,2}\b|,\s*\p{L}+\s+\d{1,2}/u;

export const attendanceLine =
  /\b(?:presentes?|present|asist\p{L}+|attend\p{L}+|particip\p{L}+|observador\p{L}*|observers?|observateurs?|registr\p{L}+|inscri\p{L}+|quorum)\b/u;

/** "Was attended by nineteen member states", "asistieron 22 Estados": how an opening tells it. */
export const attendanceTold =
  /\b(?:attended by|had (?:attended|registered|accredited)|were (?:present|accredited)|asistieron|acreditaron|participaron|acreditad[oa]s|compareceram|participaram|assistaient|ont participe)\b.{0,80}\b(?:states|countries|delegat\w+|delegaci\w+|estados|paises|members|miembros|etats|pays)\b|\b(?:states|countries|delegations|estados|paises|delegaciones)\b.{0,60}\b(?:attended|registered|accredited|acreditad[oa]s|asistieron|present)\b/u;

export const mostAttendanceLines = 2;

/** One heading for each speaker, in the order in which they first take the floor. */
export function firstHeadings(headings: readonly SearchPassage[]): SearchPassage[] {
  const seen = new Set<string>();
  return headings.filter((entry) => {
    const label = fold(entry.section.speaker ?? entry.section.organization ?? "");
    if (label === "" || seen.has(label)) return false;
    seen.add(label);
    return true;
  });
}

/** An agenda heading leads to several speakers' parts and names none of them. */
function namesItsSpeaker({ section, passage }: SearchPassage): boolean {
  const names = fold(`${section.speaker ?? ""} ${section.organization ?? ""}`).match(/\p{L}{3,}/gu) ?? [];
  const own = new Set(fold(passage.text).match(/\p{L}{3,}/gu) ?? []);
  return names.some((word) => own.has(word));
}

/** What shows that a speaker took the floor: the heading that names it, or the opening of a turn that has none. */
export function spokenHeadings({ headings, content }: Pick<DocumentView, "headings" | "content">): SearchPassage[] {
  const isSpoken = ({ section }: SearchPassage): boolean => section.speaker !== null || section.organization !== null;
  const naming = headings.filter(namesItsSpeaker);
  const headed = new Set(naming.map(sectionId));
  const opened = new Set<string>();
  const openings = content.filter((entry) => {
    const id = sectionId(entry);
    if (headed.has(id) || opened.has(id)) return false;
    opened.add(id);
    return true;
  });
  return [...naming, ...openings].filter(isSpoken).sort((a, b) => a.ordinal - b.ordinal);
}

/** "The agenda covered three subjects". */
export const agendaLine = /\b(?:agenda|temario|orden del dia|order of business|ordre du jour|pauta|ordem do dia)\b/u;

/** "Original: español", "Language: English". */
export const languageLine = /\b(?:original|idioma|language|lengua|langue|lingua)\b/u;

export function firstHeadingOfEachSection(headings: readonly SearchPassage[]): SearchPassage[] {
  const last = new Map<string, SearchPassage>();
  // An agenda heading may stand before the speaker's own in the first section under it; the last one is the speaker's.
  for (const entry of headings) {
    const key = `${entry.document.id}/s${entry.section.number}`;
    if (!last.has(key) || entry.passage.text.length > 0) last.set(key, last.get(key) ?? entry);
  }
  return [...last.values()];
}
