import type { CountryLexicon } from "../countries.ts";
import { foldText } from "../folding.ts";
import {
  HONORIFICS,
  KNOWN_BODIES,
  ON_BEHALF,
  ORGANIZATION_HEADS,
  ORGANIZATION_HEADS_EN,
  PLURAL_HEADS,
  PLURAL_HEADS_EN,
  REPRESENTATION_NOUNS,
  ROLE_NOUNS,
  ROLE_QUALIFIERS,
  SECRETARIAT_NOUNS,
} from "./speaker-lexicon.ts";
import { holdsVerb } from "./verb-forms.ts";

/**
 * What a heading or the opening of a turn names: a state's representation ("Delegation of Brazil"), an office ("Chair of
 * the Committee"), a person with a form of address, a country alone, or an organization.
 */
export type PartyForm = "representation" | "office" | "person" | "country" | "organization";

const ARTICLE = /^(?!el salvador(?!\p{L}))(?:the|el|la|los|las|o|a|os|as|le|les|l['’]|un[ae]?)\s*(?<=['’\s])/u;
const COURTESY = /^(?:se[ñn]or(?:a|ita)?|senhora?|monsieur|madame|distinguid[oa]|honorable)\s+(?:l[ae]\s+)?(?=\p{Lu})/u;
const QUALIFIED_ROLE = `(?:(?:${ROLE_QUALIFIERS})[\\s-]+)*(?:${ROLE_NOUNS.join("|")})(?:[\\s-]+(?:${ROLE_QUALIFIERS}))*`;
const LINK =
  "(?:de(?: la| las| los| l['’])?|del|d['’]|du|des|d[ao]s?|of(?: the)?|for(?: the)?|para(?: la| el)?|ante(?: la| el)?|to(?: the)?|from(?: the)?|aupres d[eu])";

const PATTERNS = {
  representation: new RegExp(
    `^(?:${REPRESENTATION_NOUNS.join("|")})(?:\\s+${LINK}(?:\\s+|(?<=['’]))|\\s+(?=\\p{L}+$))`,
    "u",
  ),
  office: new RegExp(`^(${QUALIFIED_ROLE})(?![\\p{L}-])`, "u"),
  secretariat: new RegExp(`^(?:${SECRETARIAT_NOUNS})(?![\\p{L}])`, "u"),
  organization: new RegExp(`^(?:${ORGANIZATION_HEADS})(?![\\p{L}])`, "u"),
  organizationEn: new RegExp(`(?<![\\p{L}])(?:${ORGANIZATION_HEADS_EN})(?![\\p{L}])`, "u"),
  plural: new RegExp(`^(?:${PLURAL_HEADS})(?![\\p{L}])`, "u"),
  pluralEn: new RegExp(`(?<![\\p{L}])(?:${PLURAL_HEADS_EN})$`, "u"),
  qualifier: new RegExp(`^(?:${ROLE_QUALIFIERS})(?![\\p{L}])\\s+(?!\\p{L}+\\s+\\p{L}+,)`, "u"),
  known: new RegExp(`^(?:${KNOWN_BODIES})(?![\\p{L}])`, "u"),
  honorific: new RegExp(`^(?:${HONORIFICS.join("|")})(?:\\s*[,/]?\\s+|(?<=\\.))`, "u"),
  behalf: new RegExp(`[\\s,(]+(?:${ON_BEHALF})(?:\\s+|(?<=['’]))(?:${ARTICLE.source.slice(1)})?`, "u"),
} as const;

/** The text without its leading article. */
export function withoutArticle(text: string): string {
  // "UN Women" is no article, unless all is in capitals.
  if (/^UN\s/u.test(text) && /\p{Ll}/u.test(text)) return text;
  const rest = text.slice(ARTICLE.exec(foldText(text))?.[0].length ?? 0);
  // "La señora PRESIDENTA" is addressed by courtesy; before a name the same word is a form of address.
  const courtesy = COURTESY.exec(rest)?.[0].length ?? 0;
  return courtesy > 0 && readOffice(rest.slice(courtesy)) !== null ? rest.slice(courtesy) : rest;
}

/** The forms of address at the start, and how many characters they take; null where there is none before a name. */
export function readHonorific(text: string): { readonly honorific: string; readonly length: number } | null {
  if (!/^\p{Lu}/u.test(text) && !COURTESY.test(text)) return null;
  const folded = foldText(text);
  let length = 0;
  let position = 0;
  for (let turn = 0; turn < 4; turn += 1) {
    const match = PATTERNS.honorific.exec(folded.slice(position));
    if (match === null) break;
    position += match[0].length;
    // "Sra. Embajadora de Colombia" is addressed as "Sra.": an office is one only before a name.
    // And "Profesora Titular" is an office throughout.
    if (/^\p{Lu}/u.test(text.slice(position)) && !PATTERNS.qualifier.test(folded.slice(position))) length = position;
  }
  return length === 0 ? null : { honorific: text.slice(0, length).replace(/[\s,/]+$/u, ""), length };
}

/** The office at the start of the text ("Permanent Observer"), without what it is an office of; null for none. */
export function readOffice(
  text: string,
  options?: { readonly addressed?: boolean },
): { readonly role: string; readonly length: number } | null {
  const folded = foldText(text);
  // "Secretaria" is a body in Portuguese and an officer in Spanish: a form of address, or "Secretária", tells which.
  const officer = options?.addressed === true || /^secret[áÁ]ri/iu.test(text);
  if (!officer && PATTERNS.secretariat.test(folded)) return null;
  const role = PATTERNS.office.exec(folded)?.[1];
  if (role === undefined) return null;
  return { role: text.slice(0, role.length), length: role.length };
}

/** What follows "of" at the start of the text, without the link; null where no link stands there. */
export function readLinked(text: string): string | null {
  const match = new RegExp(`^\\s*${LINK}(?:\\s+|(?<=['’]))`, "u").exec(foldText(text));
  return match === null ? null : withoutArticle(text.slice(match[0].length).trim());
}

/** The text split at "on behalf of": who speaks, and for whom. */
export function splitBehalf(text: string): { readonly speaker: string; readonly behalf: string | null } {
  const match = PATTERNS.behalf.exec(foldText(text));
  if (match === null) return { speaker: text.trim(), behalf: null };
  const behalf = text
    .slice(match.index + match[0].length)
    .replace(/[).,:;\s]+$/u, (tail) => (tail.startsWith(")") ? ")" : ""));
  const speaker = text
    .slice(0, match.index)
    .replace(/,?\s*(?:speaking|hablando|falando|s['’]exprimant|parlant)$/iu, "");
  return { speaker: speaker.trim(), behalf: balanceBrackets(withoutArticle(behalf)) };
}

/** "(X, on behalf of Y (Z))" leaves a bracket too many behind Y. */
function balanceBrackets(text: string): string {
  const open = (text.match(/\(/gu) ?? []).length;
  const close = (text.match(/\)/gu) ?? []).length;
  return close > open && text.endsWith(")") ? text.slice(0, -1) : text;
}

/** The state that a representation stands for: what follows "Delegation of". Null where the text names none. */
export function readRepresentation(text: string): string | null {
  const match = PATTERNS.representation.exec(foldText(text));
  return match === null ? null : text.slice(match[0].length);
}

/** "CRM" of "Conferencia Regional sobre Migración (CRM)"; null where the text gives none. */
export function acronymOf(text: string): string | null {
  const acronyms = [...text.matchAll(/\(\s*((?:\p{Lu}[\p{L}\d]*[-–./]?)+)\s*\)/gu)].map((match) => match[1] ?? "");
  return acronyms.filter((acronym) => isAcronym(acronym)).at(-1) ?? null;
}

/** Two to twelve characters, mostly capitals: "OEA", "JaCIRT", "C-SIRT", "P.M.A.". */
export function isAcronym(text: string): boolean {
  if (!/^\p{Lu}[\p{L}\d.&/-]{1,11}$/u.test(text)) return false;
  // Longer words in capitals are words.
  if (/^\p{Lu}{10,}$/u.test(text)) return false;
  const letters = text.match(/\p{L}/gu) ?? [];
  return (text.match(/\p{Lu}/gu) ?? []).length * 2 > letters.length;
}

/** What kind of party the text names, read from its beginning; null where it names none that the lexicon knows. */
export function classifyParty(text: string, countries: CountryLexicon): PartyForm | null {
  const named = withoutArticle(text.trim());
  if (named === "" || !/^[\p{L}]/u.test(named)) return null;
  const folded = foldText(named);
  if (readRepresentation(named) !== null) return "representation";
  if (readHonorific(named) !== null) return "person";
  if (countries.codeOf(named.replace(/[.:\s]+$/u, "")) !== null) return "country";
  if (PATTERNS.secretariat.test(folded)) return "organization";
  if (readOffice(named) !== null && isOfficeOpening(named)) return "office";
  if (isOrganization(named, folded)) return "organization";
  return null;
}

/** An office speaks where nothing but its body follows it: "Director of X", and not "Head offices in the region". */
function isOfficeOpening(named: string): boolean {
  const office = readOffice(named);
  if (office === null || holdsVerb(named)) return false;
  const rest = named.slice(office.length).trim();
  return rest === "" || /^[,(:.–—-]/u.test(rest) || readLinked(rest) !== null || /^\p{Lu}/u.test(rest);
}

function isOrganization(named: string, folded: string): boolean {
  if (isAcronym(named) || acronymOf(named) !== null) return true;
  if (isPluralHead(folded) || holdsVerb(named)) return false;
  if (PATTERNS.known.test(folded) && isProperName(named) && named.split(/\s+/u).length <= 6) return true;
  if (PATTERNS.organization.test(folded)) return /^\S+\s+\S/u.test(named);
  return PATTERNS.organizationEn.test(folded) && isProperName(named);
}

/** "Universal service funds", "Fondos de inversión": bodies in the plural are a matter, and no body. */
export function isPluralHead(name: string): boolean {
  const folded = foldText(name);
  // In English the head stands last before "of", "for" and the like; in the other languages it stands first.
  const head =
    folded.split(/\s(?:of|for|in|on|to|at|against|from|with|de|del|d[aeo]s?|du|para|pour)\s|\s?[(,:;–—]/u)[0] ?? folded;
  return PATTERNS.plural.test(head) || PATTERNS.pluralEn.test(head);
}

/** Every word of weight is capitalized, as in a name, and unlike a sentence or a subject. */
export function isProperName(text: string): boolean {
  const words = text
    .split(/\s+/u)
    .filter(
      (word) =>
        /^\p{L}{4,}/u.test(word) && !/^(?:sobre|para|entre|ante|with|from|into|pour|dans|pela|pelo)$/u.test(word),
    );
  return words.length > 0 && words.every((word) => /^\p{Lu}/u.test(word));
}
