import type { CountryLexicon } from "../countries.ts";
import { foldText } from "../folding.ts";
import { readableCase } from "./letter-case.ts";
import {
  classifyParty,
  isProperName,
  readHonorific,
  readLinked,
  readOffice,
  splitBehalf,
  withoutArticle,
} from "./parties.ts";
import { INSTITUTION_HEADS, INSTITUTION_HEADS_EN, PRESIDENCY } from "./speaker-lexicon.ts";

/** A line that names a person: form of address, name, office, organization, body presided over. */
export interface PersonLine {
  readonly honorific: string | null;
  readonly name: string;
  /** The office as written, with what it is an office of. */
  readonly role: string | null;
  /** The employer, as a segment of its own names it. */
  readonly organization: string | null;
  /** The employer of a minister, read from the office: "Ministerio de…". */
  readonly ministry: string | null;
  /** The body that the office belongs to: "Perú" of "Representante Permanente de Perú". */
  readonly officeOf: string | null;
  /** A body presided over, or spoken for "on behalf of". */
  readonly presided: string | null;
  readonly country: string | null;
}

const LONGEST_LINE = 400;
const NAME_WORD =
  /^(?:(?:[dl]['’])?\p{Lu}[\p{L}\p{M}'’.-]*|de|del|la|las|los|y|e|da|do|dos|das|van|von|der|den|di|al|el|bin|ben|du|le|st\.)$/u;
const PRESIDES = new RegExp(
  `(?:${PRESIDENCY})(?![\\p{L}])[\\s,]*(?:(?:de la|de los|del|de|d[ao]s?|of the|of|du|des)\\s+)?(?:(?:el|la|the)\\s+)?`,
  "u",
);
const INSTITUTION = new RegExp(
  `^(?:${INSTITUTION_HEADS})(?![\\p{L}])|(?<![\\p{L}])(?:${INSTITUTION_HEADS_EN})(?![\\p{L}])`,
  "u",
);
const MINISTER =
  /^(?:(?:acting|interim|deputy) )?(?:vice)?(ministr[oae]|minister|ministre)(?!\p{L})(?:\s+(?:encargad[oa]|interin[oa]|acting|titular|de estado))*/u;
/** A unit named with its organization's acronym behind it: "Unidad de Migración BID". */
const UNIT =
  /^(?:unidad|unit|unidade|unit[eé]|divisi[oó]n|divis[aã]o|secci[oó]n|section|[aá]rea|equipo|team)\s.*\s(\p{Lu}{2,8})$/iu;
const MINISTRY_NAMES: Readonly<Record<string, string>> = {
  ministro: "Ministerio",
  ministra: "Ministerio",
  minister: "Ministry",
  ministre: "Ministère",
};

/** Reads a person's line: one with a form of address, or a name followed by an office or an organization. */
export function readPersonLine(text: string, countries: CountryLexicon): PersonLine | null {
  // "El señor PARDO, don Luis": the first name stands behind.
  const line = trimEnding(text.trim())
    .replace(/,\s(?:don|doña)\s[^,()]+/iu, "")
    .replace(/\s{2,}/gu, " ");
  if (line === "" || line.length > LONGEST_LINE || /:\s/u.test(line)) return null;
  const address = readHonorific(withoutArticle(line));
  const rest = address === null ? line : withoutArticle(line).slice(address.length);
  const [first = "", ...segments] = splitSegments(rest);
  const bracket = /^(.*?)\s*\(([^()]+)\)\s*$/u.exec(first);
  const name = (bracket?.[1] ?? first).trim();
  if (bracket?.[2] !== undefined) segments.unshift(bracket[2]);
  if (address === null && !isNameBeforeOffice(name, segments, countries)) return null;
  if (address !== null && readOffice(name, { addressed: true }) !== null) {
    return describe(address.honorific, name, [name, ...segments], countries);
  }
  if (!isName(name)) return null;
  return describe(address?.honorific ?? null, name, segments, countries);
}

/** The full stop of "EE. UU." and "D.C." belongs to the name; any other at the end of the line does not. */
function trimEnding(line: string): string {
  return /\.\s?\p{Lu}+\.$/u.test(line) ? line : line.replace(/[\s.:;]+$/u, "");
}

/** Split at commas, dashes and slashes that stand outside brackets. */
function splitSegments(text: string): string[] {
  const segments: string[] = [];
  let depth = 0;
  let current = "";
  for (const part of text.split(/([(),;]|\s[–—-]\s)/u)) {
    if (part === "(") depth += 1;
    if (part === ")") depth -= 1;
    if (depth <= 0 && /^(?:[,;]|\s[–—-]\s)$/u.test(part)) {
      segments.push(current.trim());
      current = "";
    } else current += part;
  }
  return [...segments, current.trim()].filter((segment) => segment !== "");
}

function isName(text: string): boolean {
  const words = text.split(/\s+/u);
  return words.length <= 8 && /^(?:[dl]['’])?\p{Lu}/u.test(text) && words.every((word) => NAME_WORD.test(word));
}

function isNameBeforeOffice(name: string, segments: readonly string[], countries: CountryLexicon): boolean {
  const words = name.split(/\s+/u);
  if (words.length < 2 || words.length > 6 || !isName(name) || segments.length === 0) return false;
  if (classifyParty(name, countries) !== null || countries.findMentions(name).length > 0) return false;
  const next = segments[0] ?? "";
  return readOffice(next) !== null || (segments.length > 1 && classifyParty(next, countries) === "organization");
}

type Told = Pick<PersonLine, "role" | "organization" | "ministry" | "officeOf" | "presided">;

function describe(
  honorific: string | null,
  name: string,
  segments: readonly string[],
  countries: CountryLexicon,
): PersonLine {
  const office = readOffice(name, { addressed: true }) !== null;
  return {
    honorific: honorific === null ? null : readableName(honorific),
    name: office ? readableCase(name) : readableName(name),
    ...readSegments(segments, countries),
    country: countryOf(segments, countries),
  };
}

function readSegments(segments: readonly string[], countries: CountryLexicon): Told {
  let told: Told = { role: null, organization: null, ministry: null, officeOf: null, presided: null };
  let named: string | null = null;
  for (const segment of segments) {
    // Segments are split at commas, so that "on behalf of" may open one.
    const { speaker, behalf } = splitBehalf(` ${segment}`);
    told = { ...told, presided: told.presided ?? behalf ?? presidedBody(segment) };
    if (isPresidencyAlone(segment)) continue;
    const office = readOffice(speaker, { addressed: true });
    if (office !== null && told.role === null) {
      const officeOf = officeBody(speaker, office.length, countries);
      told = {
        ...told,
        role: readableCase(speaker),
        ministry: ministryOf(speaker),
        officeOf: officeOf ?? told.officeOf,
      };
    } else if (office !== null) {
    } else if (told.organization === null && UNIT.test(speaker)) {
      told = { ...told, organization: UNIT.exec(speaker)?.[1] ?? speaker };
    } else if (told.organization === null && classifyParty(speaker, countries) === "organization") {
      told = { ...told, organization: speaker };
    } else if (told.officeOf === null && countries.codeOf(speaker) !== null) {
      told = { ...told, officeOf: speaker };
    } else if (named === null && isProperName(speaker.replace(/\s*\([^)]*\)$/u, ""))) {
      named = speaker.replace(/\s*\([^)]*\)$/u, "");
    }
  }
  // A name that no lexicon knows is the employer's where nothing else is.
  const unknown = told.organization === null && told.ministry === null && told.officeOf === null;
  return unknown ? { ...told, organization: named } : told;
}

/** Minutes print surnames in capitals ("Mr. PÉREZ"); short capitals may be initials. */
function readableName(name: string): string {
  return readableCase(name).replace(/\p{Lu}{3,}(?!\p{L})/gu, (word) => word.charAt(0) + word.slice(1).toLowerCase());
}

function presidedBody(segment: string): string | null {
  const match = PRESIDES.exec(foldText(segment));
  if (match === null) return null;
  const body = segment.slice(match.index + match[0].length).replace(/[\s.]+$/u, "");
  return body === "" ? null : body;
}

function isPresidencyAlone(segment: string): boolean {
  const match = PRESIDES.exec(foldText(withoutArticle(segment)));
  return match !== null && match.index === 0 && presidedBody(segment) !== null;
}

/** The ministry of a minister by title ("Minister of Labour of Peru"); null for any other office. */
export function ministryOf(role: string): string | null {
  const match = MINISTER.exec(foldText(role));
  const kind = match?.[1];
  if (match === null || kind === undefined) return null;
  const portfolio = role.slice(match[0].length).trim();
  const ministry = MINISTRY_NAMES[kind];
  return portfolio === "" || ministry === undefined || readLinked(portfolio) === null
    ? null
    : `${ministry} ${portfolio}`;
}

function officeBody(role: string, officeLength: number, countries: CountryLexicon): string | null {
  const linked = readLinked(role.slice(officeLength));
  if (linked === null) return null;
  const body = (linked.split(/\s+(?:to|before|ante|perante|aupr[eè]s|junto)\s/u)[0] ?? linked).trim();
  if (countries.codeOf(body) !== null || classifyParty(body, countries) !== null) return body;
  if (INSTITUTION.test(foldText(body)) && isProperName(body)) return body;
  // "Directora de Energía de Uruguay" is the State's.
  const state = countries.findMentions(body).at(-1);
  if (state !== undefined && state.end === body.length) return body.slice(state.start);
  // "Secretaria Ejecutiva para el Desarrollo Integral de la OEA" is the OEA's.
  return /(?:^|\s)(?:de la|del|de los|of the|of|d[ao]|du|de l['’])\s+(\p{Lu}{2,8})$/u.exec(body)?.[1] ?? null;
}

/** A state's name, unless it only says where ("Oficina en Chile"); null where the line names more than one. */
function countryOf(segments: readonly string[], countries: CountryLexicon): string | null {
  const codes = segments.flatMap((segment) =>
    countries
      .findMentions(segment)
      .filter((mention) => !/(?:^|\s)(?:en|in|em|au|aux)\s+$/u.test(foldText(segment.slice(0, mention.start))))
      .map((mention) => mention.code),
  );
  const distinct = new Set(codes);
  return distinct.size === 1 ? (codes[0] ?? null) : null;
}
