import type { CountryLexicon } from "../countries.ts";
import type { Section } from "../document.ts";
import { foldText } from "../folding.ts";
import { readableCase } from "./letter-case.ts";
import {
  acronymOf,
  classifyParty,
  isAcronym,
  isProperName,
  readLinked,
  readOffice,
  readRepresentation,
  splitBehalf,
  withoutArticle,
} from "./parties.ts";
import { ministryOf, type PersonLine, readPersonLine } from "./person-line.ts";
import type { SpeakerHeading } from "./speaker-heading.ts";

export type Speaker = Pick<
  Section,
  "speaker" | "honorific" | "isPerson" | "role" | "organization" | "affiliation" | "country"
>;

/** A place where a speaker's part begins. */
export interface SpeakerStart {
  readonly speaker: Speaker;
  readonly topic: string | null;
  /** Blocks that make the heading; none where the part opens in running text ("The Delegation of Brazil: …"). */
  readonly headingBlocks: number;
}

/** What two spellings of one party have in common: "O.P.S." is "OPS". */
export function partyKey(speaker: Speaker): string {
  return foldText(speaker.organization ?? speaker.speaker ?? "").replace(/[^\p{L}\d ]/gu, "");
}

/** The short form of a body's name where the record gives one: "CRM" of "Conferencia Regional sobre Migración (CRM)". */
export function shortName(name: string): string {
  return acronymOf(name) ?? name.replace(/[\s.,;:]+$/u, "");
}

/** Who speaks, where a heading names no person: the party itself is the speaker. */
export function speakerOfParty(heading: SpeakerHeading, countries: CountryLexicon): Speaker {
  const person = heading.form === "person" ? readPersonLine(heading.party, countries) : null;
  if (person !== null) return speakerOfPerson(person, null, countries);
  const { speaker, behalf } = splitBehalf(heading.party);
  const singleWord = heading.form === "office" || heading.form === "country";
  const name = readableParty(beforeComma(speaker, countries), { singleWord }, countries);
  const remarkOffice = heading.remark === null ? null : readOffice(heading.remark);
  const office = heading.form === "office" ? readOffice(name) : null;
  const portfolio = office === null || ministryOf(name) === null ? null : withoutState(name, countries);
  const role = portfolio ?? office?.role ?? (remarkOffice === null ? null : heading.remark);
  return {
    speaker: name,
    honorific: null,
    role,
    organization: behalf === null ? organizationOfParty(heading, name, countries) : shortName(readableCase(behalf)),
    affiliation: null,
    country: countryOfParty(heading, countries),
  };
}

/** A party taken from running text begins with a capital: "representative of Barbados". */
function readableParty(name: string, options: { readonly singleWord: boolean }, countries: CountryLexicon): string {
  let readable = readableCase(name, options);
  for (const { start, end } of countries.findMentions(readable)) {
    const state = readable.slice(start, end);
    if (state.length > 3)
      readable = readable.slice(0, start) + readableCase(state, { singleWord: true }) + readable.slice(end);
  }
  return readable.charAt(0).toUpperCase() + readable.slice(1);
}

/** "Ministra de Salud" of "Ministra de Salud de Guatemala". */
function withoutState(name: string, countries: CountryLexicon): string {
  const state = countries.findMentions(name).at(-1);
  if (state === undefined || state.end !== name.length) return name;
  return name.slice(0, state.start).replace(/\s(?:de(?:l| la| los)?|of(?: the)?|d[ao]s?|du|des|de l['’])\s*$/u, "");
}

/** The body of an office ("Chair of the Committee") or the party itself. */
function organizationOfParty(heading: SpeakerHeading, name: string, countries: CountryLexicon): string | null {
  const office = heading.form === "office" ? readOffice(name) : null;
  if (office === null) return shortName(name);
  const ministry = ministryOf(name);
  if (ministry !== null) return ministry;
  if (!isOfABody(name, office.length, countries)) return null;
  const bracketed = /^\s*\(([^()]+)\)$/u.exec(name.slice(office.length))?.[1]?.trim();
  const body = bracketed ?? readLinked(name.slice(office.length)) ?? withoutArticle(name.slice(office.length).trim());
  const named = body.split(/\s+(?:to|before|ante|perante|aupr[eè]s|junto)\s/u)[0] ?? body;
  return named.trim() === "" ? null : shortName(named);
}

/** Offices that are always somebody's: what stands behind is whom they are sent by. */
export const GENERIC_OFFICES =
  /^(?:representa|observ|delegad|delegate|delegue|expert|especialist|specialist|panelist)/u;

/**
 * "Director Financiero", "Conselheiro Otacílio Farias": what stands directly behind an office is a part of it, or its
 * holder; a body only where it is one by the lexicon, an acronym or a state.
 */
function isOfABody(name: string, officeLength: number, countries: CountryLexicon): boolean {
  const rest = name.slice(officeLength);
  if (!/^\s\p{Lu}/u.test(rest) || readLinked(rest) !== null || GENERIC_OFFICES.test(foldText(name))) return true;
  const form = classifyParty(rest.trim(), countries);
  return form === "organization" || form === "country" || isAcronym(rest.trim());
}

/** A chair's affiliation and titles follow a comma; a comma inside a state's name ("Korea, Republic of") is not met. */
function beforeComma(text: string, countries: CountryLexicon): string {
  return (isListedName(text, countries) ? text : (text.split(/,\s/u)[0] ?? text)).trim();
}

/** "Organization for Education, Science and Culture (OESC)": commas inside a body's name part what it is for. */
export function isListedName(text: string, countries: CountryLexicon): boolean {
  const named = withoutArticle(text.trim());
  const more = named
    .replace(/\s*\([^()]*\)$/u, "")
    .split(/,\s/u)
    .slice(1);
  const listed = /(?:^|\s)(?:y|e|and|et)\s/u.test(more.at(-1) ?? "");
  if (!listed || classifyParty(named, countries) !== "organization") return false;
  if (!more.every((part) => classifyParty(part, countries) === null)) return false;
  return more.every(isProperName) || (named.endsWith(")") && acronymOf(named) !== null);
}

function countryOfParty(heading: SpeakerHeading, countries: CountryLexicon): string | null {
  const mentions = countries.findMentions(
    readableParty(splitBehalf(heading.party).speaker, { singleWord: heading.form === "office" }, countries),
  );
  const codes = new Set(mentions.map((mention) => mention.code));
  const first = mentions[0];
  if (first !== undefined && (codes.size === 1 || heading.form === "representation")) return first.code;
  const peoples = heading.form === "organization" ? [] : countries.findMentions(heading.party, { demonyms: true });
  return codes.size === 0 && heading.form === "representation" ? (peoples[0]?.code ?? null) : null;
}

/**
 * Who speaks, where a person's line stands with or without a heading above it.
 *
 * The body spoken for is, in this order: the one presided over or spoken on behalf of; the one that the heading presents;
 * the organization that the line names; what the office is an office of.
 */
export function speakerOfPerson(
  person: PersonLine,
  heading: SpeakerHeading | null,
  countries: CountryLexicon,
): Speaker {
  const presided = person.presided === null ? null : shortName(person.presided);
  const presented = heading === null || heading.form === "person" ? null : organizationPresented(heading, countries);
  const employer = person.organization ?? person.ministry;
  const own = employer ?? person.officeOf;
  const organization = presided ?? presented ?? (own === null ? null : shortName(own));
  const affiliation =
    employer !== null && organization !== null && isAnother(employer, organization, heading) ? employer : null;
  const party = heading === null ? null : countryOfParty(heading, countries);
  return {
    speaker: person.name,
    honorific: person.honorific,
    ...(readOffice(person.name, { addressed: true }) === null ? { isPerson: true as const } : {}),
    role: person.role,
    organization: organization ?? (heading === null ? null : shortName(heading.party)),
    affiliation: affiliation?.replace(/[\s.]+$/u, "") ?? null,
    country: party ?? person.country,
  };
}

/** Null where the heading names only a state's representative: then the line's organization is the one spoken for. */
function organizationPresented(heading: SpeakerHeading, countries: CountryLexicon): string | null {
  if (heading.form === "country") return null;
  if (readRepresentation(heading.party) !== null) return shortName(readableCase(heading.party));
  if (heading.form === "office") {
    const body = organizationOfParty(heading, heading.party, countries);
    return body === null || countries.codeOf(body) !== null ? null : body;
  }
  return shortName(readableCase(splitBehalf(heading.party).behalf ?? heading.party));
}

/** The employer is a body of its own, and not a unit of the one spoken for. */
function isAnother(employer: string, organization: string, heading: SpeakerHeading | null): boolean {
  const folded = foldText(employer);
  if (shortName(employer) === organization || folded.includes(foldText(organization))) return false;
  const presented = heading === null ? null : foldText(heading.party.replace(/\s*\([^)]*\)/gu, "").trim());
  if (presented !== null && presented !== "" && folded.includes(presented)) return false;
  return (
    !isAcronym(organization) ||
    !new RegExp(`(?<![\\p{L}])${organization.replaceAll(".", "\\.")}(?![\\p{L}])`, "u").test(employer)
  );
}

/** The topic of a section: what its heading sets apart, or else the body or process that the heading presents. */
export function topicOf(heading: SpeakerHeading, person: PersonLine | null, countries: CountryLexicon): string | null {
  if (heading.topic !== null) return heading.topic.replace(/[\s.:;]+$/u, "");
  const body = heading.form === null || heading.form === "organization";
  if (person === null || !body) return null;
  return countries.codeOf(heading.party) === null && classifyParty(heading.party, countries) !== "country"
    ? heading.party
    : null;
}
