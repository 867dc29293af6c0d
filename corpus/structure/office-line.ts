import type { CountryLexicon } from "../countries.ts";
import { classifyParty, isProperName, readLinked, readOffice } from "./parties.ts";
import { type Speaker, shortName } from "./speaker.ts";

const LONGEST_LINE = 200;
const SEPARATOR = /\s[–—-]\s|\s\|\s/u;
/** English puts what an office is of before it. */
const ENGLISH_OFFICE =
  /^(?:\p{Lu}[\p{L}’'-]+\s){1,3}(?:Adviser|Advisor|Analyst|Attorney|Coordinator|Counsel|Director|Economist|Engineer|Leader|Manager|Officer|Representative|Researcher|Scientist|Secretary|Specialist|Spokesperson)$/u;

/** "Transport Economist", "Legal Adviser": the whole of the text; null for anything else. */
export function readEnglishOffice(text: string): string | null {
  return ENGLISH_OFFICE.test(text) ? text : null;
}

/**
 * "Director of Hydrology – National Water Authority – Panama": an office, its body and, where it has one, its state, in
 * place of a person's name. Null where the first is no office, or is the office of a body already: then the rest is what
 * the part is about.
 */
export function readOfficeLine(text: string, countries: CountryLexicon): Speaker | null {
  if (text.length > LONGEST_LINE || /[.:;]\s/u.test(text)) return null;
  const [office = "", body, state, ...more] = text.split(SEPARATOR).map((segment) => segment.trim());
  if (body === undefined || more.length > 0 || !isOffice(office, countries)) return null;
  const country = countries.codeOf(state ?? body);
  if (state !== undefined && country === null) return null;
  const known = classifyParty(body, countries) === "organization";
  if (state === undefined ? !known || !isProperName(body) : !known && !isProperName(body)) return null;
  return { speaker: office, honorific: null, role: office, organization: shortName(body), affiliation: null, country };
}

function isOffice(text: string, countries: CountryLexicon): boolean {
  if (readEnglishOffice(text) !== null) return true;
  const office = readOffice(text);
  if (office === null) return false;
  const rest = text.slice(office.length).trim();
  if (rest === "") return office.role.includes(" ");
  const linked = readLinked(rest);
  return linked !== null && classifyParty(linked, countries) === null && countries.findMentions(linked).length === 0;
}

const AGENT = /(?<=\p{Ll}{2})(?:[dt]or(?:a|es)?|[dt]eur|[dt]rice|i[èe]re|ista)$/u;

/**
 * "Interventora", "Contador General", "Managing Director": what somebody does, by the ending of the noun that stands first,
 * or last in English; a body or a party is named by another.
 */
export function isAgent(text: string): boolean {
  return readEnglishOffice(text) !== null || AGENT.test(text.split(/\s/u)[0] ?? "");
}
